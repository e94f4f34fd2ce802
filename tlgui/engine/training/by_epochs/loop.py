"""The training loop: step by step down the gradient, epoch by epoch judged on other pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.allocator import kept_memory
from tlgui.engine.models.engines import out_of_memory
from tlgui.engine.progress import BatchDone, EpochDone, Notice, Stage, StageName
from tlgui.engine.training.by_epochs.checkpoint import (
    Keeper,
    State,
    laid_as,
    restore_optimizer,
)
from tlgui.engine.training.by_epochs.choices import ScheduleName
from tlgui.engine.training.by_epochs.chunks import Chunks, Told
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.by_epochs.divergence import diverged, diverged_at_once
from tlgui.engine.training.by_epochs.judging import judge_scores
from tlgui.engine.training.by_epochs.modes import statistics
from tlgui.engine.training.by_epochs.steps import (
    draw_to_zero,
    make_optimizer,
    open_layers,
    rate_share,
    turn_momentum,
)
from tlgui.engine.training.method import RunEnd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor, nn

    from tlgui.engine.progress import Control
    from tlgui.engine.training.by_epochs.chunks import Lesson
    from tlgui.engine.training.by_epochs.epoch_recipe import EpochRecipe
    from tlgui.engine.training.by_epochs.judging import Verdict

SAVE_EVERY_S = 30.0


@dataclass(frozen=True)
class Trained:
    """What came of it; the model holds the weights of the best epoch.

    Attributes:
        history: a row an epoch.
        best_epoch: counted from 1; 0 where nothing was better than what it began with.
        started: what it was worth on the judged pictures before the first step; None where nobody
            judged it, or that was not kept.
        ended_by: why it ended.
        temperature: by which the best epoch's scores are best divided.
        seconds: that its epochs took now, judging counted in; without pauses, and without what
            was done before it was interrupted.
    """

    history: tuple[EpochDone, ...]
    best_epoch: int
    started: Verdict | None
    ended_by: RunEnd
    temperature: float = 1.0
    seconds: float = 0.0


def train_epochs(
    lesson: Lesson, recipe: EpochRecipe, control: Control, state: State | None = None
) -> Trained:
    """Train for the recipe's epochs, or until there is no gain, or the user's Stop.

    Args:
        lesson: what, and on what.
        recipe: how.
        control: hears ``Stage``, ``BatchDone`` and ``EpochDone``. Stop keeps the best so far.
        state: where it was interrupted; None to begin.

    Raises:
        DivergedError: the loss became infinite before there was anything to keep.
        DeviceError: the memory is too small for one picture.
        Cancelled: the user cancelled.
    """
    with kept_memory():
        return Loop(lesson, recipe, control, state).run()


@dataclass
class Loop:
    """A training that is under way; ``train_epochs`` runs it."""

    lesson: Lesson
    recipe: EpochRecipe
    control: Control
    resumed: State | None
    state: State = field(init=False)
    stopping: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        lesson, recipe = self.lesson, self.recipe
        self.model = lesson.model
        self.count = len(lesson.source.targets)
        self.batch = min(recipe.batch_size, self.count)
        follow = recipe.adapt_norms and recipe.learns_below_head
        self.steps = _steps(self.count, self.batch, keep_single=not follow)
        self.chunks = Chunks(lesson, recipe, self.control)
        self.company = company()
        self.company.wait_for_the_first()
        self.optimizer = make_optimizer(recipe, lesson.layers, list(self.model.head.parameters()))
        self.resumed = self.company.same(self.resumed)
        self.company.begin_alike(self.model)
        self.state = self.resumed or State()
        if self.resumed is not None:
            self.put(self.state.weights)
            restore_optimizer(self.optimizer, self.state.optimizer)
            named = self._named()
            self.state.average = {
                name: laid_as(kept, named[name].detach())
                for name, kept in self.state.average.items()
            }
        elif recipe.average:
            self.state.average = self.weights()
        self.chunks.size = self.state.chunk or self.chunks.size
        self.keeper = (
            Keeper(lesson.folder, lesson.asked, self.control)
            if lesson.folder is not None and self.company.leads
            else None
        )

    def run(self) -> Trained:
        """What ``train_epochs`` gives."""
        control, state = self.control, self.state
        began = control.working_time()
        total = self.steps * self.recipe.epochs
        control.report(Stage(StageName.FIT, total))
        # The head that it begins with is something to keep.
        control.has_result = not self.lesson.begins_with_nothing or state.best_epoch > 0
        if self.resumed is None:
            state.best = self.weights()
            state.started = self._judge(self.lesson.temperature)
            if state.started is not None and not self.lesson.begins_with_nothing:
                state.best_score = state.started.score(self.recipe.judge)
        for row in state.history:
            control.report(row)
        ended_by = RunEnd.COMPLETED
        while state.step < total:
            if 0 < self.recipe.patience <= state.since_gain:
                ended_by = RunEnd.EARLY
                break
            epoch_start = control.working_time()
            if not self._epoch():
                ended_by = RunEnd.EARLY
                break
            if self.stopping:
                ended_by = RunEnd.STOPPED
                break
            if not self._end_epoch(control.working_time() - epoch_start):
                ended_by = RunEnd.EARLY
                break
            if self.company.same(control.stop_requested):
                ended_by = RunEnd.STOPPED
                break
        self.put(state.best)
        return Trained(
            tuple(state.history),
            state.best_epoch,
            state.started,
            ended_by,
            state.temperature,
            control.working_time() - began,
        )

    def _epoch(self) -> bool:
        """The steps that are left of the epoch; False where the loss became infinite."""
        state, control = self.state, self.control
        epoch, first = divmod(state.step, self.steps)
        pictures, views = self._order(epoch)
        for number in range(first, self.steps):
            control.check()
            some = slice(number * self.batch, (number + 1) * self.batch)
            if not self._step(pictures[some], views[some]):
                self._tell_divergence(state.step + 1)
                return False
            state.step += 1
            control.report(BatchDone(state.step, self.steps * self.recipe.epochs))
            if self.stopping:
                return True
            if number + 1 < self.steps:  # Else it is kept once the epoch was judged.
                self._save_if_due(SAVE_EVERY_S)
        return True

    def _order(self, epoch: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Which pictures come in that epoch, and under which views."""
        draw = np.random.default_rng([self.recipe.seed, 1, epoch])
        if self.recipe.balanced_sampling:
            targets = self.lesson.source.targets
            share = 1.0 / np.bincount(targets)[targets]
            pictures = draw.choice(self.count, self.count, p=share / share.sum())
        else:
            pictures = draw.permutation(self.count)
        return pictures.astype(np.int64), draw.integers(self.lesson.source.views, size=self.count)

    def _step(self, pictures: NDArray[np.int64], views: NDArray[np.int64]) -> bool:
        """One step of the optimiser; False where its loss is infinite: nothing is changed then."""
        recipe, state = self.recipe, self.state
        done = state.step / max(1, self.steps * recipe.epochs - 1)
        share = rate_share(recipe, done, state.plateaus)
        turn_momentum(self.optimizer, recipe, share)
        told = self._move(pictures, views, recipe.learning_rate * share, state.step, done)
        if not isfinite(told.loss):
            return False
        state.loss_sum += told.plain
        state.right += told.right
        state.seen += len(pictures)
        named = self._named() if state.average else {}
        for name, kept in state.average.items():
            value = named[name].detach().cpu()
            if kept.is_floating_point():
                kept.lerp_(value, 1 - recipe.average)
            else:
                kept.copy_(value)
        return True

    def step_at(self, rate: float, step: int) -> float:
        """One step at that learning rate, on the pictures of step ``step``; its loss before."""
        epoch, number = divmod(step, self.steps)
        pictures, views = self._order(epoch)
        some = slice(number * self.batch, (number + 1) * self.batch)
        return self._move(pictures[some], views[some], rate, step, 1.0).loss

    def _move(
        self,
        pictures: NDArray[np.int64],
        views: NDArray[np.int64],
        rate: float,
        step: int,
        done: float,
    ) -> Told:
        """A step of the optimiser, unless loss or gradient is infinite: nothing is changed then."""
        import torch

        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["share"]
        trained = [each for group in self.optimizer.param_groups for each in group["params"]]
        told = self._gradient(trained, pictures, views, step)
        self._close_layers(done)
        limit = self.recipe.gradient_clip or float("inf")
        norm = float(torch.nn.utils.clip_grad_norm_(trained, limit))
        if not (isfinite(told.loss) and isfinite(norm)):
            return replace(told, loss=float("inf"))
        draw_to_zero(self.optimizer)
        try:
            self.optimizer.step()
        except (RuntimeError, MemoryError) as error:
            # Its state is made at the first step; half done, it cannot be done again.
            if not out_of_memory(error):
                raise
            raise self.chunks.memory_too_small() from error
        return told

    def _gradient(
        self,
        trained: Sequence[nn.Parameter],
        pictures: NDArray[np.int64],
        views: NDArray[np.int64],
        step: int,
    ) -> Told:
        """Set the gradient of a step: of all processes' shares, where several train together."""
        company = self.company
        # What is drawn at a step follows from its number: it can be done again.
        seed = _step_seed(self.recipe.seed, step) + company.number
        share = company.share(np.arange(len(pictures)))
        own = self.chunks.gradient(pictures[share], views[share], len(pictures), seed)
        stops = float(company.leads and self.control.stop_requested)
        loss, plain, right, stop = company.add_gradients(
            trained, (own.loss, own.plain, float(own.right), stops)
        )
        self.stopping = bool(stop)
        if self.recipe.adapt_norms and company.size > 1:
            company.average([value for _name, value in statistics(self.model)])
        return Told(loss, plain, int(right))

    def _close_layers(self, done: float) -> None:
        """Take the gradient from layers whose turn has not come: the optimiser passes them by."""
        depth = open_layers(self.recipe, len(self.lesson.layers), done)
        for group in self.optimizer.param_groups:
            if group["layer"] > depth:
                for parameter in group["params"]:
                    parameter.grad = None

    def _end_epoch(self, seconds: float) -> bool:
        """Judge the epoch and tell of it; False where its weights are good for nothing."""
        recipe, state, control = self.recipe, self.state, self.control
        epoch = state.step // self.steps
        if state.average:
            own = self.weights()
            self.put(state.average)
        judged = self._judge()
        if judged is not None and not isfinite(judged.loss):
            self._tell_divergence(state.step)
            return False
        # Without pictures to judge by, the last epoch is the best.
        score = (float(epoch), 0.0) if judged is None else judged.score(recipe.judge)
        if score > state.best_score:
            state.best_score, state.best_epoch, state.since_gain = score, epoch, 0
            state.temperature = 1.0 if judged is None else judged.temperature
            state.best = self.weights()
            control.has_result = True
        else:
            state.since_gain += 1
            waited = not state.since_gain % recipe.step_epochs
            if waited and recipe.schedule is ScheduleName.PLATEAU:
                state.plateaus += 1
        row = EpochDone(
            epoch,
            recipe.epochs,
            state.loss_sum / max(1, state.seen),
            state.right / max(1, state.seen),
            None if judged is None else judged.loss,
            None if judged is None else judged.accuracy,
            learning_rate=float(max(group["lr"] for group in self.optimizer.param_groups)),
            seconds=seconds,
            best=state.best_epoch,
        )
        state.history.append(row)
        if state.average:
            self.put(own)
        state.loss_sum, state.right, state.seen = 0.0, 0, 0
        control.report(row)
        self._save_if_due(0.0)
        return True

    def _judge(self, factor: float = 1.0) -> Verdict | None:
        """What its scores, times ``factor``, are worth on the judged pictures; None without any."""
        import torch

        source = self.lesson.judged
        if source is None or not len(source.targets):
            return None
        share = self.company.share(np.arange(len(source.targets)))
        scores = self.company.joined(self.chunks.scores(source, share))
        return judge_scores(factor * scores, torch.from_numpy(source.targets))

    def _named(self) -> dict[str, Tensor]:
        """All that trains, by name: parameters, and statistics where they follow."""
        found: dict[str, Tensor] = {
            name: parameter
            for name, parameter in self.model.named_parameters()
            if parameter.requires_grad
        }
        if self.recipe.adapt_norms:
            found |= dict(statistics(self.model))
        return found

    def weights(self) -> dict[str, Tensor]:
        """A copy of all that trains, by name."""
        return {name: value.detach().cpu().clone() for name, value in self._named().items()}

    def put(self, weights: dict[str, Tensor]) -> None:
        """Put what ``weights`` gave back into the model."""
        import torch

        with torch.no_grad():
            for name, value in self._named().items():
                value.copy_(weights[name])

    def _save_if_due(self, seconds: float) -> None:
        """Keep how far it is, where that was ``seconds`` ago and does not take too much time."""
        if self.keeper is None or not self.keeper.is_due(seconds):
            return
        self.state.weights = self.weights()
        self.state.optimizer = self.optimizer.state_dict()
        self.state.chunk = self.chunks.size
        self.keeper.keep(self.state)
        if self.lesson.clock is not None:
            self.lesson.clock.keep()

    def _tell_divergence(self, step: int) -> None:
        """Say that the loss became infinite at ``step``, counted from 1, and what is kept."""
        best, lesson = self.state.best_epoch, self.lesson
        if not best and (lesson.judged is None or lesson.begins_with_nothing):
            raise diverged_at_once(self.recipe, step)
        epoch = 1 + (step - 1) // self.steps
        self.control.report(Notice(diverged(self.recipe, step, epoch, best)))


def _steps(count: int, batch: int, *, keep_single: bool) -> int:
    """Steps an epoch; a remainder of one is left out where statistics cannot be had from one."""
    rest = count % batch
    return max(1, count // batch + (rest > 1 or (rest == 1 and (keep_single or batch == 1))))


def _step_seed(seed: int, step: int) -> int:
    return int(np.random.SeedSequence([seed, 2, step]).generate_state(1)[0])
