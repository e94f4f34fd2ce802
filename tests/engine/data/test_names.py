"""Names in the order that people expect."""

from __future__ import annotations

import itertools

import pytest

from tlgui.engine.data.names import natural_key


@pytest.mark.parametrize(
    "expected",
    [
        ["1", "2", "3", "10", "11", "20"],
        ["a", "A2", "a10", "b1", "B2", "b11"],
        ["T-Shirt", "t-shirt", "trousers", "Undershirt"],
        ["x1y2", "x1y10", "x2y1", "x10"],
        ["007", "07", "7", "8"],
        ["a/2", "a/10", "a/b/1", "a1/1", "a-b/1"],
        ["", "1.png", "가2", "가10"],
        ["\u0662", "\u0663", "\u0661\u0660"],  # Arabic 2, 3, 10
        ["x", "x²", "x³", "①"],  # digits that are no decimal ones
        ["9" * 4999, "1" + "0" * 5000],  # more digits than int() takes
        ["a\udc80", "a\udcff"],  # bytes that are not UTF-8
    ],
)
def test_names_come_in_natural_order(expected: list[str]) -> None:
    for shuffled in itertools.islice(itertools.permutations(expected), 60):
        assert sorted(shuffled, key=natural_key) == expected


def test_no_two_names_are_the_same_to_it() -> None:
    names = ["1", "01", "a", "A", "ß", "ss", "SS"]

    assert len({natural_key(name) for name in names}) == len(names)
