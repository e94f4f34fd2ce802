"""How many pictures are enough: the error against their number, and where that goes from there."""
