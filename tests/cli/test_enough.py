"""``tlgui enough``: its keys, its lines, that it keeps the curve, and what it refuses."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from tests.engine import exports, runs
from tlgui.engine.insight.learning_curve.curve import FILE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.calls import Outcome


def test_it_tells_keeps_and_reports(tmp_path: Path, tlgui_says: Callable[..., Outcome]) -> None:
    run = runs.copied_run(tmp_path / "run")

    document = tlgui_says("enough", run, "--json").document

    assert set(document) == {"run", "split", "held_out", "told", "points", "line", "forecasts"}
    assert document["run"] == str(run)
    assert document["told"] == "few held out"
    assert document["points"][-1]["pictures"] == len(runs.trained_run().contents)
    for point in document["points"]:
        low, high = point["interval"]
        assert 0 <= low <= high <= 1
        assert len(point["draws"]) >= 1
    assert (run / FILE).is_file()
    shown = tlgui_says("enough", run, runs.digits()).out
    assert "pictures  accuracy  95% interval" in shown
    assert "do not tell where the curve goes" in shown
    page = tmp_path / "report.html"
    tlgui_says("report", run, "--out", page)
    assert "How many pictures are enough" in page.read_text("utf-8")


def test_pictures_of_a_table_that_was_moved_are_found(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    run, moved = runs.copied_run(tmp_path / "run"), tmp_path / "moved"
    shutil.copytree(runs.digits(), moved)
    names = [file.relative_to(moved).as_posix() for file in sorted(moved.glob("*/*.png"))]
    rows = "".join(f"{name},{name[0]}\n" for name in names)
    (moved / "labels.csv").write_text(f"path,label\n{rows}", "utf-8")
    document = json.loads((run / "run.json").read_text())
    file = str(tmp_path / "gone" / "labels.csv")
    document["facts"]["table"] = {"file": file, "columns": "path=path,label=label"}
    document["dataset_root"] = str(tmp_path / "gone")
    (run / "run.json").write_text(json.dumps(document))

    told = tlgui_says("enough", run, moved / "labels.csv", "--json")

    assert told.code == 0, told.err
    assert told.document["points"][-1]["pictures"] == len(runs.trained_run().contents)


def test_an_export_and_moved_pictures_are_refused_with_a_hint(
    tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    told = tlgui_says("enough", exports.exported())
    assert told.code == 1
    assert "exported model" in told.err
    gone = tlgui_says("enough", runs.copied_run(tmp_path / "run"), tmp_path / "gone")
    assert gone.code == 1
    assert "no longer there" in gone.err
