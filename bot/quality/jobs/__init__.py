"""What time starts: three questions to a triangle that is done, and three a quarter to whoever manages an area."""
