"""The window round the pages: rail, status strip, menus, start."""
