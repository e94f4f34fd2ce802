"""Makers of test pictures: plain ones, unusual ones, broken ones and hostile ones."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

RED = (255, 0, 0)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    """``image`` as the bytes of a file of the format ``kind``."""
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), colour: tuple[int, int, int] = RED
) -> bytes:
    """A picture of one colour."""
    options = {"quality": 95} if kind == "JPEG" else {}
    return encoded(Image.new("RGB", size, colour), kind, **options)


def noisy(kind: str = "JPEG", size: tuple[int, int] = (120, 90), seed: int = 0) -> bytes:
    """A picture whose file is too large to be cut without loss."""
    values = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3), np.uint8)
    return encoded(Image.fromarray(values), kind)


def corners() -> NDArray[np.uint8]:
    """Upright: red, green over blue, white; 48 wide, 32 high."""
    picture = np.zeros((32, 48, 3), np.uint8)
    picture[:16, :24] = (255, 0, 0)
    picture[:16, 24:] = (0, 255, 0)
    picture[16:, :24] = (0, 0, 255)
    picture[16:, 24:] = (255, 255, 255)
    return picture


def oriented(orientation: int, kind: str = "JPEG") -> bytes:
    """A file that shows ``corners()`` once its EXIF orientation is applied.

    The stored pixels are made with numpy from the meaning of the tag (EXIF 2.32, 4.6.4: where
    row 0 and column 0 of the stored picture lie), not with the code under test.
    """
    upright = corners()
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.swapaxes(0, 1),
        6: np.rot90(upright),
        7: upright.swapaxes(0, 1)[::-1, ::-1],
        8: np.rot90(upright, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 95, "subsampling": 0} if kind == "JPEG" else {}
    return encoded(Image.fromarray(np.ascontiguousarray(stored)), kind, exif=exif, **options)


def grey_files() -> dict[str, bytes]:
    """Files of every depth that all show the same: black, middle grey, white (3 x 1)."""
    eight = np.array([[0, 128, 255]])
    return {
        "8bit.png": encoded(Image.fromarray(eight.astype(np.uint8)), "PNG"),
        "16bit.png": encoded(Image.fromarray((eight * 257).astype(np.uint16)), "PNG"),
        "16bit.tif": encoded(Image.fromarray((eight * 257).astype(np.uint16)), "TIFF"),
        "int32-of-8bit.tif": encoded(Image.fromarray(eight.astype(np.int32)), "TIFF"),
        "int32-of-16bit.tif": encoded(Image.fromarray((eight * 257).astype(np.int32)), "TIFF"),
        "int32.tif": encoded(Image.fromarray((eight * 100_000 - 7).astype(np.int32)), "TIFF"),
        "float-to-1.tif": encoded(Image.fromarray((eight / 255).astype(np.float32)), "TIFF"),
        "float-to-255.tif": encoded(Image.fromarray(eight.astype(np.float32)), "TIFF"),
        "float-to-65535.tif": encoded(Image.fromarray((eight * 257).astype(np.float32)), "TIFF"),
        "float-wild.tif": encoded(Image.fromarray((eight * 1e6 - 9e7).astype(np.float32)), "TIFF"),
    }


def red_files() -> dict[str, bytes]:
    """Files of many kinds and colour modes that all show red (40 x 30), roughly."""
    red = Image.new("RGB", (40, 30), RED)
    lab = Image.new("LAB", (40, 30))
    lab.paste((138, 80 + 128, 67 + 128), (0, 0, 40, 30))
    files = {f"plain.{kind.lower()}": plain(kind) for kind in ("JPEG", "PNG", "GIF", "BMP")}
    return files | {
        "plain.tiff": plain("TIFF"),
        "plain.webp": encoded(red, "WEBP", lossless=True),
        "plain.avif": encoded(red, "AVIF", quality=95),
        "progressive.jpg": encoded(red, "JPEG", progressive=True),
        "cmyk.jpg": encoded(red.convert("CMYK"), "JPEG"),
        "cmyk.tif": encoded(red.convert("CMYK"), "TIFF"),
        "ycbcr.tif": encoded(red.convert("YCbCr"), "TIFF"),
        "lab.tif": encoded(lab, "TIFF"),
        "palette.png": encoded(red.convert("P"), "PNG"),
        "rgba.png": encoded(red.convert("RGBA"), "PNG"),
        "multi-picture.mpo": encoded(red, "MPO", save_all=True, append_images=[red]),
    }


def clear_files() -> dict[str, bytes]:
    """Files whose pixels are all transparent: they show their background (8 x 8)."""
    clear_palette = Image.new("P", (8, 8), 0)
    clear_palette.putpalette([200, 0, 0, 0, 200, 0])
    return {
        "rgba.png": encoded(Image.new("RGBA", (8, 8), (200, 0, 0, 0)), "PNG"),
        "la.png": encoded(Image.new("LA", (8, 8), (10, 0)), "PNG"),
        "rgba.webp": encoded(Image.new("RGBA", (8, 8), (200, 0, 0, 0)), "WEBP"),
        "palette.png": encoded(clear_palette, "PNG", transparency=bytes(2)),
        "palette-index.png": encoded(clear_palette, "PNG", transparency=0),
        "grey-key.png": encoded(Image.new("L", (8, 8), 9), "PNG", transparency=9),
        "rgb-key.png": encoded(Image.new("RGB", (8, 8), RED), "PNG", transparency=RED),
        "palette.gif": encoded(clear_palette, "GIF", transparency=0),
    }


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk of a PNG file, with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of_zeros(width: int, height: int, *chunks: bytes) -> bytes:
    """A black 1-bit PNG of any size; 100 megapixels take a few kilobytes."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", header),
            *chunks,
            png_chunk(b"IDAT", body),
            png_chunk(b"IEND", b""),
        ]
    )


