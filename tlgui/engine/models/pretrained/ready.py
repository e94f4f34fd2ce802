"""Backbones that come ready to run: no library of models has to be imported to use them.

For each there is, made by ``packaging/ready_networks.py`` and held against the library by a test:
where in the file with its weights each tensor lies, and the network as OpenVINO converts it, whose
weights are those tensors with batch normalisation folded into them.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tlgui.engine import places
from tlgui.engine.data.preprocessing import Preprocessing
from tlgui.engine.errors import BundleError
from tlgui.engine.models.heads import HeadPlace
from tlgui.engine.models.weights import embedded_bytes
from tlgui.engine.storage import read_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.models.catalog import Backbone

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Body:
    """A pretrained network without its head.

    Attributes:
        tensors: by the library's names.
        weights: their fingerprint.
        preprocessing: of its input.
        place: where the library keeps a linear head on the last features; None where it has no
            such place.
        groups: widths of the parts of its features; empty where they are the catalogue's.
    """

    tensors: Mapping[str, NDArray[Any]]
    weights: str
    preprocessing: Preprocessing
    place: HeadPlace | None
    groups: tuple[int, ...] = ()


@dataclass(frozen=True)
class Graph:
    """A network as OpenVINO keeps it: the contents of its two files."""

    xml: bytes
    weights: bytes


def ready_body(backbone: Backbone) -> Body | None:
    """The body of ``backbone``; None where it does not come ready.

    Raises:
        WeightsError: the file with its weights is missing, or another one.
    """
    facts = _facts(backbone.name)
    if facts is None:
        return None
    whole = embedded_bytes(backbone)
    tensors = {str(name): _tensor(whole, *place) for name, *place in facts["tensors"]}
    return Body(
        tensors,
        str(facts["weights"]),
        Preprocessing.from_json(facts["preprocessing"]),
        HeadPlace.from_json(facts["place"]),
    )


def _tensor(
    whole: bytes, dtype: str, shape: list[int], offset: int, axes: list[int]
) -> NDArray[Any]:
    """The tensor at ``offset``, whose axes lie there in the order of ``axes``."""
    stored = [shape[axis] for axis in axes]
    flat = np.frombuffer(whole, dtype, int(np.prod(shape, dtype=np.int64)), offset)
    return np.ascontiguousarray(flat.reshape(stored).transpose(np.argsort(axes))).reshape(shape)


def ready_graph(backbone: str, weights: str, tensors: Mapping[str, NDArray[Any]]) -> Graph | None:
    """The converted body of ``backbone``, put together from its ``tensors``.

    None where it does not come ready, or not with these ``weights``, or comes out otherwise than
    the conversion that it was made from: to the last bit, or not at all.
    """
    facts = _facts(backbone)
    if facts is None or facts["weights"] != weights:
        return None
    whole = bytearray(int(facts["size"]))
    for offset, piece in facts["pieces"]:
        data = _piece(piece, tensors)
        whole[offset : offset + len(data)] = data
    weights_file = bytes(whole)
    if hashlib.sha256(weights_file).hexdigest() != facts["sha256"]:
        return None
    try:
        return Graph(_asset(f"{backbone}.xml").read_bytes(), weights_file)
    except OSError:
        return None


def folded_weight(
    tensors: Mapping[str, NDArray[Any]], layer: str, norm: str, epsilon: float
) -> NDArray[np.float32]:
    """The weight of the convolution ``layer`` with the batch normalisation ``norm`` in it."""
    weight = tensors[f"{layer}.weight"]
    scale = _scale(tensors, norm, epsilon)
    return np.asarray(weight * scale.reshape(-1, *[1] * (weight.ndim - 1)))


def folded_bias(
    tensors: Mapping[str, NDArray[Any]], norm: str, epsilon: float
) -> NDArray[np.float32]:
    """What the batch normalisation ``norm`` adds after it."""
    mean, bias = tensors[f"{norm}.running_mean"], tensors[f"{norm}.bias"]
    return np.asarray(bias - mean * _scale(tensors, norm, epsilon))


def _scale(tensors: Mapping[str, NDArray[Any]], norm: str, epsilon: float) -> NDArray[np.float32]:
    # In single precision and in this order: as the converter computes it.
    variance = tensors[f"{norm}.running_var"] + np.float32(epsilon)
    return np.asarray(tensors[f"{norm}.weight"] / np.sqrt(variance))


def _piece(piece: Mapping[str, Any], tensors: Mapping[str, NDArray[Any]]) -> bytes:
    """The bytes of one constant, as ``pieces`` of the facts describe it."""
    if "bytes" in piece:
        return b64decode(piece["bytes"])
    if "layer" in piece:
        return folded_weight(tensors, piece["layer"], piece["norm"], piece["epsilon"]).tobytes()
    return folded_bias(tensors, piece["norm"], piece["epsilon"]).tobytes()


def _facts(backbone: str) -> dict[str, Any] | None:
    """What the script wrote of ``backbone``; None where there is nothing, or nothing of use."""
    try:
        facts = read_json(_asset(f"{backbone}.json"))
    except BundleError:
        return None
    return dict(facts) if facts.get("format_version") == FORMAT_VERSION else None


def _asset(name: str) -> Path:
    return places.asset_folder("networks") / name
