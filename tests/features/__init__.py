"""Conversations in the test room, a file for each feature."""
