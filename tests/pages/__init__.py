"""The page of all projects, for readers without a chat account."""
