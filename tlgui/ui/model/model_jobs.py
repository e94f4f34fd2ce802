"""What the Model page has the workers do. No widget is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace
    from tlgui.engine.models.summary import NetworkSummary
    from tlgui.engine.progress import Control
    from tlgui.engine.race import Race
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.speed import Speed


@dataclass(frozen=True)
class Facts:
    """What is not in the catalog.

    Attributes:
        summary: the network's layers; None where they cannot be told.
        speeds: measured on this computer before; empty where they never were.
    """

    summary: NetworkSummary | None
    speeds: tuple[Speed, ...]


def look_up_facts(backbone: Backbone, *, control: Control) -> Facts:
    """The facts of ``backbone``."""
    from tlgui.engine.errors import BundleError
    from tlgui.engine.models.summary import summarise
    from tlgui.engine.training.speed import measured_speed

    control.check()
    try:
        summary = summarise(backbone)
    except BundleError:
        summary = None
    return Facts(summary, measured_speed(backbone))


def find_places(backbones: Sequence[Backbone], *, control: Control) -> dict[str, WeightsPlace]:
    """Where the weights of each of ``backbones`` are, by its name."""
    from tlgui.engine.models.pretrained.places import places_of

    control.check()
    return places_of(backbones)


def download(backbone: Backbone, ready: Sequence[str], *, control: Control) -> Path:
    """Fetch the weights of ``backbone``; the file.

    Raises:
        WeightsError: they cannot be had; what has come so far is kept.
    """
    from tlgui.engine.models.pretrained.fetching import fetch

    return fetch(backbone, control, ready)


def run_race(
    names: Sequence[str], recipe: Recipe, index: DatasetIndex, split: Split, *, control: Control
) -> Race:
    """Train ``recipe`` with each of the backbones ``names`` on the same split.

    Raises:
        TlguiError: none of them could be trained.
    """
    from tlgui.engine.race import race

    return race(names, recipe, index, split, control)


def measure(
    backbone: Backbone, folder: Path, files: Sequence[Path], *, control: Control
) -> tuple[Speed, ...]:
    """Measure ``backbone`` on some of ``files``, of the data set in ``folder``.

    Raises:
        DatasetError: none of them can be read.
        WeightsError: its weights are not on this computer.
    """
    from tlgui.engine.training.speed import measure_speed

    return measure_speed(backbone, folder, files, control)
