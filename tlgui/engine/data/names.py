"""Names as people read them: 2 before 10, in every language's digits, and each in one line."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

_DIGITS = re.compile(r"(\d+)")

_Part: TypeAlias = tuple[int, str]
NaturalKey: TypeAlias = tuple[tuple[tuple[str | _Part, ...], ...], str]


def natural_key(name: str) -> NaturalKey:
    """Sort key of a name, or of a path with forward slashes: runs of digits compare as numbers.

    Letters compare in any case first, by their code points and in no language's own order, so
    that a list looks alike everywhere. No two names have the same key.
    """
    return tuple(_part_key(part) for part in name.casefold().split("/")), name


def _part_key(part: str) -> tuple[str | _Part, ...]:
    # Text and digits take turns, beginning with text that may be empty: places compare like with
    # like.
    pieces: list[str | _Part] = list(_DIGITS.split(part))
    for place in range(1, len(pieces), 2):
        pieces[place] = _number(str(pieces[place]))
    return tuple(pieces)


def _number(digits: str) -> _Part:
    """Compares as the number that ``digits`` are, however long: ``int`` refuses 4,301 digits."""
    if not digits.isascii():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in digits)
    digits = digits.lstrip("0")
    return len(digits), digits


def shown(name: str) -> str:
    """``name``, fit for one line of text: characters that break lines or encodings escaped."""
    if name.isprintable():
        return name
    return "".join(
        letter.encode("unicode_escape").decode("ascii") if _breaks_text(letter) else letter
        for letter in name
    )


def _breaks_text(letter: str) -> bool:
    code = ord(letter)
    return (
        code < 0x20
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000  # bytes of a name that are not UTF-8
        or 0x2028 <= code <= 0x202E  # line separators, and marks that turn the text around
        or 0x2066 <= code <= 0x2069
    )
