"""What time starts: jobs, reminders, and the clock of a municipality."""
