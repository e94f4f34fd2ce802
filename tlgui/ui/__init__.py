"""The window. Everything here imports PySide6; nothing here trains."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - it comes first: what follows is undone after it

# PySide6 reads the source of every module that is imported after it, in case it says ``from
# __feature__ import``, which nothing here does. Of PyTorch and timm that takes a quarter of their
# import, and keeps 110 MB.
if builtins.__import__ is getattr(builtins, "__feature_import__", None):
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
