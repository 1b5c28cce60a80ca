"""The weekly overview: what fits, who gets it, and since when."""
