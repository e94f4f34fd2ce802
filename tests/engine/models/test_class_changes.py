"""Classes renamed, hidden and merged after training: the document, and a network's answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import torch

from tests.engine import runs
from tlgui.engine.data.class_matching import exact_finder
from tlgui.engine.errors import BundleError, RecipeError
from tlgui.engine.insight.cam import Explainer
from tlgui.engine.models.class_changes import (
    DOCUMENT,
    ClassChanges,
    read_class_changes,
    write_class_changes,
)
from tlgui.engine.models.heads import LinearHead, softmax
from tlgui.engine.training.run import open_run
from tlgui.engine.training.run_changes import change_classes

if TYPE_CHECKING:
    from tlgui.engine.training.run import Run

TRAINED = ("cat", "dog", "hen", "other")
AS_LEARNED = ClassChanges.none(TRAINED)


def test_renamed_hidden_and_merged_classes_are_the_answers_in_their_order() -> None:
    changes = AS_LEARNED.renamed("cat", "Katze").with_hidden((3,)).merged(("hen", "dog"), "pets")

    assert changes.classes == ("Katze", "pets")
    assert changes.parts == ((0,), (1, 2))
    assert changes.numbers == {0: 0, 1: 1, 2: 1}
    assert changes.row_names == ("Katze", "dog", "hen")
    assert changes.merges
    assert not changes.is_none
    assert changes.with_shown((3,)).classes == ("Katze", "pets", "other")


def test_class_is_found_by_the_name_of_now_before_that_of_then() -> None:
    swapped = AS_LEARNED.named((0,), "was a cat").named((1,), "cat").named((0,), "dog")

    assert swapped.names == ("dog", "cat", "hen", "other")
    assert swapped.find("cat") == (1,)
    assert swapped.find("hen") == (2,)
    with pytest.raises(RecipeError, match="does not know the class cow") as error:
        swapped.find("cow")
    assert "dog, cat, hen, other" in str(error.value.hint)


def test_names_are_tidied_and_refused_where_they_are_none() -> None:
    assert AS_LEARNED.renamed("cat", "  house \n cat ").names[0] == "house cat"
    for name in (" \n", "x" * 121):
        with pytest.raises(RecipeError, match="no name for a class"):
            AS_LEARNED.renamed("cat", name)
    with pytest.raises(RecipeError, match="Another class is called dog already") as error:
        AS_LEARNED.renamed("cat", "dog")
    assert "merge" in str(error.value.hint)
    assert AS_LEARNED.renamed("cat", "cat").is_none


def test_two_answers_are_left_at_least() -> None:
    with pytest.raises(RecipeError, match="two classes at least"):
        AS_LEARNED.with_hidden((0, 1, 2))
    with pytest.raises(RecipeError, match="two classes at least"):
        AS_LEARNED.merged(TRAINED, "animal")
    without_other = AS_LEARNED.with_hidden((3,))
    with pytest.raises(RecipeError, match="two classes at least"):
        without_other.merged(("cat", "dog", "hen"), "pet")


def test_folder_means_the_class_of_its_name_now_else_of_then() -> None:
    changes = AS_LEARNED.renamed("cat", "Katze").merged(("dog", "hen"), "pets").with_hidden((3,))
    finder = changes.finder(exact_finder(TRAINED))

    assert finder.names == ("Katze", "pets")
    expected = {"Katze": (0,), "cat": (0,), "pets": (1,), "hen": (1,), "other": (), "cow": ()}
    assert {name: finder.find(name) for name in expected} == expected
    assert finder.hides("other")
    assert not finder.hides("cow")


def test_document_tells_what_is_changed_and_goes_where_nothing_is(tmp_path: Path) -> None:
    changes = AS_LEARNED.renamed("cat", "고양이").with_hidden((3,))
    write_class_changes(tmp_path, changes)

    document = json.loads((tmp_path / DOCUMENT).read_text())
    assert document == {"format_version": 1, "names": {"cat": "고양이"}, "hidden": ["other"]}
    assert read_class_changes(tmp_path, TRAINED) == changes
    write_class_changes(tmp_path, AS_LEARNED)
    assert list(tmp_path.iterdir()) == []
    assert read_class_changes(tmp_path, TRAINED) is None


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"format_version": 2, "names": {}, "hidden": []}, "format"),
        ({"format_version": 1, "names": {"cow": "Kuh"}, "hidden": []}, "no class cow"),
        ({"format_version": 1, "names": {}, "hidden": ["cow"]}, "no class cow"),
        ({"format_version": 1, "names": {"cat": 3}, "hidden": []}, "something else"),
        ({"format_version": 1, "names": {"cat": " "}, "hidden": []}, "empty"),
        ({"format_version": 1, "names": [], "hidden": []}, "damaged"),
        ({"format_version": 1, "names": {}, "hidden": "cat"}, "damaged"),
        ({"format_version": 1, "names": {}, "hidden": ["cat", "dog", "hen"]}, "two classes"),
        ({"format_version": 1, "names": {}}, "hidden"),
        ([], "damaged"),
        (None, "damaged"),
    ],
)
def test_damaged_document_is_refused_with_its_name(
    tmp_path: Path, document: Any, reason: str
) -> None:
    (tmp_path / DOCUMENT).write_text(json.dumps(document))

    with pytest.raises(BundleError, match=reason) as error:
        read_class_changes(tmp_path, TRAINED)

    assert DOCUMENT in str(error.value)
    assert "learned" in str(error.value.hint)


@pytest.fixture
def changed(tmp_path: Path) -> Run:
    """The trained run on digits 0, 1, 4, 7: 4 hidden, 1 and 7 one class, 0 renamed."""
    run = open_run(runs.copied_run(tmp_path / "run"))
    changes = ClassChanges.none(run.classes).renamed("0", "zero").merged(("1", "7"), "strokes")
    return change_classes(run, changes.with_hidden((2,)))


def test_run_opens_with_the_changes_that_were_kept(changed: Run) -> None:
    again = open_run(changed.folder)

    assert again.classes == changed.classes == ("zero", "strokes")
    assert again.trained_classes == runs.trained_run().classes
    assert again.figures == runs.trained_run().figures
    assert again.document() == changed.document()
    assert change_classes(again, ClassChanges.none(again.trained_classes)).changes is None
    assert open_run(changed.folder).classes == runs.trained_run().classes


def test_probabilities_are_renormalised_without_the_hidden_and_added_where_merged(
    changed: Run,
) -> None:
    learned, network = runs.trained_run().network(), changed.network()
    random = np.random.default_rng(0)
    features = random.normal(size=(20, sum(learned.groups))).astype(np.float32)

    rows = learned.probabilities(features)
    kept = rows[:, [0, 1, 3]] / rows[:, [0, 1, 3]].sum(axis=1, keepdims=True)
    expected = np.stack([kept[:, 0], kept[:, 1] + kept[:, 2]], axis=1)

    found = network.probabilities(features)
    assert network.answers == 2
    assert found.shape == (20, 2)
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_hidden_class_that_was_sure_leaves_numbers_all_the_same(changed: Run) -> None:
    """All its probability is 1 in 32 bits: dividing what is left by its sum would not do."""
    network = changed.network()
    weight = np.zeros((4, network.groups[0]), np.float32)
    head = LinearHead(weight, np.array([1, 0, 500, 2], np.float32))
    answering = network.with_head(head).answering(((0,), (1, 3)))

    found = answering.probabilities(np.zeros((1, network.groups[0]), np.float32))[0]

    odds = np.exp([1, 0, 2])
    np.testing.assert_allclose(
        found, [odds[0] / odds.sum(), odds[1:].sum() / odds.sum()], atol=1e-6
    )


def test_module_that_is_built_answers_as_its_network(changed: Run) -> None:
    network = changed.network()
    size = (changed.preprocessing.height, changed.preprocessing.width)
    pictures = torch.randn(3, 3, *size, generator=torch.Generator().manual_seed(0))

    with torch.inference_mode():
        features = network.build_body()(pictures).numpy()
        scores = network.build()(pictures).numpy()

    np.testing.assert_allclose(softmax(scores), network.probabilities(features), atol=1e-4)


def test_model_with_other_answers_is_another_one_and_with_other_names_the_same(
    changed: Run,
) -> None:
    learned = ClassChanges.none(changed.trained_classes)
    fingerprints = [
        change_classes(changed, changes).network().fingerprint
        for changes in (
            learned,
            learned.renamed("0", "zero"),
            learned.with_hidden((2,)),
            learned.merged(("0", "1"), "0 or 1"),
            learned.merged(("1", "0"), "0 or 1").named((2, 3), "4 or 7"),
        )
    ]

    assert fingerprints[0] == fingerprints[1]
    assert len(set(fingerprints)) == 4


def test_heat_maps_are_of_the_answers(changed: Run) -> None:
    picture = next(Path(changed.dataset_root, "7").glob("*.png"))
    explainer = Explainer.of_run(changed)

    assert explainer.classes == ("zero", "strokes")
    assert explainer.methods == ("grad-cam", "finer-cam")
    for method in explainer.methods:
        found = explainer.heat_map(picture, explainer.class_number("strokes"), method)
        assert found.probabilities.shape == (2,)
        assert np.isfinite(found.values).all()
    with pytest.raises(RecipeError, match="no exact evidence"):
        explainer.heat_map(picture, method="evidence")

    hidden_only = ClassChanges.none(changed.trained_classes).with_hidden((2,))
    exact = Explainer.of_run(change_classes(changed, hidden_only))
    assert exact.methods[0] == "evidence"
    assert exact.heat_map(picture).probabilities.shape == (3,)
