"""The steps that every project takes, and who waits for whom."""
