"""``tlgui map``: where each picture lies, for people and for scripts."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.engine import runs
from tlgui.engine.data.records import SplitName
from tlgui.engine.insight.report import load_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_table_has_a_row_for_each_picture_and_is_the_same_each_time(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"

    assert tlgui_says("map", trained, "--out", first).code == 0
    shutil.rmtree(runs.shared_home() / "cache" / "maps", ignore_errors=True)
    assert tlgui_says("map", trained, "--out", second).code == 0

    rows = rows_of(first)
    assert first.read_bytes() == second.read_bytes()
    run = runs.trained_run()
    assert len(rows) == sum(run.counts.values())
    assert {row["class"] for row in rows} == set(run.classes)
    assert {row["path"] for row in rows if row["split"] == "train"} == set(
        run.files[SplitName.TRAIN]
    )
    report = load_report(run, SplitName.VALIDATION)
    answers = {row["path"]: (row["answer"], float(row["confidence"])) for row in rows}
    for file, number, sure in zip(
        report.files, report.predictions.tolist(), report.confidences.tolist(), strict=True
    ):
        answer, confidence = answers[file]
        assert answer == run.classes[number]
        assert confidence == pytest.approx(sure, abs=1e-5)


def test_scripts_get_a_document_and_the_map_as_json(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    out = tmp_path / "map.json"

    outcome = tlgui_says("map", trained, "--out", out, "--by", "pca", "--json")

    count = sum(runs.trained_run().counts.values())
    told = outcome.document
    assert (told["out"], told["by"], told["images"]) == (str(out), "pca", count)
    assert told["problems"] == []
    drawn = json.loads(out.read_text("utf-8"))
    assert len(drawn["pictures"]) == count
    assert set(drawn["pictures"][0]) == {
        *("path", "x", "y", "class", "split", "answer", "confidence")
    }
    spread = [row["x"] for row in drawn["pictures"]]
    assert max(spread) > min(spread)


@pytest.mark.parametrize("name", ["map.txt", "map"])
def test_files_of_another_kind_are_wrong_usage(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path, name: str
) -> None:
    outcome = tlgui_says("map", trained, "--out", tmp_path / name)

    assert outcome.code == 2
    assert "neither a .csv nor a .json file" in outcome.err


def test_a_file_that_is_there_is_only_written_over_when_asked(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    out = tmp_path / "map.csv"
    out.write_text("mine")

    refused = tlgui_says("map", trained, "--out", out)

    assert refused.code == 1
    assert "--force" in refused.err
    assert out.read_text() == "mine"
    assert tlgui_says("map", trained, "--out", out, "--by", "pca", "--force").code == 0
    assert rows_of(out)


def test_other_pictures_are_seen_by_the_run_and_are_of_none_of_its_parts(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    other = runs.write_some_digits(tmp_path / "other", a_class=4, skip=20)

    assert tlgui_says("map", trained, other, "--out", tmp_path / "map.csv").code == 0

    rows = rows_of(tmp_path / "map.csv")
    assert len(rows) == 4 * len(runs.DIGITS)
    assert {row["split"] for row in rows} == {""}
    assert sum(row["answer"] == row["class"] for row in rows) > len(rows) / 2


def test_an_export_wants_pictures_to_be_named(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    exported = tmp_path / "exported"
    assert tlgui_says("export", trained, "--out", exported, "--format", "safetensors").code == 0

    refused = tlgui_says("map", exported, "--out", tmp_path / "map.csv")

    assert refused.code == 2
    assert "does not say which pictures" in refused.err
    pictures = runs.trained_run().dataset_root
    done = tlgui_says("map", exported, pictures, "--out", tmp_path / "map.csv", "--by", "pca")
    assert done.code == 0
    assert rows_of(tmp_path / "map.csv")


def test_a_place_that_cannot_be_written_is_told(
    trained: Path, tlgui_says: Callable[..., Outcome], tmp_path: Path
) -> None:
    outcome = tlgui_says("map", trained, "--out", tmp_path / "gone" / "map.csv", "--by", "pca")

    assert outcome.code == 1
    assert "cannot be written" in outcome.err
