"""What leaves and what comes due: messages, work, jobs, reminders, and how fast they may go."""
