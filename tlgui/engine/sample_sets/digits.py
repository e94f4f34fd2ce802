"""A small data set that comes with tlgui, for a first try without a network."""

from __future__ import annotations

import os
import secrets
import shutil
from io import BytesIO
from typing import TYPE_CHECKING

from tlgui.engine.errors import DatasetError, Message
from tlgui.engine.progress import BatchDone, Control, Stage, StageName
from tlgui.engine.storage import TEMPORARY_MARK, atomic_write

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

DIGIT_PICTURES = 1797
"""Pictures that ``write_digits`` writes."""


def write_digits(folder: Path, control: Control | None = None) -> Path:
    """Write the handwritten digits as class folders ``0`` to ``9`` of PNG files; ``folder``.

    1,797 pictures of 8 x 8 pixels, 8-bit grey. They are the test part of the UCI data set
    "Optical Recognition of Handwritten Digits" (E. Alpaydin, C. Kaynak, 1998, CC BY 4.0), as
    scikit-learn carries it.

    All of it appears at once. Where the folder is there already, only what is missing is
    written, so that doing it twice changes nothing.

    Raises:
        DatasetError: the folder holds something else, or cannot be written.
        Cancelled: the user cancelled; a new folder is then not there.
    """
    control = control or Control()
    control.report(Stage(StageName.SAVING, DIGIT_PICTURES))
    pictures = _digits()
    try:
        if os.path.exists(folder):
            _complete(folder, pictures, control)
        else:
            _write_new(folder, pictures, control)
    except OSError as error:
        raise DatasetError(
            Message(
                "The sample pictures cannot be written to {path}: {reason}.",
                path=folder,
                reason=error.strerror or str(error),
            ),
            Message("Free some space, or choose another folder."),
        ) from error
    return folder


def _digits() -> dict[str, NDArray[np.uint8]]:
    """The pictures by their path in the folder, values 0..255."""
    import numpy as np
    from sklearn.datasets import load_digits

    digits = load_digits()
    images = np.rint(digits.images * (255 / 16)).astype(np.uint8)  # 0..16 in the source
    return {
        f"{label}/{number:04d}.png": image
        for number, (label, image) in enumerate(zip(digits.target, images, strict=True))
    }


def _write_new(folder: Path, pictures: dict[str, NDArray[np.uint8]], control: Control) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = folder.with_name(f"{TEMPORARY_MARK}{secrets.token_hex(6)}")
    try:
        for label in range(10):
            (temporary / str(label)).mkdir(parents=True)
        for done, (path, image) in enumerate(pictures.items(), start=1):
            control.check()
            (temporary / path).write_bytes(_png(image))
            control.report(BatchDone(done, len(pictures)))
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _complete(folder: Path, pictures: dict[str, NDArray[np.uint8]], control: Control) -> None:
    """Write what is missing into a folder of ours."""
    there = {
        os.path.relpath(os.path.join(parent, name), folder).replace(os.sep, "/")
        for parent, _, names in os.walk(folder)
        for name in names
        if not name.startswith(".")
    }
    if not there <= pictures.keys():
        raise DatasetError(
            Message("{path} holds something else than the sample pictures.", path=folder),
            Message("Choose a new folder."),
        )
    for path in pictures.keys() - there:
        control.check()
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(folder / path) as file:
            file.write(_png(pictures[path]))
    control.report(BatchDone(len(pictures), len(pictures)))


def _png(image: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    buffer = BytesIO()
    Image.fromarray(image).save(buffer, "PNG")
    return buffer.getvalue()
