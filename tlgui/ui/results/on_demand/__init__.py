"""What is measured of a run only when it is asked for: a card of one form, and what it measures."""
