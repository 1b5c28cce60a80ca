"""What projects and contact moments share: their fields, the people who change them, and what was changed."""
