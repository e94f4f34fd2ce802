"""The colours of the window, light and dark, named by what they are for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QColor

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme, as ``#RRGGBB``, named by what they are for.

    A ``*_soft`` colour is the ground on which its namesake is written; ``on_accent`` is written
    on ``accent``. ``training`` and ``validation`` are the chart colours (Okabe-Ito).
    """

    scheme: Scheme
    background: str
    surface: str
    sunken: str
    line: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    training: str
    validation: str
    test: str

    def color(self, role: str) -> QColor:
        """The colour of ``role`` (a field's name) for painters."""
        return QColor(getattr(self, role))


LIGHT = Palette(
    scheme="light",
    background="#F5F6F8",
    surface="#FFFFFF",
    sunken="#EEF0F3",
    line="#E0E4E9",
    text="#1A222C",
    muted="#5C6876",
    accent="#2A66D9",
    # A touch lighter than the accent's usual soft ground, so that accent on it passes 4.5.
    accent_soft="#E8F0FD",
    accent_hover="#2159C4",
    on_accent="#FFFFFF",
    good="#177A4C",
    good_soft="#E3F3EA",
    warning="#9A6200",
    warning_soft="#FBF0DA",
    bad="#B93329",
    bad_soft="#FBE7E5",
    training="#0072B2",
    validation="#D55E00",
    test="#009E73",
)
DARK = Palette(
    scheme="dark",
    background="#14181D",
    surface="#1B2127",
    sunken="#12161A",
    line="#2C353F",
    text="#E8EDF2",
    muted="#98A5B3",
    accent="#6FA0FF",
    accent_soft="#20304C",
    accent_hover="#8AB2FF",
    on_accent="#14181D",
    good="#5CC893",
    good_soft="#17322A",
    warning="#E6B655",
    warning_soft="#392E17",
    bad="#FF8A80",
    bad_soft="#3D2321",
    training="#56B4E9",
    validation="#E69F00",
    test="#009E73",
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(color[start : start + 2], 16) / 255 for start in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` in it, as ``#RRGGBB``."""
    parts = (
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02X}" for part in parts)
