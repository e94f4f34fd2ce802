"""Sureness corrected, and thresholds of one class: the same in the run, its answers and exports."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, roc_auc_score

from tests.engine import exports, runs
from tests.engine.deploy.test_unknown_exports import answered_alone, table_of
from tests.ui.fakes import make_dataset, make_run
from tlgui.engine.calibration import tempered
from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.export import export
from tlgui.engine.deploy.export.onnx import write_onnx
from tlgui.engine.deploy.export_format import Material
from tlgui.engine.deploy.prediction_table import write_predictions_csv
from tlgui.engine.deploy.predictor import Decision, Predictor
from tlgui.engine.deploy.web.browser import find_browser
from tlgui.engine.deploy.web.page import facts_of, web_page
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.report import answer_report, evaluate, load_report
from tlgui.engine.insight.sureness.class_curves import (
    class_accepted,
    class_curves,
    threshold_for_precision,
)
from tlgui.engine.insight.sureness.correcting import (
    calibration_error,
    corrected,
    with_scores_divided,
)
from tlgui.engine.metrics import Thresholds, interval_of
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.progress import Control
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import keep_decisions

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.insight.report import Report
    from tlgui.engine.training.run import Run

T = 1.8


@pytest.fixture
def too_sure(tmp_path: Path) -> Run:
    """A run whose answers are far surer than they are right."""
    draw = np.random.default_rng(0)
    scores = draw.normal(size=(400, 3)) * 2
    truth = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    told = np.exp(3 * scores) / np.exp(3 * scores).sum(axis=1, keepdims=True)
    targets = (draw.random(400)[:, None] > truth.cumsum(axis=1)).sum(axis=1).clip(0, 2)
    answers = [(int(target), row.tolist()) for target, row in zip(targets, told, strict=True)]
    make_dataset(tmp_path / "pictures")
    both = (SplitName.VALIDATION, SplitName.TEST)
    return make_run(tmp_path / "run", tmp_path / "pictures", answers=answers, splits=both)


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A copy of the plain run with a temperature, and a class with a threshold of its own."""
    folder = tmp_path_factory.mktemp("runs") / "decided"
    shutil.copytree(exports.plain_run().folder, folder)
    run = replace(
        open_run(folder), temperature=T, threshold=0.7, class_thresholds={"4": 1.0, "1": 0.0}
    )
    keep_decisions(run)
    return open_run(folder)


def held_out(run: Run) -> list[Path]:
    names = (SplitName.VALIDATION, SplitName.TEST)
    return [run.dataset_root / file for name in names for file in run.files[name]]


def test_the_order_of_classes_stays_where_rounding_makes_two_alike() -> None:
    close = np.array([[0.4, np.nextafter(np.float32(0.4), 1, dtype=np.float32), 0.2]], np.float32)

    assert close.argmax() == 1
    for temperature in (0.1, 0.7, 1.0, 1.5, 3.0, 10.0):
        found = tempered(close, temperature)
        assert found.argmax() == 1, temperature
    many = np.random.default_rng(0).dirichlet(np.full(50, 0.05), 500).astype(np.float32)
    assert (tempered(many, 10.0).argmax(axis=1) == many.argmax(axis=1)).all()


def test_corrected_it_is_as_sure_as_right_and_accepts_as_many(too_sure: Run) -> None:
    run = replace(too_sure, class_thresholds={too_sure.classes[0]: 0.95})
    after = corrected(run)

    assert after.temperature == pytest.approx(3, rel=0.25)
    learned, now = (load_report(each, SplitName.VALIDATION) for each in (run, after))
    assert calibration_error(now).error < calibration_error(learned).error / 2
    assert (now.predictions == learned.predictions).all()
    # Thresholds are others, and mean the same.
    assert after.threshold != run.threshold
    assert after.class_thresholds[run.classes[0]] < 0.95
    name = run.classes[0]
    counted = [
        class_accepted(report, 0, each.thresholds.of(name)).accepted
        for report, each in ((learned, run), (now, after))
    ]
    assert counted[0] == counted[1] > 0
    assert now.accepted(after.thresholds).accepted == learned.accepted(run.thresholds).accepted
    back = with_scores_divided(after, 1.0)
    assert back.temperature == 1
    assert load_report(back, SplitName.VALIDATION).accepted(back.thresholds) == learned.accepted(
        run.thresholds
    )


