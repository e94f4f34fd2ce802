"""A learning curve by pictures, made up, for tests of what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.learning_curve.forecast import curve_of

if TYPE_CHECKING:
    from tlgui.engine.insight.learning_curve.curve import LearningCurve

SIZES = (100, 200, 400, 800, 1200, 1600)
DRAWS = (8, 8, 4, 2, 2, 1)


def made_up_curve(held_out: int = 2_000, drop: float = 0.2) -> LearningCurve:
    """Of heads whose errors are 0.02 + ``drop`` / root of (pictures / 1,600)."""
    draw = np.random.default_rng(0)
    hard = draw.random(held_out)
    pictures = [size for size, count in zip(SIZES, DRAWS, strict=True) for _ in range(count)]
    errors = [0.02 + drop * (size / 1_600) ** -0.5 + draw.normal() * 0.003 for size in pictures]
    return curve_of(pictures, np.stack([hard < error for error in errors]), SplitName.TEST)
