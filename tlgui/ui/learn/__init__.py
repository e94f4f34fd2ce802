"""Lessons: one idea, one figure to move, one thing to try, one question."""
