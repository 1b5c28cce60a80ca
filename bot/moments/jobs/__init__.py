"""What time starts: reminders that residents wait for an answer, and what colleagues hear around a contact moment."""
