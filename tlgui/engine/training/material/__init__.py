"""Pictures as they are worked on again and again, read once and kept: views of them, features."""
