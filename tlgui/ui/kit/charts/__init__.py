"""Learning curves: drawn, shown, and read as a table."""
