"""A part of a training that is done, in a file: what is said of it, its tensors, and a checksum."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine.errors import BundleError, DamagedError, Message
from tlgui.engine.models.weights import fingerprint
from tlgui.engine.storage import atomic_write
from tlgui.engine.training.by_epochs.company import company
from tlgui.engine.training.kept.places import PROGRESS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

FORMAT_VERSION = 1
FILE = "done.safetensors"


@dataclass(frozen=True, eq=False)
class Kept:
    """What a file holds.

    Attributes:
        document: what is said of it, as JSON has it.
        tensors: by their names.
    """

    document: dict[str, Any]
    tensors: dict[str, NDArray[Any]]


def write_kept(folder: Path, asked: str, kept: Kept) -> None:
    """Keep in ``folder`` that a part of a training is done, and what came of it.

    Args:
        folder: of the part.
        asked: what tells it from others; see ``read_kept``.
        kept: what came of it.

    Raises:
        OSError: the disk is full, or cannot be written.
        TypeError, ValueError: the document holds what JSON has no words for.
    """
    from safetensors.numpy import save

    document = {"format_version": FORMAT_VERSION, "asked": asked, **kept.document}
    text = json.dumps(document, allow_nan=False)
    metadata = {"document": text, "sha256": _checksum(text, kept.tensors)}
    # What is stored by columns would be written as it lies, and read by rows.
    ordered = {name: np.asarray(array, order="C") for name, array in kept.tensors.items()}
    folder.mkdir(parents=True, exist_ok=True)
    with atomic_write(folder / FILE) as file:
        file.write(save(ordered, metadata))


def is_done(folder: Path) -> bool:
    """Whether the part of a training in ``folder`` is done."""
    return os.path.isfile(folder / FILE)


def has_done_parts(folder: Path) -> bool:
    """Whether any part of the training in ``folder`` is done."""
    return any((folder / PROGRESS_FOLDER).rglob(FILE))


def read_kept(folder: Path, asked: str) -> Kept | None:
    """What came of the part of a training in ``folder``; None where it is not done.

    Where several processes train together, all hear what the first one reads.

    Args:
        folder: of the part.
        asked: what it is asked now: the same as then.

    Raises:
        DamagedError: it cannot be read.
        BundleError: it belongs to another training.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load

    path, together = folder / FILE, company()
    together.wait_for_the_first()
    found = together.same(_read(path) if together.leads else None)
    if found is None:
        return None
    try:
        if isinstance(found, str):
            raise ValueError(found)
        metadata = _metadata(found)
        document = json.loads(metadata["document"])
        tensors = load(found)
        if metadata["sha256"] != _checksum(metadata["document"], tensors):
            raise ValueError("its checksum is another")
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError("it is of another version")
        if document["asked"] != asked:
            raise of_another(path)
    except (SafetensorError, LookupError, TypeError, ValueError) as error:
        raise damaged(path, error) from error
    return Kept(document, tensors)


def damaged(path: Path, reason: object) -> DamagedError:
    """That ``path`` cannot be gone on with."""
    return DamagedError(
        Message("{path} is damaged: {reason}.", path=path, reason=reason), Message("Train anew.")
    )


def of_another(path: Path) -> BundleError:
    """That what ``path`` holds cannot be gone on with: something else is asked."""
    return BundleError(
        Message("{path} belongs to a training with other settings or pictures.", path=path),
        Message("Train anew."),
    )


def not_kept(folder: Path, error: OSError) -> BundleError:
    """That how far a training is cannot be written into ``folder``."""
    return BundleError(
        Message(
            "How far the training is cannot be kept in {path}: {reason}.",
            path=folder,
            reason=error.strerror or error,
        ),
        Message("Make room on the disk."),
    )


def _read(path: Path) -> bytes | str | None:
    """The bytes of a file, None where there is none, or why it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return error.strerror or str(error)


def _metadata(file: bytes) -> dict[str, str]:
    """What stands in the head of a file of safetensors, beside its tensors."""
    size = int.from_bytes(file[:8], "little")
    found: dict[str, str] = json.loads(file[8 : 8 + size])["__metadata__"]
    return found


def _checksum(text: str, tensors: Mapping[str, NDArray[Any]]) -> str:
    return hashlib.sha256(f"{text} {fingerprint(tensors)}".encode()).hexdigest()
