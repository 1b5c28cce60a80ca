"""A Slack of our own, without a screen: strict, and broken on demand. Pages, tests, benchmarks and torture use it."""
