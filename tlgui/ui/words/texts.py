"""Names of files and classes, made fit for labels and lists."""

from __future__ import annotations

import math
import re
import unicodedata

from PySide6.QtCore import QCoreApplication

from tlgui.engine.errors import Message

LONGEST_NAME = 24
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SIZE = re.compile("(?<=[0-9]) \u00d7 (?=[0-9])")


def one_line(name: str) -> str:
    """``name`` on one line: what breaks lines, encodings or the reading order becomes U+FFFD.

    A file name may hold anything: line breaks, marks that turn the text around, bytes that are
    not UTF-8 (lone surrogates in Python, which Qt's strings cannot hold).
    """
    if name.isprintable():
        return name
    return "".join(
        "\N{REPLACEMENT CHARACTER}"
        if unicodedata.category(letter) in _UNFIT or letter in _TURNING
        else letter
        for letter in name
    )


def with_whole_sizes(text: str) -> str:
    """``text`` in which no line ends within a size: 32 x 32, written with the sign of times."""
    return _SIZE.sub("\u00a0\u00d7\u00a0", text)


def with_short_names(message: Message) -> Message:
    """``message`` with long paths in it shortened in their middle: the sentence stays readable."""
    values = {
        name: _shortened(value) if isinstance(value, str) else value
        for name, value in message.values.items()
    }
    return Message(message.template, **values)


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_NAME:
        return text
    return f"{text[: LONGEST_NAME // 2]}\N{HORIZONTAL ELLIPSIS}{text[-LONGEST_NAME // 3 :]}"


def pictures_text(count: int) -> str:
    """``count`` pictures, in words."""
    translate = QCoreApplication.translate
    if count == 1:
        return translate("counts", "1 picture")
    return translate("counts", "{n} pictures").format(n=f"{count:,}")


_RAISED = str.maketrans(
    "-0123456789", "\u207b\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
)


def power_text(value: float) -> str:
    """``value`` above 0 with two digits; with a power of ten where it is very small or large."""
    if 0.001 <= value < 10_000:
        return f"{value:.2g}" if value < 10 else f"{value:,.0f}"
    digits, _, power = f"{value:.1e}".partition("e")
    raised = f"10{str(int(power)).translate(_RAISED)}"
    return raised if digits == "1.0" else f"{digits}\u00b7{raised}"


def points_text(change: float) -> str:
    """A change of a share in percentage points, signed; its minus is as wide as a plus."""
    return f"{100 * change:+.1f}".replace("-", "\u2212")


def share_text(share: float) -> str:
    """A share in percent; near 100% with a decimal, and never rounded up to it."""
    return f"{share:.0%}" if share <= 0.99 else f"{int(share * 1000) / 10:.1f}%"


def answer_share_text(told: str, share: float, threshold: float) -> str:
    """The share of an answer beside ``threshold``: with a decimal where both round to the same.

    Args:
        told: the share in whole percents.
        share: of the answer, 0..1.
        threshold: from which on it is accepted.
    """
    if not told[0].isdigit() or f"{share:.0%}" != f"{threshold:.0%}":
        return told
    # Away from the threshold: an answer that is accepted never reads as below it.
    rounded = math.ceil if share >= threshold else math.floor
    return f"{rounded(round(1000 * share, 6)) / 10:.1f}".removesuffix(".0") + "%"
