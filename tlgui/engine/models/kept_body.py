"""Bodies as tensors, kept on this computer: a library of models is imported once, not each time.

What a training needs of a pretrained body, beside its converted network, are its tensors under
the library's names, the preprocessing, and where a linear head would lie.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError
from tlgui.engine.models.heads import HeadPlace
from tlgui.engine.models.weights import fingerprint
from tlgui.engine.storage import atomic_write, read_json, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.models.catalog import Backbone

FORMAT_VERSION = 1


@dataclass(frozen=True)
class KeptBody:
    """A pretrained network without its head.

    Attributes:
        tensors: by the library's names.
        weights: their fingerprint.
        preprocessing: of its input.
        place: where the library keeps a linear head on the last features.
    """

    tensors: Mapping[str, NDArray[Any]]
    weights: str
    preprocessing: Preprocessing
    place: HeadPlace


def find_body(backbone: Backbone) -> KeptBody | None:
    """The body of ``backbone`` as it was kept; None where it was not, or is damaged."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    document, weights = _files(backbone)
    try:
        known = read_json(document)
        tensors = load_file(weights)
        body = KeptBody(
            tensors,
            str(known["weights"]),
            Preprocessing.from_json(known["preprocessing"]),
            HeadPlace.from_json(known["place"]),
        )
    except (BundleError, OSError, SafetensorError, LookupError, TypeError, ValueError):
        return None
    return body if fingerprint(tensors) == body.weights else None


def keep_body(backbone: Backbone, body: KeptBody) -> None:
    """Keep ``body`` for ``find_body``; where that cannot be, the next start builds it again."""
    from safetensors.numpy import save

    document, weights = _files(backbone)
    with suppress(OSError):
        weights.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(weights) as file:
            file.write(save(dict(body.tensors)))
        write_json(
            document,
            {
                "format_version": FORMAT_VERSION,
                "backbone": backbone.name,
                "weights": body.weights,
                "preprocessing": body.preprocessing.to_json(),
                "place": body.place.to_json(),
            },
        )


def _files(backbone: Backbone) -> tuple[Path, Path]:
    """The document and the tensors; another version of the library may build another body."""
    try:
        library = version("timm")
    except PackageNotFoundError:
        library = ""
    key = f"{FORMAT_VERSION} {backbone.name} {backbone.weights_sha256} timm {library}"
    stem = hashlib.sha256(key.encode()).hexdigest()[:24]
    folder = places.cache_folder() / "bodies"
    return folder / f"{stem}.json", folder / f"{stem}.safetensors"
