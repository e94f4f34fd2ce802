"""Labels from a table: choosing its file, and saying which column is which."""
