"""The real bot as its own process, in front of a Slack of our own: see bench.py."""
