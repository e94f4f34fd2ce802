"""What the Model page has the workers do. No widget is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.summary import NetworkSummary
    from tlgui.engine.progress import Control
    from tlgui.engine.training.speed import Speed


@dataclass(frozen=True)
class Facts:
    """What is not in the catalog.

    Attributes:
        summary: the network's stages.
        weights_bytes: size of the file with the weights.
        speeds: measured on this computer before; empty where they never were.
    """

    summary: NetworkSummary
    weights_bytes: int
    speeds: tuple[Speed, ...]


def look_up_facts(backbone: Backbone, *, control: Control) -> Facts:
    """The facts of ``backbone``.

    Raises:
        WeightsError: its weights are not installed.
    """
    from tlgui.engine.models.summary import summarise
    from tlgui.engine.models.weights import embedded_weights_file
    from tlgui.engine.training.speed import measured_speed

    control.check()
    size = embedded_weights_file().stat().st_size
    return Facts(summarise(backbone), size, measured_speed(backbone))


def measure(backbone: Backbone, files: Sequence[Path], *, control: Control) -> tuple[Speed, ...]:
    """Measure ``backbone`` on some of ``files``.

    Raises:
        DatasetError: none of them can be read.
    """
    from tlgui.engine.training.speed import measure_speed

    return measure_speed(backbone, files, control)
