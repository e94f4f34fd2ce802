"""Renamed, hidden and merged classes in all that answers: predictions, sorting, exports ..."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.engine import exports, runs
from tests.engine.deploy.elsewhere import by_timm
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import open_export, with_answer_figures
from tlgui.engine.deploy.evaluation import evaluate_folder
from tlgui.engine.deploy.export import export, find_format
from tlgui.engine.deploy.pictures import held_out_sample, input_pictures
from tlgui.engine.deploy.prediction_table import PredictionTable
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.deploy.run_copy import copy_run
from tlgui.engine.deploy.sort_job import sort_pictures
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.report import answer_report, load_report, with_changes
from tlgui.engine.models.class_changes import DOCUMENT, ClassChanges
from tlgui.engine.progress import Control
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import change_classes

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.export import Exported
    from tlgui.engine.training.run import Run

VALIDATION = SplitName.VALIDATION


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The plain run on digits 0, 1, 4, 7: 4 hidden, 1 and 7 one class, 0 renamed."""
    folder = tmp_path_factory.mktemp("changed")
    run = open_run(copy_run(exports.plain_run().folder, folder, Control()))
    changes = (
        ClassChanges.none(run.classes).renamed("0", "zéro, or o").merged(("1", "7"), "strokes")
    )
    return change_classes(run, changes.with_hidden((2,)))


