"""What the Data page says and offers of edits."""
