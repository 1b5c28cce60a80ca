"""Stored messages and stored work, against a platform that answers over real HTTP and processes that are killed."""