def test_thresholds_that_accept_nothing_or_all_stay_so(too_sure: Run) -> None:
    for threshold in (0.0, 1.0):
        assert corrected(replace(too_sure, threshold=threshold)).threshold == threshold


def test_few_validation_pictures_tell_no_temperature(tmp_path: Path) -> None:
    make_dataset(tmp_path / "pictures")
    with pytest.raises(BundleError, match="takes 50 validation pictures"):
        corrected(make_run(tmp_path / "run", tmp_path / "pictures"))


def test_it_is_kept_in_the_run_and_what_is_no_temperature_is_refused(
    decided: Run, tmp_path: Path
) -> None:
    assert (decided.temperature, decided.threshold) == (T, 0.7)
    assert decided.class_thresholds == {"4": 1.0, "1": 0.0}
    folder = tmp_path / "run"
    shutil.copytree(decided.folder, folder)
    document = json.loads((folder / "run.json").read_text())
    for bad in ({"temperature": 0}, {"temperature": "hot"}, {"class_thresholds": {"4": 7}}):
        (folder / "run.json").write_text(json.dumps({**document, **bad}))
        with pytest.raises(BundleError, match="damaged"):
            open_run(folder)
    del document["temperature"], document["class_thresholds"]
    (folder / "run.json").write_text(json.dumps(document))
    before = open_run(folder)
    assert (before.temperature, before.thresholds) == (1.0, Thresholds(0.7))


def test_answers_follow_and_keep_their_order(decided: Run) -> None:
    plain = replace(decided, temperature=1.0, threshold=0.7, class_thresholds={})
    with runs.at_home(runs.shared_home()):
        files = held_out(decided)
        first = Predictor(plain, "cpu")
        before = first.predict(files, Control(), first.memory())
        second = Predictor(decided, "cpu")
        # What was kept of the answers before serves here too.
        after = second.predict(files, Control(), second.memory())

    assert first.fingerprint != second.fingerprint
    for one, other in zip(before, after, strict=True):
        assert [name for name, _share in one.ranked] == [name for name, _share in other.ranked]
        learned = np.array([share for _name, share in one.ranked], np.float32)
        expected = tempered(learned[None], T)[0]
        np.testing.assert_allclose([share for _name, share in other.ranked], expected, atol=1e-6)
        if other.decision is not Decision.UNKNOWN:
            limit = {"4": 1.0, "1": 0.0}.get(str(other.label), 0.7)
            accepted = (other.confidence or 0) >= limit
            assert other.decision is (Decision.ACCEPTED if accepted else Decision.UNSURE)
    assert {one.decision for one in after if one.label == "4"} <= {
        Decision.UNSURE,
        Decision.UNKNOWN,
    }
    assert any(one.decision is Decision.ACCEPTED for one in after if one.label == "1")


def test_classes_that_are_answered_as_one_have_the_highest_of_their_thresholds(
    decided: Run,
) -> None:
    changes = ClassChanges.none(decided.classes).merged(("0", "4"), "round").renamed("1", "one")

    assert decided.answering(changes).thresholds == Thresholds(0.7, {"round": 1.0, "one": 0.0})
    report = answer_report(decided.answering(changes))
    learned = load_report(decided, temperature=1.0).probabilities.astype(np.float64)
    merged = (learned[:, 0] + learned[:, 2]).astype(np.float32)
    rows = np.column_stack([merged, learned[:, 1], learned[:, 3]]).astype(np.float32)
    np.testing.assert_allclose(report.probabilities, tempered(rows, T), atol=1e-5)


