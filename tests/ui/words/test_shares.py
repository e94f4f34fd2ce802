"""Shares in percent: on which side of the threshold an answer lies is what its figures say."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.metrics import percent, threshold_percent, threshold_share_text
from tlgui.ui.words.texts import answer_share_text


@pytest.mark.parametrize(
    ("threshold", "told"),
    [
        (0.0, "0%"),
        (0.437, "43.7%"),
        (0.43701, "43.8%"),
        (0.6, "60%"),
        (0.9996, "99.9%"),
        (1.0, "100%"),
    ],
)
def test_a_threshold_is_told_to_the_tenth_above(threshold: float, told: str) -> None:
    assert threshold_share_text(threshold) == told
    assert threshold_percent(threshold) == float(told.rstrip("%"))


@pytest.mark.parametrize(
    ("share", "threshold", "told"),
    [
        (0.436, 0.4372, "43.6%"),
        (0.441, 0.4372, "44.1%"),
        (0.432, 0.4372, "43%"),
        (0.45, 0.4372, "45%"),
        (0.9999, 0.9998, ">99%"),
    ],
)
def test_an_answer_has_a_decimal_where_it_rounds_to_its_threshold(
    share: float, threshold: float, told: str
) -> None:
    assert answer_share_text(percent(share), share, threshold) == told


def test_no_answer_reads_as_if_it_were_on_the_other_side() -> None:
    draw = np.random.default_rng(0)
    for threshold in draw.uniform(0.01, 0.998, 3000):
        for share in np.clip(threshold + draw.normal(0, 0.004, 5), 0.005, 0.994):
            told = answer_share_text(percent(share), share, threshold)
            figures = float(told.rstrip("%")), float(threshold_share_text(threshold).rstrip("%"))
            assert (figures[0] >= figures[1]) is bool(share >= threshold), (share, threshold)
