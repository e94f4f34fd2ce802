"""A curve by numbers of pictures: what is told of more, and whether it comes true."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.learning_curve.curve import (
    FILE,
    LearningCurve,
    Told,
    keep_learning_curve,
    read_learning_curve,
)
from tlgui.engine.insight.learning_curve.forecast import curve_of
from tlgui.engine.insight.learning_curve.power_law import fit_power_laws
from tlgui.engine.metrics import grouped_interval, wilson_interval
from tlgui.engine.training.run import open_run

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (100, 200, 400, 800, 1200, 1600)
DRAWS = (8, 8, 4, 2, 2, 1)


def heads(
    floor: float, drop: float, exponent: float, held_out: int, seed: int, luck: float = 0.2
) -> tuple[list[int], np.ndarray]:
    """Answers of heads whose true errors follow a power law, on the same pictures.

    A picture is hard or easy for all of them; ``luck`` is what differs from draw to draw, at one
    picture learned from.
    """
    draw = np.random.default_rng(seed)
    hard = draw.random(held_out)
    pictures, wrong = [], []
    for size, draws in zip(SIZES, DRAWS, strict=True):
        for _ in range(draws):
            error = floor + drop * (size / SIZES[-1]) ** -exponent
            error += draw.normal() * luck / np.sqrt(size)
            pictures.append(size)
            wrong.append(hard < error)
    return pictures, np.stack(wrong)


def test_a_power_law_is_found_again() -> None:
    errors = 0.05 + 0.1 * (np.asarray(SIZES) / SIZES[-1]) ** -0.5

    found = fit_power_laws(SIZES, errors[None], 1e-4 * np.eye(len(SIZES)))

    assert found.errors([3200, 6400])[0] == pytest.approx(
        [0.05 + 0.1 * 2**-0.5, 0.05 + 0.1 * 4**-0.5], abs=2e-3
    )


@pytest.mark.parametrize(
    "errors", [np.linspace(0.1, 0.3, 6), np.full(6, 0.2), np.zeros(6), np.linspace(0.3, 0, 6)]
)
def test_no_error_is_below_nothing_and_none_rises(errors: np.ndarray) -> None:
    found = fit_power_laws(SIZES, errors[None], 1e-4 * np.eye(6))

    told = found.errors([*SIZES, 3200, 6400, 1e9])[0]
    assert (np.diff(told) <= 1e-12).all()
    assert told.min() >= 0


def test_what_is_promised_comes_true_about_as_often_as_is_said() -> None:
    came_true, widths = 0, []
    rounds = 36
    for seed in range(rounds):
        floor, drop, exponent = 0.05, 0.12, (0.3, 0.5, 0.8)[seed % 3]
        curve = curve_of(*heads(floor, drop, exponent, 400, seed), SplitName.TEST)
        twice = curve.forecasts[0]
        truth = 1 - floor - drop * 2**-exponent
        came_true += twice.interval[0] <= truth <= twice.interval[1]
        widths.append(twice.interval[1] - twice.interval[0])
    assert came_true >= 0.9 * rounds
    # 400 held-out pictures alone leave seven points: a promise of anything is none.
    assert np.mean(widths) < 0.1


def test_what_is_told_follows_the_curve() -> None:
    steep = curve_of(*heads(0.02, 0.2, 0.5, 2000, 0), SplitName.TEST)
    flat = curve_of(*heads(0.2, 0.0, 0.5, 2000, 0, luck=0.05), SplitName.TEST)
    vague = curve_of(*heads(0.15, 0.03, 0.3, 40, 0, luck=1.0), SplitName.VALIDATION)
    few = curve_of(*heads(0.15, 0.03, 0.3, 20, 0), SplitName.VALIDATION)
    pictures, wrong = heads(0.02, 0.2, 0.5, 400, 0)
    short = [place for place, size in enumerate(pictures) if size >= 800]
    no_curve = curve_of([pictures[at] for at in short], wrong[short], SplitName.TEST)

    told = [curve.told for curve in (steep, flat, vague, few, no_curve)]
    assert told == [Told.HELPS, Told.LITTLE, Told.UNCLEAR, Told.FEW_HELD_OUT, Told.FEW_LEARNED]
    words = [" ".join(map(str, curve.sentences())) for curve in (steep, flat, vague, few, no_curve)]
    twice = steep.forecasts[0]
    assert f"about {100 * twice.accuracy:.1f}%" in words[0]
    assert "1,600 pictures" in words[0]
    assert "2,000 test pictures" in words[0]
    assert "change little" in words[1]
    assert "40 validation pictures" in words[2]
    assert "do not tell whether more pictures like these help" in words[2]
    assert "at least 30 do" in words[3]
    assert "make no curve" in words[4]
    assert not few.forecasts
    assert not no_curve.line


def test_the_interval_grows_where_held_out_pictures_belong_together() -> None:
    pictures, wrong = heads(0.05, 0.15, 0.5, 100, 0)
    alone = curve_of(pictures, np.repeat(wrong, 10, axis=1), SplitName.TEST)
    together = curve_of(
        pictures, np.repeat(wrong, 10, axis=1), SplitName.TEST, np.repeat(np.arange(100), 10)
    )

    def width(curve: LearningCurve) -> float:
        low, high = curve.forecasts[0].interval
        return high - low

    assert width(together) > 2 * width(alone)


def test_points_are_means_and_the_line_goes_through_now_to_the_last_forecast() -> None:
    pictures, wrong = heads(0.05, 0.15, 0.5, 500, 1)

    curve = curve_of(pictures, wrong, SplitName.TEST)

    assert [point.pictures for point in curve.points] == list(SIZES)
    assert [len(point.draws) for point in curve.points] == list(DRAWS)
    first = 1 - wrong[np.asarray(pictures) == SIZES[0]].mean()
    assert curve.points[0].accuracy == pytest.approx(first)
    on_line = {each.pictures: each.accuracy for each in curve.line}
    assert set(SIZES) < set(on_line)
    assert [each.pictures for each in curve.forecasts] == [3200, 6400]
    # 1,200 and 1,600 would stand too near to each other.
    assert curve.ticks == (100, 200, 400, 800, 1600, 3200, 6400)
    for each in curve.forecasts:
        assert on_line[each.pictures] == each.accuracy
        assert each.interval[0] <= each.accuracy <= each.interval[1]
    assert curve_of(pictures, wrong, SplitName.TEST) == curve


def test_a_curve_that_stands_elsewhere_than_the_last_point_says_so() -> None:
    plain, told = (
        " ".join(map(str, curve_of(*drawn, SplitName.TEST).sentences()))
        for drawn in (
            heads(0.05, 0.15, 0.5, 400, 3),
            heads(0.05, 0.15, 0.5, 400, 3, luck=3.0),
        )
    )

    assert "stands at" not in plain
    assert "stands at" in told


@pytest.mark.parametrize("size", [1, 5])
def test_what_all_pictures_give_has_the_interval_that_reports_give(size: int) -> None:
    pictures, wrong = heads(0.05, 0.15, 0.5, 100, 2)
    groups = np.arange(100) // size

    now = curve_of(pictures, wrong, SplitName.TEST, groups).points[-1]

    right = ~wrong[-1]
    expected = (
        wilson_interval(int(right.sum()), 100) if size == 1 else grouped_interval(right, groups)
    )
    assert now.interval == expected


def test_it_is_kept_with_the_run_and_a_damaged_one_is_as_none(tmp_path: Path) -> None:
    run = open_run(runs.copied_run(tmp_path / "run"))
    assert read_learning_curve(run) is None
    curve = curve_of(*heads(0.05, 0.15, 0.5, 500, 1), SplitName.TEST)

    keep_learning_curve(run, curve)

    assert read_learning_curve(run) == curve
    document = json.loads((run.folder / FILE).read_text())
    for damaged in (
        "",
        "[]",
        "7",
        json.dumps({**document, "format_version": 99}),
        json.dumps({**document, "points": []}),
        json.dumps({**document, "forecasts": document["forecasts"][:1]}),
        json.dumps({**document, "told": "nonsense"}),
        json.dumps({**document, "line": [{"pictures": 3}]}),
    ):
        (run.folder / FILE).write_text(damaged)
        assert read_learning_curve(run) is None
    few = replace(curve, told=Told.FEW_LEARNED, line=(), forecasts=())
    keep_learning_curve(run, few)
    assert read_learning_curve(run) == few
