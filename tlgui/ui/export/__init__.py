"""The Export step: the run as files."""
