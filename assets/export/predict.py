"""Classify pictures with an exported model: ``python predict.py PICTURES...``.

Stands alone beside model.onnx and bundle.json; needs numpy, Pillow and onnxruntime
(``pip install numpy pillow onnxruntime``). Pictures are read, resized and framed as they were in
training: numbers, names and the threshold come from bundle.json.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import struct
import sys
import warnings
from functools import lru_cache

import numpy as np
import onnxruntime
from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

HERE = os.path.dirname(os.path.abspath(__file__))
PIXEL_LIMIT = 80_000_000
JPEG_LIMIT = 300_000_000
BATCH = 16
KINDS = "jpg jpeg jpe jfif mpo png apng webp bmp dib gif tif tiff avif heic heif hif"
SUFFIXES = tuple(f".{kind}" for kind in KINDS.split())
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureError(Exception):
    """Why a picture cannot be used."""


# ---- Reading a picture: upright, RGB, 8 bits --------------------------------------------------


class Jpeg(JpegImagePlugin.JpegImageFile):
    """A JPEG file; of several pictures in one it is the first."""

    def _read_dpi_from_exif(self):
        """Nobody asks for the resolution, and damaged blocks would warn."""


def read_picture(path, minimum_side, bit_depth):
    """The picture as (H, W, 3) uint8, or a PictureError."""
    if not os.path.exists(path):
        raise PictureError("it does not exist")
    if not os.path.isfile(path):
        raise PictureError("it is not a regular file")
    try:
        with open(path, "rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(_upright(file, minimum_side, bit_depth))
    except PictureError:
        raise
    except MemoryError as error:
        raise PictureError("there is not enough memory for it") from error
    except OSError as error:
        raise PictureError(error.strerror or "it is damaged or cut off") from error
    except Exception as error:  # decoders raise nearly everything
        raise PictureError("it is damaged") from error


def _upright(file, minimum_side, bit_depth):
    head = file.read(32)
    file.seek(0)
    image = _opened(file, head)
    width, height = image.size
    if isinstance(image, Jpeg):
        if width * height > PIXEL_LIMIT:
            # Reduced by its own decoder, where that need not hold the whole of it.
            if width * height > JPEG_LIMIT or not _is_single_pass(image, file):
                raise PictureError(f"it is too large: {width} x {height} pixels")
            minimum_side = min(minimum_side, width // 2, height // 2)
        image.draft("RGB", (minimum_side, minimum_side))
        width, height = image.size
    if width * height > PIXEL_LIMIT:
        raise PictureError(f"it is too large: {width} x {height} pixels")
    image.load()
    rgb = _rgb(image, bit_depth)
    turned = isinstance(image, TiffImagePlugin.TiffImageFile)  # Pillow has turned those already.
    turn = None if turned else TURNS.get(_orientation(image.info))
    return rgb if turn is None else rgb.transpose(turn)


def _is_single_pass(image, file):
    """Whether one scan holds all colours: the header was read up to the end of its description."""
    components = len(image.layer)
    length = 6 + 2 * components
    at = file.tell()
    file.seek(at - length)
    start = file.read(3)
    file.seek(at)
    return not image.info.get("progressive") and start == bytes((0, length, components))


def _opened(file, head):
    if head.startswith(b"\xff\xd8\xff"):
        return Jpeg(file)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImagePlugin.PngImageFile(file)
    if head.startswith((b"GIF87a", b"GIF89a")):
        return GifImagePlugin.GifImageFile(file)
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return TiffImagePlugin.TiffImageFile(file)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        if int.from_bytes(head[4:8], "little") + 8 > os.fstat(file.fileno()).st_size:
            raise PictureError("it is cut off")
        return WebPImagePlugin.WebPImageFile(file)
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in (
        12, 16, 40, 52, 56, 64, 108, 124
    ):  # fmt: skip
        return BmpImagePlugin.BmpImageFile(file)
    if head[4:8] == b"ftyp":
        return _opened_box(file, {head[at : at + 4] for at in (8, *range(16, 32, 4))})
    raise PictureError("it is not a picture" if head else "it is empty")


def _opened_box(file, brands):
    """An AVIF or HEIF file."""
    if brands & {b"avif", b"avis"}:
        from PIL import AvifImagePlugin

        return AvifImagePlugin.AvifImageFile(file)
    try:
        from pi_heif import HeifImageFile
    except ImportError:
        raise PictureError("HEIF pictures need the package pi-heif") from None
    return HeifImageFile(file)


def _rgb(image, bit_depth):
    if image.mode.startswith("I;16"):
        white = (1 << (bit_depth or 16)) - 1
        values = np.minimum(np.asarray(image).astype(np.int64), white)
        grey = ((2 * 255 * values + white) // (2 * white)).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if image.mode in ("I", "F"):
        return Image.fromarray(_rescaled(np.asarray(image))).convert("RGB")
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, (255, 255, 255))
        paper.paste(layer, mask=layer)
        return paper
    return image if image.mode == "RGB" else image.convert("RGB")


def _rescaled(values):
    """Values that declare no range: the narrowest usual range that holds them is 0..255."""
    floating = values.dtype.kind == "f"
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    for top in (1.0, 255.0, 65535.0) if floating else (255.0, 65535.0):
        slack = top / 10 if floating else 0.0
        if low >= -slack and high <= top + slack:
            low, high = 0.0, top
            break
    scale = 255.0 / (high - low) if high > low else 1.0
    shifted = np.nan_to_num((values.astype(np.float64) - low) * scale, nan=0.0)
    return np.rint(np.clip(shifted, 0.0, 255.0)).astype(np.uint8)


def _orientation(info):
    """1 to 8 as EXIF numbers them."""
    exif = info.get("exif")
    if exif is None and isinstance(info.get("Raw profile type exif"), str):
        try:
            exif = bytes.fromhex("".join(info["Raw profile type exif"].split("\n")[3:]))
        except ValueError:
            exif = None
    found = _exif_orientation(exif) if isinstance(exif, bytes) else None
    if found:
        return found
    xmp = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    xmp = xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp
    match = re.search(rb"tiff:Orientation(?:=[\"']|>)\s*([1-8])\b", xmp)
    return int(match[1]) if match else 1


def _exif_orientation(exif):
    block = exif.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(block[:4])
    if order is None:
        return None
    try:
        (start,) = struct.unpack_from(order + "L", block, 4)
        (count,) = struct.unpack_from(order + "H", block, start)
        for entry in range(start + 2, start + 2 + 12 * count, 12):
            tag, kind, number = struct.unpack_from(order + "HHL", block, entry)
            if tag == 0x0112:
                letter = {1: "B", 3: "H", 4: "L"}.get(kind)
                if letter is None or number != 1:
                    return None
                (value,) = struct.unpack_from(order + letter, block, entry + 8)
                return value if 1 <= value <= 8 else None
    except struct.error:
        pass
    return None


# ---- Bringing it to the network's input -------------------------------------------------------


def frame(pixels, numbers):
    """(height, width, 3) uint8, framed as in training."""
    height, width, kind = numbers["height"], numbers["width"], numbers["interpolation"]
    framing = numbers.get("framing", "centre")
    if framing == "squeeze":
        return resize(pixels, height, width, kind)
    if framing == "whole":
        rows, columns = pixels.shape[:2]
        scale = min(height / rows, width / columns)
        rows = min(height, max(1, round(rows * scale)))
        columns = min(width, max(1, round(columns * scale)))
        top, left = (height - rows) // 2, (width - columns) // 2
        framed = np.empty((height, width, 3), np.uint8)
        framed[:] = [round(255 * min(max(value, 0.0), 1.0)) for value in numbers["mean"]]
        framed[top : top + rows, left : left + columns] = resize(pixels, rows, columns, kind)
        return framed
    return _centre(pixels, numbers)


def _centre(pixels, numbers):
    side = numbers["resize_side"]
    rows, columns = pixels.shape[:2]
    shorter = min(rows, columns)
    height, width = max(int(side * rows / shorter), side), max(int(side * columns / shorter), side)
    if max(height, width) > 8 * side:  # A long strip: only its centre is ever seen.
        keep = max(1, 8 * side * shorter // side)
        top, left = max(0, (rows - keep) // 2), max(0, (columns - keep) // 2)
        return _centre(pixels[top : top + keep, left : left + keep], numbers)
    whole = resize(pixels, height, width, numbers["interpolation"])
    top = round((height - numbers["height"]) / 2.0)
    left = round((width - numbers["width"]) / 2.0)
    return whole[top : top + numbers["height"], left : left + numbers["width"]]


def resize(pixels, height, width, kind):
    """Antialiased, on 8-bit values in whole numbers, rounded between its two passes.

    As ``torch.nn.functional.interpolate`` does it with ``antialias``; Pillow's own bicubic is
    close to it, but not the same.
    """
    if pixels.shape[1] != width:
        pixels = _passed(pixels, width, kind)
    if pixels.shape[0] != height:
        pixels = _passed(pixels.transpose(1, 0, 2), height, kind).transpose(1, 0, 2)
    return pixels


def _passed(pixels, size, kind):
    """(H, W, 3) to (H, size, 3)."""
    starts, weights = _weights(pixels.shape[1], size, kind)
    made = np.empty((pixels.shape[0], size, 3), np.uint8)
    length = weights.shape[1]
    last = pixels.shape[1] - 1
    for pixel in range(size):
        columns = np.minimum(starts[pixel] + np.arange(length), last)
        # Sums of whole numbers below 2**53: floating point holds them exactly, in any order.
        total = np.tensordot(weights[pixel], pixels[:, columns].astype(np.float64), (0, 1))
        made[:, pixel] = np.clip(np.floor(total + 0.5), 0, 255)
    return made


@lru_cache(maxsize=64)
def _weights(source, size, kind):
    scale = source / size
    reach = 2.0 if kind == "bicubic" else 1.0
    support, squeeze = (reach * scale, 1.0 / scale) if scale >= 1 else (reach, 1.0)
    centres = scale * (np.arange(size) + 0.5)
    starts = np.maximum((centres - support + 0.5).astype(np.int64), 0)
    lengths = np.minimum((centres + support + 0.5).astype(np.int64), source) - starts
    taps = np.arange(int(lengths.max()))
    x = np.abs((starts[:, None] + taps - centres[:, None] + 0.5) * squeeze)
    if kind == "bicubic":
        a = -0.5
        near = ((a + 2) * x - (a + 3)) * x * x + 1
        far = (((x - 5) * x + 8) * x - 4) * a
        weights = np.where(x < 1, near, np.where(x < 2, far, 0.0))
    else:
        weights = np.where(x < 1, 1 - x, 0.0)
    weights[taps >= lengths[:, None]] = 0.0
    totals = np.add.accumulate(weights, axis=1)[:, -1:]
    weights = np.divide(weights, totals, out=weights, where=totals != 0)
    largest, bits = float(weights.max()), 0
    while bits < 22 and int(0.5 + largest * (1 << bits + 1)) < (1 << 15):
        bits += 1
    whole = weights * (1 << bits)
    return starts, np.trunc(np.where(whole < 0, whole - 0.5, whole + 0.5)) / (1 << bits)


# ---- Answers ----------------------------------------------------------------------------------


class Model:
    """The exported network and what bundle.json says of it."""

    def __init__(self, folder, file):
        with open(os.path.join(folder, "bundle.json"), "rb") as text:
            bundle = json.load(text)
        self.classes = bundle["classes"]
        self.numbers = bundle["preprocessing"]
        # A class a place; exports from before have one for all.
        common = [bundle["threshold"]] * len(self.classes)
        self.thresholds = bundle.get("thresholds", common)
        self.unknown_above = bundle.get("unknown", {}).get("limit")
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            os.path.join(folder, file), options, providers=["CPUExecutionProvider"]
        )
        self.outputs = ["probabilities"]
        if self.unknown_above is not None:
            self.outputs.append("distance")

    def read(self, path):
        """The network's input for one picture, (height, width, 3) uint8, or a PictureError."""
        numbers = self.numbers
        centre = numbers.get("framing", "centre") == "centre"
        sides = (numbers["resize_side"],) if centre else (numbers["height"], numbers["width"])
        return frame(read_picture(path, max(sides), numbers["bit_depth"]), numbers)

    def look(self, pictures):
        """For N pictures that ``read`` gave: (N, classes) probabilities and (N,) distances.

        A distance is that to what was learned from; NaN where the network does not tell.
        """
        scaled = np.stack(pictures).astype(np.float32) / np.float32(255)
        pixels = np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))
        rows, *distances = self.session.run(self.outputs, {"pictures": pixels})
        return rows, distances[0] if distances else np.full(len(rows), np.nan)

    def decision(self, row, distance):
        """What the answer is worth: "accepted", "unsure" or "unknown"."""
        if self.unknown_above is not None and distance > self.unknown_above:
            return "unknown"  # Nothing that was learned from is like it, however sure the answer.
        best = int(row.argmax())
        return "accepted" if float(row[best]) >= self.thresholds[best] else "unsure"

    def answers(self, paths):
        """For each path: (path, (probabilities, distance) or None, error or None), in order."""
        for start in range(0, len(paths), BATCH):
            some, pictures, errors = paths[start : start + BATCH], {}, {}
            for path in some:
                try:
                    pictures[path] = self.read(path)
                except PictureError as error:
                    errors[path] = f"{os.path.basename(path)} cannot be read: {error}."
            known = {}
            if pictures:
                found = zip(*self.look(list(pictures.values())), strict=True)
                known = dict(zip(pictures, found, strict=True))
            for path in some:
                yield path, known.get(path), errors.get(path)


