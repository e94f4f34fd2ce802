"""The pictures that lessons compute on: a few of one's own, made small, or the sample's digits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import DatasetError, Message, PictureError
from tlgui.engine.progress import BatchDone

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control

SIDE = 16
DIGITS_SIDE = 8


@dataclass(frozen=True, eq=False)
class Material:
    """Small labelled pictures, for training and held out.

    Attributes:
        train: (N, 3 or 1, side, side) float32, of mean 0 and deviation 1 over the training ones.
        train_labels: (N,) class numbers.
        held_out: pictures that are not learned from, likewise.
        held_out_labels: of those.
        classes: names.
        is_sample: whether they are the sample's digits, for want of pictures of one's own.
        mean: (1, channels, 1, 1) of the training pictures before, from 0 to 1.
        deviation: likewise.
    """

    train: NDArray[np.float32]
    train_labels: NDArray[np.int64]
    held_out: NDArray[np.float32]
    held_out_labels: NDArray[np.int64]
    classes: tuple[str, ...]
    is_sample: bool
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]


def material(
    index: DatasetIndex | None,
    split: Split | None,
    control: Control,
    *,
    train: int = 400,
    held_out: int = 400,
    side: int = SIDE,
    seed: int = 0,
) -> Material:
    """Pictures to learn from and pictures to judge by, drawn class by class in turn.

    Args:
        index: the open pictures; None for the sample's digits, 8 x 8 and grey.
        split: how they are divided; None likewise.
        control: hears of each picture that is read.
        train: at most so many to learn from.
        held_out: at most so many of the validation pictures (or of the test pictures, where there
            are no others).
        side: of one's own pictures once they are small, in pixels.
        seed: of the draw.

    Raises:
        DatasetError: fewer than two classes can be read, or nothing that is held out.
    """
    if index is None or split is None:
        return _digits(train, held_out, seed)
    labels = [record.class_index for record in index.records]
    parts = [
        _in_turn(split.train, labels, train, seed),
        _in_turn(split.validation or split.test, labels, held_out, seed),
    ]
    whole = sum(map(len, parts))
    read: list[tuple[NDArray[np.float32], NDArray[np.int64]]] = []
    done = 0
    for positions in parts:
        pixels, known = [], []
        for position in positions:
            control.check()
            try:
                pixels.append(small_picture(index.file(position), side))
                known.append(labels[position])
            except PictureError:
                pass  # The Data page lists it.
            done += 1
            control.report(BatchDone(done, whole))
        stacked = np.stack(pixels) if pixels else np.zeros((0, 3, side, side), np.float32)
        read.append((stacked, np.array(known, np.int64)))
    present = np.unique(read[0][1])
    if len(present) < 2:
        raise DatasetError(
            Message("Fewer than two classes have pictures that can be read."),
            Message("Open another folder."),
        )
    number = {int(label): place for place, label in enumerate(present)}
    ready = []
    for pixels_read, found in read:
        kept = np.isin(found, present)
        ready.append(
            (pixels_read[kept], np.array([number[int(label)] for label in found[kept]], np.int64))
        )
    if held_out and not len(ready[1][0]):
        raise DatasetError(
            Message("No picture of these classes is held out that can be read."),
            Message("Choose another split on the Data page, or open another folder."),
        )
    names = tuple(index.classes[label] for label in present)
    return _standardised(*ready[0], *ready[1], names, is_sample=False)


def small_picture(file: Path, side: int) -> NDArray[np.float32]:
    """The centre of a picture, (3, side, side), 0 to 1.

    Raises:
        PictureError: it cannot be read.
    """
    from PIL import Image

    from tlgui.engine.data.images import decode

    pixels = decode(file, minimum_side=2 * side)
    height, width = pixels.shape[:2]
    least = min(height, width)
    top, left = (height - least) // 2, (width - least) // 2
    square = Image.fromarray(pixels[top : top + least, left : left + least])
    small = square.resize((side, side), Image.Resampling.BOX)
    shares = np.asarray(small, np.float32) / np.float32(255)
    return np.ascontiguousarray(shares.transpose(2, 0, 1))


def _in_turn(
    positions: Sequence[int], labels: Sequence[int], count: int, seed: int
) -> tuple[int, ...]:
    """``count`` of ``positions``, one of each class after the other."""
    generator = np.random.default_rng(seed)
    queues: dict[int, list[int]] = {}
    for position in generator.permutation(np.array(positions, np.int64)).tolist():
        queues.setdefault(labels[position], []).append(position)
    order = [queues[label] for label in sorted(queues)]
    taken: list[int] = []
    while len(taken) < count and any(order):
        taken += [queue.pop() for queue in order if queue]
    return tuple(taken[:count])


def _digits(train: int, held_out: int, seed: int) -> Material:
    from sklearn.datasets import load_digits

    digits = load_digits()
    labels = digits.target.astype(np.int64)
    chosen = np.array(_in_turn(range(len(labels)), labels.tolist(), train + held_out, seed))
    pixels = (digits.images[chosen, None] / 16).astype(np.float32)
    first, second = slice(0, train), slice(train, None)
    known = labels[chosen]
    names = tuple(str(name) for name in digits.target_names)
    return _standardised(
        pixels[first], known[first], pixels[second], known[second], names, is_sample=True
    )


def _standardised(
    train: NDArray[np.float32],
    train_labels: NDArray[np.int64],
    held_out: NDArray[np.float32],
    held_out_labels: NDArray[np.int64],
    classes: tuple[str, ...],
    *,
    is_sample: bool,
) -> Material:
    mean = train.mean((0, 2, 3), keepdims=True)
    deviation = train.std((0, 2, 3), keepdims=True) + 1e-6
    return Material(
        (train - mean) / deviation,
        train_labels,
        (held_out - mean) / deviation,
        held_out_labels,
        classes,
        is_sample,
        mean,
        deviation,
    )
