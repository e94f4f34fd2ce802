"""Nearest neighbours: the same as when each is compared with each, in far less work."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.errors import Cancelled
from tlgui.engine.insight.similar import neighbours
from tlgui.engine.insight.similar.neighbours import CELLS_ASKED, FULLEST, Cells
from tlgui.engine.progress import Control


def clustered(count: int, width: int = 16) -> np.ndarray:
    draw = np.random.default_rng(0)
    points = draw.standard_normal((30, width))
    rows = points[draw.integers(30, size=count)] + 0.4 * draw.standard_normal((count, width))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows, np.float32)


def compared_with_each(rows: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    likeness = rows @ rows.T
    np.fill_diagonal(likeness, -np.inf)
    order = np.argsort(-likeness, axis=1)[:, :count]
    return order, np.take_along_axis(likeness, order, axis=1)


def test_among_few_they_are_exact() -> None:
    rows = clustered(900)

    found = Cells(rows, Control()).nearest(5)

    places, likeness = compared_with_each(rows, 5)
    assert np.array_equal(found.places, places)
    assert np.allclose(found.likeness, likeness, atol=1e-6)


def test_among_many_nearly_all_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "EXACT_UP_TO", 100)
    rows = clustered(3_000)

    found = Cells(rows, Control()).nearest(3)

    places, _ = compared_with_each(rows, 3)
    assert (found.places[:, 0] == places[:, 0]).mean() > 0.95
    assert not (found.places == np.arange(3_000)[:, None]).any()


def test_another_view_of_a_thing_finds_others_but_not_itself() -> None:
    rows = clustered(200)

    found = Cells(rows, Control()).nearest(1, rows[::-1])

    # Row i is asked as row 199 - i looks: that one is found.
    assert found.places[:, 0].tolist() == list(range(199, -1, -1))
    assert np.allclose(found.likeness, 1, atol=1e-6)


def test_what_points_nowhere_is_nobodys_neighbour() -> None:
    rows = clustered(20)
    rows[7] = 0

    found = Cells(rows, Control()).nearest(19)

    assert (found.places[7] == -1).all()
    assert 7 not in found.places
    assert np.isneginf(found.likeness[:, -1]).all()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_vectors(count: int) -> None:
    found = Cells(clustered(count), Control()).nearest(3)

    assert found.places.shape == (count, 3)
    assert (found.places >= 0).sum() == count * (count - 1)


def test_equal_pictures_are_not_compared_each_with_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neighbours, "EXACT_UP_TO", 100)
    compared = 0
    take = neighbours._take

    def counting(found: object, queries: np.ndarray, members: np.ndarray, given: object) -> None:
        nonlocal compared
        compared += len(queries) * len(members)
        take(found, queries, members, given)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(neighbours, "_take", counting)
    count = 4_000
    rows = np.repeat(clustered(1), count, axis=0)

    found = Cells(rows, Control()).nearest(4)

    usual = count / int(np.sqrt(count))
    assert compared <= count * CELLS_ASKED * FULLEST * (usual + 1)
    assert compared < count**2 / 2
    assert np.allclose(found.likeness, 1, atol=1e-5)


def test_it_ends_when_it_is_cancelled() -> None:
    control = Control()
    cells = Cells(clustered(50), control)
    control.cancel()

    with pytest.raises(Cancelled):
        cells.nearest(3)
