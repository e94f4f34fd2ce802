"""Training by epochs, down the gradient of a whole network: what its methods have in common."""
