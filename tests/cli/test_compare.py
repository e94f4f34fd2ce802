"""``tlgui compare``: its keys and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.cli.calls import FIGURES
from tests.engine import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.calls import Outcome

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


def test_one_backbone_is_no_race(tlgui_says: Callable[..., Outcome]) -> None:
    outcome = tlgui_says("compare", runs.digits(), *TWO[:2])

    assert outcome.code == 1
    assert "two different backbones" in outcome.err
