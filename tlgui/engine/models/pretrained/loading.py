"""The weights of a backbone, from wherever they are, for a network of known names and shapes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message, WeightsError
from tlgui.engine.models.pretrained.files import open_tensors
from tlgui.engine.models.pretrained.places import WeightsKind, find_weights
from tlgui.engine.models.weights import check_fits, load_embedded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import torch
    from torch import nn

    from tlgui.engine.models.pretrained.files import TensorFile
    from tlgui.engine.models.weights import WeightsOf

# Counters of batch normalisation; older files lack them, and nothing is computed from them.
_COUNTER = "num_batches_tracked"
# Tables that belong to a size of picture: the library's filters resize them.
_POSITIONS = ("pos_embed", "position_bias", "rel_pos", "relative_position", "attn_mask")


@dataclass(frozen=True)
class LoadedWeights:
    """Tensors that fit their network.

    Attributes:
        tensors: by the network's names, in its types, on the CPU; all but what ``dropped`` names.
        source: the file they come from, its name.
        dropped: names of the network's tensors, all of its classifier, that the file lacks or has
            for other classes.
    """

    tensors: dict[str, torch.Tensor]
    source: str
    dropped: tuple[str, ...]


def load_weights(
    backbone: WeightsOf,
    expected: Mapping[str, torch.Tensor],
    file: Path | None = None,
    head: Sequence[str] = (),
) -> LoadedWeights:
    """The weights of ``backbone``, checked: names and shapes first, then that all are numbers.

    Args:
        backbone: whose weights.
        expected: the network's own ``state_dict``, for names, shapes and types; its values are
            never used, so it may lie on the meta device.
        file: the user's own file, instead of those that ``find_weights`` finds.
        head: the classifier's tensors or modules: ``classifier``, or ``head.fc.weight``. They may
            be missing, or be for other classes.

    Raises:
        WeightsError: there are no weights on this computer, or they are damaged, hostile, or
            belong to another network.
    """
    if file is None:
        place = find_weights(backbone)
        if place.kind is WeightsKind.EMBEDDED:
            assert place.path is not None
            tensors = load_embedded(backbone, expected)
            return LoadedWeights(tensors, place.path.name, ())
        if place.path is None:
            raise not_on_computer(backbone, place.kind)
        file = place.path
    opened = open_tensors(file)
    fault = _fault(opened.shapes, expected, head, opened.name)
    if fault is None:
        tensors = opened.read()
    else:
        tensors = _converted(backbone, opened, expected, head, fault)
    return _checked(tensors, expected, head, opened.name)


def not_on_computer(backbone: WeightsOf, kind: WeightsKind) -> WeightsError:
    """The error that there is no file of weights, with what the user can do."""
    if kind is WeightsKind.TO_DOWNLOAD:
        return WeightsError(
            Message("The weights of {name} are not on this computer.", name=backbone.name),
            Message(
                "Download them, put a file of them into your weights folder, name a file of your "
                "own, or take a network that is ready (tlgui models --ready)."
            ),
        )
    return WeightsError(
        Message("Nobody published weights of {name} that tlgui can fetch.", name=backbone.name),
        Message(
            "Put a file of them into your weights folder, name a file of your own, or take a "
            "network that is ready (tlgui models --ready)."
        ),
    )


def _is_head(name: str, head: Sequence[str]) -> bool:
    return any(name == part or name.startswith(f"{part}.") for part in head)


def _fault(
    found: Mapping[str, tuple[int, ...]],
    expected: Mapping[str, torch.Tensor],
    head: Sequence[str],
    source: str,
) -> WeightsError | None:
    """What says that these shapes are not those of the network; None where they fit."""
    body = [name for name in expected if not _is_head(name, head)]
    missing = [name for name in body if name not in found and not name.endswith(_COUNTER)]
    unknown = [name for name in found if name not in expected and not _is_head(name, head)]
    if missing or unknown:
        return WeightsError(
            Message(
                "{source} belongs to another network: the layer {layer} is {fault}.",
                source=source,
                layer=(missing or unknown)[0],
                fault=Message("missing") if missing else Message("unknown"),
            )
        )
    for name in body:
        if name in found and found[name] != tuple(expected[name].shape):
            return WeightsError(
                Message(
                    "{source} belongs to another network: {layer} has the shape {found}, "
                    "{expected} is expected.",
                    source=source,
                    layer=name,
                    found=found[name],
                    expected=tuple(expected[name].shape),
                )
            )
    return None


def _converted(
    backbone: WeightsOf,
    opened: TensorFile,
    expected: Mapping[str, torch.Tensor],
    head: Sequence[str],
    fault: WeightsError,
) -> dict[str, torch.Tensor]:
    """The tensors under the library's names, where it knows the format of the network's makers.

    Raises:
        WeightsError: ``fault``, where it does not.
    """
    wanted = sum(
        math.prod(tensor.shape) for name, tensor in expected.items() if not _is_head(name, head)
    )
    if opened.elements < wanted / 2 or not _may_be_converted(opened, expected, head):
        raise fault
    import timm

    try:
        module: nn.Module = timm.create_model(backbone.timm_name, pretrained=False)
        convert = _filter_of(module)
        tensors = convert(dict(opened.read()), module) if convert is not None else None
    except WeightsError:
        raise
    except Exception as error:  # Made for known files, it may fail anyhow on others.
        raise fault from error
    if not isinstance(tensors, dict):
        raise fault
    shapes = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    if _fault(shapes, expected, head, opened.name) is not None:
        raise fault
    return tensors


def _may_be_converted(
    opened: TensorFile, expected: Mapping[str, torch.Tensor], head: Sequence[str]
) -> bool:
    """Whether it may be the same network in another format, rather than another one."""
    for name, tensor in expected.items():
        shape = opened.shapes.get(name)
        if shape is None and not _is_head(name, head):
            return True
        other = shape is not None and shape != tuple(tensor.shape)
        if other and any(part in name for part in _POSITIONS):
            return True
    return any(name not in expected and not _is_head(name, head) for name in opened.shapes)


def _filter_of(module: nn.Module) -> Any:
    """The library's own conversion for this family of networks; None where it has none."""
    import inspect
    import sys

    family = sys.modules[type(module).__module__]
    for name in ("checkpoint_filter_fn", "_filter_fn", "_filter_torchvision_pretrained"):
        convert = getattr(family, name, None)
        if convert is None:
            continue
        if len(inspect.signature(convert).parameters) == 1:
            return lambda tensors, _module: convert(tensors)
        return convert
    return None


