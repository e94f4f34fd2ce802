"""tlgui turns a folder of labelled pictures into an image classifier one can trust."""

__version__ = "0.1.0"
