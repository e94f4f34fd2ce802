"""The one decoder: every picture that is shown, learned from, explained or classified.

What a person sees upright and in colour is what comes out: an (H, W, 3) uint8 array, RGB, turned
as its EXIF orientation says, transparent parts on white, the first frame of an animation or the
first page of a document. Colour profiles are not applied.

Pictures of more than 8 bit are brought to 0..255 by one rule, see ``tones``.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, TypeVar

import numpy as np
import simplejpeg
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from PIL.Image import Transpose

from tlgui.engine.data.files import HEAD_SIZE, open_regular, picture_format
from tlgui.engine.data.names import shown
from tlgui.engine.data.orientation import orientation
from tlgui.engine.data.tones import from_16_bits, rescaled
from tlgui.engine.errors import Message, PictureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from PIL.ImageFile import ImageFile

Read = TypeVar("Read")

BACKGROUND = (255, 255, 255)
"""The colour behind transparent parts: white, as on paper and on most web pages."""

PIXEL_LIMIT = 80_000_000
"""Pictures with more pixels are refused: 80 megapixels are 240 MB once decoded."""

_MOST_BESIDE_PIXELS = 1_000_000
"""Bytes of a JPEG file that may be no picture: previews, profiles, notes."""

JPEG_HEADER_LIMIT = 300_000_000
"""A JPEG of up to this many pixels is read all the same, reduced by its own decoder."""

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_OTHER_FORMATS = (b"%PDF", b"%!PS", b"\xc5\xd0\xd3\xc6", b"8BPS", b"BLP1", b"BLP2", b"DDS ")


def decode(
    source: Path | BinaryIO, *, minimum_side: int | None = None, bit_depth: int | None = None
) -> NDArray[np.uint8]:
    """The picture as an (H, W, 3) array of uint8, RGB, upright, C-contiguous, read-only.

    Args:
        source: a file, or a seekable binary stream.
        minimum_side: allows a JPEG to come out at 1/2, 1/4 or 1/8 of its size, which is much
            faster, as long as both sides stay at least this long. Other formats come out whole.
            A JPEG above ``PIXEL_LIMIT`` always comes out reduced.
        bit_depth: how many bits the 16-bit pictures of its data set use; see ``tones``. Pictures
            of 8 bits stay what they are.

    Raises:
        PictureError: the file is damaged, cut off, too large, of an unknown format, not a
            regular file, or there is not enough memory for it.
    """

    def pixels(file: IO[bytes]) -> NDArray[np.uint8]:
        image = _planned(file, minimum_side)
        straight = _straight_pixels(image, file)
        return np.asarray(_upright(image, bit_depth)) if straight is None else straight

    return _read(source, pixels)


def thumbnail(
    source: Path | BinaryIO, side: int, *, bit_depth: int | None = None
) -> NDArray[np.uint8]:
    """The picture, made to fit into ``side`` x ``side`` pixels: (H, W, 3) uint8, RGB, upright.

    A smaller picture keeps its size. Means by ``bit_depth`` and raises what ``decode`` does.
    """
    image = _read(source, lambda file: _upright(_planned(file, side), bit_depth))
    image.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(image)


@contextmanager
def opened_picture(path: Path) -> Iterator[ImageFile]:
    """Pillow's image of the file at ``path``: its header is read, no pixel is decoded yet.

    Raises what ``decode`` raises, also for what the block reads of the image.
    """
    try:
        with open_regular(path) as file:
            head = file.read(HEAD_SIZE)
            file.seek(0)
            yield _opened(file, head)
    except PictureError:
        raise
    except Exception as error:
        raise _cannot_be_read(path.name, error) from error


def is_upright_as_loaded(image: ImageFile) -> bool:
    """Whether Pillow itself applies the orientation that the file of ``image`` asks for."""
    return isinstance(image, _UPRIGHT_AS_LOADED)


class _RefusedError(Exception):
    """Why a picture is not read, in words for the user."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _read(source: Path | BinaryIO, how: Callable[[IO[bytes]], Read]) -> Read:
    """What ``how`` makes of the file, whatever it raises as a ``PictureError``."""
    path = Path(source) if isinstance(source, (str, os.PathLike)) else None
    try:
        if path is not None:
            with open_regular(path) as file:
                return how(file)
        return how(source)  # type: ignore[arg-type]  # a Path went above
    except PictureError:
        raise
    except Exception as error:
        # Pillow's decoders raise nearly everything on damaged files: of 218 broken ones, 18
        # raised something else than OSError. Nothing but decoding happens in this block.
        name = path.name if path is not None else str(getattr(source, "name", "the picture"))
        raise _cannot_be_read(name, error) from error


