"""Single faults put into the code on purpose, to see whether a test turns red: `python -m tests.mutants`.

faults: what can be broken, and how · places: lists of where · reach: which tests pass a line
trying: a copy of the tree for each fault
"""
