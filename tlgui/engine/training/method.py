"""What a training method is: a task in, what was fitted out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import DatasetError, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.devices import Device
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control, EpochDone
    from tlgui.engine.training.by_epochs.rate_test import RateTest
    from tlgui.engine.training.clock import Clock
    from tlgui.engine.training.extraction import Extraction, PictureFeatures
    from tlgui.engine.training.feature_cache import FileIdentity
    from tlgui.engine.training.recipe import Recipe


class RunEnd(StrEnum):
    """Why a run ended."""

    COMPLETED = "completed"
    STOPPED = "stopped"
    EARLY = "stopped early"


class Learns(IntEnum):
    """How much of the network learns: the order in which methods are offered."""

    NOTHING = 0
    HEAD = 1
    STAGES = 2
    EVERYTHING = 3


@dataclass(frozen=True)
class Task:
    """What a method works on.

    Attributes:
        recipe: what is asked; of the method's own class.
        index: the pictures.
        split: which of them are for training, validation and test.
        network: pretrained, without a head.
        device: to compute on.
        extraction: features of the pictures under ``network``, read when asked for; folds and
            members share it.
        clock: counts the seconds of each part.
        control: hears what goes on, and says when to end.
        facts: how it was prepared, for the run.
        folder: of the run that is being made; None where none is.
        drawn: how often each training picture counts, by its position in the index; empty where
            each counts once.
        resumed: whether what an earlier training of the same has done lies in ``folder``.
        identities: files of pictures by position in the index, as far as they were looked at.
    """

    recipe: Recipe
    index: DatasetIndex
    split: Split
    network: Network
    device: Device
    extraction: Extraction
    clock: Clock
    control: Control
    facts: dict[str, Any] = field(default_factory=dict)
    folder: Path | None = None
    drawn: Mapping[int, int] = field(default_factory=dict)
    resumed: bool = False
    identities: dict[int, FileIdentity] = field(default_factory=dict)

    def identity(self, position: int) -> FileIdentity:
        """The file at ``position`` of the index, as it was when the job first looked at it."""
        from tlgui.engine.training.feature_cache import FileIdentity

        if position not in self.identities:
            self.identities[position] = FileIdentity.of(self.index.file(position))
        return self.identities[position]

    def weights(
        self, positions: Sequence[int], targets: NDArray[np.int64], classes: int
    ) -> NDArray[np.float32]:
        """(N,) how much each training picture counts: as often as it was drawn; classes alike.

        Args:
            positions: of the pictures, in the index.
            targets: (N,) their classes.
            classes: how many there are.
        """
        import numpy as np

        from tlgui.engine.training.linear_heads.scaling import balanced_weights

        times = np.asarray([self.drawn.get(position, 1) for position in positions], np.float32)
        if not self.recipe.weighs_classes:
            return times
        return balanced_weights(targets, classes, times)

    @property
    def held_out(self) -> tuple[int, ...]:
        """Positions of the pictures that are not learned from."""
        return (*self.split.validation, *self.split.test)


@dataclass(frozen=True)
class ClassNumbers:
    """The classes that a model knows: mostly those with readable training pictures.

    Attributes:
        names: in the order of the model's outputs.
        number: of each class of the data set that it knows, by the class's index there.
    """

    names: tuple[str, ...]
    number: dict[int, int]

    @classmethod
    def of(cls, labels: Iterable[int], index: DatasetIndex) -> ClassNumbers:
        """The classes of training pictures with ``labels``, in the order of the index.

        Raises:
            DatasetError: there are fewer than two.
        """
        present = sorted(set(labels))
        if len(present) < 2:
            raise DatasetError(
                Message(
                    "{count} of {all} classes have training pictures that can be read; two are"
                    " needed.",
                    count=len(present),
                    all=len(index.classes),
                ),
                Message("Put the pictures of each class into a folder of its own."),
            )
        names = tuple(index.classes[label] for label in present)
        return cls(names, {label: number for number, label in enumerate(present)})

    def targets(self, pictures: PictureFeatures) -> NDArray[np.int64]:
        """(N,) class numbers of the model."""
        import numpy as np

        return np.asarray([self.number[label] for label in pictures.labels.tolist()], np.int64)

    def known(self, pictures: PictureFeatures) -> PictureFeatures:
        """Those pictures whose class the model knows."""
        pairs = zip(pictures.positions.tolist(), pictures.labels.tolist(), strict=True)
        return pictures.only([position for position, label in pairs if label in self.number])


@dataclass(frozen=True)
class Fitted:
    """What a method made.

    Attributes:
        network: with its head.
        classes: that the head tells apart.
        trained_on: positions of the pictures that it learned from.
        extraction: features under ``network``'s body: what figures are computed from.
        facts: how it came about, for the run.
        history: a row an epoch; empty where nothing was learned step by step.
        ended_by: why it ended.
        problems: what the method left out, beside pictures that cannot be read.
    """

    network: Network
    classes: ClassNumbers
    trained_on: Sequence[int]
    extraction: Extraction
    facts: dict[str, Any] = field(default_factory=dict)
    history: tuple[EpochDone, ...] = ()
    ended_by: RunEnd = RunEnd.COMPLETED
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Beginning:
    """A network that was not pretrained.

    Attributes:
        network: with random weights.
        facts: how it was chosen, for the run.
    """

    network: Network
    facts: dict[str, Any]


@dataclass(frozen=True)
class Method:
    """A way to train, as users are told of it. Each module of ``methods`` has one, ``METHOD``.

    Attributes:
        recipe: class of its recipes; its ``method`` is the method's name.
        title: its name for people.
        sentence: what it does.
        term: of the glossary that explains it; empty where none does.
        fit: does it. Raises ``Cancelled`` where the user cancelled.
        learns: how much of the network.
        goes_on: whether it keeps how far it is, and goes on from there after an end too soon.
        wants: pictures a class from which it does well; 0 where it asks for no number.
        find_rate: tries which learning rate suits it; None where it has none to be found.
        begins_with: makes the network that it begins with; None for the pretrained backbone.
    """

    recipe: type[Recipe]
    title: Message
    sentence: Message
    term: str
    fit: Callable[[Task], Fitted]
    learns: Learns = Learns.HEAD
    goes_on: bool = False
    wants: int = 0
    find_rate: Callable[[Task], RateTest] | None = None
    begins_with: Callable[[Any, DatasetIndex, Split, Control], Beginning] | None = None

    @property
    def name(self) -> str:
        """Its name in files and on the command line."""
        return self.recipe.method
