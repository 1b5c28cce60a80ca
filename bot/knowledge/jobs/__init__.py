"""What Samenspel does by itself about what was learned."""