@pytest.mark.usefixtures("exports_here")
def test_exports_follow(decided: Run, tmp_path: Path) -> None:
    with runs.at_home(runs.shared_home()):
        done = export(decided, tmp_path / "export", ("safetensors", "onnx"), Control())
        expected = Predictor(decided, "cpu").predict(held_out(decided), Control())
        opened = open_model(done.out)
        again = Predictor(opened, "cpu").predict(held_out(decided), Control())
    write_predictions_csv(tmp_path / "here.csv", expected, decided.classes)

    alone = answered_alone(done.out, held_out(decided), tmp_path / "alone.csv")

    with (tmp_path / "here.csv").open(newline="") as file:
        here = list(csv.DictReader(file))
    assert max(one.self_test.max_abs_difference for one in done.formats) < 1e-4
    assert opened.decisions == decided.decisions
    assert [one.decision for one in again] == [one.decision for one in expected]
    for row, other in zip(here, alone, strict=True):
        assert (row["label"], row["decision"]) == (other["label"], other["decision"])
        assert float(row["confidence"]) == pytest.approx(float(other["confidence"]), abs=1e-4)
    document = json.loads((done.out / "bundle.json").read_text())
    assert document["thresholds"] == decided.thresholds.of_each(decided.classes)
    assert document["temperature"] == T
    facts = facts_of(decided)
    assert facts["class_thresholds"] == [None, 0.0, 1.0, None]
    assert f"divided by {T}" in (done.out / "README.md").read_text()


def test_the_page_decides_as_tlgui_does(decided: Run, tmp_path: Path) -> None:
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser of the Chromium family is installed")
    with runs.at_home(runs.shared_home()):
        expected = Predictor(decided, "cpu").predict(held_out(decided), Control())
    write_onnx(Material(decided, tmp_path, {}), tmp_path / "network.onnx")
    page = tmp_path / "index.html"
    page.write_bytes(b"".join(web_page(decided, (tmp_path / "network.onnx").read_bytes())))

    table = table_of(browser, page, held_out(decided), tmp_path)

    assert [row["decision"] for row in table] == [str(one.decision) for one in expected]
    for row, one in zip(table, expected, strict=True):
        assert float(row["confidence"]) == pytest.approx(one.confidence, abs=1e-4)


def noisy_report(groups: np.ndarray[tuple[int], np.dtype[np.int64]] | None = None) -> Report:
    draw = np.random.default_rng(0)
    targets = np.repeat(np.arange(3), 60).astype(np.int64)
    scores = draw.normal(size=(180, 3)) + 1.5 * np.eye(3)[targets]
    rows = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    # Some are exactly alike: they pass a threshold together.
    rows[::7] = rows[0]
    files = [f"{number}.png" for number in range(180)]
    return evaluate("abc", files, targets, rows.astype(np.float32), SplitName.TEST, groups)


def test_curves_are_those_of_scikit_learn_with_intervals_around_their_areas() -> None:
    report = noisy_report()
    found = class_curves(report, 1)

    assert found is not None
    own, scores = report.targets == 1, report.probabilities[:, 1]
    assert found.area == pytest.approx(roc_auc_score(own, scores), abs=1e-6)
    assert found.average_precision == pytest.approx(average_precision_score(own, scores), abs=1e-6)
    for value, (low, high) in (
        (found.area, found.area_interval),
        (found.average_precision, found.average_precision_interval),
    ):
        assert low < value < high
        assert 0.01 < high - low < 0.3
    assert (np.diff(found.recall) >= 0).all()
    assert (np.diff(found.false_positives) >= 0).all()
    assert (found.pictures, found.total) == (60, 180)


def test_the_interval_is_that_of_scikit_learn_on_samples() -> None:
    report = noisy_report()
    own, scores = report.targets == 1, report.probabilities[:, 1]
    draw = np.random.default_rng(1)
    areas, averages = [], []
    for _number in range(500):
        some = draw.integers(len(own), size=len(own))
        areas.append(roc_auc_score(own[some], scores[some]))
        averages.append(average_precision_score(own[some], scores[some]))

    found = class_curves(report, 1)

    assert found is not None
    for values, interval in (
        (areas, found.area_interval),
        (averages, found.average_precision_interval),
    ):
        np.testing.assert_allclose(interval, np.quantile(values, [0.025, 0.975]), atol=0.015)


