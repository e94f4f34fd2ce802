"""The same linear head, learned step by step, so that one can watch it learn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DivergedError, Message
from tlgui.engine.progress import EpochDone, Notice
from tlgui.engine.training.linear_heads.scaling import Standardiser
from tlgui.engine.training.method import RunEnd

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray

    from tlgui.engine.models.heads import LinearHead
    from tlgui.engine.progress import Control


@dataclass(frozen=True, kw_only=True)
class Descent:
    """How to go down.

    Attributes:
        epochs: passes over the training pictures, at most.
        learning_rate: AdamW's step size at the start; it follows a cosine to zero.
        batch_size: pictures a step.
        weight_decay: AdamW's decoupled weight decay.
        patience: epochs without a better loss before it ends.
        seed: of the order of the pictures.
    """

    epochs: int
    learning_rate: float
    batch_size: int
    weight_decay: float
    patience: int
    seed: int


@dataclass(frozen=True)
class LabelledFeatures:
    """(N, width) float32 features and their (N,) int64 classes.

    Attributes:
        features: a row a picture.
        targets: their classes.
        groups: widths of the parts of a row that are scaled apart; see ``Standardiser.fit``.
    """

    features: NDArray[np.float32]
    targets: NDArray[np.int64]
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class GradientDescentFit:
    """The best head by validation loss (by training loss where there is no validation).

    Attributes:
        head: for raw features.
        history: a row an epoch.
        best_epoch: whose head it is, counted from 1.
        ended_by: all epochs, early stopping, or the user's Stop.
    """

    head: LinearHead
    history: tuple[EpochDone, ...]
    best_epoch: int
    ended_by: RunEnd


def fit_gradient_descent(
    train: LabelledFeatures,
    validation: LabelledFeatures | None,
    classes: int,
    descent: Descent,
    control: Control,
    *,
    weights: NDArray[np.float32] | None = None,
) -> GradientDescentFit:
    """Multinomial logistic regression by minibatch AdamW with a cosine schedule.

    Args:
        train: what it learns from.
        validation: what chooses the best epoch.
        classes: number of classes.
        descent: how to go down.
        control: hears ``EpochDone``; Stop keeps the best so far.
        weights: (N,) weight of each training picture.

    Raises:
        DivergedError: the loss became infinite before there was anything to keep. Later than that
            it ends the training with a ``Notice``, and the best so far is kept.
        Cancelled: the user cancelled.
    """
    import torch
    from torch.nn.functional import cross_entropy

    standardise = Standardiser.fit(train.features, train.groups)
    inputs = torch.from_numpy(standardise.apply(train.features))
    targets = torch.from_numpy(train.targets)
    picture_weights = torch.ones(len(targets)) if weights is None else torch.from_numpy(weights)
    held_out = (
        None
        if validation is None
        else (
            torch.from_numpy(standardise.apply(validation.features)),
            torch.from_numpy(validation.targets),
        )
    )
    generator = torch.Generator().manual_seed(descent.seed)
    layer = torch.nn.Linear(inputs.shape[1], classes)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.AdamW(
        layer.parameters(), lr=descent.learning_rate, weight_decay=descent.weight_decay
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, descent.epochs)

    history: list[EpochDone] = []
    best_loss, best_epoch, best = float("inf"), 0, (layer.weight.detach(), layer.bias.detach())
    ended_by = RunEnd.COMPLETED
    for epoch in range(1, descent.epochs + 1):
        loss_sum, right, diverged = 0.0, torch.zeros(()), False
        order = torch.randperm(len(targets), generator=generator)
        for batch in torch.split(order, descent.batch_size):
            control.check()
            logits = layer(inputs[batch])  # (B, classes)
            losses = cross_entropy(logits, targets[batch], reduction="none")
            loss = (losses * picture_weights[batch]).mean()
            loss_sum += float(losses.detach().sum())
            if not np.isfinite(loss_sum):
                diverged = True
                break
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            optimizer.step()
            right += (logits.argmax(dim=1) == targets[batch]).sum()
        train_loss = loss_sum / len(targets)
        validation_loss, validation_accuracy = _score(layer, held_out)
        judged = train_loss if validation_loss is None else validation_loss
        if diverged or not (np.isfinite(judged) and bool(torch.isfinite(layer.weight).all())):
            _report_divergence(epoch, best_epoch, descent, control)
            ended_by = RunEnd.EARLY
            break
        row = EpochDone(
            epoch,
            descent.epochs,
            train_loss,
            float(right) / len(targets),
            validation_loss,
            validation_accuracy,
        )
        history.append(row)
        control.has_result = True
        control.report(row)
        if judged < best_loss:
            best_loss, best_epoch = judged, epoch
            best = (layer.weight.detach().clone(), layer.bias.detach().clone())
        schedule.step()
        if control.stop_requested:
            ended_by = RunEnd.STOPPED
            break
        if epoch - best_epoch >= descent.patience:
            ended_by = RunEnd.EARLY
            break
    head = standardise.unfold(best[0].numpy(), best[1].numpy())
    return GradientDescentFit(head, tuple(history), best_epoch, ended_by)


def _score(
    layer: torch.nn.Linear, held_out: tuple[torch.Tensor, torch.Tensor] | None
) -> tuple[float | None, float | None]:
    """Loss and accuracy on the validation features, or a pair of None."""
    import torch
    from torch.nn.functional import cross_entropy

    if held_out is None:
        return None, None
    inputs, targets = held_out
    with torch.inference_mode():
        logits = layer(inputs)
        loss = float(cross_entropy(logits, targets))
        accuracy = float((logits.argmax(dim=1) == targets).float().mean())
    return loss, accuracy


def _report_divergence(epoch: int, best_epoch: int, descent: Descent, control: Control) -> None:
    """Raise where there is nothing to keep yet; else tell what is kept."""
    lower = f"{descent.learning_rate / 10:.2g}"
    if not best_epoch:
        raise DivergedError(
            Message(
                "The loss became infinite in epoch {epoch}: the learning rate {rate} is too high.",
                epoch=epoch,
                rate=descent.learning_rate,
            ),
            Message("Try a learning rate of {lower}.", lower=lower),
        )
    control.report(
        Notice(
            Message(
                "The loss became infinite in epoch {epoch}: epoch {best} is kept. The learning "
                "rate {rate} is too high; try {lower}.",
                epoch=epoch,
                best=best_epoch,
                rate=descent.learning_rate,
                lower=lower,
            )
        )
    )
