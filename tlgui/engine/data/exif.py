"""Single tags of the EXIF block that a camera writes beside the pixels.

Pillow's own reader prints warnings for damaged blocks, and reads every tag to find one.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

ORIENTATION, MAKE, MODEL, TAKEN = 0x0112, 0x010F, 0x0110, 0x9003
"""Which way up the picture is, who made the camera, which it is, and when it took the picture."""
_MORE = 0x8769
"""Where the directory of the shot itself lies, ``TAKEN`` in it."""
_BYTE, _ASCII, _SHORT, _LONG = 1, 2, 3, 4
_LETTERS = {_BYTE: "B", _SHORT: "H", _LONG: "L"}
_LONGEST = 256
_INLINE = 4

Tags = dict[int, "int | str"]


def exif_block(info: Mapping[str | tuple[int, int], object]) -> bytes | None:
    """The block among what Pillow found beside the pixels (``Image.info``); None without one."""
    block = info.get("exif")
    if block is None:
        block = _unpacked_profile(info.get("Raw profile type exif"))
    return block if isinstance(block, bytes) else None


def read_tags(block: bytes, wanted: Collection[int]) -> Tags:
    """Those of ``wanted`` that are there: single whole numbers, and texts.

    An EXIF block is a small TIFF file: a byte order, the place of a directory, and its entries
    of 12 bytes each: tag, type, count, value (TIFF 6.0, section 2). What is cut off is not there.
    """
    block = block.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return {}
    found: Tags = {}
    try:
        (first,) = struct.unpack_from(order + "L", block, 4)
        for tag, value in _directory(block, order, first):
            if tag == _MORE and isinstance(value, int) and TAKEN in wanted:
                found.update((t, v) for t, v in _directory(block, order, value) if t in wanted)
            elif tag in wanted:
                found.setdefault(tag, value)
    except struct.error:
        pass
    return found


def _directory(block: bytes, order: str, place: int) -> Iterator[tuple[int, int | str]]:
    """Tags and values of the directory at ``place``.

    Raises:
        struct.error: it is cut off.
    """
    (entries,) = struct.unpack_from(order + "H", block, place)
    for entry in range(place + 2, place + 2 + 12 * entries, 12):
        tag, kind, count = struct.unpack_from(order + "HHL", block, entry)
        if kind == _ASCII and count <= _LONGEST:
            start = entry + 8
            if count > _INLINE:
                (start,) = struct.unpack_from(order + "L", block, start)
            yield tag, block[start : start + count].partition(b"\0")[0].decode("latin-1").strip()
        elif kind in _LETTERS and count == 1:
            (value,) = struct.unpack_from(order + _LETTERS[kind], block, entry + 8)
            yield tag, int(value)


def _unpacked_profile(profile: object) -> bytes | None:
    """ImageMagick's way to put EXIF into PNG: a name, a length, then hexadecimal digits."""
    if not isinstance(profile, str):
        return None
    try:
        return bytes.fromhex("".join(profile.split("\n")[3:]))
    except ValueError:
        return None
