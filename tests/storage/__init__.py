"""What is remembered, on SQLite and on PostgreSQL: the questions, the fences between municipalities, the migrations."""
