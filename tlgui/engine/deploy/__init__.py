"""Trained models at work: classifying new pictures."""
