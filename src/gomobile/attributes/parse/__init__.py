"""What a person typed, read as a value of one type. Pure functions of text; each raises Refused."""
