"""Ensembles: several models are trained, answer together, and are a run like any other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine import ensembles
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.export import export
from tlgui.engine.deploy.predictor import Predictor
from tlgui.engine.errors import BundleError, Cancelled
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.insight.dense_map import DenseClassifier
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.insight.report import load_report
from tlgui.engine.models.class_changes import ClassChanges
from tlgui.engine.models.ensemble import Ensemble
from tlgui.engine.models.heads import HeadKind
from tlgui.engine.progress import Control, Notice
from tlgui.engine.training.by_epochs import loop
from tlgui.engine.training.method import RunEnd
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit, what_helped
from tlgui.engine.training.recipe import EnsembleRule
from tlgui.engine.training.run import open_run, split_of_run
from tlgui.engine.training.run_changes import change_classes
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import prepare

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.training.method import Task
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.run import Run

CLOSE = 1e-4
BAGGED = FeatureExtraction(device="cpu", ensemble=EnsembleRule.BAGGING, members=3)
SEEDED = FromScratch(
    backbone="lenet5", device="cpu", epochs=1, ensemble=EnsembleRule.SEEDS, members=2
)


@pytest.fixture(scope="module", params=[BAGGED, SEEDED], ids=["one body", "several bodies"])
def ensemble(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    with runs.at_home(runs.shared_home()):
        out = tmp_path_factory.mktemp("runs") / "run"
        return open_run(runs.train_on(runs.digits(), out, request.param).folder)


def one_picture() -> Path:
    return sorted(runs.digits().glob("*/*.png"))[0]


def task_of(recipe: Recipe, control: Control | None = None) -> Task:
    control = control or Control()
    index = scan(runs.digits(), control)
    return prepare(recipe, index, draw_split(index, control), control)


def module_answers(network: Any, pictures: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import torch

    with torch.inference_mode():
        scores = network.build()(torch.from_numpy(pictures))
    return np.asarray(scores.softmax(dim=1).numpy())


def test_it_answers_with_the_mean_of_its_members_probabilities(ensemble: Run) -> None:
    network = ensemble.network()
    assert isinstance(network, Ensemble)
    known = network.preprocessing
    noise = np.random.default_rng(0).normal(size=(4, 3, known.height, known.width))
    pictures = noise.astype(np.float32)

    together = module_answers(network, pictures)
    alone = [module_answers(member, pictures) for member in network.members]

    assert len(alone) == ensemble.recipe.members
    assert max(float(np.ptp(one)) for one in np.stack(alone, axis=2)) > 1e-3, "they are all alike"
    np.testing.assert_allclose(together, np.mean(alone, axis=0), atol=1e-5)


def test_reported_answers_are_those_that_the_opened_run_gives(ensemble: Run) -> None:
    report = load_report(ensemble, SplitName.TEST)
    files = [runs.digits() / file for file in report.files]

    answers = dict(Predictor(ensemble, "cpu").probabilities(files, Control()))

    assert ensemble.head.kind is HeadKind.ENSEMBLE
    found = np.stack([np.asarray(answers[place]) for place in range(len(files))])
    np.testing.assert_allclose(found, report.probabilities, atol=CLOSE)


def test_its_split_is_found_again_with_what_no_sample_held(ensemble: Run) -> None:
    index = scan(runs.digits())
    split = draw_split(index, Control())

    again = split_of_run(ensemble, index)

    assert (again.train, again.validation, again.test) == (
        split.train,
        split.validation,
        split.test,
    )
    learned = len(ensemble.files[SplitName.TRAIN])
    bagged = ensemble.recipe.ensemble is EnsembleRule.BAGGING
    assert (learned < len(split.train)) is bagged


@pytest.mark.usefixtures("exports_here")
def test_it_exports_as_one_file_that_agrees_and_opens_again(ensemble: Run, tmp_path: Path) -> None:
    done = export(ensemble, tmp_path / "export", ("safetensors", "onnx"), Control())

    assert all(made.self_test.passed for made in done.formats)
    assert max(made.self_test.max_abs_difference for made in done.formats) <= CLOSE
    assert len(list((tmp_path / "export").glob("*.onnx"))) == 1
    # One model of these features alone, timm would open.
    note = done.formats[0].note
    assert f"it holds {len(ensemble.head.members)} models" in str(note)
    card = (tmp_path / "export" / "README.md").read_text()
    assert f"{len(ensemble.head.members)} models whose mean answer counts" in card
    opened = open_model(tmp_path / "export")
    (here,) = Predictor(ensemble, "cpu").predict([one_picture()], Control())
    (there,) = Predictor(opened, "cpu").predict([one_picture()], Control())
    assert opened.head == ensemble.head
    assert there.confidence == pytest.approx(here.confidence, abs=1e-5)


def test_exported_it_gives_the_features_by_which_it_tells_what_is_unknown(ensemble: Run) -> None:
    import torch

    familiar = familiar_of(ensemble)
    assert familiar is not None
    network, width = ensemble.network(), familiar.kept.shape[1]
    known = network.preprocessing
    noise = np.random.default_rng(2).normal(size=(3, 3, known.height, known.width))
    pictures = torch.from_numpy(noise.astype(np.float32))

    with torch.inference_mode():
        scores, features = network.build_with_features(width)(pictures)
        expected = network.build()(pictures)
        body = network.build_body()(pictures)

    torch.testing.assert_close(scores, expected, rtol=1e-4, atol=1e-4)
    torch.testing.assert_close(features, body[:, :width], rtol=1e-4, atol=1e-5)
    # Of several bodies the features of all, side by side.
    assert width == network.groups[0]
    assert ensemble.head.shares_body or width % len(ensemble.head.members) == 0


def test_classes_can_be_merged_hidden_and_renamed(ensemble: Run) -> None:
    before = ensemble.network()
    # Of 0, 1, 4, 7: 1 and 7 answered as one, 4 not at all.
    changed = before.answering([[0], [1, 3]])
    known = before.preprocessing
    noise = np.random.default_rng(1).normal(size=(3, 3, known.height, known.width))
    pictures = noise.astype(np.float32)
    members = [
        module_answers(replace(member, merged=()), pictures)[:, [0, 1, 3]]
        for member in before.members  # type: ignore[attr-defined]  # an Ensemble
    ]
    left = np.mean([one / one.sum(axis=1, keepdims=True) for one in members], axis=0)
    expected = np.stack([left[:, 0], left[:, 1] + left[:, 2]], axis=1)

    assert changed.answers == 2
    np.testing.assert_allclose(module_answers(changed, pictures), expected, atol=1e-5)
    assert changed.fingerprint != before.fingerprint


@pytest.mark.usefixtures("exports_here")
def test_changed_classes_are_exported_and_opened_again(tmp_path: Path) -> None:
    run = runs.train_on(runs.digits(), tmp_path / "run", BAGGED)
    changes = ClassChanges.none(run.classes).merged(("1", "7"), "strokes").with_hidden((2,))
    changed = change_classes(run, changes)

    done = export(changed, tmp_path / "export", ("safetensors",), Control())

    assert done.formats[0].self_test.passed
    (here,) = Predictor(changed, "cpu").predict([one_picture()], Control())
    opened = open_model(tmp_path / "export")
    (there,) = Predictor(opened, "cpu").predict([one_picture()], Control())
    assert opened.classes == ("0", "strokes")
    assert there.confidence == pytest.approx(here.confidence, abs=1e-5)


def test_it_explains_what_it_answers(ensemble: Run) -> None:
    explainer = Explainer.of_run(ensemble)
    shown = explainer.heat_map(one_picture())
    (answer,) = Predictor(ensemble, "cpu").predict([one_picture()], Control())

    assert explainer.methods
    assert shown.values.max() == pytest.approx(1)
    assert shown.probabilities.max() == pytest.approx(answer.confidence, abs=CLOSE)
    assert ensemble.classes[shown.target] == answer.label


def test_a_class_map_is_made_where_there_is_one_body(ensemble: Run) -> None:
    if ensemble.recipe == SEEDED:
        with pytest.raises(BundleError, match="Several networks"):
            DenseClassifier.of_run(ensemble)
        return
    known = ensemble.preprocessing
    pixels = np.random.default_rng(0).integers(0, 256, (known.height, known.width, 3), np.uint8)

    found = DenseClassifier.of_run(ensemble).of_pixels(pixels, Control(), places=False)

    from tlgui.engine.insight.network_input import normalised

    inputs = normalised(pixels, known, "cpu").numpy()
    np.testing.assert_allclose(
        found.probabilities[:, 0, 0], module_answers(ensemble.network(), inputs)[0], atol=1e-3
    )


def test_a_summary_speaks_of_all_heads() -> None:
    def told(*features: str) -> str:
        # What leads are the first member's facts.
        facts = {"features": features[0], "members": [{"features": each} for each in features]}
        return str(what_helped(FeatureExtraction(), facts))

    assert told("last", "all-stages", "last").startswith("Features of all stages suit 1 of 3 heads")
    assert told("all-stages", "all-stages").startswith(
        "Each of the 2 heads looks at features of all"
    )
    assert told("last", "last").startswith("Each of the 2 heads looks at features of the last")


def test_a_sample_is_drawn_with_repetition_within_each_class() -> None:
    positions, labels = list(range(100, 160)), [0] * 50 + [1] * 10
    drawn = ensembles.draw_sample(positions, labels, np.random.default_rng(0))

    assert set(drawn) < set(positions)
    assert max(drawn.values()) > 1
    for label, count in ((0, 50), (1, 10)):
        of_class = {p for p, own in zip(positions, labels, strict=True) if own == label}
        assert sum(times for position, times in drawn.items() if position in of_class) == count
    # About 1 - 1/e of them are drawn at all.
    many = ensembles.draw_sample(range(10_000), [0] * 10_000, np.random.default_rng(0))
    assert len(many) / 10_000 == pytest.approx(1 - np.exp(-1), abs=0.02)


def test_a_picture_drawn_twice_counts_as_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it lay twice among the pictures."""
    from tlgui.engine.training.linear_heads import logistic_regression

    given = {}
    fit = logistic_regression.fit_logistic_regression

    def spy(*args: Any, **options: Any) -> Any:
        given.update(options)
        return fit(*args, **options)

    monkeypatch.setattr(logistic_regression, "fit_logistic_regression", spy)
    task = task_of(FeatureExtraction(device="cpu"))
    first, second, *_ = task.split.train
    method = find_method("feature-extraction")

    method.fit(replace(task, drawn={first: 3, second: 2}))

    assert given["weights"][:3].tolist() == [3, 2, 1]


