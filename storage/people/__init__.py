"""Who is in a municipality: colleagues, their accounts and standing, what is personal, and the audit log."""
