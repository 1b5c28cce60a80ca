"""What an operator sees: logs, figures, the number of a request, the version."""