def _checked(
    tensors: Mapping[str, torch.Tensor],
    expected: Mapping[str, torch.Tensor],
    head: Sequence[str],
    source: str,
) -> LoadedWeights:
    """What fits, in the network's types; names and shapes of the body are known to fit.

    Raises:
        WeightsError: a value is not a number, or of a type that no weight has.
    """
    import torch

    taken: dict[str, torch.Tensor] = {}
    dropped = []
    for name, wanted in expected.items():
        tensor = tensors.get(name)
        if tensor is None and name.endswith(_COUNTER) and not _is_head(name, head):
            taken[name] = torch.zeros(wanted.shape, dtype=wanted.dtype)
        elif tensor is None or tensor.shape != wanted.shape:
            dropped.append(name)
        elif tensor.is_floating_point() != wanted.is_floating_point() or tensor.is_complex():
            raise WeightsError(
                Message(
                    "{source} belongs to another network: {layer} has values of the type {found}, "
                    "{expected} is expected.",
                    source=source,
                    layer=name,
                    found=str(tensor.dtype).removeprefix("torch."),
                    expected=str(wanted.dtype).removeprefix("torch."),
                )
            )
        else:
            taken[name] = tensor.to(wanted.dtype)
    check_fits(taken, {name: expected[name] for name in taken}, source)
    # One half of a classifier is none.
    if dropped:
        dropped += [name for name in taken if _is_head(name, head)]
        taken = {name: tensor for name, tensor in taken.items() if not _is_head(name, head)}
    return LoadedWeights(taken, source, tuple(name for name in expected if name in set(dropped)))
