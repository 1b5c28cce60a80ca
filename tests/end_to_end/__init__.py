"""The real bot as its own process, in front of a third-party Slack emulator: see bench.py."""
