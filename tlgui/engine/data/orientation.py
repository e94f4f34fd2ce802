"""Which way up a picture is, read from its EXIF or XMP block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tlgui.engine.data.exif import ORIENTATION, exif_block, read_tags

if TYPE_CHECKING:
    from collections.abc import Mapping

_IN_XMP = re.compile(rb"tiff:Orientation(?:=[\"']|>)\s*([1-8])\b")


def orientation(info: Mapping[str | tuple[int, int], object]) -> int:
    """The orientation, 1 to 8 as EXIF numbers them; 1 where there is none or it is nonsense.

    Args:
        info: what Pillow found beside the pixels (``Image.info``). As in Pillow, EXIF goes
            before XMP.
    """
    exif = exif_block(info)
    if exif is not None and (found := exif_orientation(exif)):
        return found
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp")
    if isinstance(xmp, str):
        xmp = xmp.encode("utf-8", "replace")
    if isinstance(xmp, bytes) and (match := _IN_XMP.search(xmp)):
        return int(match[1])
    return 1


def exif_orientation(exif: bytes) -> int | None:
    """The orientation in an EXIF block, 1 to 8, or None."""
    value = read_tags(exif, {ORIENTATION}).get(ORIENTATION)
    return value if isinstance(value, int) and 1 <= value <= 8 else None
