"""Connections to a database: to the right one, and who waits for one."""
