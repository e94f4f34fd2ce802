"""By what the map's pictures can be coloured, and how each is called."""

from __future__ import annotations

from colorsys import hls_to_rgb
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from tlgui.engine.picture_map.survey import PARTS
from tlgui.engine.review.findings import FindingKind
from tlgui.ui.map.map_points import Coloring
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tlgui.engine.picture_map.survey import Answers, PictureMap

    Codes = NDArray[np.int64]

translate = QCoreApplication.translate

_CLASS_COLORS: tuple[tuple[str, str], ...] = (
    ("#0072B2", "#4DABF7"),
    ("#E67700", "#FFA94D"),
    ("#2B8A3E", "#69DB7C"),
    ("#C2255C", "#FF6B8B"),
    ("#6741D9", "#B197FC"),
    ("#1098AD", "#3BC9DB"),
    ("#8D5524", "#C9986B"),
    ("#E64980", "#FAA2C1"),
    ("#74B816", "#C0EB75"),
    ("#D9A400", "#FFE066"),
    ("#364FC7", "#748FFC"),
    ("#495057", "#ADB5BD"),
)
_GOLDEN = 0.618034
_EXPECTED = ("#9FB6D0", "#4C6480")
"""Of what is right: lighter than what is wrong, for who cannot tell green from red too."""


class ColorBy(StrEnum):
    """By what."""

    CLASS = "class"
    PART = "split"
    ANSWER = "answer"
    FINDING = "finding"


def color_by_name(by: ColorBy) -> str:
    """For its chip."""
    return {
        ColorBy.CLASS: translate("Map", "Class"),
        ColorBy.PART: translate("Map", "Split"),
        ColorBy.ANSWER: translate("Map", "Right or wrong"),
        ColorBy.FINDING: translate("Map", "Findings"),
    }[by]


def by_class(labels: Sequence[str]) -> Coloring:
    """By the class of each picture; ``labels`` are (N) names, empty for what is left out."""
    from tlgui.engine.data.names import natural_key

    names = sorted({label for label in labels if label}, key=natural_key)
    number = {name: at for at, name in enumerate(names)}
    codes = np.asarray([number.get(label, 0) for label in labels], np.int64)
    return Coloring(
        tuple(one_line(name) for name in names),
        tuple(class_color(at) for at in range(len(names))),
        codes,
    )


def class_color(number: int) -> tuple[str, str]:
    """The colour of a class in the light scheme and in the dark; of many, others further on."""
    if number < len(_CLASS_COLORS):
        return _CLASS_COLORS[number]
    hue = number * _GOLDEN % 1
    return _hex(hue, 0.38), _hex(hue, 0.68)


def by_part(drawn: PictureMap) -> Coloring:
    """By the part of the split."""
    names = (
        translate("Map", "Training"),
        translate("Map", "Validation"),
        translate("Map", "Test"),
        translate("Map", "In no part"),
    )
    codes = np.where(drawn.parts < 0, len(PARTS), drawn.parts).astype(np.int64)
    return Coloring(names, ("training", "validation", "test", "muted"), codes)


def by_answer(answers: Answers, true: Codes) -> Coloring:
    """By whether the model is right; ``true`` are the right classes, -1 where it has none."""
    names = (
        translate("Map", "Right"),
        translate("Map", "Wrong"),
        translate("Map", "Class not known to the model"),
    )
    codes = np.where(true < 0, 2, np.where(answers.numbers == true, 0, 1)).astype(np.int64)
    return Coloring(names, (_EXPECTED, "bad", "muted"), codes, frozenset({0, 2}))


def by_finding(files: Sequence[str], kinds: Mapping[str, FindingKind]) -> Coloring:
    """By what is doubtful about each of ``files``."""
    names = {
        FindingKind.TWINS_ACROSS_SPLITS: translate("Map", "Twin across splits"),
        FindingKind.TWINS_ACROSS_CLASSES: translate("Map", "Twin across classes"),
        FindingKind.TWINS: translate("Map", "Twin"),
        FindingKind.SUSPECT_LABEL: translate("Map", "Doubtful label"),
        FindingKind.OUTLIER: translate("Map", "Unlike its class"),
        FindingKind.UNSURE: translate("Map", "Unsure"),
    }
    roles: list[str | tuple[str, str]] = [class_color(at) for at in (3, 1, 10, 4, 0, 5)]
    place = {kind: at for at, kind in enumerate(names)}
    nothing = len(names)
    codes = np.asarray([place.get(kinds[f], nothing) if f in kinds else nothing for f in files])
    told = (*names.values(), translate("Map", "Nothing found"))
    return Coloring(told, (*roles, "line"), codes.astype(np.int64), frozenset({nothing}))


def _hex(hue: float, light: float) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in hls_to_rgb(hue, light, 0.55))
