"""Feature extraction: the backbone stays as it is, a linear head learns on its features."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from tlgui.engine.errors import Message
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.training.method import ClassNumbers, Fitted, Method, RunEnd, Task
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import Choice, Group, Level, Unit, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.progress import EpochDone
    from tlgui.engine.training.extraction import PictureFeatures
    from tlgui.engine.training.linear_heads.logistic_regression import Validation


class HeadFit(StrEnum):
    """How the head is fitted on frozen features."""

    LOGISTIC_REGRESSION = "logistic-regression"
    GRADIENT_DESCENT = "gradient-descent"


class FeatureSource(StrEnum):
    """Which features of a picture the head looks at."""

    AUTO = "auto"
    LAST = "last"
    ALL_STAGES = "all-stages"


def features_setting(level: Level = Level.COMMON, group: Group = Group.OTHERS) -> Any:
    """The field that says what a linear head looks at, for every method that begins with one."""
    return setting(
        FeatureSource.AUTO,
        level=level,
        group=group,
        label=Message("What the head looks at"),
        spoken=Message("features"),
        sentence=Message("Textures and edges, which earlier stages see, help on unusual pictures."),
        term="stage_features",
        choices={
            FeatureSource.AUTO: Choice(
                label=Message("What answers best"),
                sentence=Message("Cross-validation decides between the two others."),
            ),
            FeatureSource.LAST: Choice(
                label=Message("The last stage"),
                sentence=Message("Shapes and parts; the model is a plain timm checkpoint."),
            ),
            FeatureSource.ALL_STAGES: Choice(
                label=Message("All stages"),
                sentence=Message("Edges and textures too: the mean of every stage's maps."),
            ),
        },
    )


_BY_EPOCHS = ("head", HeadFit.GRADIENT_DESCENT)


@dataclass(frozen=True, kw_only=True)
class FeatureExtraction(Recipe):
    """What feature extraction is asked, beside what every method is.

    Attributes:
        head: how the head is fitted.
        features: which features it looks at.
        mirror_averaged: whether they are means over a picture and its mirror image.
        epochs: passes over the training pictures, at most.
        learning_rate: AdamW's step size.
        batch_size: pictures a step.
        weight_decay: AdamW's decoupled weight decay.
        patience: epochs without a better validation loss before it ends.
    """

    method: ClassVar[str] = "feature-extraction"

    head: HeadFit = setting(
        HeadFit.LOGISTIC_REGRESSION,
        label=Message("How the head learns"),
        spoken=Message("way to fit the head"),
        sentence=Message("Solved at once, or epoch by epoch with live curves."),
        choices={
            HeadFit.LOGISTIC_REGRESSION: Choice(
                label=Message("Logistic regression"),
                sentence=Message(
                    "Solved at once; its regularisation is tuned by cross-validation."
                ),
                term="logistic_regression",
            ),
            HeadFit.GRADIENT_DESCENT: Choice(
                label=Message("Gradient descent"),
                sentence=Message("Epoch by epoch, with live curves."),
                term="gradient_descent",
            ),
        },
    )
    features: FeatureSource = features_setting()  # noqa: RUF009 - it makes a field
    mirror_averaged: bool = setting(
        False,
        label=Message("See each picture mirrored too"),
        spoken=Message("mean with the mirrored picture"),
        sentence=Message(
            "Features are the mean of a picture's and its mirror image's from then on: a point more"
            " accurate at best, in twice the time. Not for letters and digits."
        ),
        term="mirrored_features",
        level=Level.ADVANCED,
    )
    epochs: int = setting(
        100,
        label=Message("Epochs, at most"),
        spoken=Message("epochs"),
        sentence=Message("Passes over the training pictures, at most."),
        term="epoch",
        level=Level.ADVANCED,
        low=1,
        high=10_000,
        where=_BY_EPOCHS,
    )
    learning_rate: float = setting(
        1e-3,
        label=Message("Learning rate"),
        spoken=Message("learning rate"),
        sentence=Message("How far each step goes."),
        term="learning_rate",
        level=Level.ADVANCED,
        low=1e-8,
        high=10.0,
        unit=Unit.SCIENTIFIC,
        where=_BY_EPOCHS,
    )
    batch_size: int = setting(
        256,
        label=Message("Batch size"),
        spoken=Message("batch size"),
        sentence=Message("Pictures that each step looks at."),
        level=Level.ADVANCED,
        low=1,
        high=65_536,
        where=_BY_EPOCHS,
    )
    weight_decay: float = setting(
        1e-2,
        label=Message("Weight decay"),
        spoken=Message("weight decay"),
        sentence=Message("How strongly weights are drawn towards zero."),
        level=Level.COMMAND_LINE,
        low=0.0,
        high=10.0,
        where=_BY_EPOCHS,
    )
    patience: int = setting(
        10,
        label=Message("Stop after epochs without gain"),
        spoken=Message("patience"),
        sentence=Message("Epochs without a lower validation loss before it ends."),
        level=Level.ADVANCED,
        low=1,
        high=10_000,
        where=_BY_EPOCHS,
    )

    @property
    def sees_mirrored(self) -> bool:
        """Whether features are means over a picture and its mirror image."""
        return self.mirror_averaged

    @property
    def epochs_at_most(self) -> int:
        """Epochs that its curves may have; 0 where the head is solved at once."""
        return self.epochs if self.head is HeadFit.GRADIENT_DESCENT else 0

    @property
    def pace(self) -> str:
        """What it has in common with recipes whose fit takes as long for a picture."""
        return f"{self.method} {self.head} {self.features}"


def fit(task: Task) -> Fitted:
    """A linear head on frozen features: fast ones where their error is small beside what they say.

    Raises:
        DatasetError: fewer than two classes have readable training pictures.
        DivergedError: gradient descent diverged before there was anything to keep.
        Cancelled: the user cancelled.
    """
    extraction, clock = task.extraction, task.clock
    with clock.time("model"):
        # SciPy comes with it, and a fit's seconds are what the next fit is expected to take.
        import_module("tlgui.engine.training.linear_heads.logistic_regression")
    with clock.time("features"):
        training = extraction.fast(task.split.train)
        validation = extraction.reference(task.held_out).only(task.split.validation)
    classes = ClassNumbers.of(training.labels.tolist(), task.index)
    with clock.time("fit"):
        head = _fit_head(task, training, validation, classes)
    clock.move("features", "engine", extraction.take_engine_seconds())
    return Fitted(
        network=task.network.with_head(head.head),
        classes=classes,
        trained_on=training.positions.tolist(),
        extraction=extraction,
        facts={
            **head.facts,
            "stage_shares": stage_shares(training.values, head.head, task.network.groups),
            "training_precision": training.precision,
            "fast_decibels": extraction.decibels,
        },
        history=head.history,
        ended_by=head.ended_by,
    )


METHOD = Method(
    recipe=FeatureExtraction,
    title=Message("Feature extraction"),
    sentence=Message("The backbone stays as it is; only the head learns."),
    term="feature_extraction",
    fit=fit,
)


def stage_shares(
    features: NDArray[np.float32], head: LinearHead, groups: Sequence[int]
) -> list[float]:
    """What share each group of features has in what makes the head's scores differ.

    From picture to picture the score of a class varies; a group's share is how much of that goes
    with what the group adds, over all classes: covariances, which sum to 1. A share below 0 speaks
    against the others.

    Args:
        features: (N, width) of pictures.
        head: that looks at the first of them.
        groups: widths of their parts; one share each, as far as the head looks.
    """
    import numpy as np

    from tlgui.engine.models.heads import group_slices

    looked_at = [part for part in group_slices(groups or (head.width,)) if part.stop <= head.width]
    # What all classes have in common changes no answer.
    weight = head.weight - head.weight.mean(axis=0)
    added = [features[:, part] @ weight[:, part].T for part in looked_at]
    added = [each - each.mean(axis=0) for each in added]
    scores = np.sum(added, axis=0)
    variation = float(np.vdot(scores, scores))
    if not variation:
        return [1 / len(added)] * len(added)
    return [float(np.vdot(each, scores)) / variation for each in added]


def what_helped(recipe: Recipe, facts: Mapping[str, Any]) -> Message | None:
    """Which features the head of a run looks at, and why; None where that is not known.

    Args:
        recipe: of the run.
        facts: of the run.
    """
    if members := facts.get("members"):
        return _what_members_see([member.get("features") for member in members])
    taken, losses = facts.get("features"), facts.get("features_losses")
    compared = isinstance(recipe, FeatureExtraction) and recipe.features is FeatureSource.AUTO
    shares = facts.get("stage_shares")
    if taken == FeatureSource.ALL_STAGES:
        if compared and losses and isinstance(shares, list) and len(shares) > 1:
            # The last stage is seen twice: as its maps' mean, and as what the network makes of it.
            late = shares[0] + shares[-1]
            return Message(
                "Textures and edges helped: the head looks at features of all stages. Of what"
                " makes its scores differ, {late} comes from the last stage (shapes and parts),"
                " {early} from those before (textures and edges).",
                late=f"{late:.0%}",
                early=f"{1 - late:.0%}",
            )
        if compared and losses:
            return Message("Textures and edges helped: the head looks at features of all stages.")
        return Message("The head looks at features of all stages.")
    if taken == FeatureSource.LAST:
        if compared and isinstance(losses, dict) and len(losses) > 1:
            return Message(
                "Textures and edges did not help: the head looks at the last stage only."
            )
        return Message("The head looks at features of the last stage.")
    return None


def _what_members_see(taken: Sequence[str | None]) -> Message | None:
    """Of an ensemble, of whose models each chose for itself."""
    if None in taken:
        return None
    count, wide = len(taken), sum(each == FeatureSource.ALL_STAGES for each in taken)
    if wide == count:
        return Message("Each of the {count} heads looks at features of all stages.", count=count)
    if not wide:
        return Message(
            "Each of the {count} heads looks at features of the last stage.", count=count
        )
    return Message(
        "Features of all stages suit {some} of {count} heads, those of the last stage the rest.",
        some=wide,
        count=count,
    )


@dataclass(frozen=True)
class _FittedHead:
    """A head and how it came about."""

    head: LinearHead
    facts: dict[str, Any]
    history: tuple[EpochDone, ...] = ()
    ended_by: RunEnd = RunEnd.COMPLETED


def _fit_head(
    task: Task, training: PictureFeatures, validation: PictureFeatures, classes: ClassNumbers
) -> _FittedHead:
    from tlgui.engine.training.linear_heads.gradient_descent import (
        Descent,
        LabelledFeatures,
        fit_gradient_descent,
    )
    from tlgui.engine.training.linear_heads.logistic_regression import (
        choose_features,
        fit_logistic_regression,
    )

    recipe, control = task.recipe, task.control
    assert isinstance(recipe, FeatureExtraction)
    count = len(classes.names)
    targets = classes.targets(training)
    weights = task.weights(training.positions.tolist(), targets, count)
    sources = _sources(recipe.features, task.network.groups or (training.values.shape[1],))
    choices = tuple(sources.values())
    given = (training.values, targets, count, control)
    together = task.split.group_numbers(training.positions.tolist())
    control.report(Stage(StageName.FIT))
    if recipe.head is HeadFit.LOGISTIC_REGRESSION:
        exact = fit_logistic_regression(
            *given, weights=weights, seed=recipe.seed, choices=choices, together=together
        )
        control.has_result = True
        facts = {
            **_choice_facts(sources, exact.validation),
            "c": exact.validation.c,
            "cross_validation": [list(score) for score in exact.validation.scores],
            "epochs": 0,
        }
        return _FittedHead(exact.head, facts)
    groups, choice = choices[0], {"features": next(iter(sources)).value}
    if len(choices) > 1:
        validated = choose_features(
            *given, weights=weights, seed=recipe.seed, choices=choices, together=together
        )
        groups, choice = validated.groups, _choice_facts(sources, validated)
    width = sum(groups)
    judged = classes.known(validation)
    descent = fit_gradient_descent(
        LabelledFeatures(training.values[:, :width], targets, groups),
        LabelledFeatures(judged.values[:, :width], classes.targets(judged))
        if len(judged.positions)
        else None,
        count,
        Descent(
            epochs=recipe.epochs,
            learning_rate=recipe.learning_rate,
            batch_size=recipe.batch_size,
            weight_decay=recipe.weight_decay,
            patience=recipe.patience,
            seed=recipe.seed,
        ),
        control,
        weights=weights,
    )
    facts = {**choice, "best_epoch": descent.best_epoch, "epochs": len(descent.history)}
    return _FittedHead(descent.head, facts, descent.history, descent.ended_by)


def _sources(
    wanted: FeatureSource, groups: tuple[int, ...]
) -> dict[FeatureSource, tuple[int, ...]]:
    """The features to decide between, with the widths of their groups.

    A network whose stages have no names has only those of the last.
    """
    last = {FeatureSource.LAST: groups[:1]}
    if wanted is FeatureSource.LAST or len(groups) == 1:
        return last
    every = {FeatureSource.ALL_STAGES: groups}
    return every if wanted is FeatureSource.ALL_STAGES else last | every


def _choice_facts(
    sources: dict[FeatureSource, tuple[int, ...]], validation: Validation
) -> dict[str, Any]:
    """Which features were taken, and the held-out loss of each that was tried."""
    names = [source.value for source in sources]
    return {
        "features": names[validation.chosen],
        "features_losses": dict(zip(names, validation.losses, strict=True)),
    }
