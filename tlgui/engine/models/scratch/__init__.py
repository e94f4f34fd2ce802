"""Networks that begin with random weights: those of the textbooks, and designs of one's own."""
