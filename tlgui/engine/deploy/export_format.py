"""What an export format is: its words, how it is written, and how it is run again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tlgui.engine.insight.familiar import familiar_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.errors import Message
    from tlgui.engine.insight.familiar import Familiar
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

INPUT_NAME = "pictures"
OUTPUT_NAME = "probabilities"
DISTANCE_NAME = "distance"
"""The second output, where the run tells what is unknown."""
BATCH = 2
"""Pictures of the example that a network is traced with; a batch of one would be taken for all."""


@dataclass(frozen=True)
class Material:
    """What a format is written from, and read again from.

    Attributes:
        run: the trained run.
        folder: where its files are written, and lie afterwards.
        earlier: folders of the formats that were written before, by their names.
        pictures: files of training pictures, for formats that look at some.
    """

    run: Run
    folder: Path
    earlier: dict[str, Path]
    pictures: tuple[Path, ...] = ()

    @cached_property
    def network(self) -> Network:
        """The trained network."""
        return self.run.network()

    @cached_property
    def familiar(self) -> Familiar | None:
        """What tells unknown pictures; None where the run does not."""
        return familiar_of(self.run)

    @property
    def outputs(self) -> list[str]:
        """The names of what the module gives, in its order."""
        return [OUTPUT_NAME] if self.familiar is None else [OUTPUT_NAME, DISTANCE_NAME]

    @property
    def size(self) -> tuple[int, int, int]:
        """Of one picture: channels, height, width."""
        return (3, self.run.preprocessing.height, self.run.preprocessing.width)

    def module(self) -> Any:
        """The PyTorch module that is exported: pictures to probabilities, and to distances."""
        import torch

        from tlgui.engine.models.modules import Deployed

        preprocessing = self.run.preprocessing
        numbers = preprocessing.mean, preprocessing.std, self.run.temperature
        if self.familiar is None:
            return Deployed(self.network.build(), *numbers).eval()
        kept = torch.from_numpy(self.familiar.kept)
        network = self.network.build_with_features(kept.shape[1])
        return Deployed(network, *numbers, kept).eval()

    def example(self) -> Any:
        """A batch to trace the module with, a tensor."""
        import torch

        generator = torch.Generator().manual_seed(0)
        return torch.rand(BATCH, *self.size, generator=generator)


if TYPE_CHECKING:
    Floats = NDArray[np.float32]
    Answer = Callable[[Floats], Floats]
    Elsewhere = Callable[[Path, Sequence[Path], Path, Control], tuple[str, dict[int, Floats]]]


@dataclass(frozen=True)
class Format:
    """One kind of file that a network can be exported to.

    Attributes:
        name: of the command line's ``--format``.
        title: for people.
        sentence: what it is good for.
        write: writes the files into the material's folder.
        load: reads them again; what it gives answers (B, 3, H, W) pictures, float32 in 0..1, with
            (B, classes) probabilities, and a column more where it tells distances.
        order: in which formats are listed and written.
        may_lose: share of accuracy that it may lose; 0 where it must answer as the run does.
        looks_at_pictures: whether writing it takes the run's own pictures.
        note: what the user should know of it for this run, if anything.
        elsewhere: tries the files of a folder on pictures where they will be used, with a folder
            to work in: the name of that place, and a row of answers by the place of a picture.
            None where that is here.
    """

    name: str
    title: Message
    sentence: Message
    write: Callable[[Material], None]
    load: Callable[[Material], Answer]
    order: int
    may_lose: float = 0.0
    looks_at_pictures: bool = False
    note: Callable[[Run], Message | None] = lambda _run: None
    elsewhere: Elsewhere | None = None
