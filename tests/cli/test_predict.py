"""``tlgui predict``: its keys, its exit codes, and what it says when it refuses."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.cli.calls import CLASSES, command, env, in_a_process
from tests.engine.disks import out_of_reach
from tlgui.engine.data.index import scan
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.prediction_table import PredictionTable
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import Cancelled
from tlgui.engine.progress import Control
from tlgui.engine.training.fine_tuning.recipe import FineTuning
from tlgui.engine.training.kept.places import PROGRESS_FOLDER
from tlgui.engine.training.run_writer import LOCK_SUFFIX, PARTIAL_MARK
from tlgui.engine.training.unfinished import note_begin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.cli.calls import Outcome


def test_predict_answers_each_picture_in_order(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    broken = labelled / "broken.jpg"
    broken.write_bytes(b"no picture")
    files = [labelled / "4" / "020.png", broken, labelled / "0" / "021.png"]

    outcome = tlgui_says("predict", trained, *files, "--top-k", "2", "--json")

    assert outcome.code == 0
    rows = outcome.document["predictions"]
    assert [row["file"] for row in rows] == [str(file) for file in files]
    for row in rows:
        assert row.keys() == {"file", "label", "confidence", "decision", "top", "error"}
    first, failed, _ = rows
    assert first["error"] is None
    assert first["label"] in CLASSES
    assert first["decision"] in ("accepted", "unsure")
    assert [entry.keys() for entry in first["top"]] == [{"label", "confidence"}] * 2
    assert first["top"][0] == {"label": first["label"], "confidence": first["confidence"]}
    assert first["top"][0]["confidence"] >= first["top"][1]["confidence"]
    assert "broken.jpg" in failed["error"]
    assert (failed["label"], failed["confidence"], failed["decision"]) == (None, None, None)
    assert failed["top"] == []


def test_predict_where_nothing_can_be_read_exits_with_1(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"no picture")
    missing = tmp_path / "missing.jpg"

    outcome = tlgui_says("predict", trained, tmp_path / "broken.jpg", missing, "--json")

    assert outcome.code == 1
    assert [bool(row["error"]) for row in outcome.document["predictions"]] == [True, True]
    assert "missing.jpg cannot be read: it does not exist." in outcome.out
    assert outcome.err.splitlines()[-2] == "error: No picture could be read."
    assert outcome.err.splitlines()[-1] == "hint: The rows of the pictures say why."


def test_predict_where_no_picture_is_named_asks_for_some(
    trained: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    outcome = tlgui_says("predict", trained, tmp_path)

    assert outcome.code == 1
    assert outcome.err.splitlines()[-2:] == [
        "error: No picture could be read.",
        "hint: Name pictures, or folders that hold some.",
    ]


def test_a_training_that_ended_too_soon_is_told_how_to_go_on(
    labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    out = tmp_path / "runs" / "run"
    begun = out.with_name(f"{PARTIAL_MARK}run-1")
    (begun / PROGRESS_FOLDER).mkdir(parents=True)
    index = scan(labelled, Control())
    split = draw_split(index, Control())
    note_begin(begun, out, FineTuning(), index, split, "2020-05-01T10:00:00+00:00")
    save_file({"x": np.zeros(2, np.float32)}, begun / PROGRESS_FOLDER / "some.safetensors")
    begun.with_name(f"{begun.name}{LOCK_SUFFIX}").touch()

    for named in (out, begun):
        refused = tlgui_says("predict", named, labelled)

        assert refused.code == 1
        assert refused.err.splitlines()[-2:] == [
            f"error: {named} is not a run yet: its training ended too soon.",
            f"hint: Go on with it: tlgui train --resume {out}",
        ]
    elsewhere = tlgui_says("predict", tmp_path / "runs" / "other", labelled)
    assert "--resume" not in elsewhere.err


def test_predict_on_a_folder_answers_for_an_empty_file_in_a_row_of_its_own(
    trained: Path, labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (labelled / "0" / "nothing.png").touch()

    outcome = tlgui_says("predict", trained, labelled / "0", "--json")

    assert outcome.code == 0
    errors = [row["error"] for row in outcome.document["predictions"] if row["error"]]
    assert errors == ["nothing.png cannot be read: it is empty."]


def test_csv_has_the_columns_of_the_contract(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    (labelled / "broken.jpg").write_bytes(b"no picture")
    table = tmp_path / "answers.csv"
    table.write_text("an older table")

    refused = tlgui_says("predict", trained, labelled, "--csv", table)
    assert refused.code == 1, "as for a folder of a run that is taken"
    assert "exists already" in refused.err
    assert "--force" in refused.err
    assert table.read_text() == "an older table"

    outcome = tlgui_says("predict", trained, labelled, "--csv", table, "--force")

    assert outcome.code == 0
    with table.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == [
        *("file", "label", "confidence", "second_label", "second_confidence", "decision"),
        *CLASSES,
        "error",
    ]
    assert len(rows) == 17
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        if cells["error"]:
            assert set(row[1:-1]) == {""}
            continue
        shares = sorted((float(cells[name]) for name in CLASSES), reverse=True)
        assert sum(shares) == pytest.approx(1, abs=1e-5)
        assert float(cells["confidence"]) == shares[0] == float(cells[cells["label"]])
        assert float(cells["second_confidence"]) == shares[1]
    assert sum(bool(row[-1]) for row in rows) == 1


def test_csv_that_cannot_be_written_is_an_error_line(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    for place in (tmp_path, "."):
        outcome = tlgui_says("predict", trained, picture, "--csv", place)

        assert outcome.code == 1
        assert f"error: {place} cannot be written" in outcome.err


def test_bom_is_for_spreadsheets(
    trained: Path, picture: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    tlgui_says("predict", trained, picture, "--csv", tmp_path / "plain.csv")
    tlgui_says("predict", trained, picture, "--csv", tmp_path / "excel.csv", "--bom")

    mark = b"\xef\xbb\xbf"
    plain, excel = (tmp_path / f"{name}.csv" for name in ("plain", "excel"))
    assert plain.read_bytes().startswith(b"file,")
    assert excel.read_bytes() == mark + plain.read_bytes()


def test_an_unfinished_table_is_gone_on_with_or_begun_anew_but_not_lost(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    table = tmp_path / "answers.csv"
    predictor = Predictor.load(trained)
    begun = PredictionTable(table, predictor)
    for answer in predictor.predict(sorted((labelled / "0").iterdir()), Control()):
        begun.add(answer)
    begun.close()
    assert not table.exists()

    refused = tlgui_says("predict", trained, labelled, "--csv", table)
    assert refused.code == 1
    assert "--resume" in refused.err
    outcome = tlgui_says("predict", trained, labelled, "--csv", table, "--resume", "--json")

    assert outcome.code == 0
    assert "4 pictures answered before" in outcome.err
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert len(rows) == len({row[0] for row in rows}) == 16
    told = {row["file"]: row["label"] for row in outcome.document["predictions"]}
    assert told == {row[0]: row[1] for row in rows}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".answers")] == []


STRANGE_NAMES = [
    b"-dash.png",
    b"--json.png",
    b"new\nline.png",
    b"\xff\xfe not utf-8.png",
    "=cmd|' calc'!A1 한글 \u202egnp.png".encode(),
    b"%s{0}.png",
]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_strange_file_names_survive_json_csv_and_an_ascii_terminal(
    trained: Path, picture: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "strange"
    folder.mkdir()
    for name in STRANGE_NAMES:
        Path(folder, os.fsdecode(name)).write_bytes(picture.read_bytes())
    table = tmp_path / "t.csv"

    as_json = in_a_process("predict", trained, folder, "--json", "--csv", table)
    as_text = in_a_process("predict", trained, folder, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    relative = subprocess.run(
        command("predict", trained, "--json", "--", *STRANGE_NAMES),
        cwd=folder,
        capture_output=True,
        env=env(),
        check=False,
        timeout=900,
    )

    assert as_json.returncode == as_text.returncode == relative.returncode == 0, as_text.stderr
    found = {row["file"] for row in json.loads(as_json.stdout)["predictions"]}
    assert found == {os.path.join(folder, os.fsdecode(name)) for name in STRANGE_NAMES}
    named = [row["file"] for row in json.loads(relative.stdout)["predictions"]]
    assert named == [os.fsdecode(name) for name in STRANGE_NAMES]
    assert b"Traceback" not in as_text.stderr
    assert len(as_text.stdout.splitlines()) == len(STRANGE_NAMES)
    with table.open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    assert len(rows) == len(STRANGE_NAMES)
    assert all(len(row) == 6 + len(CLASSES) + 1 for row in rows)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--resume",), "--resume"),
        (("--bom",), "--bom"),
        (("--force",), "--force"),
        (("--csv", "x.csv", "--resume", "--force"), "not both"),
    ],
)
def test_options_of_a_table_want_one_and_no_opposites(
    options: tuple[str, ...], told: str, trained: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    refused = tlgui_says("predict", trained, trained, *options)

    assert refused.code == 2
    assert told in refused.err


def test_going_on_with_a_finished_table_does_not_advise_to_lose_it(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    table = tmp_path / "answers.csv"
    assert tlgui_says("predict", trained, labelled, "--csv", table).code == 0

    refused = tlgui_says("predict", trained, labelled, "--csv", table, "--resume")

    assert refused.code == 1
    assert "nothing to go on with" in refused.err


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
def test_broken_links_and_missing_files_have_rows_in_json_and_csv(
    trained: Path, labelled: Path, tmp_path: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    broken, missing = labelled / "0" / "broken.png", tmp_path / "missing.png"
    broken.symlink_to("nowhere.png")
    table = tmp_path / "answers.csv"

    outcome = tlgui_says("predict", trained, labelled / "0", missing, "--csv", table, "--json")

    assert outcome.code == 0
    failed = {row["file"] for row in outcome.document["predictions"] if row["error"]}
    assert failed == {str(broken), str(missing)}
    assert outcome.document["problems"] == []
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    assert {row[0] for row in rows if row[-1]} == failed


def test_a_picture_in_a_forbidden_folder_has_a_row(
    trained: Path,
    picture: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tlgui_says: Callable[..., Outcome],
) -> None:
    out_of_reach(monkeypatch, tmp_path / "forbidden")

    outcome = tlgui_says("predict", trained, picture, tmp_path / "forbidden" / "x.jpg", "--json")

    assert outcome.code == 0
    answered, failed = outcome.document["predictions"]
    assert answered["error"] is None
    assert "may not be opened" in failed["error"]


def test_a_table_that_is_cancelled_says_how_to_go_on(
    trained: Path,
    labelled: Path,
    tmp_path: Path,
    tlgui_says: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def cancelled(_self: Predictor, _files: list[Path], _control: Control) -> Iterator[None]:
        raise Cancelled
        yield

    monkeypatch.setattr(Predictor, "answers", cancelled)

    outcome = tlgui_says("predict", trained, labelled, "--csv", tmp_path / "answers.csv")

    assert outcome.code == 130
    assert "--resume" in outcome.err
    assert "--resume" not in tlgui_says("predict", trained, labelled).err


def test_a_folder_of_pictures_in_place_of_the_run_is_told_what_was_expected(
    labelled: Path, tlgui_says: Callable[..., Outcome]
) -> None:
    refused = tlgui_says("predict", labelled, labelled / "0")

    assert refused.code == 1
    assert f"error: {labelled} is not a run" in refused.err
    assert "hint: RUN is a folder that `tlgui train` or `export` wrote" in refused.err
