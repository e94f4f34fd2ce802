"""Heat maps as files: a PNG to look at and an array to compute with."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.folders import OUTPUT_MARK
from tlgui.engine.errors import BundleError, Message, PictureError
from tlgui.engine.insight.cam import overlay
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.progress import Control


HEAT_MAP_KEYS = ("target", "confidence", "overlay", "heatmap")


@dataclass(frozen=True, eq=False)
class Look:
    """What is kept of one look at a picture.

    Attributes:
        about: what it is about, a class say: part of the files' names.
        picture: (H, W) or (H, W, 3) uint8, to look at.
        values: to compute with.
        row: what is told of it, by keys.
        files: keys of the row for the paths of picture and values.
    """

    about: str
    picture: NDArray[np.uint8]
    values: NDArray[np.float32]
    row: dict[str, Any]
    files: tuple[str, str]


def write_heat_maps(
    explainer: Explainer,
    images: Sequence[Path],
    out: Path,
    control: Control,
    *,
    target: int | None,
    method: str,
) -> list[dict[str, Any]]:
    """Write ``<picture>-<class>.png`` and ``.npy`` into ``out``; a row for each picture.

    The array is of the network's input, the picture in its own proportions. Each row has ``file``,
    ``target``, ``confidence``, ``overlay``, ``heatmap`` and ``error``.

    Raises:
        BundleError: ``out`` cannot be written.
    """

    def look(image: Path) -> Look:
        heat_map = explainer.heat_map(image, target, method)
        name = explainer.classes[heat_map.target]
        confidence = float(heat_map.probabilities[heat_map.target])
        return Look(
            name,
            overlay(heat_map.in_proportion()),
            heat_map.values,
            {"target": name, "confidence": confidence},
            ("overlay", "heatmap"),
        )

    return write_looks(look, images, out, control, StageName.HEAT_MAPS, HEAT_MAP_KEYS)


def write_looks(
    look: Callable[[Path], Look],
    images: Sequence[Path],
    out: Path,
    control: Control,
    stage: StageName,
    keys: Sequence[str],
) -> list[dict[str, Any]]:
    """Write what ``look`` makes of each picture into ``out``; a row for each.

    ``out`` is made with the first of them. A folder that was made here, or was empty, is marked:
    it may lie among the pictures without becoming a class of them. A picture that cannot be read
    has its ``error``, and None for all ``keys``.

    Raises:
        BundleError: ``out`` cannot be written.
    """
    from PIL import Image

    control.report(Stage(stage, len(images)))
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    try:
        for done, image in enumerate(images, start=1):
            control.check()
            rows.append({"file": str(image), **dict.fromkeys((*keys, "error"))})
            try:
                found = look(image)
            except PictureError as error:
                rows[-1]["error"] = str(error.message)
                continue
            if not taken:
                _make_folder(out)
            stem = _free_name(f"{_slug(image.stem)}-{_slug(found.about)}", out, taken)
            picture, array = out / f"{stem}.png", out / f"{stem}.npy"
            with atomic_write(picture) as file:
                Image.fromarray(found.picture).save(file, format="PNG")
            with atomic_write(array) as file:
                np.save(file, found.values, allow_pickle=False)
            paths = zip(found.files, (str(picture), str(array)), strict=True)
            rows[-1].update(found.row | dict(paths))
            control.report(BatchDone(done, len(images)))
    except OSError as error:
        raise BundleError(
            Message(
                "Heat maps cannot be written to {path}: {reason}.",
                path=out,
                reason=error.strerror or error,
            ),
            Message("Choose a folder that you may write to, with room on its disk."),
        ) from error
    return rows


def _make_folder(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    if not any(out.iterdir()):
        (out / OUTPUT_MARK).touch()


def _slug(text: str) -> str:
    """``text`` as part of a file name that every system takes."""
    return re.sub(r"[^\w-]+", "_", text.encode("utf-8", "replace").decode())[:80].strip("_") or "x"


def _free_name(stem: str, folder: Path, taken: set[str]) -> str:
    """``stem``, numbered where a file of that name is there already: nothing is overwritten."""
    number, name = 1, stem
    while name.casefold() in taken or any(
        os.path.exists(folder / f"{name}{suffix}") for suffix in (".png", ".npy")
    ):
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