def test_balanced_classes_count_draws() -> None:
    task = task_of(FeatureExtraction(device="cpu", class_weights=True))
    task = replace(task, drawn={0: 3, 1: 1, 2: 2})

    weights = task.weights([0, 1, 2], np.asarray([0, 0, 1]), 2)

    np.testing.assert_allclose(weights, [3 * 0.75, 0.75, 2 * 1.5])


def test_the_gain_over_one_model_is_told_and_kept() -> None:
    control = Control()
    task = task_of(BAGGED, control)

    fitted = ensembles.fit(task)

    alone = ensembles.fit(replace(task, recipe=FeatureExtraction(device="cpu")))
    pictures = alone.extraction.reference(task.held_out).only(task.split.test)
    right = alone.network.probabilities(pictures.values).argmax(axis=1) == pictures.labels
    assert fitted.facts["gain"]["over"] == "one model"
    assert fitted.facts["gain"]["before"] == pytest.approx(right.mean())
    assert any("one model alone" in str(notice) for notice in control.notices)


def test_seeds_without_anything_random_are_told_of() -> None:
    control = Control()
    recipe = replace(BAGGED, ensemble=EnsembleRule.SEEDS, members=2)
    ensembles.fit(task_of(recipe, control))
    by_epochs = Control()
    descent = replace(recipe, head=HeadFit.GRADIENT_DESCENT, epochs=2)
    ensembles.fit(task_of(descent, by_epochs))

    assert any("seed to seed" in str(notice) for notice in control.notices)
    assert not any("seed to seed" in str(notice) for notice in by_epochs.notices)


