"""The outside world: chat platforms, the clock, the outbox's delivery, the web server and the console."""
