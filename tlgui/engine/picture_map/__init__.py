"""The map of pictures: each a point, near to those that look alike to a network."""
