"""Linear heads fitted on features: solved at once, or step by step."""
