"""What time starts: questions that nobody answered, corners that stay empty, and what Samenspel noticed."""
