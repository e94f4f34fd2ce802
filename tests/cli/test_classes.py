"""``tlgui classes``: its keys, and that every other command goes by what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import exports, runs
from tlgui.engine.models.class_changes import DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return runs.copied_run(tmp_path / "run")


def test_changes_are_told_with_their_effect_and_kept(
    run: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    options = ("--rename", "0=zero", "--merge", "strokes=1,7", "--hide", "4")
    done = tlgui_says("classes", run, *options, "--json")

    assert done.code == 0
    document = done.document
    assert document["run"] == str(run)
    assert document["classes"] == [
        {"name": "zero", "learned_as": ["0"]},
        {"name": "strokes", "learned_as": ["1", "7"]},
    ]
    assert document["hidden"] == ["4"]
    for split in ("validation", "test"):
        figures = document["figures"][split]
        assert figures["left_out_images"] > 0
        assert set(figures["now"]) == set(figures["learned"])
        assert figures["now"]["accuracy"] >= figures["learned"]["accuracy"]
        assert 0 <= figures["accepted"]["share"] <= 1
    again = tlgui_says("classes", run, "--json")
    assert again.document == document

    shown = tlgui_says("classes", run, "--show", "4", "--rename", "zero=0")
    assert shown.out.splitlines()[:3] == ["0", "strokes (learned as 1, 7)", "4"]
    back = tlgui_says("classes", run, "--reset")
    assert back.out.splitlines() == ["0", "1", "4", "7"]
    assert not (run / DOCUMENT).exists()


def test_predict_explain_and_evaluate_go_by_them(
    run: Path, picture: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    before = tlgui_says("predict", run, picture, "--json").document["predictions"][0]
    label = before["label"]
    assert tlgui_says("classes", run, "--rename", f"{label}=it is = this").code == 0

    after = tlgui_says("predict", run, picture, "--json").document["predictions"][0]
    assert after["label"] == "it is = this"
    assert after["confidence"] == pytest.approx(before["confidence"], abs=1e-5)
    explained = tlgui_says(
        "explain", run, picture, "--out", tmp_path / "maps", "--target", "it is = this", "--json"
    )
    assert explained.document["images"][0]["target"] == "it is = this"
    judged = tlgui_says("evaluate", run, labelled, "--json").document
    assert judged["unknown_class_images"] == 0
    assert "it is = this" in judged["classes"]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--rename", "cow=Kuh"), 1, "does not know the class cow"),
        (("--rename", "0=1"), 1, "Another class is called 1 already"),
        (("--rename", "0"), 2, "no equals sign"),
        (("--merge", "all=0,cow"), 1, "does not know the class cow"),
        (("--merge", "all=0,1,4,7"), 1, "two classes at least"),
        (("--hide", "0", "--hide", "1", "--hide", "4"), 1, "two classes at least"),
        (("--rename", "0= "), 1, "no name for a class"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    run: Path,
    options: tuple[str, ...],
    code: int,
    told: str,
    tlgui_says: Callable[..., Outcome],
) -> None:
    done = tlgui_says("classes", run, *options)

    assert done.code == code
    assert told in done.err
    assert not (run / DOCUMENT).exists()


def test_names_with_commas_and_equals_signs_are_told_from_lists(
    run: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    tlgui_says("classes", run, "--rename", "0=a, b", "--rename", "1=x=y")

    done = tlgui_says("classes", run, "--merge", "both=a, b,x=y", "--json")

    names = {row["name"]: row["learned_as"] for row in done.document["classes"]}
    assert names == {"both": ["0", "1"], "4": ["4"], "7": ["7"]}


def test_export_is_listed_but_not_changed(tlgui_says: Callable[..., Outcome]) -> None:
    exported = exports.exported()

    assert tlgui_says("classes", exported, "--json").document["hidden"] == []
    done = tlgui_says("classes", exported, "--hide", "0")
    assert done.code == 1
    assert "is an export" in done.err


def test_damaged_document_is_named(run: Path, tlgui_says: Callable[..., Outcome]) -> None:
    (run / DOCUMENT).write_text("{")

    done = tlgui_says("classes", run)

    assert done.code == 1
    assert DOCUMENT in done.err
