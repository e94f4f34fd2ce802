"""tlgui turns a folder of labelled pictures into an image classifier one can trust."""

import os

__version__ = "0.1.0"

# PyTorch's threads wait for each other by spinning: beside any other work (decoding, the window)
# that costs several times what it saves. Read when PyTorch is imported.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
