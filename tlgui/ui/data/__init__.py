"""The Data step: a folder seen, checked and divided."""
