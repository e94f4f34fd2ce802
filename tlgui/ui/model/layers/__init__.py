"""Any network layer by layer: a tree of its stages, and which of it learns."""
