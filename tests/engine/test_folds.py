"""Cross-validation: every picture is judged once, by a model that did not learn from it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.engine import runs
from tlgui.engine.data.index import scan
from tlgui.engine.data.records import Split, SplitName
from tlgui.engine.data.split import draw_split
from tlgui.engine.deploy.card import model_card
from tlgui.engine.deploy.html_report import report_page
from tlgui.engine.deploy.pictures import held_out_sample
from tlgui.engine.errors import Cancelled, RecipeError
from tlgui.engine.folds import cross_validate
from tlgui.engine.insight.report import load_report
from tlgui.engine.progress import Control, Notice
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.methods.feature_extraction import FeatureExtraction, HeadFit
from tlgui.engine.training.run import open_run, split_of_run
from tlgui.engine.training.scratch.recipe import FromScratch
from tlgui.engine.workflow import prepare, train

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.training.run import Run


@pytest.fixture(scope="module")
def validated(tmp_path_factory: pytest.TempPathFactory) -> Run:
    with runs.at_home(runs.shared_home()):
        recipe = FeatureExtraction(device="cpu", folds=4)
        return runs.train_on(runs.digits(), tmp_path_factory.mktemp("runs") / "run", recipe)


def test_every_picture_is_judged_once_and_learned_from_in_the_end(validated: Run) -> None:
    index = scan(runs.digits(), Control())
    split = draw_split(index, Control())
    pool = {index.records[position].path for position in (*split.train, *split.validation)}

    again = open_run(validated.folder)
    report = load_report(again, SplitName.VALIDATION)

    assert len(report.files) == len(set(report.files)) == len(pool)
    assert set(report.files) == set(again.files[SplitName.TRAIN]) == pool
    # The test pictures stay what they were.
    assert len(load_report(again, SplitName.TEST).files) == len(split.test)
    assert np.allclose(report.probabilities.sum(axis=1), 1, atol=1e-5)
    folds = again.facts["folds"]
    assert len(folds["accuracies"]) == folds["count"] == 4
    right = float((report.predictions == report.targets).mean())
    assert min(folds["accuracies"]) <= right <= max(folds["accuracies"])


def test_an_export_is_tried_on_pictures_that_were_not_learned_from(validated: Run) -> None:
    learned = set(validated.files[SplitName.TRAIN])

    sample = held_out_sample(validated)
    without = replace(validated, files={**validated.files, SplitName.TEST: ()})

    names = {file.relative_to(validated.dataset_root).as_posix() for file in sample.files}
    assert sample.split is SplitName.TEST
    assert names
    assert not names & learned
    assert held_out_sample(without).split is SplitName.TRAIN
    card = model_card(validated, [])
    assert "| 4-fold cross-validation |" in card
    assert "| validation |" not in card


def test_a_report_says_that_models_of_the_folds_answered(validated: Run) -> None:
    figures = {SplitName.VALIDATION: validated.figures[SplitName.VALIDATION]}
    judged_by_folds = replace(validated, figures=figures)

    page = report_page(judged_by_folds, "en", Control())

    told = "models that did not learn from the picture"
    assert told in page
    assert told not in report_page(validated, "en", Control())
    pool = len(validated.files[SplitName.VALIDATION])
    assert f"cross-validated {pool}" in page


def test_answers_are_those_of_a_model_that_learned_from_the_other_folds() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    split = draw_split(index, control)
    learned: list[set[int]] = []
    judged: list[set[int]] = []
    method = find_method("feature-extraction")
    task = prepare(FeatureExtraction(device="cpu", folds=3), index, split, control)

    def spy(some: Any) -> Any:
        learned.append(set(some.split.train))
        judged.append(set(some.split.test))
        return method.fit(some)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tlgui.engine.ensembles.find_method", lambda _name: type("Spied", (), {"fit": spy})
        )
        found = cross_validate(task)

    pool = {*split.train, *split.validation}
    assert set().union(*judged) == pool == set(found.positions.tolist())
    assert all(not a & b and a | b == pool for a, b in zip(learned, judged, strict=True))


def test_what_is_opened_again_is_divided_as_before(validated: Run) -> None:
    index = scan(runs.digits(), Control())
    before = draw_split(index, Control())

    after = split_of_run(open_run(validated.folder), index)

    assert set(after.train) == set(before.train)
    assert set(after.validation) == set(before.validation)
    assert set(after.test) == set(before.test)


def test_copies_of_a_file_stay_in_one_fold(tmp_path: Path) -> None:
    root = runs.write_some_digits(tmp_path / "pictures", digits=(0, 1), a_class=6)
    for file in list((root / "0").iterdir()):
        shutil.copy(file, file.with_name(f"copy-{file.name}"))
    control = Control()
    index = scan(root, control)
    names: dict[str, int] = {}
    parts: list[set[str]] = []
    task = prepare(
        FeatureExtraction(device="cpu", folds=3), index, draw_split(index, control), control
    )
    method = find_method("feature-extraction")

    def spy(some: Any) -> Any:
        parts.append({index.records[position].path for position in some.split.test})
        return method.fit(some)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tlgui.engine.ensembles.find_method", lambda _name: type("Spied", (), {"fit": spy})
        )
        cross_validate(task)
    for number, part in enumerate(parts):
        for path in part:
            own = path.replace("copy-", "")
            assert names.setdefault(own, number) == number


def test_epochs_are_chosen_on_pictures_of_the_other_folds(tmp_path: Path) -> None:
    recipe = FromScratch(backbone="mnist_cnn", epochs=2, batch_size=8, folds=3, device="cpu")

    run = runs.train_on(runs.digits(), tmp_path / "run", recipe)

    assert run.facts["folds"]["count"] == 3
    assert len(run.history) == 2
    # The model that is kept was trained as without folds.
    assert run.counts["train"] < run.counts["validation"]


def test_too_many_folds_are_refused_with_the_class(tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="too few for 20 folds") as refused:
        runs.train_on(runs.digits(), tmp_path / "run", FeatureExtraction(device="cpu", folds=20))
    assert "--folds" in str(refused.value.hint)
    assert not (tmp_path / "run").exists()
    with pytest.raises(RecipeError, match="One fold"):
        FeatureExtraction(folds=1)


def by_number(index: DatasetIndex, count: int) -> list[list[int]]:
    """Groups of pictures of all classes, by the numbers of their files."""
    numbers = [int(record.path[-7:-4]) % count for record in index.records]
    return [[at for at, own in enumerate(numbers) if own == number] for number in range(count)]


def test_fewer_groups_than_folds_are_refused_before_anything_is_trained() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    split = draw_split(index, control, groups=by_number(index, 5))
    task = prepare(FeatureExtraction(device="cpu", folds=5), index, split, control)

    with pytest.raises(RecipeError, match="form 4 groups that stay together: too few for 5"):
        cross_validate(task)


def test_folds_that_leave_one_class_to_learn_from_are_refused(tmp_path: Path) -> None:
    control = Control()
    root = runs.write_some_digits(tmp_path / "pictures", digits=(0, 1), a_class=6)
    index = scan(root, control)
    of_class = [
        [at for at, each in enumerate(index.records) if each.class_index == k] for k in (0, 1)
    ]
    groups = (tuple(of_class[0]), tuple(of_class[1][:3]), tuple(of_class[1][3:]))
    split = Split(tuple(range(12)), (), (), "grouped", 0, groups)
    task = prepare(FeatureExtraction(device="cpu", folds=3), index, split, control)

    with pytest.raises(RecipeError, match="only one class would be left"):
        cross_validate(task)


def test_a_fold_holds_back_whole_groups_to_choose_its_epoch_by() -> None:
    control = Control()
    index = scan(runs.digits(), control)
    groups = by_number(index, 7)
    split = draw_split(index, control, groups=groups)
    recipe = FeatureExtraction(device="cpu", folds=3, head=HeadFit.GRADIENT_DESCENT, epochs=1)
    parts: list[Split] = []
    method = find_method("feature-extraction")

    def spy(some: Any) -> Any:
        parts.append(some.split)
        return method.fit(some)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "tlgui.engine.ensembles.find_method", lambda _name: type("Spied", (), {"fit": spy})
        )
        cross_validate(prepare(recipe, index, split, control))

    assert len(parts) == 3
    for part in parts:
        assert part.train
        assert part.validation
        assert not [
            group
            for group in groups
            if set(group) & {*part.train} and set(group) & {*part.validation}
        ]


def test_within_a_part_there_is_nothing_to_keep() -> None:
    control = Control()
    control.has_result = True

    with control.as_a_part():
        control.has_result = True
        assert not control.has_result, "Stop would be offered"
        control.stop()
        assert control.cancel_requested

    assert control.has_result


def test_a_stop_among_the_folds_keeps_nothing(tmp_path: Path) -> None:
    def hear(event: object) -> None:
        if isinstance(event, Notice) and str(event.message).startswith("Fold 2"):
            control.stop()

    control = Control(hear)
    recipe = FeatureExtraction(device="cpu", folds=3)
    index = scan(runs.digits(), control)
    split = draw_split(index, control)
    with pytest.raises(Cancelled):
        train(recipe, index, split, tmp_path / "run", control)
    assert not (tmp_path / "run").exists()
