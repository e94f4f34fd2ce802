"""Answers that the user corrected: what becomes of them in the data, and learning from them."""
