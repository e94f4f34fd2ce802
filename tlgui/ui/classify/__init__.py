"""The Classify step: new pictures in, answers out."""
