"""What the tables of all pages share."""
