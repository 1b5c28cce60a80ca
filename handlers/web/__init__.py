"""What comes in over HTTP, within bounds."""
