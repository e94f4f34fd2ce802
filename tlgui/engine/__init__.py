"""Everything tlgui can do without a window. Nothing here imports PySide6."""
