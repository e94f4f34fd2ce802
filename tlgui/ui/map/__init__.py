"""The map: all pictures of a folder as points, near to those that look alike to a network."""
