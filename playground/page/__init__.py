"""The practice workspace as people see it: a web page on the Slack beside it."""
