"""Pictures that come to a map later: seen by the same network, by the same axes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.calibration import tempered
from tlgui.engine.insight.similar.axes import directions
from tlgui.engine.models import engines
from tlgui.engine.progress import Stage, StageName
from tlgui.engine.training.features import EngineOnDemand, Started, stream_features

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from tlgui.engine.devices import Device
    from tlgui.engine.errors import Message
    from tlgui.engine.insight.similar.axes import MainAxes
    from tlgui.engine.models.network import Network
    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run

    Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Newcomer:
    """A picture that came later.

    Attributes:
        file: where it lies.
        looks: (K,) float32 of length 1, as a row of ``PictureMap.seen``.
        whole: (W,) float32 of length 1, as a row of ``PictureMap.whole``.
        flat: (2,) float32, along the two main axes.
        answer: the class that the run gives it; empty where there is no run.
        sureness: its probability; 0 where there is no run.
    """

    file: Path
    looks: Floats
    whole: Floats
    flat: Floats
    answer: str = ""
    sureness: float = 0.0


class Newcomers:
    """Sees further pictures, by the fp32 reference; its engine is made for the first, and kept.

    Args:
        network: that saw the others.
        device: that computes.
        axes: of what it saw.
        run: that it is of; None for a pretrained one, which answers nothing.
    """

    def __init__(self, network: Network, device: Device, axes: MainAxes, run: Run | None) -> None:
        self._network, self._device, self._axes = network, device, axes
        self._classes = () if run is None else run.classes
        self._temperature = 1.0 if run is None else run.temperature
        self._engine: EngineOnDemand | None = None

    def see(
        self, files: Sequence[Path], control: Control
    ) -> tuple[list[Newcomer], list[tuple[Path, Message]]]:
        """Those of ``files`` that can be read, and why the others cannot.

        Raises:
            Cancelled: the user cancelled.
        """
        control.report(Stage(StageName.FEATURES, len(files)))
        if self._engine is None:
            self._engine = EngineOnDemand(
                "f32",
                lambda sample: Started(
                    engines.reference_engine(self._network, self._device, sample, control)
                ),
            )
        found: list[Newcomer] = []
        failed: list[tuple[Path, Message]] = []
        stream = stream_features(files, self._network.preprocessing, self._engine, control)
        with closing(stream):
            for part in stream:
                failed += [(files[place], why) for place, why in part.failures]
                if len(part.positions):
                    chosen = [files[place] for place in part.positions.tolist()]
                    found += self._placed(chosen, part.values, control)
        return found, failed

    def _placed(self, files: Sequence[Path], values: Floats, control: Control) -> list[Newcomer]:
        import numpy as np

        last = values[:, : len(self._axes.mean)]
        turned = self._axes.turned(last, control)
        whole = directions(last - self._axes.mean)
        flat = np.zeros((len(files), 2), np.float32)
        flat[:, : min(2, turned.shape[1])] = turned[:, :2]
        looks = directions(turned)
        if not self._classes:
            return [Newcomer(*row) for row in zip(files, looks, whole, flat, strict=True)]
        shares = tempered(self._network.probabilities(values), self._temperature)
        best = shares.argmax(axis=1).tolist()
        return [
            Newcomer(file, look, all_of_it, place, self._classes[number], float(row[number]))
            for file, look, all_of_it, place, number, row in zip(
                files, looks, whole, flat, best, shares, strict=True
            )
        ]
