"""What a trained model gets right and wrong, and where it looks."""
