"""The practice workspace: a small Slack in the browser, on this machine only, with invented people.

It speaks Slack's own wire language to the bot and imports nothing of it, so that what works here works there.
"""