def _cannot_be_read(name: str, error: Exception) -> PictureError:
    return PictureError(
        Message("{name} cannot be read: {reason}.", name=shown(name), reason=_reason(error))
    )


def _reason(error: Exception) -> Message:
    text = str(error).lower()
    if isinstance(error, _RefusedError):
        return error.reason
    if isinstance(error, MemoryError):
        return Message("there is not enough memory for it")
    if isinstance(error, (Image.DecompressionBombError, Image.DecompressionBombWarning)):
        return Message("it is too large")
    if isinstance(error, FileNotFoundError):
        return Message("it does not exist")
    if isinstance(error, PermissionError):
        return Message("it may not be opened by you")
    if isinstance(error, OSError) and error.errno is not None and error.strerror:
        return Message("the disk says: {problem}", problem=error.strerror)
    if isinstance(error, EOFError) or any(
        sign in text for sign in ("truncated", "unexpected end", "not enough", "end of file")
    ):
        return Message("it is cut off")
    return Message("it is damaged")


def _planned(file: IO[bytes], minimum_side: int | None) -> ImageFile:
    """The picture with its header read, and the size decided in which it will be decoded."""
    head = file.read(HEAD_SIZE)
    file.seek(0)
    image = _opened(file, head)
    if isinstance(image, _Jpeg):
        _plan_reduction(image, file, minimum_side)
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        raise _too_large(width, height)
    return image


def _straight_pixels(image: ImageFile, file: IO[bytes]) -> NDArray[np.uint8] | None:
    """The pixels of a plain JPEG, decoded straight into an array; None where it is not that.

    The decoder is Pillow's (libjpeg-turbo), without the blocks that it hands the file on in and
    without its copies of the picture: the pixels are the same, in 85% of the time.
    """
    if not isinstance(image, _Jpeg) or image.mode != "RGB" or orientation(image.info) in _TURNS:
        return None
    if image.decoderconfig and image.decoderconfig[0] > 1:
        return None  # it comes out reduced
    # No picture takes more than its pixels do: whatever comes behind it is not read.
    most = image.width * image.height * 3 + _MOST_BESIDE_PIXELS
    file.seek(0)
    content = file.read(most + 1)
    if len(content) > most:
        return None
    try:
        pixels: NDArray[np.uint8] = simplejpeg.decode_jpeg(content)
    except ValueError:
        # It warns of something: what is to be made of that, Pillow says.
        return None
    if pixels.shape != (image.height, image.width, 3):
        return None
    pixels.flags.writeable = False
    return pixels


def _upright(image: ImageFile, bit_depth: int | None) -> Image.Image:
    """The decoded picture, upright, in mode RGB."""
    image.load()
    rgb = _to_rgb(image, bit_depth)
    turn = None if is_upright_as_loaded(image) else _TURNS.get(orientation(image.info))
    return rgb if turn is None else rgb.transpose(turn)


