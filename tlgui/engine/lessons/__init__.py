"""What the lessons compute: one idea a module, each number from a formula or from a network."""
