"""Confident learning: planted wrong labels are found first, and as cleanlab counts them."""

from __future__ import annotations

import numpy as np
import pytest

from tlgui.engine.progress import Control
from tlgui.engine.review.labels import Judge, doubt, own_probabilities, suspects, wrong_labels
from tlgui.engine.training.linear_heads.held_out import HeldOut
from tlgui.engine.training.linear_heads.logistic_regression import spread_folds

CLASSES = 4


def answers(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities, labels of which 8% are wrong, and the true ones."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(CLASSES, size=count)
    scores = draw.normal(0, 1, (count, CLASSES))
    scores[np.arange(count), truth] += 2.5
    shares = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    labels = truth.copy()
    wrong = draw.random(count) < 0.08
    labels[wrong] = (labels[wrong] + draw.integers(1, CLASSES, wrong.sum())) % CLASSES
    return shares.astype(np.float32), labels, truth


def test_wrong_labels_are_counted_and_ranked_first() -> None:
    shares, labels, truth = answers(2_000)

    found = suspects(shares, labels)

    wrong = labels != truth
    assert 0.6 * wrong.sum() < wrong_labels(shares, labels) < 1.8 * wrong.sum()
    assert wrong[found[:60]].mean() > 0.9
    assert (np.diff(own_probabilities(shares, labels)[found]) >= 0).all()
    assert (shares[found].argmax(axis=1) != labels[found]).all()


def test_right_labels_are_not_doubted() -> None:
    labels = np.arange(40) % CLASSES
    shares = np.full((40, CLASSES), 0.1, np.float32)
    shares[np.arange(40), labels] = 0.7

    assert len(suspects(shares, labels)) == 0


def test_a_class_without_pictures_is_suggested_to_nobody() -> None:
    labels = np.zeros(10, np.int64)
    labels[5:] = 1
    shares = np.tile(np.asarray([0.1, 0.1, 0.6], np.float32), (10, 1))
    shares[np.arange(10), labels] = 0.3

    assert wrong_labels(shares, labels) == 0


@pytest.mark.parametrize("seed", range(3))
def test_cleanlab_finds_the_same_on_the_same_probabilities(seed: int) -> None:
    filter_ = pytest.importorskip("cleanlab.filter")
    shares, labels, _truth = answers(3_000, seed)

    ours = suspects(shares, labels)
    theirs = filter_.find_label_issues(
        labels,
        shares.astype(np.float64),
        filter_by="low_self_confidence",
        return_indices_ranked_by="self_confidence",
        n_jobs=1,
    )

    both = len(np.intersect1d(ours, theirs))
    assert both > 0.9 * max(len(ours), len(theirs))
    assert ours[:20].tolist() == theirs[:20].tolist()


def clusters(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, labels of which 24 of 400 are wrong, and which those are."""
    draw = np.random.default_rng(seed)
    truth = np.arange(400) % CLASSES
    points = draw.normal(0, 1, (CLASSES, 30))
    features = (points[truth] + draw.normal(0, 1.2, (400, 30))).astype(np.float32)
    wrong = draw.choice(400, 24, replace=False)
    labels = truth.copy()
    labels[wrong] = (labels[wrong] + 1) % CLASSES
    return features, labels, np.sort(wrong)


def test_heads_that_did_not_learn_from_wrong_labels_find_them() -> None:
    features, labels, wrong = clusters()
    folds = spread_folds(labels, 5, np.random.default_rng(0))

    found = doubt(HeldOut(features, labels, CLASSES, folds, Control()), labels)

    assert found.judge.doubts
    assert np.isin(wrong, found.suspects).mean() > 0.9
    assert np.isin(found.suspects[:20], wrong).mean() >= 0.95
    assert np.allclose(found.probabilities.sum(axis=1), 1, atol=1e-4)


def test_heads_no_better_than_guessing_are_not_asked() -> None:
    draw = np.random.default_rng(0)
    features = draw.standard_normal((120, 10)).astype(np.float32)
    labels = draw.integers(2, size=120)
    folds = spread_folds(labels, 5, draw)

    found = doubt(HeldOut(features, labels, 2, folds, Control()), labels)

    assert not found.judge.doubts
    assert not len(found.suspects)
    assert str(found.judge.sentence()).startswith("No label is called doubtful")


def clips(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features of 24 clips of 6 frames, their labels, and the clip of each frame."""
    draw = np.random.default_rng(seed)
    clip = np.repeat(np.arange(24), 6)
    labels = clip % 2
    of_class = draw.normal(0, 1, (2, 800))
    # What tells the clips apart is as plain as what tells the classes apart.
    of_clip = draw.normal(0, 1.5, (24, 800))
    frames = of_class[labels] + of_clip[clip] + draw.normal(0, 0.3, (144, 800))
    return frames.astype(np.float32), labels, clip


def test_heads_of_few_groups_are_learned_to_the_end_and_right_labels_not_doubted() -> None:
    features, labels, clip = clips()
    folds = spread_folds(labels[::6], 5, np.random.default_rng(0))[clip]

    held_out = HeldOut(features, labels, 2, folds, Control(), grouped=True)
    found = doubt(held_out, labels, clip)

    assert own_probabilities(found.probabilities, labels).mean() > 0.9
    assert found.judge.doubts
    assert found.judge.units == 24
    assert not len(found.suspects)
    assert "24 groups" in str(found.judge.sentence())


def test_a_wrong_clip_is_doubted_as_a_whole() -> None:
    features, labels, clip = clips()
    wrong = clip == 5
    given = np.where(wrong, 1 - labels, labels)
    folds = spread_folds(given[::6], 5, np.random.default_rng(0))[clip]

    found = doubt(HeldOut(features, given, 2, folds, Control(), grouped=True), given, clip)

    assert set(found.suspects.tolist()) == set(np.flatnonzero(wrong).tolist())


@pytest.mark.parametrize(
    ("interval", "usual", "units", "doubts"),
    [
        ((0.48, 0.66), 0.5, 24, False),
        ((0.56, 0.89), 0.25, 24, False),
        ((0.85, 0.99), 0.5, 24, True),
        ((0.56, 0.58), 0.25, 5_000, True),
        ((0.24, 0.27), 0.25, 5_000, False),
    ],
)
def test_who_judges_few_pictures_must_be_right_of_most(
    interval: tuple[float, float], usual: float, units: int, doubts: bool
) -> None:
    for pictures in (units, 6 * units):
        judge = Judge(sum(interval) / 2, interval, usual, pictures, units)

        assert judge.doubts is doubts
        assert str(judge.sentence()).startswith("No label is") is not doubts
        assert ("group" in str(judge.sentence())) is (pictures > units)


def test_twins_in_one_fold_do_not_vouch_for_each_other() -> None:
    features, labels, wrong = clusters()
    twice = np.concatenate([features, features[wrong]])
    doubled = np.concatenate([labels, labels[wrong]])
    alone = spread_folds(labels, 5, np.random.default_rng(0))

    together = np.concatenate([alone, alone[wrong]])
    apart = np.concatenate([alone, (alone[wrong] + 1) % 5])
    own = [
        own_probabilities(
            HeldOut(twice, doubled, CLASSES, folds, Control()).probabilities(), doubled
        )[400:].mean()
        for folds in (together, apart)
    ]

    assert own[0] < 0.8 * own[1]


def test_what_weighs_nothing_is_answered_for_but_not_learned_from() -> None:
    features, labels, wrong = clusters()
    folds = spread_folds(labels, 5, np.random.default_rng(0))
    held_out = HeldOut(features, labels, CLASSES, folds, Control())
    weights = np.ones(400, np.float32)
    weights[wrong] = 0

    with_them, without = held_out.probabilities(), held_out.probabilities(weights)

    right = np.setdiff1d(np.arange(400), wrong)
    assert without.shape == (400, CLASSES)
    assert (
        own_probabilities(without, labels)[right].mean()
        > own_probabilities(with_them, labels)[right].mean()
    )


def test_a_head_for_a_fold_never_saw_its_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    features, labels, _wrong = clusters()
    folds = spread_folds(labels, 5, np.random.default_rng(0))
    held_out = HeldOut(features, labels, CLASSES, folds, Control())
    before = held_out.probabilities()

    # Whatever is in fold 0 says: what is answered for fold 0 stays.
    exchanged = labels.copy()
    exchanged[folds == 0] = (exchanged[folds == 0] + 2) % CLASSES
    monkeypatch.setattr(held_out, "_targets", exchanged)

    after = held_out.probabilities()
    moved = np.abs(before - after).mean(axis=1)
    assert moved[folds == 0].mean() < 0.02
    assert moved[folds != 0].mean() > 0.05
