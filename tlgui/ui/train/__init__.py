"""The Train step: settings, progress, runs."""
