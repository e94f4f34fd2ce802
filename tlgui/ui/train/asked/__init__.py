"""What is asked of the next training: the method, its settings, what it takes."""
