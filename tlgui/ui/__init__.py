"""The window. Everything here imports PySide6; nothing here trains."""
