"""Networks that begin with random weights: those of the textbooks, and a design of one's own."""
