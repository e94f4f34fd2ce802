"""Which way up a picture is, read from its EXIF or XMP block.

Pillow's own reader prints warnings for damaged blocks, and reads every tag to find this one.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_ORIENTATION_TAG = 0x0112
_BYTE, _SHORT, _LONG = 1, 3, 4
_IN_XMP = re.compile(rb"tiff:Orientation(?:=[\"']|>)\s*([1-8])\b")


def orientation(info: Mapping[str | tuple[int, int], object]) -> int:
    """The orientation, 1 to 8 as EXIF numbers them; 1 where there is none or it is nonsense.

    Args:
        info: what Pillow found beside the pixels (``Image.info``). As in Pillow, EXIF goes
            before XMP.
    """
    exif = info.get("exif")
    if exif is None:
        exif = _unpacked_profile(info.get("Raw profile type exif"))
    if isinstance(exif, bytes) and (found := exif_orientation(exif)):
        return found
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp")
    if isinstance(xmp, str):
        xmp = xmp.encode("utf-8", "replace")
    if isinstance(xmp, bytes) and (match := _IN_XMP.search(xmp)):
        return int(match[1])
    return 1


def exif_orientation(exif: bytes) -> int | None:
    """The orientation in an EXIF block, 1 to 8, or None.

    An EXIF block is a small TIFF file: a byte order, the place of a directory, and its entries
    of 12 bytes each: tag, type, count, value (TIFF 6.0, section 2).
    """
    block = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return None
    try:
        (directory,) = struct.unpack_from(order + "L", block, 4)
        (entries,) = struct.unpack_from(order + "H", block, directory)
        for entry in range(directory + 2, directory + 2 + 12 * entries, 12):
            tag, kind, count = struct.unpack_from(order + "HHL", block, entry)
            if tag == _ORIENTATION_TAG:
                letter = {_BYTE: "B", _SHORT: "H", _LONG: "L"}.get(kind)
                if letter is None or count != 1:
                    return None
                (value,) = struct.unpack_from(order + letter, block, entry + 8)
                return int(value) if 1 <= value <= 8 else None
    except struct.error:
        return None  # the block is cut off
    return None


def _unpacked_profile(profile: object) -> bytes | None:
    """ImageMagick's way to put EXIF into PNG: a name, a length, then hexadecimal digits."""
    if not isinstance(profile, str):
        return None
    try:
        return bytes.fromhex("".join(profile.split("\n")[3:]))
    except ValueError:
        return None
