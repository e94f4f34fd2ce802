"""The exact head is scikit-learn's, and its penalty the best of the grid."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import StandardScaler

from tlgui.engine.errors import Cancelled
from tlgui.engine.metrics import log_loss
from tlgui.engine.progress import BatchDone, Control
from tlgui.engine.training.linear_heads.logistic_regression import C_GRID, fit_logistic_regression
from tlgui.engine.training.linear_heads.scaling import Standardiser, balanced_weights


def data(count: int, width: int, classes: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Overlapping clusters whose features have different scales and offsets."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(classes, width))
    targets = np.concatenate([np.arange(classes), random.integers(0, classes, count - classes)])
    scales = np.linspace(0.5, 4, width)
    features = (centres[targets] + random.normal(size=(count, width)) * 1.5) * scales + 3
    return features.astype(np.float32), targets.astype(np.int64)


def reference(
    features: np.ndarray,
    targets: np.ndarray,
    c: float,
    weights: np.ndarray | None = None,
) -> tuple[Standardiser, LogisticRegression]:
    scaler = Standardiser.fit(features)
    model = LogisticRegression(C=c, tol=1e-8, max_iter=5000)
    return scaler, model.fit(scaler.apply(features), targets, sample_weight=weights)


@pytest.mark.parametrize(
    ("count", "width", "classes"),
    [(300, 12, 4), (40, 100, 3), (120, 8, 2), (1500, 20, 5)],
    ids=["tall", "fewer pictures than features", "two classes", "three folds"],
)
@pytest.mark.parametrize("weighted", [False, True])
def test_head_answers_as_scikit_learn_does_at_the_same_penalty(
    count: int, width: int, classes: int, weighted: bool
) -> None:
    features, targets = data(count, width, classes)
    weights = balanced_weights(targets, classes) if weighted else None

    fit = fit_logistic_regression(features, targets, classes, Control(), weights=weights)

    # For two classes scikit-learn penalises one vector, where a softmax has two of half its length.
    scaler, model = reference(
        features, targets, fit.validation.c * (2 if classes == 2 else 1), weights
    )
    fresh, _ = data(200, width, classes, seed=1)
    expected = model.predict_proba(scaler.apply(fresh))
    np.testing.assert_allclose(fit.head.probabilities(fresh), expected, atol=0.02)


def test_penalty_is_the_best_of_the_grid_by_an_independent_cross_validation() -> None:
    features, targets = data(300, 40, 3)

    fit = fit_logistic_regression(features, targets, 3, Control())

    losses = {}
    scaled = Standardiser.fit(features).apply(features)
    folds = list(StratifiedKFold(5, shuffle=True, random_state=1).split(scaled, targets))
    for c in C_GRID:
        shares = np.empty((len(targets), 3), np.float32)
        for train, held_out in folds:
            model = LogisticRegression(C=c, max_iter=2000).fit(scaled[train], targets[train])
            shares[held_out] = model.predict_proba(scaled[held_out])
        losses[c] = log_loss(targets, shares)
    assert losses[fit.validation.c] <= min(losses.values()) * 1.02
    assert C_GRID[0] < fit.validation.c < C_GRID[-1]
    assert dict(fit.validation.scores)[fit.validation.c] == pytest.approx(
        losses[fit.validation.c], rel=0.1
    )


def test_same_seed_gives_the_same_head() -> None:
    features, targets = data(80, 30, 3)

    one, same = (fit_logistic_regression(features, targets, 3, Control()) for _ in range(2))

    assert np.array_equal(one.head.weight, same.head.weight)


@pytest.mark.parametrize("constant", ["some", "all"])
def test_features_that_never_change_do_no_harm(constant: str) -> None:
    features, targets = data(60, 10, 3)
    features[:, :: 2 if constant == "some" else 1] = 5.0

    fit = fit_logistic_regression(features, targets, 3, Control())

    shares = fit.head.probabilities(features)
    assert np.isfinite(shares).all()
    if constant == "some":
        assert (shares.argmax(axis=1) == targets).mean() > 0.6
    else:
        np.testing.assert_allclose(shares[0], np.bincount(targets) / 60, atol=0.02)


def test_feature_that_was_silent_in_training_does_not_shout_later() -> None:
    """A channel that one training picture barely touched may be strong on a new picture."""
    features, targets = data(60, 40, 3)
    fresh, truth = data(200, 40, 3, seed=1)
    random = np.random.default_rng(0)
    features[:, :10], fresh[:, :10] = 0, np.abs(random.normal(size=(200, 10)))
    features[np.arange(10), np.arange(10)] = 1e-4
    without = fit_logistic_regression(features[:, 10:], targets, 3, Control())

    fit = fit_logistic_regression(features, targets, 3, Control())

    silent = log_loss(truth, without.head.probabilities(fresh[:, 10:]))
    assert log_loss(truth, fit.head.probabilities(fresh)) < silent + 0.1


@pytest.mark.parametrize("counts", [(1, 1), (1, 20), (1, 1, 30), (2, 2)])
def test_classes_of_a_picture_or_two_are_learned(counts: tuple[int, ...]) -> None:
    targets = np.repeat(np.arange(len(counts)), counts)
    random = np.random.default_rng(0)
    features = (targets[:, None] * 4 + random.normal(size=(len(targets), 20))).astype(np.float32)

    fit = fit_logistic_regression(features, targets, len(counts), Control())

    assert np.isfinite(fit.head.weight).all()
    shares = fit.head.probabilities(features)
    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-5)
    if len(set(counts)) == 1:
        assert (shares.argmax(axis=1) == targets).all()


def test_more_pictures_than_the_search_needs_are_all_used_in_the_last_fit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from tlgui.engine.training.linear_heads import logistic_regression

    features, targets = data(900, 10, 3)
    monkeypatch.setattr(logistic_regression, "CROSS_VALIDATION_LIMIT", 100)

    fit = fit_logistic_regression(features, targets, 3, Control())

    scaler, model = reference(features, targets, fit.validation.c)
    expected = model.predict_proba(scaler.apply(features))
    np.testing.assert_allclose(fit.head.probabilities(features), expected, atol=0.02)


def test_cancel_is_heard_inside_the_solver() -> None:
    features, targets = data(300, 50, 4)

    class Late(Control):
        checks = 0

        def check(self) -> None:
            self.checks += 1
            if self.checks == 5:
                self.cancel()
            super().check()

    control = Late()
    with pytest.raises(Cancelled):
        fit_logistic_regression(features, targets, 4, control)

    assert control.checks == 5


def test_search_reports_each_strength_it_tried() -> None:
    events: list[object] = []

    fit = fit_logistic_regression(*data(60, 8, 2), 2, Control(events.append))

    assert len([e for e in events if isinstance(e, BatchDone)]) == len(fit.validation.scores)


def test_unfolded_head_answers_as_on_standardised_features() -> None:
    features, _ = data(50, 12, 3)
    random = np.random.default_rng(3)
    weight = random.normal(size=(3, 12)).astype(np.float32)
    bias = random.normal(size=3).astype(np.float32)
    standardise = Standardiser.fit(features)

    head = standardise.unfold(weight, bias)

    np.testing.assert_allclose(
        features @ head.weight.T + head.bias,
        standardise.apply(features) @ weight.T + bias,
        rtol=1e-3,
        atol=1e-3,
    )


def test_balanced_weights_let_each_class_weigh_the_same() -> None:
    targets = np.array([0, 0, 0, 1, 3])

    weights = balanced_weights(targets, 4)

    sums = np.bincount(targets, weights, minlength=4)
    np.testing.assert_allclose(sums, [5 / 3, 5 / 3, 0, 5 / 3])


def test_features_of_like_spread_are_standardised_as_scikit_learn_does() -> None:
    features = np.random.default_rng(0).normal(3, 2, (200, 30)).astype(np.float32)

    ours = Standardiser.fit(features).apply(features)

    np.testing.assert_allclose(ours, StandardScaler().fit_transform(features), atol=1e-4)


def test_pictures_that_belong_together_are_never_on_both_sides_of_a_fold() -> None:
    """Clips whose classes were drawn at random: only the frames beside it tell a frame."""
    draw = np.random.default_rng(0)
    clips = np.repeat(np.arange(24), 10)
    targets = draw.permutation(np.arange(24) % 2)[clips]
    features = draw.normal(size=(24, 32))[clips] + 0.1 * draw.normal(size=(240, 32))
    given = (features.astype(np.float32), targets, 2, Control())

    apart = fit_logistic_regression(*given).validation
    by_clip = fit_logistic_regression(*given, together=clips).validation

    assert apart.losses[0] < 0.1
    # No better than guessing, and the penalty says so.
    assert by_clip.losses[0] > 0.65
    assert by_clip.c < apart.c


@pytest.mark.parametrize("groups", [1, 2, 3, 240])
def test_few_groups_or_single_pictures_are_validated_too(groups: int) -> None:
    draw = np.random.default_rng(0)
    targets = np.arange(240) % 2
    features = (draw.normal(size=(240, 8)) + targets[:, None]).astype(np.float32)
    together = np.arange(240) % groups
    given = (features, targets, 2, Control())

    fitted = fit_logistic_regression(*given, together=together)

    right = (fitted.head.logits(features).argmax(axis=1) == targets).mean()
    assert right > 0.8
    if groups in (1, 240):
        alone = fit_logistic_regression(*given)
        assert np.array_equal(fitted.head.weight, alone.head.weight)
