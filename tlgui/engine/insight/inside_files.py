"""What is seen inside a network, as files: activation maps and dense class maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tlgui.engine.insight.cam import overlay
from tlgui.engine.insight.heat_map_files import Look, write_looks
from tlgui.engine.insight.map_pictures import grey_of, mosaic, strongest_first
from tlgui.engine.progress import StageName

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.insight.activations import Activations
    from tlgui.engine.insight.dense_map import DenseClassifier
    from tlgui.engine.progress import Control

ACTIVATION_KEYS = ("layer", "maps", "height", "width", "picture", "array")
DENSE_KEYS = ("target", "share", "overlay", "map", "scale", "stride", "window", "agreement")


def write_activations(
    activations: Activations, layer: str, images: Sequence[Path], out: Path, control: Control
) -> list[dict[str, Any]]:
    """Write ``<picture>-<layer>.png`` and ``.npy`` into ``out``; a row for each picture.

    The picture shows all maps, the strongest first, each by its own range; the array (C, h, w)
    holds them in the network's order. Each row has ``file``, ``layer``, ``maps`` (how many),
    ``height``, ``width``, ``picture``, ``array`` and ``error``.

    Raises:
        BundleError: ``out`` cannot be written.
        RecipeError: there is no such layer.
    """
    activations.layer(layer)

    def look(image: Path) -> Look:
        maps = activations.maps(image, layer)
        count, height, width = maps.shape
        shown = mosaic([grey_of(maps[number]) for number in strongest_first(maps)])
        row = {"layer": layer, "maps": count, "height": height, "width": width}
        return Look(layer, shown, maps, row, ("picture", "array"))

    return write_looks(look, images, out, control, StageName.ACTIVATIONS, ACTIVATION_KEYS)


def write_dense_maps(
    classifier: DenseClassifier,
    images: Sequence[Path],
    out: Path,
    control: Control,
    *,
    target: int | None,
    places: bool,
) -> list[dict[str, Any]]:
    """Write ``<picture>-<class>.png`` and ``.npy`` into ``out``; a row for each picture.

    The picture has the class's probability over it; the array (C, h, w) holds those of all
    classes. Each row has ``file``, ``target``, ``share`` (the class's mean probability over the
    picture), ``overlay``, ``map``, ``scale``, ``stride``, ``window``, ``agreement`` and ``error``.

    Args:
        classifier: of a run.
        images: pictures' files.
        out: folder for the files.
        control: told of each picture.
        target: the class of the pictures; the likeliest over each by default.
        places: whether single places are scored, where the head allows that; else windows.

    Raises:
        BundleError: ``out`` cannot be written.
    """

    def look(image: Path) -> Look:
        found = classifier.dense_map(image, control, places=places)
        heat_map = found.heat_map(target)
        name = classifier.classes[heat_map.target]
        row = {
            "target": name,
            "share": float(heat_map.probabilities[heat_map.target]),
            "scale": found.scale,
            "stride": list(found.stride),
            "window": list(found.window),
            "agreement": None if found.agreement is None else found.agreement.to_json(),
        }
        return Look(name, overlay(heat_map), found.probabilities, row, ("overlay", "map"))

    return write_looks(look, images, out, control, StageName.HEAT_MAPS, DENSE_KEYS)
