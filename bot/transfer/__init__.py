"""Lists in and out. FEATURE is in `feature`: the process that reads a file imports this package, and not the rest."""
