"""How many of their 16 bits the pictures of a data set use: decided once, by the training split."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine import places
from tlgui.engine.data.files import HEAD_SIZE, PICTURE_SUFFIXES, open_regular, picture_format
from tlgui.engine.data.images import PIXEL_LIMIT, has_16_bits, opened_picture
from tlgui.engine.data.tones import BIT_DEPTHS
from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import PictureError
from tlgui.engine.progress import BatchDone, Stage, StageName
from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.progress import Control

EIGHT_BIT_SUFFIXES = PICTURE_SUFFIXES - {".png", ".apng", ".tif", ".tiff"}
"""Suffixes, lower case, of files that are not opened: their formats cannot hold 16 bits here."""

_AT_ONCE = 32
_CACHED_AS = "largest value"


def data_set_bit_depth(
    index: DatasetIndex, positions: Sequence[int], control: Control
) -> int | None:
    """The smallest of 8, 10, 12, 14 and 16 bits that holds the pictures at ``positions``.

    None where none of them declares 16 bits. Those that cannot be read have no say. Only files
    that may declare 16 bits are opened, and only those that do are decoded, once: their largest
    values are kept beside the features.

    Args:
        index: the pictures.
        positions: of those that are learned from.
        control: hears ``Stage`` and ``BatchDone`` where pictures must be decoded.

    Raises:
        Cancelled: what was found until then stays kept.
    """
    files = []
    for position in positions:
        record = index.records[position]
        if record.path[record.path.rfind(".") :].lower() not in EIGHT_BIT_SUFFIXES:
            control.check()
            file = index.file(position)
            if _declares_16_bits(file):
                files.append(file)
    if not files:
        return None
    return _smallest(_largest_values(files, control))


def _smallest(largest: int) -> int:
    return next(depth for depth in BIT_DEPTHS if largest < 1 << depth)


def _declares_16_bits(file: Path) -> bool:
    """Of a PNG the first bytes tell; only a TIFF's header must be parsed."""
    try:
        with open_regular(file) as opened:
            head = opened.read(HEAD_SIZE)
        kind = picture_format(head)
        if kind == "PNG":
            return head[24:26] == bytes((16, 0))  # bits a sample; grey
        if kind == "TIFF":
            with opened_picture(file) as image:
                return has_16_bits(image)
    except (OSError, PictureError):
        pass
    return False


def _largest_values(files: Sequence[Path], control: Control) -> int:
    """The largest value in all ``files``, or one that needs all 16 bits as soon as there is one."""
    cache = FeatureCache(places.cache_folder() / "features")
    identities = [FileIdentity.of(file) for file in files]
    known = cache.lookup(identities, _CACHED_AS)
    values = [int(row[0]) for row in known.values() if isinstance(row, np.ndarray)]
    largest = max(values, default=0)
    missing = [place for place in range(len(files)) if place not in known]
    enough = 1 << BIT_DEPTHS[-2]
    if not missing or largest >= enough:
        return largest
    control.report(Stage(StageName.FEATURES, len(missing)))
    with ThreadPoolExecutor(usable_cores(), "depth") as pool:
        for start in range(0, len(missing), _AT_ONCE):
            control.check()
            some = missing[start : start + _AT_ONCE]
            found = list(pool.map(_largest_value, [files[place] for place in some]))
            cache.store(
                (
                    (identities[place], np.asarray([value], np.float32))
                    for place, value in zip(some, found, strict=True)
                    if value is not None
                ),
                _CACHED_AS,
            )
            largest = max(largest, *(value or 0 for value in found))
            control.report(BatchDone(start + len(some), len(missing)))
            if largest >= enough:
                break
    return largest


def _largest_value(file: Path) -> int | None:
    """The largest value in a picture of 16 bits; None where it cannot be read."""
    try:
        with opened_picture(file) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT:
                return None
            image.load()
            values: NDArray[np.uint16] = np.asarray(image)
            return int(values.max())
    except (PictureError, MemoryError):
        return None
