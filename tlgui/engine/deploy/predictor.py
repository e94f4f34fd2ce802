"""A trained run at work: what is on these pictures, and how sure is it?"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

from tlgui.engine.calibration import tempered
from tlgui.engine.deploy.answer_memory import AnswerMemory
from tlgui.engine.deploy.bundle import open_model
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.devices import resolve_device
from tlgui.engine.errors import Message
from tlgui.engine.insight.familiar import familiar_of
from tlgui.engine.models import engines
from tlgui.engine.progress import BatchDone, Notice, Stage, StageName
from tlgui.engine.training.features import EngineOnDemand, Started, gathered, stream_features
from tlgui.engine.training.material.views import ViewedPreprocessing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.metrics import Thresholds
    from tlgui.engine.progress import Control
    from tlgui.engine.training.features import Features
    from tlgui.engine.training.material.seen_features import SeenFeatures
    from tlgui.engine.training.run import Run


MANY_BEFORE = 100
"""So many answers from before are worth a word."""
BATCH_OF_KNOWN = 256
AVERAGED_AT_ONCE = 128

Rows = list[tuple[int, "NDArray[np.float32] | Message"]]


class Decision(StrEnum):
    """Whether an answer is sure enough."""

    ACCEPTED = "accepted"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    """Nothing that was learned from is like it: it may be none of the classes."""


@dataclass(frozen=True)
class Prediction:
    """The answer for one picture.

    Attributes:
        file: the picture.
        ranked: (class, probability), best first; empty where it could not be read.
        decision: whether the best reaches the threshold; None where it could not be read.
        error: why it could not be read.
        strange: how far it is from what was learned from, 1 at the limit; None where the model
            does not tell.
    """

    file: Path
    ranked: tuple[tuple[str, float], ...]
    decision: Decision | None
    error: Message | None
    strange: float | None = None

    def decided(self, thresholds: Thresholds) -> Prediction:
        """The same answer, accepted from ``thresholds`` on, unless it is unknown."""
        if not self.ranked:
            return self
        if self.strange is not None and self.strange > 1:
            return replace(self, decision=Decision.UNKNOWN)
        name, confidence = self.ranked[0]
        accepted = confidence >= thresholds.of(name)
        return replace(self, decision=Decision.ACCEPTED if accepted else Decision.UNSURE)

    @property
    def label(self) -> str | None:
        """The most probable class."""
        return self.ranked[0][0] if self.ranked else None

    @property
    def confidence(self) -> float | None:
        """Its probability."""
        return self.ranked[0][1] if self.ranked else None


@dataclass(frozen=True)
class Predicted:
    """Some more pictures are done: reported batch by batch."""

    predictions: tuple[Prediction, ...]


class Predictor:
    """Classifies pictures with a trained run, by the fp32 reference, in batches.

    Attributes:
        run: where it comes from.
        classes: class names.
        thresholds: confidence from which an answer is accepted.
        familiar: what tells unknown pictures; None where the run does not.
        fingerprint: of the whole model: another body, head or preprocessing has another.
        looks: at each picture, whose answers are averaged; without those that change nothing.
        seen: has features from before, and keeps new ones; None for none.
    """

    def __init__(self, run: Run, device: str = "auto", looks: Looks = Looks.ONCE) -> None:
        self._network = run.network()
        self.familiar = familiar_of(run)
        self.looks = looks = looks.for_network(sees_mirrored=run.recipe.sees_mirrored)
        self._device = resolve_device(device)
        self._engine: EngineOnDemand | None = None
        self.seen: SeenFeatures | None = None
        # Looked up once: finding them takes as long as judging a batch.
        self._libraries = ThreadpoolController()
        self.fingerprint = self._network.fingerprint
        if looks is not Looks.ONCE:
            self.fingerprint += f" {looks}"
        if run.temperature != 1:
            self.fingerprint += f" scores divided by {run.temperature:.9g}"
        if self.familiar is not None:
            self.fingerprint += f" known by {self.familiar.fingerprint}"
        self.run = run
        self.classes = run.classes
        self.thresholds = run.thresholds

    @classmethod
    def load(cls, folder: Path, device: str = "auto", looks: Looks = Looks.ONCE) -> Predictor:
        """The predictor of the run, or of the export of one, in ``folder``.

        Args:
            folder: of the run.
            device: that computes.
            looks: at each picture, whose answers are averaged. The threshold is that of one look.

        Raises:
            BundleError: there is none, or it is damaged.
        """
        return cls(open_model(folder), device, looks)

    def with_one_look(self) -> Predictor:
        """The same model, which looks at each picture once."""
        return Predictor(self.run, self._device.name)

    def memory(self) -> AnswerMemory:
        """Where this model's answers are kept between sessions, for ``predict``."""
        return AnswerMemory(
            self._network,
            self._device.name,
            self.looks,
            known="" if self.familiar is None else self.familiar.fingerprint,
        )

    def predict(
        self, paths: Sequence[Path], control: Control, memory: AnswerMemory | None = None
    ) -> list[Prediction]:
        """An answer for each of ``paths``, in their order.

        Args:
            paths: picture files.
            control: hears ``Stage``, ``BatchDone`` and ``Predicted``.
            memory: has answers from before, and keeps each batch of new ones.
        """
        return list(self.answers(paths, control, memory))

    def answers(
        self, paths: Sequence[Path], control: Control, memory: AnswerMemory | None = None
    ) -> Iterator[Prediction]:
        """The same, one by one as they become known: nothing but a batch is held."""
        waiting: dict[int, Prediction] = {}
        wanted = 0
        for position, known in self._learned_rows(paths, control, memory):
            waiting[position] = self._prediction(paths[position], known)
            while wanted in waiting:
                yield waiting.pop(wanted)
                wanted += 1

    def probabilities(
        self, paths: Sequence[Path], control: Control, memory: AnswerMemory | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32] | Message]]:
        """Position and (C,) probabilities, or the reason of failure, as they become known."""
        for position, known in self.rows(paths, control, memory):
            row = known if isinstance(known, Message) else known[: len(self.classes)]
            yield position, row

    def _corrected(self, row: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same row, its probabilities as sure as the run tells."""
        if self.run.temperature == 1:
            return row
        count = len(self.classes)
        sure = tempered(row[None, :count], self.run.temperature)[0]
        return np.append(sure, row[count:])

    def rows(
        self, paths: Sequence[Path], control: Control, memory: AnswerMemory | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32] | Message]]:
        """The same, and behind its probabilities the distance, where the run tells unknown ones.

        It is that to what was learned from, 1 at the limit.
        """
        for position, known in self._learned_rows(paths, control, memory):
            yield position, known if isinstance(known, Message) else self._corrected(known)

    def _learned_rows(
        self, paths: Sequence[Path], control: Control, memory: AnswerMemory | None = None
    ) -> Iterator[tuple[int, NDArray[np.float32] | Message]]:
        """The same, as sure as it was learned."""
        control.report(Stage(StageName.PREDICTION, len(paths)))
        before = {} if memory is None else memory.known(paths)
        todo = [position for position in range(len(paths)) if position not in before]
        if len(before) >= MANY_BEFORE:
            control.report(Notice(_answered_before(len(before))))
        done = 0
        for rows in chain(_in_batches(before), self._computed(paths, todo, control, memory)):
            control.report(Predicted(tuple(self._prediction(paths[p], value) for p, value in rows)))
            done += len(rows)
            control.report(BatchDone(done, len(paths)))
            yield from rows

    def _computed(
        self,
        paths: Sequence[Path],
        todo: Sequence[int],
        control: Control,
        memory: AnswerMemory | None,
    ) -> Iterator[Rows]:
        """The answers for the pictures at ``todo``, a batch at a time."""
        if not todo:
            return
        files = [paths[position] for position in todo]
        if self.looks is not Looks.ONCE:
            for start in range(0, len(files), AVERAGED_AT_ONCE):
                averaged = self._averaged(files[start : start + AVERAGED_AT_ONCE], control)
                placed = [(start + at, value) for at, value in averaged]
                if memory is not None:
                    memory.keep([(files[at], v) for at, v in placed if not isinstance(v, Message)])
                yield [(todo[at], value) for at, value in placed]
            return
        with closing(self.features(files, control)) as stream:
            for part in gathered(stream):
                rows: Rows = [(todo[place], reason) for place, reason in part.failures]
                if len(part.positions):
                    known = self._judged(part.values)
                    places = part.positions.tolist()
                    rows.extend((todo[at], row) for at, row in zip(places, known, strict=True))
                    if memory is not None:
                        pairs = zip(places, known, strict=True)
                        memory.keep([(files[at], row) for at, row in pairs])
                yield rows

    def features(self, files: Sequence[Path], control: Control) -> Generator[Features, None, None]:
        """What its body sees in ``files``, batch by batch: one look, by the reference."""
        engine = self._engine_for(control)

        def compute(some: Sequence[Path]) -> Generator[Features, None, None]:
            return stream_features(some, self._network.preprocessing, engine, control)

        return compute(files) if self.seen is None else self.seen.stream(files, self.key, compute)

    def answers_for(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """(N, C) probabilities for (N, W) features of its body."""
        return self._network.probabilities(features)

    @property
    def key(self) -> str:
        """What tells its body's features from any others."""
        return self._network.key

    def _engine_for(self, control: Control) -> EngineOnDemand:
        if self._engine is None:
            self._engine = EngineOnDemand(
                "f32",
                lambda sample: Started(
                    engines.reference_engine(self._network, self._device, sample, control)
                ),
            )
        return self._engine

    def _averaged(self, files: Sequence[Path], control: Control) -> Rows:
        """The mean answer of all looks at each of ``files``, by its place among them."""
        engine = self._engine_for(control)
        sums: dict[int, NDArray[np.float32]] = {}
        strange: dict[int, NDArray[np.float32]] = {}
        rows: Rows = []
        readable = list(range(len(files)))
        views = self.looks.views
        for view in views:
            seen = ViewedPreprocessing.of(self._network.preprocessing, view)
            some = [files[place] for place in readable]
            failed: set[int] = set()
            with closing(stream_features(some, seen, engine, control)) as stream:
                for part in gathered(stream):
                    for place, reason in part.failures:
                        rows.append((readable[place], reason))
                        failed.add(readable[place])
                    if len(part.positions):
                        # What is strange is the picture, not a part of it.
                        first = view is views[0]
                        known = self._judged(part.values, strange=first)
                        for place, row in zip(part.positions.tolist(), known, strict=True):
                            at = readable[place]
                            answer, told = np.split(row, [len(self.classes)])
                            sums[at] = answer if first else sums[at] + answer
                            if first:
                                strange[at] = told
            readable = [place for place in readable if place not in failed]
        count = np.float32(len(views))
        answers = (np.append(sums[place] / count, strange[place]) for place in readable)
        return [*rows, *zip(readable, answers, strict=True)]

    def _judged(
        self, features: NDArray[np.float32], *, strange: bool = True
    ) -> NDArray[np.float32]:
        """(N, C) probabilities, and one column more where the model tells how strange each is."""
        # The network runs meanwhile: more threads of BLAS would wait for a core, spinning.
        with self._libraries.limit(limits=1, user_api="blas"):
            answers = self._network.probabilities(features)
            if self.familiar is None or not strange:
                return answers
            distances = self.familiar.distances(features) / max(self.familiar.limit, 1e-12)
        return np.column_stack([answers, distances]).astype(np.float32)

    def _prediction(self, path: Path, known: NDArray[np.float32] | Message) -> Prediction:
        if isinstance(known, Message):
            return Prediction(path, (), None, known)
        count = len(self.classes)
        # By what was learned: where correcting makes two alike their order stays.
        order = np.argsort(-known[:count], kind="stable")
        sure = self._corrected(known)
        ranked = tuple((self.classes[place], float(sure[place])) for place in order)
        strange = float(known[count]) if len(known) > count else None
        return Prediction(path, ranked, None, None, strange).decided(self.thresholds)


def _in_batches(known: dict[int, NDArray[np.float32]]) -> Iterator[Rows]:
    rows: Rows = list(known.items())
    for start in range(0, len(rows), BATCH_OF_KNOWN):
        yield rows[start : start + BATCH_OF_KNOWN]


def _answered_before(count: int) -> Message:
    return Message(
        "{count} pictures were answered by this model before and are not read again.",
        count=f"{count:,}",
    )
