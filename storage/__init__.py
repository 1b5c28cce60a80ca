"""What Samenspel remembers: tables on top of each file, the questions that can be asked of them below."""
