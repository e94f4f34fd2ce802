"""Well-known data sets to begin with: what they are, and getting them."""