def jpeg_claiming(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small JPEG whose header says that it is ``width`` x ``height``."""
    data = bytearray(encoded(Image.new("RGB", (16, 16)), "JPEG", progressive=progressive))
    frame = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def bombs() -> dict[str, bytes]:
    """Small files that ask for far more memory than a picture may."""
    tiny = noisy("PNG", (8, 8))
    text = zlib.compress(bytes(64 * 1024 * 1024), 9)
    after_header = 8 + 25
    return {
        "canvas.gif": b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\x01\0\0;",
        "frame.gif": b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\x01\0\0;",
        "hundred-megapixels.png": png_of_zeros(10_000, 10_000),
        "text.png": tiny[:after_header]
        + png_chunk(b"zTXt", b"Comment\0\0" + text)
        + tiny[after_header:],
        "profile.png": tiny[:after_header]
        + png_chunk(b"iCCP", b"icc\0\0" + text)
        + tiny[after_header:],
        "claims.jpg": jpeg_claiming(65_500, 65_500),
        "progressive.jpg": jpeg_claiming(16_000, 16_000, progressive=True),
        "huge.bmp": b"BM"
        + struct.pack("<IHHIIiiHHIIiiII", 90, 0, 0, 54, 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
        + bytes(36),
        "texture.png": b"BLP2"
        + struct.pack("<IBBBBII", 1, 2, 8, 1, 0, 16_384, 16_384)
        + bytes(264),
    }


def broken_files() -> dict[str, bytes]:
    """Files that no decoder may accept, named as pictures."""
    photo, drawing = noisy("JPEG"), noisy("PNG")
    wrong_sum = bytearray(drawing)
    wrong_sum[len(drawing) // 2] ^= 0xFF
    cut = {
        f"cut-at-{tenth}0%.{kind.lower()}": data[: len(data) * tenth // 10]
        for kind in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF")
        for data in [noisy(kind)]
        for tenth in (1, 5, 9)
    }
    return cut | {
        "empty.jpg": b"",
        "one-byte.jpg": b"\xff",
        "text.jpg": b"This is not a picture.",
        "page.jpg": b"<!DOCTYPE html><html><body>404 Not Found</body></html>",
        "zeros.jpg": bytes(5000),
        "only-the-start.jpg": photo[:4],
        "checksum.png": bytes(wrong_sum),
        "no-pixels.png": drawing[:33] + drawing[-12:],
        "drawing.eps.jpg": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
        "paper.png": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
        "layers.png": b"8BPS\0\1" + bytes(200),
        "bm.bmp": b"BMW is a brand of cars, and this is a text.",
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write ``files`` into ``folder``; the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    return paths


def write_classes(root: Path, counts: Mapping[str, int], size: tuple[int, int] = (24, 16)) -> Path:
    """Write a data set: for each folder as many different pictures of its own colour; ``root``."""
    for number, (folder, count) in enumerate(counts.items()):
        colour = ((40 + 90 * number) % 256, (200 + 60 * number) % 256, (30 * number) % 256)
        (root / folder).mkdir(parents=True, exist_ok=True)
        for picture in range(count):
            image = Image.new("RGB", size, colour)
            image.putpixel((picture % size[0], picture // size[0] % size[1]), (picture % 256, 0, 9))
            (root / folder / f"{picture:03d}.png").write_bytes(encoded(image, "PNG"))
    return root
