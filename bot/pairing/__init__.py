"""Who are buddies this round, and why: people and history in, groups and reasons out. Pure.

A round is one assignment. Only ties *across* the disciplines count, so a group is a star: one colleague of the smaller
side with one or more of the other. `inputs` is all that decides, `memory` makes it of the rounds before, `costs` says
what every tie costs, `solving` finds the cheapest stars, `draw` puts them together and `reasons` says why.
"""
