"""Transfer learning's three ways: what learns is counted, and answers are the networks' own."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from sklearn.linear_model import RidgeClassifier
from sklearn.preprocessing import StandardScaler

from tlgui.engine.errors import Cancelled
from tlgui.engine.lessons.material import material
from tlgui.engine.lessons.three_ways import (
    RIDGE,
    SIDE,
    ThreeWays,
    Way,
    compare,
    parts_of_network,
    seen_pictures,
)
from tlgui.engine.metrics import wilson_interval
from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone
from tlgui.engine.models.making import pretrained_network
from tlgui.engine.progress import BatchDone, Control

PICTURES, HELD_OUT = 30, 40


@pytest.fixture(scope="module")
def told() -> ThreeWays:
    return compare(None, None, PICTURES, control=Control(), held_out=HELD_OUT)


def test_the_two_parts_are_the_network() -> None:
    parts = parts_of_network()
    body: Any = pretrained_network(find_backbone(DEFAULT_BACKBONE)).build_body()
    pictures = torch.randn(2, 3, SIDE, SIDE, generator=torch.manual_seed(0))

    with torch.no_grad():
        expected = body.alone(pictures)
        torch.testing.assert_close(parts.back(parts.front(pictures)), expected)
    assert expected.shape == (2, parts.width)


def test_features_are_judged_as_scikit_learn_does(told: ThreeWays) -> None:
    parts = parts_of_network()
    found = material(None, None, Control(), train=PICTURES, held_out=HELD_OUT, side=SIDE)
    with torch.no_grad():
        learned, judged = (
            parts.back(parts.front(each)).numpy() for each in seen_pictures(found, parts)
        )
    scale = StandardScaler().fit(learned)
    model = RidgeClassifier(RIDGE).fit(scale.transform(learned), found.train_labels)

    outcome = told.outcomes[Way.FEATURES]
    assert outcome.accuracy == model.score(scale.transform(judged), found.held_out_labels)
    assert outcome.interval == wilson_interval(outcome.correct, HELD_OUT)


def test_pretrained_pictures_are_normalised_as_in_training() -> None:
    parts = parts_of_network()
    found = material(None, None, Control(), train=4, held_out=0, side=SIDE)
    (seen, _none) = seen_pictures(found, parts)

    shares = seen.numpy() * parts.deviation + parts.mean
    assert shares.min() == pytest.approx(0, abs=1e-5)
    assert shares.max() == pytest.approx(1, abs=1e-5)


def test_what_learns_is_counted(told: ThreeWays) -> None:
    features, tuned, scratch = (told.outcomes[way] for way in Way)

    assert features.learning == (1280 + 1) * 10
    assert features.parameters == tuned.parameters
    assert features.learning < tuned.learning < tuned.parameters
    # Three convolutions without biases, their normalisations, the head.
    convolutions = 9 * (3 * 16 + 16 * 32 + 32 * 64)
    assert scratch.learning == scratch.parameters == convolutions + 2 * (16 + 32 + 64) + 65 * 10
    assert sum(features.stages) == 0
    assert sum(tuned.stages) == 1
    assert tuned.stages[-1]
    assert all(scratch.stages)


def test_each_way_learns_something(told: ThreeWays) -> None:
    assert told.is_sample
    assert told.pictures == PICTURES
    for outcome in told.outcomes.values():
        assert outcome.total == HELD_OUT
        assert outcome.accuracy > 0.2  # Of ten classes; guessing gives 0.1.


def test_progress_is_told_and_it_can_be_ended() -> None:
    events: list[BatchDone] = []
    control = Control(lambda event: events.append(event))  # type: ignore[arg-type]  # only these
    compare(None, None, 20, control=control, held_out=10)
    assert events[-1].total is not None
    assert 0 < events[-1].done <= events[-1].total

    ending = Control(lambda _event: ending.cancel())
    with pytest.raises(Cancelled):
        compare(None, None, 20, control=ending, held_out=10)
