"""Texts ready to paste, filled in from the register."""
