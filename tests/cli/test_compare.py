"""``tlgui compare``: its keys and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.cli.calls import FIGURES
from tests.clips import write_clips
from tests.engine import runs
from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.cli.calls import Outcome
    from tlgui.engine.data.records import Split

TWO = ("--backbone", "tf_efficientnet_lite0", "--backbone", "tf_efficientnet_lite1")


def test_compare_prints_a_row_for_each(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("compare", runs.digits(), *TWO, "--device", "cpu", "--json")

    assert outcome.code == 0
    rows = outcome.document["backbones"]
    assert {row["name"] for row in rows} == {"tf_efficientnet_lite0", "tf_efficientnet_lite1.in1k"}
    for row in rows:
        assert row["test"].keys() == row["validation"].keys() == FIGURES
        assert row["milliseconds"] > 0
        assert row["size_bytes"] > 10_000_000
    assert rows[0]["test"]["accuracy"] >= rows[1]["test"]["accuracy"]
    assert rows[0]["differs_from_best"] is None
    assert isinstance(rows[1]["differs_from_best"], bool)


def test_names_outside_the_catalogue_are_wrong_usage(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("compare", runs.digits(), *TWO, "--backbone", "hf-hub:some/one")

    assert outcome.code == 2
    assert "hf-hub:some/one" in outcome.err


def test_groups_are_kept_together_and_those_that_are_seen_are_told(
    tmp_path: Path, tlgui_says: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Split] = []

    def no_race(*given: Any) -> None:
        asked.append(given[3])
        raise DatasetError(Message("No race today."))

    monkeypatch.setattr("tlgui.engine.race.race", no_race)
    pictures = write_clips(tmp_path / "clips")

    plain = tlgui_says("compare", pictures, *TWO)
    kept = tlgui_says("compare", pictures, *TWO, "--groups", "auto")
    refused = tlgui_says("compare", pictures, *TWO, "--groups", "moons")

    assert "keeps each on one side" in plain.err
    assert kept.code == 1
    assert [bool(split.groups) for split in asked] == [False, True]
    assert refused.code == 2
    assert "Available: auto," in refused.err


def test_one_backbone_is_no_race(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("compare", runs.digits(), *TWO[:2])

    assert outcome.code == 1
    assert "two different backbones" in outcome.err
