"""The commands, one module each: its name is the command's, its function ``command`` does it.

There is no list to add a module to.
"""
