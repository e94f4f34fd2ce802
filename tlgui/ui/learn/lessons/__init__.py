"""The lessons, one module each.

A module in this folder with a ``LESSON`` is a lesson: there is no list to add it to.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tlgui.ui.learn.lesson import Lesson


def all_lessons() -> tuple[Lesson, ...]:
    """Every lesson, in the order in which they build on each other."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        lesson = import_module(f"{__name__}.{module.name}").LESSON
        assert isinstance(lesson, Lesson), f"{module.name} has no LESSON"
        found.append(lesson)
    return tuple(sorted(found, key=lambda lesson: lesson.number))
