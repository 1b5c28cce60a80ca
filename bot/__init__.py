"""What Samenspel knows, decides and says: no chat platform, no scheduler, no web server."""
