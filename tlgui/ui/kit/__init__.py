"""Widgets that know nothing of data sets or runs."""
