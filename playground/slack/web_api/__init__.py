"""Slack's Web API, as far as a bot like ours calls it."""
