"""From a recipe to a run: features, heads, and the folder that keeps them."""
