"""The command line: the same engine, for scripts, many folders and machines without a screen."""
