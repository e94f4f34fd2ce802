"""Learning from scratch: what is asked of it, and what its pictures are like."""
