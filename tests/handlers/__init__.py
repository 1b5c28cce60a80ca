"""Payloads in, API calls out: the real handlers against a Slack of the test's own, over real HTTP."""
