"""What leaves: stored messages on their way to a platform, and stored work."""
