"""Figures equal scikit-learn's, or what one works out by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn import metrics as theirs

from tlgui.engine import metrics
from tlgui.engine.data.records import SplitName
from tlgui.engine.errors import BundleError
from tlgui.engine.insight.report import evaluate
from tlgui.engine.metrics import (
    accept,
    choose_threshold,
    class_scores,
    confusion_matrix,
    grouped_interval,
    interval_of,
    log_loss,
    macro_f1,
    mcnemar,
    paired_difference,
    wilson_interval,
)

RANDOM = np.random.default_rng(0)
TARGETS = RANDOM.integers(0, 4, 200)
LOGITS = RANDOM.normal(size=(200, 5)) + 1.5 * np.eye(5)[TARGETS]
SHARES = (np.exp(LOGITS) / np.exp(LOGITS).sum(axis=1, keepdims=True)).astype(np.float32)
PREDICTIONS = SHARES.argmax(axis=1)


def test_matrix_scores_and_loss_equal_scikit_learns() -> None:
    labels = np.arange(5)
    scores = class_scores(TARGETS, PREDICTIONS, ["a", "b", "c", "d", "e"])

    matrix = confusion_matrix(TARGETS, PREDICTIONS, 5)
    assert np.array_equal(matrix, theirs.confusion_matrix(TARGETS, PREDICTIONS, labels=labels))
    assert matrix.sum() == 200
    assert scores[4].support == 0
    columns = theirs.precision_recall_fscore_support(
        TARGETS, PREDICTIONS, labels=labels, zero_division=0
    )
    for name, column in zip(("precision", "recall", "f1", "support"), columns, strict=True):
        assert [getattr(score, name) for score in scores] == pytest.approx(column)
    assert macro_f1(scores) == pytest.approx(
        theirs.f1_score(TARGETS, PREDICTIONS, labels=labels[:4], average="macro")
    )
    assert log_loss(TARGETS, SHARES) == pytest.approx(
        theirs.log_loss(TARGETS, SHARES, labels=labels), rel=1e-5
    )


def test_certain_and_wrong_has_a_large_but_finite_loss() -> None:
    loss = log_loss(np.array([0]), np.array([[0.0, 1.0]], np.float32))

    assert 80 < loss < 90


@pytest.mark.parametrize(
    ("correct", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # Wilson 1927; the figures of Newcombe 1998, table I, agree
        (10, 10, 0.7225, 1.0),
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (1, 29, 0.0061, 0.1718),
        (0, 1, 0.0, 0.7935),
    ],
)
def test_interval_is_wilsons(correct: int, total: int, low: float, high: float) -> None:
    assert wilson_interval(correct, total) == pytest.approx((low, high), abs=1e-4)
    interval = binomtest(correct, total).proportion_ci(0.95, method="wilson")
    assert wilson_interval(correct, total) == pytest.approx((interval.low, interval.high))


@pytest.mark.parametrize(
    ("confidences", "correct", "target", "expected"),
    [
        ([0.9, 0.8, 0.7, 0.6], [1, 1, 0, 0], 0.95, 0.8),
        ([0.6, 0.9, 0.7, 0.8], [0, 1, 0, 1], 0.95, 0.8),
        ([0.9, 0.8, 0.7, 0.6], [1, 0, 1, 1], 0.75, 0.6),
        ([0.9, 0.8, 0.7, 0.6], [1, 1, 1, 1], 1.0, 0.6),
        ([0.9, 0.8], [0, 0], 0.5, 1.0),
        ([0.9, 0.8], [0, 0], 0.0, 0.8),
        # Of three equal ones, one is wrong: all or none of them is accepted.
        ([0.9, 0.8, 0.8, 0.8], [1, 1, 1, 0], 0.95, 0.9),
        ([0.8, 0.8, 0.8], [1, 1, 0], 0.95, 1.0),
        ([], [], 0.95, 1.0),
    ],
)
def test_threshold_is_the_lowest_at_which_the_accepted_are_right_enough(
    confidences: list[float], correct: list[int], target: float, expected: float
) -> None:
    found = choose_threshold(np.asarray(confidences, np.float32), np.asarray(correct, bool), target)

    assert found == pytest.approx(expected)


def test_threshold_accepts_what_it_was_chosen_on() -> None:
    confidences, right = SHARES.max(axis=1), PREDICTIONS == TARGETS

    threshold = choose_threshold(confidences, right, 0.9)

    accepted = confidences >= threshold
    assert accepted.any()
    assert right[accepted].mean() >= 0.9


def test_report_ranks_cells_by_confidence_and_the_worst_errors_first() -> None:
    shares = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3], [0.45, 0.55]], np.float32)
    report = evaluate(
        ["cat", "dog"], list("abcde"), np.array([0, 1, 1, 1, 0]), shares, SplitName.TEST
    )

    assert report.confusion.tolist() == [[1, 1], [2, 1]]
    assert report.cell(1, 0) == [3, 1]
    assert report.cell(0, 0) == [0]
    assert report.wrong_first() == [3, 1, 4, 2, 0]
    assert report.accuracy == 0.4
    assert report.details()["per_class"][0]["support"] == 2


def test_report_on_nothing_is_refused() -> None:
    with pytest.raises(BundleError):
        evaluate(["a", "b"], [], np.empty(0, np.int64), np.empty((0, 2), np.float32))


def test_acceptance_counts_what_reaches_the_threshold() -> None:
    confidences = np.array([0.9, 0.6, 0.6, 0.3], dtype=np.float32)
    correct = np.array([True, True, False, False])

    at = accept(confidences, correct, float(confidences[1]))

    assert (at.accepted, at.correct, at.total) == (3, 2, 4)
    assert at.share == 0.75
    assert at.accuracy == pytest.approx(2 / 3)
    assert accept(confidences, correct, 1.0).accuracy is None


def test_chosen_threshold_accepts_the_pictures_that_it_was_chosen_for() -> None:
    confidences, correct = SHARES.max(axis=1), PREDICTIONS == TARGETS

    at = accept(confidences, correct, choose_threshold(confidences, correct, 0.9))

    assert at.accuracy is not None
    assert at.accuracy >= 0.9


def test_mcnemar_is_the_sign_test_on_the_pictures_that_differ() -> None:
    first = np.array([True] * 6 + [False] + [True] * 50)
    second = np.array([False] * 6 + [True] + [True] * 50)

    # By hand: 2 * (C(7,0) + C(7,1)) / 2**7.
    assert mcnemar(first, second) == pytest.approx(0.125)
    assert mcnemar(first, first) == 1.0


@pytest.mark.parametrize(("only_first", "only_second"), [(1, 0), (5, 5), (3, 4), (40, 61), (0, 30)])
def test_comparison_of_two_classifiers_is_the_exact_binomial_test(
    only_first: int, only_second: int
) -> None:
    first = np.array([True] * only_first + [False] * only_second + [True, False])
    second = np.array([False] * only_first + [True] * only_second + [True, False])

    exact = binomtest(only_first, only_first + only_second, 0.5).pvalue
    assert mcnemar(first, second) == pytest.approx(exact)


def all_signs(sums: list[int]) -> float:
    """By hand: of all ways in which groups may speak, those that say at least as much."""
    ways = [
        abs(sum(sign * size for sign, size in zip(signs, sums, strict=True)))
        for signs in product((-1, 1), repeat=len(sums))
    ]
    return sum(way >= abs(sum(sums)) for way in ways) / len(ways)


@pytest.mark.parametrize("sums", [[3, 2, -1], [5, 5, 5, -2, 1, 1], [4], [2, -2], [1, 1, 1, 1, -1]])
def test_pictures_that_belong_together_speak_for_one_classifier_once(sums: list[int]) -> None:
    first, second, groups = [True, False], [True, False], [90, 91]
    for group, size in enumerate(sums):
        first += [size < 0] * abs(size)
        second += [size > 0] * abs(size)
        groups += [group] * abs(size)

    p = mcnemar(np.array(first), np.array(second), np.array(groups))

    assert p == pytest.approx(all_signs(sums))


def test_groups_of_one_picture_are_tested_as_pictures() -> None:
    first, second = RANDOM.random(300) < 0.8, RANDOM.random(300) < 0.87

    assert mcnemar(first, second, np.arange(300)) == mcnemar(first, second)


def test_many_groups_are_tested_as_all_outcomes_counted_would(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draw = np.random.default_rng(1)
    groups = np.repeat(np.arange(400), 5)
    first, second = draw.random(2000) < 0.80, draw.random(2000) < 0.82
    counted = mcnemar(first, second, groups)
    monkeypatch.setattr(metrics, "_COUNTED", 0)

    assert mcnemar(first, second, groups) == pytest.approx(counted, rel=0.05)


def test_equal_classifiers_on_groups_differ_by_chance_as_often_as_the_test_says() -> None:
    """Each clip of ten frames is right or wrong as a whole: taken one by one, frames deceive."""
    draw = np.random.default_rng(2)
    groups = np.repeat(np.arange(40), 10)
    told, deceived = 0, 0
    for _ in range(400):
        first, second = (np.repeat(draw.random(40) < 0.7, 10) for _each in range(2))
        told += mcnemar(first, second, groups) < 0.05
        deceived += mcnemar(first, second) < 0.05

    assert told / 400 <= 0.08
    assert deceived / 400 > 0.3


def test_the_interval_of_a_difference_on_groups_covers_the_truth_as_often_as_it_says() -> None:
    draw = np.random.default_rng(3)
    groups = np.repeat(np.arange(40), 10)
    covered, without = 0, 0
    for _ in range(500):
        first, second = (np.repeat(draw.random(40) < share, 10) for share in (0.7, 0.8))
        low, high = paired_difference(first, second, groups)
        covered += low <= 0.1 <= high
        low, high = paired_difference(first, second)
        without += low <= 0.1 <= high

    assert 0.92 <= covered / 500 <= 0.99
    assert without / 500 < 0.7


def test_one_group_tells_nothing_of_a_difference() -> None:
    first, second = np.arange(50) < 30, np.arange(50) < 45

    assert paired_difference(first, second, np.zeros(50, np.int64)) == (-1.0, 1.0)


def test_the_interval_of_a_paired_difference_covers_the_truth_as_often_as_it_says() -> None:
    draw = np.random.default_rng(0)
    covered = 0
    for _ in range(2000):
        both = draw.random(150)
        first = both < 0.80
        second = np.where(draw.random(150) < 0.1, draw.random(150) < 0.9, first)
        low, high = paired_difference(first, second)
        covered += low <= 0.1 * (0.9 - 0.8) <= high
    assert 0.93 <= covered / 2000 <= 0.99


def test_a_paired_difference_is_that_of_the_accuracies() -> None:
    first = np.asarray([True] * 80 + [False] * 20)
    second = np.asarray([True] * 90 + [False] * 10)
    low, high = paired_difference(first, second)

    assert low < 0.1 < high
    assert high - low < 0.15
    assert paired_difference(second, first) == pytest.approx((-high, -low))


def test_interval_of_groups_of_one_is_wilson_s() -> None:
    right = np.asarray([True] * 7 + [False] * 3)

    assert grouped_interval(right, np.arange(10)) == wilson_interval(7, 10)


def test_interval_is_by_group_where_pictures_belong_together() -> None:
    right, groups = np.repeat([True, True, False, True], 5), np.repeat(np.arange(4), 5)

    assert interval_of(right) == wilson_interval(15, 20)
    assert interval_of(right, groups) == grouped_interval(right, groups)


def test_interval_by_group_holds_the_truth_as_often_as_it_says() -> None:
    """Clips whose frames are all right or all wrong, mostly: intervals by picture miss it."""
    draw = np.random.default_rng(0)
    by_group = by_picture = 0
    for _trial in range(400):
        groups = np.repeat(np.arange(30), 15)
        right = np.repeat(draw.random(30) < 0.7, 15)
        # One frame in ten is not like its clip.
        right ^= draw.random(len(right)) < 0.1
        truth = 0.7 * 0.9 + 0.3 * 0.1
        low, high = grouped_interval(right, groups)
        by_group += low <= truth <= high
        low, high = wilson_interval(int(right.sum()), len(right))
        by_picture += low <= truth <= high

    assert by_group / 400 == pytest.approx(0.95, abs=0.025)
    assert by_picture / 400 < 0.6


def test_groups_that_are_all_right_count_as_one_picture_each() -> None:
    low, high = grouped_interval(np.ones(60, bool), np.repeat(np.arange(20), 3))

    by_group, by_picture = wilson_interval(20, 20)[0], wilson_interval(60, 60)[0]
    assert low == pytest.approx(by_group, abs=0.02)
    assert low < by_picture
    assert high == 1


def test_one_group_tells_next_to_nothing() -> None:
    low, high = grouped_interval(np.ones(50, bool), np.zeros(50, np.int64))

    assert (low, high) == wilson_interval(1, 1)
