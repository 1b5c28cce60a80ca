"""What the register shows when somebody looks at all of it together: how much is asked of whom, and what is owed."""
