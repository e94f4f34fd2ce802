"""What the map has the workers do. No widget is touched here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tlgui.engine.models.catalog import DEFAULT_BACKBONE, find_backbone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.errors import Message
    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.newcomers import Newcomer
    from tlgui.engine.picture_map.survey import PictureMap
    from tlgui.engine.progress import Control
    from tlgui.engine.training.framing import FramingRule
    from tlgui.engine.training.run import Run


@dataclass(frozen=True, eq=False)
class Drawn:
    """A map, and its arrangement by neighbours where that was kept."""

    picture_map: PictureMap
    arrangement: Arrangement | None


def draw(
    index: DatasetIndex,
    split: Split | None,
    run: Run | None,
    framing: FramingRule,
    backbone: str,
    *,
    control: Control,
) -> Drawn:
    """See all pictures of ``index``, as the network of ``run`` does or as ``backbone``.

    Where the weights of ``backbone`` are not on this computer, as the one that comes along.

    Raises:
        DatasetError: too few pictures can be read.
        WeightsError, BundleError: the network cannot be had.
    """
    from tlgui.engine.models.pretrained.places import find_weights
    from tlgui.engine.picture_map.arrangement import kept_arrangement
    from tlgui.engine.picture_map.survey import survey
    from tlgui.engine.training.methods.feature_extraction import FeatureExtraction

    recipe = None
    if run is None:
        here = find_weights(find_backbone(backbone)).path is not None
        recipe = FeatureExtraction(framing=framing, backbone=backbone if here else DEFAULT_BACKBONE)
    found = survey(index, split, run, recipe, control)
    return Drawn(found, kept_arrangement(found))


def arrange(drawn: PictureMap, *, control: Control) -> Arrangement:
    """Put the pictures of ``drawn`` among those like them.

    Raises:
        DatasetError: it could not be computed.
    """
    from tlgui.engine.picture_map import arrangement

    return arrangement.arrange(drawn, control)


def see(
    drawn: PictureMap, files: Sequence[Path], *, control: Control
) -> tuple[list[Newcomer], list[tuple[Path, Message]]]:
    """Look at pictures that were dropped on the map; those that cannot be read with the reason."""
    return drawn.newcomers.see(files, control)
