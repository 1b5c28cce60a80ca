"""What comes due: the heartbeat, jobs and reminders, looking after rows, the practice clock."""
