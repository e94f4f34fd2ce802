"""How the package asks whether something lies at a path.

``Path.is_file``, ``is_dir`` and ``exists`` raise where a folder is forbidden or a network drive
does not answer, in Python up to 3.13. ``os.path`` says no; ``storage.is_there`` is for where that
no would lose something.
"""

from __future__ import annotations

import ast

import pytest

from tests.sources import modules, source_of

QUESTIONS = {"is_file", "is_dir", "exists"}
# What ``os.scandir`` gives knows most answers itself.
ENTRY = "entry"


def raising(source: str) -> list[int]:
    """Lines with a question that may raise."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in QUESTIONS
        and ast.unparse(node.func.value) not in (ENTRY, "os.path")
    ]


def test_nothing_asks_in_a_way_that_may_raise() -> None:
    found = {module: lines for module in modules() if (lines := raising(source_of(module)))}

    assert found == {}


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("if path.exists(): ...", [1]),
        ("\nany((folder / name).is_file() for name in names)", [2]),
        ("os.path.exists(path) or os.path.isdir(path)", []),
        ("entry.is_dir()", []),
    ],
)
def test_the_ways_to_ask_are_told_apart(source: str, lines: list[int]) -> None:
    assert raising(source) == lines
