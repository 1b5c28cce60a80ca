"""Searching lessons and projects, alike on both databases."""
