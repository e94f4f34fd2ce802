"""What goes on behind the pages: jobs, the session, the open project."""
