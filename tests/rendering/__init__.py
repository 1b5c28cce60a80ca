"""What people see on Slack, as golden files, and held against Slack's limits."""
