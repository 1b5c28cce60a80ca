"""Lessons, knowledge sessions and buddies."""
