"""The practice workspace: a small Slack in the browser, on this machine only, with invented people.

It speaks Slack's own wire language to the bot and imports nothing of it, so that what works here works there. In
`slack` is the Slack itself, in `page` what people see of it; what is here joins them with the real bot.
"""
