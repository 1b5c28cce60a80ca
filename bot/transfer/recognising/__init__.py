"""Which list a sheet holds, and which of its columns mean something to us."""