def _opened(file: IO[bytes], head: bytes) -> ImageFile:
    """The picture with its header read.

    Pillow's classes are called directly: ``Image.open`` warns above its own pixel ceiling, and
    warnings cannot be caught in a thread without touching the other threads.
    """
    kind = picture_format(head)
    if kind == "JPEG":
        return _Jpeg(file)
    if kind == "WEBP" and int.from_bytes(head[4:8], "little") + 8 > file.seek(0, os.SEEK_END):
        raise _RefusedError(Message("it is cut off"))
    file.seek(0)
    if kind is not None:
        return _openers()[kind](file)
    if not head:
        raise _RefusedError(Message("it is empty"))
    if head.startswith(_OTHER_FORMATS):
        raise _RefusedError(Message("pictures of this format are not supported"))
    raise _RefusedError(Message("it is not a picture"))


@cache
def _openers() -> dict[str, Callable[[IO[bytes]], ImageFile]]:
    openers: dict[str, Callable[[IO[bytes]], ImageFile]] = {
        "PNG": PngImagePlugin.PngImageFile,
        "WEBP": WebPImagePlugin.WebPImageFile,
        "BMP": BmpImagePlugin.BmpImageFile,
        "GIF": GifImagePlugin.GifImageFile,
        "TIFF": TiffImagePlugin.TiffImageFile,
        "AVIF": AvifImagePlugin.AvifImageFile,
        "HEIF": _heif_missing,
    }
    try:
        from pi_heif import HeifImageFile
    except ImportError:
        return openers
    openers["HEIF"] = HeifImageFile
    return openers


def _heif_missing(file: IO[bytes]) -> ImageFile:
    raise _RefusedError(Message("HEIF pictures need the package pi-heif, which is missing"))


class _Jpeg(JpegImagePlugin.JpegImageFile):
    """A JPEG file. Of several pictures in one (MPO) it is the first."""

    def _read_dpi_from_exif(self) -> None:
        """Nothing: nobody asks for the resolution, and damaged EXIF blocks would warn."""


_UPRIGHT_AS_LOADED = TiffImagePlugin.TiffImageFile


def _plan_reduction(image: _Jpeg, file: IO[bytes], minimum_side: int | None) -> None:
    """Let the JPEG decoder make the picture smaller, where that is wanted or needed."""
    width, height = image.size
    if width * height > PIXEL_LIMIT:
        if width * height > JPEG_HEADER_LIMIT or not _is_single_pass(image, file):
            raise _too_large(width, height)
        minimum_side = min(minimum_side or width, width // 2, height // 2)
    if minimum_side is not None:
        image.draft("RGB", (minimum_side, minimum_side))


def _is_single_pass(image: _Jpeg, file: IO[bytes]) -> bool:
    """Whether the decoder can make a reduced picture without holding the whole one.

    It holds all coefficients of a picture whose colours or details come in several passes.
    """
    if image.info.get("progressive"):
        return False
    # The header was read up to the end of the first "start of scan" segment, which says in
    # its third byte how many of the colour components the pass carries.
    components = len(image.layer)
    segment = 6 + 2 * components
    at = file.tell()
    file.seek(at - segment)
    single_pass = file.read(3) == bytes((0, segment, components))
    file.seek(at)
    return single_pass


def _too_large(width: int, height: int) -> _RefusedError:
    return _RefusedError(
        Message("it is too large: {width} x {height} pixels", width=width, height=height)
    )


def has_16_bits(image: Image.Image) -> bool:
    """Whether ``image`` declares 16 bits and keeps all of them: what ``bit_depth`` is about."""
    return image.mode.startswith("I;16")


def _to_rgb(image: Image.Image, bit_depth: int | None) -> Image.Image:
    mode = image.mode
    if has_16_bits(image):
        return Image.fromarray(from_16_bits(np.asarray(image), bit_depth)).convert("RGB")
    if mode in ("I", "F"):
        return Image.fromarray(rescaled(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, BACKGROUND)
        paper.paste(layer, mask=layer)
        return paper
    return image if mode == "RGB" else image.convert("RGB")