def row_of(model, path, known, error, top_k):
    """An answer as ``tlgui predict --json`` gives it."""
    if known is None:
        empty = {"label": None, "confidence": None, "decision": None, "top": []}
        return {"file": path, **empty, "error": error}
    row, distance = known
    order = np.argsort(-row, kind="stable")
    top = [{"label": model.classes[at], "confidence": float(row[at])} for at in order]
    return {
        "file": path,
        **top[0],
        "decision": model.decision(row, distance),
        "top": top[:top_k],
        "error": None,
    }


def cell(value):
    """A text that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        value = value.encode("utf-8", "backslashreplace").decode("utf-8")
        if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
            return "'" + value
    return value


def write_csv(model, answers, text):
    """Every answer into an open file, a column a class; gives the answers on."""
    names = ["file", "label", "confidence", "second_label", "second_confidence", "decision"]
    with text:
        writer = csv.writer(text)
        writer.writerow([cell(name) for name in (*names, *model.classes, "error")])
        for path, known, error in answers:
            told = row_of(model, path, known, error, 2)
            cells = [path, *[""] * (5 + len(model.classes)), error or ""]
            if known is not None:
                first, second = told["top"][:2]
                cells[1:6] = [*first.values(), *second.values(), told["decision"]]
                cells[6:-1] = [float(value) for value in known[0]]
            writer.writerow([cell(value) for value in cells])
            yield path, known, error


def pictures_in(paths):
    """The files named, and the pictures in the folders named."""
    for path in paths:
        if not os.path.isdir(path):
            yield path
            continue
        for folder, below, names in os.walk(path):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                    yield os.path.join(folder, name)


def main(arguments=None):
    """The command line; the exit code."""
    parser = argparse.ArgumentParser(description="Classify pictures with an exported model.")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="pictures and folders")
    parser.add_argument("--model", default="model.onnx", help="the file beside this script")
    parser.add_argument("--top-k", type=int, default=3, help="classes listed for each picture")
    parser.add_argument("--csv", metavar="FILE", help="write all answers to this new file")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args(arguments)
    sys.stdout.reconfigure(errors="backslashreplace")
    if asked.csv and os.path.lexists(asked.csv):
        parser.error(f"{asked.csv} exists already")
    try:
        model = Model(HERE, asked.model)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the files, say which
        sys.stderr.write(f"error: {asked.model} or bundle.json cannot be opened: {error}\n")
        return 1
    answers = model.answers(list(dict.fromkeys(pictures_in(asked.paths))))
    if asked.csv:
        try:
            text = open(asked.csv, "x", encoding="utf-8", newline="")  # noqa: SIM115
        except OSError as error:
            sys.stderr.write(f"error: {asked.csv} cannot be written: {error.strerror}\n")
            return 1
        answers = write_csv(model, answers, text)
    rows, read = [], 0
    for path, known, error in answers:
        told = row_of(model, path, known, error, asked.top_k)
        read += known is not None
        if asked.json:
            rows.append(told)
        elif known is None:
            sys.stdout.write(f"{path}: {error}\n")
        else:
            top = ", ".join(f"{each['label']} {each['confidence']:.1%}" for each in told["top"])
            doubt = "" if told["decision"] == "accepted" else f" ({told['decision']})"
            sys.stdout.write(f"{path}: {top}{doubt}\n")
    if asked.json:
        sys.stdout.write(json.dumps({"predictions": rows}, indent=2) + "\n")
    if not read:
        sys.stderr.write("error: No picture could be read.\n")
    return 0 if read else 1


if __name__ == "__main__":
    sys.exit(main())
