"""What the package's modules import, read from their source."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import tlgui

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(tlgui.__file__).parent


def source_of(module: str) -> str:
    """What is written in a module or package of tlgui."""
    path = PACKAGE.parent.joinpath(*module.split("."))
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return source.read_text("utf-8")


def modules() -> list[str]:
    """The full name of every module and package of tlgui."""
    names = (path.relative_to(PACKAGE.parent).with_suffix("") for path in PACKAGE.rglob("*.py"))
    return sorted(".".join(name.parts).removesuffix(".__init__") for name in names)


def imported(module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of all that a module imports anywhere: in functions and for types too."""
    for node in ast.walk(ast.parse(source_of(module))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}:{node.lineno} imports relatively"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"