@pytest.fixture(scope="module")
def exported(changed: Run, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    out = tmp_path_factory.mktemp("exports") / "changed"
    with runs.at_home(runs.shared_home()), exports.in_this_process():
        return export(changed, out, ("safetensors", "onnx"), Control())


def answers(run: Run) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = dict(Predictor(run, "cpu").probabilities(held_out_sample(run).files, Control()))
    return np.stack([np.asarray(found[at]) for at in sorted(found)])


def test_report_of_the_answers_is_what_they_would_have_been(changed: Run) -> None:
    before, after = load_report(changed, VALIDATION), answer_report(changed, VALIDATION)

    assert after.classes == changed.classes == ("zéro, or o", "strokes")
    assert before.classes == changed.trained_classes
    assert len(after.files) == int((before.targets != 2).sum())
    np.testing.assert_allclose(after.probabilities, answers(changed), atol=1e-4)
    assert after.per_class[1].support == sum(before.per_class[place].support for place in (1, 3))
    told = with_answer_figures(changed)
    assert told.figures[VALIDATION] == after.figures()
    assert told.counts["validation"] == len(after.files)
    only_hidden = replace(before, targets=np.full_like(before.targets, 2))
    with pytest.raises(BundleError, match="no answers"):
        with_changes(only_hidden, ClassChanges.none(before.classes).with_hidden((2,)))


def test_folders_of_new_and_old_names_are_judged_and_hidden_ones_left_out(
    changed: Run, tmp_path: Path
) -> None:
    renamed = runs.write_some_digits(tmp_path / "new", skip=60, a_class=6)
    (renamed / "0").rename(renamed / "zéro, or o")
    (renamed / "7").rename(renamed / "strokes")

    judged = evaluate_folder(Predictor(changed), renamed, Control())

    assert judged.report.classes == ("zéro, or o", "strokes")
    assert [score.support for score in judged.report.per_class] == [6, 12]
    assert judged.report.accuracy > 0.9
    assert judged.unknown_class_images == 6
    (problem,) = judged.problems
    assert "The class 4 is hidden" in str(problem.message)


def test_predictions_sorting_and_tables_have_the_new_names(changed: Run, tmp_path: Path) -> None:
    pictures = runs.write_some_digits(tmp_path / "in", digits=(0, 1), skip=60, a_class=3)
    predictor = Predictor(changed, "cpu")

    found = predictor.predict(sorted(pictures.rglob("*.png")), Control())
    assert [answer.label for answer in found] == ["zéro, or o"] * 3 + ["strokes"] * 3
    assert [len(answer.ranked) for answer in found] == [2] * 6

    sort_pictures(predictor, [pictures], tmp_path / "out", Control(), include_unsure=True)
    made = {folder.name for folder in (tmp_path / "out").iterdir() if folder.is_dir()}
    assert made - {"unsure"} == {"zéro, or o", "strokes"}

    table = PredictionTable(tmp_path / "table.csv", predictor)
    table.add(found[0])
    table.finish()
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        header, row = csv.reader(file)
    assert header[6:-1] == ["zéro, or o", "strokes"]
    assert row[1] == "zéro, or o"


def test_answers_that_are_remembered_are_those_of_the_same_answers(
    changed: Run, tmp_path: Path, fresh_home: Path
) -> None:
    files = sorted(runs.write_some_digits(tmp_path / "in", a_class=2).rglob("*.png"))
    learned = open_run(exports.plain_run().folder)

    for run in (learned, changed, learned):
        predictor = Predictor(run, "cpu")
        for _time in range(2):
            found = predictor.predict(files, Control(), predictor.memory())
            assert {len(answer.ranked) for answer in found} == {len(run.classes)}


def test_every_file_of_an_export_tells_the_same_classes(changed: Run, exported: Exported) -> None:
    document = json.loads((exported.out / "bundle.json").read_text())

    assert document["classes"] == ["zéro, or o", "strokes"]
    assert document["made_of"] == [["0"], ["1", "7"]]
    assert document["output"]["shape"] == ["batch", 2]
    assert document["figures"] == {
        name.value: answer_report(changed, name).figures() for name in changed.figures
    }
    assert (exported.out / "labels.txt").read_text("utf-8").splitlines() == list(changed.classes)
    card = (exported.out / "README.md").read_text("utf-8")
    assert "strokes was learned as 1, 7" in card
    assert "left out, though learned: 4" in card
    config = json.loads((exported.out / "config.json").read_text())
    assert config["label_names"] == ["zéro, or o", "1", "7"]
    by_name = {one.name: one for one in exported.formats}
    for one in by_name.values():
        assert one.self_test.passed
        assert one.self_test.max_abs_difference < 1e-4
        assert one.self_test.images == len(answer_report(changed, VALIDATION).files)
    assert "merged" in str(by_name["safetensors"].note)


def test_export_answers_as_the_run_in_every_program(changed: Run, exported: Exported) -> None:
    import onnxruntime

    expected = answers(changed)
    (pictures,) = input_pictures(changed, held_out_sample(changed).files, batch=1000)

    session = onnxruntime.InferenceSession(exported.out / "model.onnx")
    (found,) = session.run(["probabilities"], {"pictures": pictures})
    np.testing.assert_allclose(found, expected, atol=1e-4)
    odds = np.exp(by_timm(exported.out, pictures))
    rows = odds / odds.sum(axis=1, keepdims=True)
    merged = np.stack([rows[:, 0], rows[:, 1] + rows[:, 2]], axis=1)
    np.testing.assert_allclose(merged, expected, atol=1e-4)

    again = open_export(exported.out)
    assert again.classes == changed.classes
    assert again.trained_classes == ("0", "1", "7")
    assert np.array_equal(answers_on(again, changed), expected)
    files = [str(file) for file in held_out_sample(changed).files[:4]]
    done = subprocess.run(
        [sys.executable, exported.out / "predict.py", "--json", *files],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(done.stdout)["predictions"]
    ours = Predictor(changed, "cpu").predict(held_out_sample(changed).files[:4], Control())
    assert [row["label"] for row in told] == [answer.label for answer in ours]
    assert [row["confidence"] for row in told] == pytest.approx(
        [answer.confidence for answer in ours], abs=1e-3
    )


def answers_on(again: Run, run: Run) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    found = dict(Predictor(again, "cpu").probabilities(held_out_sample(run).files, Control()))
    return np.stack([np.asarray(found[at]) for at in sorted(found)])


@pytest.mark.usefixtures("exports_here")
def test_export_of_an_export_tells_the_same(exported: Exported, tmp_path: Path) -> None:
    again = export(open_export(exported.out), tmp_path / "again", ("safetensors",), Control())

    first, second = (
        json.loads((out / "bundle.json").read_text()) for out in (exported.out, again.out)
    )
    for key in ("classes", "made_of", "figures", "threshold"):
        assert first[key] == second[key]
    assert again.formats[0].self_test.agreement == 1.0


@pytest.mark.usefixtures("exports_here")
def test_head_on_all_stages_and_hidden_classes_alone_export_too(tmp_path: Path) -> None:
    run = open_run(copy_run(exports.stages_run().folder, tmp_path, Control()))
    hidden = change_classes(run, ClassChanges.none(run.classes).with_hidden((0,)))

    done = export(hidden, tmp_path / "out", ("safetensors",), Control())

    assert done.formats[0].self_test.max_abs_difference < 1e-4
    assert "made_of" not in json.loads((done.out / "bundle.json").read_text())
    assert open_export(done.out).changes is None
    assert "merged" not in str(find_format("safetensors").note(hidden))


def test_copy_of_a_run_has_its_changes(changed: Run, tmp_path: Path) -> None:
    copied = copy_run(changed.folder, tmp_path, Control())

    assert (copied / DOCUMENT).is_file()
    assert open_run(copied).classes == changed.classes
