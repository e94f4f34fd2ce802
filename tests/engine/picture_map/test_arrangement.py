"""Pictures arranged by their neighbours: the same each time, near to their like, kept on disk."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine.picture_map.maps import HEAPS, made_map, some_of
from tlgui.engine.errors import Cancelled, DatasetError
from tlgui.engine.picture_map import arrangement, tsne
from tlgui.engine.picture_map.arrangement import among, arrange, kept_arrangement
from tlgui.engine.picture_map.kept_places import KeptPlaces
from tlgui.engine.picture_map.tsne_child import STEPS
from tlgui.engine.progress import BatchDone, Control

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@pytest.fixture(autouse=True)
def own_home(fresh_home: Path) -> Path:
    return fresh_home


def own_kind(labels: NDArray[np.int64], places: NDArray[np.float32]) -> float:
    """How often the nearest in the plane is of the same heap."""
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return float((labels[apart.argmin(axis=1)] == labels).mean())


def test_the_same_pictures_come_out_the_same_and_near_to_their_like() -> None:
    drawn = made_map(90)
    heard: list[object] = []

    first = arrange(drawn, Control(heard.append))
    second = arrange(drawn, Control())

    assert np.array_equal(first.places, second.places)
    assert first.arranged == 90
    assert own_kind(drawn.labels, first.places) == 1
    steps = [event.done for event in heard if isinstance(event, BatchDone)]
    assert steps == sorted(steps)
    assert steps[-1] <= STEPS
    assert len(steps) > 5


def test_the_second_time_it_is_there_at_once() -> None:
    drawn = made_map(40)
    assert kept_arrangement(drawn) is None

    made = arrange(drawn, Control())
    kept = kept_arrangement(drawn)

    assert kept is not None
    assert np.array_equal(kept.places, made.places)
    assert kept_arrangement(made_map(40, key="another network")) is None


def test_pictures_that_came_or_went_change_nothing_for_the_others() -> None:
    whole = made_map(60)
    known = some_of(whole, range(3, 60))
    made = arrange(known, Control())

    fewer = kept_arrangement(some_of(whole, range(10, 60)))
    more = kept_arrangement(whole)

    assert fewer is not None
    assert np.array_equal(fewer.places, made.places[7:])
    assert more is not None
    assert np.array_equal(more.places[3:], made.places)
    assert own_kind(whole.labels, more.places) == 1
    assert kept_arrangement(whole, same=True) is None
    assert kept_arrangement(known, same=True) is not None


def test_where_many_are_new_nothing_fits() -> None:
    whole = made_map(60)
    arrange(some_of(whole, range(30)), Control())

    assert kept_arrangement(whole) is None


def test_a_damaged_file_is_as_if_there_was_none(own_home: Path) -> None:
    drawn = made_map(30)
    arrange(drawn, Control())
    (file,) = (own_home / "cache" / "maps").glob("*.npz")
    file.write_bytes(file.read_bytes()[:200])

    assert kept_arrangement(drawn) is None


def test_old_maps_go_when_there_are_too_many(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tlgui.engine.picture_map.kept_places.MAPS_KEPT", 2)
    drawn = [made_map(5, key=f"network {number}") for number in range(4)]

    for number, each in enumerate(drawn):
        KeptPlaces.of(each).write(each.flat, 5)
        time.sleep(0.01)
        assert kept_arrangement(each) is not None, number

    assert kept_arrangement(drawn[0]) is None
    assert len(list((own_home / "cache" / "maps").iterdir())) == 2


def test_of_very_many_a_sample_is_arranged_and_the_others_lie_among_their_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(arrangement, "MOST_ARRANGED", 60)
    drawn = made_map(150)

    made = arrange(drawn, Control())

    assert made.arranged == 60
    assert np.isfinite(made.places).all()
    assert own_kind(drawn.labels, made.places) == 1
    kept = kept_arrangement(drawn)
    assert kept is not None
    assert kept.arranged == 60


def test_cancelled_it_ends_within_a_moment_and_keeps_nothing() -> None:
    drawn = made_map(3_000)
    control = Control(lambda event: control.cancel() if isinstance(event, BatchDone) else None)

    with pytest.raises(Cancelled):
        arrange(drawn, control)

    assert kept_arrangement(drawn) is None


def test_few_pictures_stay_where_the_axes_put_them() -> None:
    drawn = made_map(6)

    assert np.array_equal(arrange(drawn, Control()).places, drawn.flat)


def test_equal_pictures_lie_on_each_other() -> None:
    drawn = made_map(40)
    equal = replace(drawn, seen=np.zeros_like(drawn.seen), flat=np.zeros_like(drawn.flat))

    places = arrange(equal, Control()).places

    assert np.isfinite(places).all()
    assert places.std() < 1e-3


def test_a_process_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tsne, "_run", lambda *_asked: "MemoryError")

    with pytest.raises(DatasetError, match=r"could not be arranged .* MemoryError"):
        arrange(made_map(30), Control())


def test_a_picture_goes_where_its_like_are_not_between() -> None:
    drawn = made_map(90)
    places = np.asarray([(0, 0), (10, 0), (0, 10)], np.float32)[drawn.labels]
    rest = np.arange(HEAPS, 90)

    found = among(drawn.seen[:HEAPS], drawn.seen[rest], places[rest])

    assert np.array_equal(found, places[:HEAPS])
