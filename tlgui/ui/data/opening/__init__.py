"""A folder on its way into the window: projects and their places, parts, and what is read."""