@pytest.mark.parametrize("after", [1, 2])
def test_a_stop_keeps_the_members_that_are_done(after: int) -> None:
    control = Control(lambda event: stop_at(event))
    begun = 0

    def stop_at(event: object) -> None:
        nonlocal begun
        if isinstance(event, Notice) and str(event.message).startswith("Model"):
            begun += 1
            if begun == after + 1:
                control.stop()

    fitted = ensembles.fit(task_of(replace(BAGGED, members=5), control))

    assert fitted.ended_by is RunEnd.STOPPED
    members = fitted.network.members if isinstance(fitted.network, Ensemble) else (fitted.network,)
    assert len(members) == after


def test_a_member_that_diverges_is_left_out_of_those_that_are_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    control = Control()
    task = task_of(replace(SEEDED, members=3), control)
    step = loop.Loop._step

    def diverges(self: loop.Loop, *given: Any) -> bool:
        return self.recipe.seed != task.recipe.seed + 1 and step(self, *given)

    monkeypatch.setattr(loop.Loop, "_step", diverges)
    fitted = ensembles.fit(task)

    assert len(fitted.facts["members"]) == 2
    told = "Model 2 of 3 is left out: The loss became infinite at step 1"
    assert any(str(notice).startswith(told) for notice in control.notices)


def test_a_cancel_is_one_though_members_are_done() -> None:
    control = Control(lambda event: cancel_at(event))

    def cancel_at(event: object) -> None:
        if isinstance(event, Notice) and str(event.message).startswith("Model 3"):
            control.cancel()

    with pytest.raises(Cancelled):
        ensembles.fit(task_of(BAGGED, control))


def test_damaged_places_of_members_are_refused(ensemble: Run) -> None:
    from tlgui.engine.models.heads import HeadPlace

    document = ensemble.head.to_json()
    assert HeadPlace.from_json(document) == ensemble.head
    damages: tuple[dict[str, Any], ...] = (
        {"members": []},
        {"members": 3},
        {"members": [document]},
        {"kind": "linear"},
    )
    for damage in damages:
        with pytest.raises((TypeError, ValueError)):
            HeadPlace.from_json(document | damage)
