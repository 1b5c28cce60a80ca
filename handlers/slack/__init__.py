"""Slack: payloads become knocks (`listen`), cards become Block Kit (`render`), answers become API calls (`answer`)."""
