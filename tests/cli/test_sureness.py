"""``tlgui sureness``: its keys, and that what it sets is kept and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import exports, runs
from tlgui.engine.insight.sureness import correcting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return runs.copied_run(tmp_path / "run")


def test_it_is_told_corrected_kept_and_taken_back(
    run: Path, tlgui_says: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tlgui_says("sureness", run, "--json").document
    assert (before["temperature"], before["best_temperature"]) == (1.0, None)
    assert set(before["splits"]) == {"validation", "test"}

    # Few pictures tell too: there are no more here.
    monkeypatch.setattr(correcting, "FEWEST_FITTED", 5)
    options = ("--correct", "--class-threshold", "4=0.9", "--precision", "7=0.9")
    done = tlgui_says("sureness", run, *options, "--json").document
    assert done["temperature"] == done["best_temperature"] != 1
    assert done["class_thresholds"]["4"] == 0.9
    assert 0 < done["class_thresholds"]["7"] <= 1
    for split, row in done["splits"].items():
        learned = before["splits"][split]["calibration_error"]
        assert row["as_learned"]["calibration_error"] == learned
        assert row["calibration_error"] != learned
    assert tlgui_says("sureness", run, "--json").document == done
    shown = tlgui_says("sureness", run).out
    assert "scores: divided by" in shown
    assert "4 below 90%" in shown

    again = tlgui_says(
        "sureness", run, "--as-learned", "--as-others", "4", "--as-others", "7", "--json"
    ).document
    assert (again["temperature"], again["class_thresholds"]) == (1.0, {})


def test_classes_are_called_as_they_are_now(run: Path, tlgui_says: Callable[..., Outcome]) -> None:
    tlgui_says("classes", run, "--rename", "4=four")

    done = tlgui_says("sureness", run, "--class-threshold", "4=0.9", "--json").document

    assert done["class_thresholds"] == {"four": 0.9}
    assert "  four below 90%" in tlgui_says("sureness", run).out.splitlines()
    taken_back = tlgui_says("sureness", run, "--as-others", "four", "--json").document
    assert taken_back["class_thresholds"] == {}
    tlgui_says("classes", run, "--rename", "0=none of them")
    refused = tlgui_says("sureness", run, "--precision", "none of them=1")
    assert refused.code == 0 or "for none of them on" in refused.err


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--class-threshold", "4"), 2, "no share from 0 to 1"),
        (("--precision", "4=95"), 2, "no share from 0 to 1"),
        (("--class-threshold", "cat=0.5"), 1, "does not know the class cat"),
        (("--correct",), 1, "takes 50 validation pictures"),
        (("--threshold", "2"), 2, "threshold"),
        (("--threshold", "nan"), 2, "threshold"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Path,
    tlgui_says: Callable[..., Outcome],
    options: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    document = (run / "run.json").read_bytes()

    done = tlgui_says("sureness", run, *options)

    assert done.code == code
    assert told in done.err
    assert (run / "run.json").read_bytes() == document


def test_thresholds_are_told_as_in_the_window(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    """To the next tenth above: what is below it never reads as equal."""
    run = runs.copied_run(tmp_path / "run")
    names = runs.trained_run().classes

    asked = ("--threshold", "0.66507", "--class-threshold", f"{names[0]}=0.7")
    said = tlgui_says("sureness", run, *asked).out

    assert "unsure below 66.6%\n" in said
    assert f"  {names[0]} below 70%\n" in said


def test_an_export_tells_and_stays_as_it_is(tlgui_says: Callable[..., Outcome]) -> None:
    folder = exports.exported()

    assert "unsure below" in tlgui_says("sureness", folder).out
    done = tlgui_says("sureness", folder, "--threshold", "0.5")
    assert done.code == 1
    assert "is an export: it stays as it is" in done.err
