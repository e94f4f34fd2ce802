"""Heat maps as files: a PNG to look at and an array to compute with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.data.folders import OUTPUT_MARK
from tlgui.engine.errors import BundleError, Message, PictureError
from tlgui.engine.insight.cam import overlay
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.storage import atomic_write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tlgui.engine.insight.cam import Explainer
    from tlgui.engine.progress import Control


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

    ``out`` is made with the first heat map. A folder that was made here, or was empty, is marked:
    it may lie among the pictures without becoming a class of them.

    The array is of the network's input, the picture in its own proportions. Each row has ``file``,
    ``target``, ``confidence``, ``overlay``, ``heatmap`` and ``error``.

    Raises:
        BundleError: ``out`` cannot be written.
    """
    from PIL import Image

    control.report(Stage(StageName.HEAT_MAPS, len(images)))
    rows: list[dict[str, Any]] = []
    taken: set[str] = set()
    try:
        for done, image in enumerate(images, start=1):
            control.check()
            row = dict.fromkeys(("target", "confidence", "overlay", "heatmap", "error"))
            rows.append({"file": str(image), **row})
            try:
                heat_map = explainer.heat_map(image, target, method)
            except PictureError as error:
                rows[-1]["error"] = str(error.message)
                continue
            if not taken:
                _make_folder(out)
            name = explainer.classes[heat_map.target]
            stem = _free_name(f"{_slug(image.stem)}-{_slug(name)}", out, taken)
            picture, array = out / f"{stem}.png", out / f"{stem}.npy"
            with atomic_write(picture) as file:
                Image.fromarray(overlay(heat_map.in_proportion())).save(file, format="PNG")
            with atomic_write(array) as file:
                np.save(file, heat_map.values, allow_pickle=False)
            rows[-1].update(
                target=name,
                confidence=float(heat_map.probabilities[heat_map.target]),
                overlay=str(picture),
                heatmap=str(array),
            )
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
        (folder / f"{name}{suffix}").exists() for suffix in (".png", ".npy")
    ):
        number += 1
        name = f"{stem}-{number}"
    taken.add(name.casefold())
    return name
