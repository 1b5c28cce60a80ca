"""Half a year of a municipality of 60,000 inhabitants, and what its people get to read of Samenspel meanwhile."""
