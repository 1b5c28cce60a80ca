"""What is typed on a terminal: the console script `samenspel` and its verbs."""