def drawn_report(draw: np.random.Generator, area: float, pictures: int, total: int) -> Report:
    """Class 0 of ``pictures``, told from the others so well that the area is ``area`` in truth."""
    targets = (np.arange(total) >= pictures).astype(np.int64)
    apart = NormalDist().inv_cdf(area) * 2**0.5
    scores = draw.normal(size=total) + apart * (targets == 0)
    own = (1 / (1 + np.exp(-scores))).astype(np.float32)
    files = [f"{number}.png" for number in range(total)]
    rows = np.stack([own, 1 - own], axis=1)
    return evaluate("ab", files, targets, rows, SplitName.TEST)


@pytest.mark.parametrize(("area", "pictures"), [(0.8, 14), (0.95, 8), (0.99, 14)])
def test_intervals_hold_the_area_where_a_class_has_few_pictures(area: float, pictures: int) -> None:
    draw = np.random.default_rng(1)
    held = 0
    for _number in range(60):
        found = class_curves(drawn_report(draw, area, pictures, 200), 0)
        assert found is not None
        held += found.area_interval[0] <= area <= found.area_interval[1]

    # Samples of the pictures alone held it 42 to 54 times.
    assert held >= 54


def test_what_is_told_without_a_mistake_promises_the_less_the_fewer_pictures_there_are() -> None:
    draw = np.random.default_rng(0)
    lows = []
    for pictures in (5, 14, 100):
        found = class_curves(drawn_report(draw, 1 - 1e-12, pictures, 400), 0)
        assert found is not None
        assert found.area == found.average_precision == 1.0
        lows.append((found.area_interval[0], found.average_precision_interval[0]))
        assert max(lows[-1]) < 1

    assert lows == sorted(lows)
    assert lows[0][0] < 0.9
    assert lows[1][0] < 0.97
    assert lows[2][0] > 0.98


def test_pictures_that_belong_together_tell_less() -> None:
    groups = (np.arange(180) // 12).astype(np.int64)
    alone, together = class_curves(noisy_report(), 1), class_curves(noisy_report(groups), 1)

    assert alone is not None
    assert together is not None
    assert np.ptp(together.area_interval) != np.ptp(alone.area_interval)
    assert together.area == alone.area


def test_the_interval_of_a_precision_is_by_group_where_pictures_belong_together() -> None:
    groups = (np.arange(180) // 12).astype(np.int64)
    alone, together = (
        class_accepted(report, 1, 0.5) for report in (noisy_report(), noisy_report(groups))
    )

    assert alone.precision == together.precision
    accepted = np.arange(alone.accepted)
    assert alone.precision_interval == interval_of(accepted < alone.correct)
    assert alone.precision_interval != together.precision_interval
    assert class_accepted(noisy_report(groups), 1, 1.0).precision_interval == (0.0, 1.0)


def test_without_pictures_of_a_class_there_is_no_curve() -> None:
    report = noisy_report()
    none = replace(report, targets=np.zeros_like(report.targets))

    assert class_curves(none, 1) is None
    assert class_curves(none, 0) is None


def test_the_lowest_threshold_that_reaches_a_precision_is_found() -> None:
    report = noisy_report()
    found = threshold_for_precision(report, 1, 0.9)

    assert found is not None
    told = class_accepted(report, 1, found)
    assert told.precision is not None
    assert told.precision >= 0.9
    answers = report.confidences[report.predictions == 1]
    lower = answers[answers < np.float32(found)]
    assert all(
        (class_accepted(report, 1, float(each)).precision or 0) < 0.9 for each in np.unique(lower)
    )
    wrong = replace(report, targets=np.zeros_like(report.targets))
    assert threshold_for_precision(wrong, 1, 0.5) is None
