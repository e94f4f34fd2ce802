"""Names that every file system takes, whatever a class or a file is called."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAME_BYTES = 200
"""Room is left below the 255 bytes of most file systems, for a number."""

_FORBIDDEN = frozenset('<>:"/\\|?*')
# Source: Microsoft, "Naming Files, Paths, and Namespaces".
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789")}
)


def safe_name(name: str) -> str:
    """``name`` as one path component that Windows, macOS and Linux take; never empty or dots."""
    letters = [
        "_" if letter in _FORBIDDEN or unicodedata.category(letter)[0] == "C" else letter
        for letter in unicodedata.normalize("NFC", name)
    ]
    safe = _shortened("".join(letters).strip(), NAME_BYTES).rstrip(" .")
    if not safe:
        return "_"
    if safe.partition(".")[0].strip().casefold() in _RESERVED:
        safe = f"_{safe}"
    return safe


def safe_file_name(name: str) -> str:
    """``name`` like ``safe_name``, its ending kept where the rest is shortened."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > 10:
        return safe_name(name)
    ending = safe_name(ending)
    stem = safe_name(_shortened(stem, NAME_BYTES - len(ending.encode()) - 1))
    return f"{stem}{dot}{ending}"


def numbered(name: str, number: int, *, is_file: bool = False) -> str:
    """``name`` with `` (2)`` and so on; before the ending of a file; 1 gives ``name``."""
    if number < 2:
        return name
    stem, dot, ending = name.rpartition(".") if is_file else ("", "", "")
    if not stem:
        return f"{name} ({number})"
    return f"{stem} ({number}){dot}{ending}"


def name_key(name: str) -> str:
    """Equal for names that some file system takes for one: twins by case or composition."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def class_folder_names(labels: Iterable[str]) -> dict[str, str]:
    """A folder name for each label, no two alike."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for label in labels:
        if label in names:
            continue
        safe, number = safe_name(label), 1
        while name_key(numbered(safe, number)) in taken:
            number += 1
        names[label] = numbered(safe, number)
        taken.add(name_key(names[label]))
    return names


def _shortened(text: str, limit: int) -> str:
    """The start of ``text`` that has at most ``limit`` bytes in UTF-8."""
    return text.encode("utf-8", "replace")[:limit].decode("utf-8", "ignore")
