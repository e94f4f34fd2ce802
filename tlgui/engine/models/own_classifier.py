"""The classifier that a pretrained network was trained with: a linear head like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.errors import Message, RecipeError, WeightsError
from tlgui.engine.models import layers
from tlgui.engine.models.heads import LinearHead
from tlgui.engine.models.making import skeleton
from tlgui.engine.models.pretrained.loading import load_weights

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.models.catalog import Backbone


def check_classifier_is_linear(backbone: Backbone) -> None:
    """Refuse a backbone whose own classifier is not one linear layer on its features.

    Raises:
        RecipeError: it has several layers, say, or a convolution.
    """
    if backbone.head != layers.HeadShape.LINEAR:
        raise RecipeError(
            Message(
                "The classifier of {name} is not one linear layer: tlgui cannot use it as it is.",
                name=backbone.name,
            ),
            Message("Take another backbone, or let it learn your own classes: feature extraction."),
        )


def own_head(backbone: Backbone, file: Path | None = None) -> LinearHead:
    """The classifier of ``backbone`` for its own classes, from where its body is.

    Args:
        backbone: whose classifier.
        file: the user's own file of weights, instead of the published ones.

    Raises:
        RecipeError: it is not one linear layer.
        WeightsError: the weights are not on this computer, damaged, or without a classifier.
    """
    check_classifier_is_linear(backbone)
    module = skeleton(backbone).module
    layer = layers.classifier_name(module)
    loaded = load_weights(backbone, module.state_dict(), file, head=(layer,))
    weight = loaded.tensors.get(f"{layer}.weight")
    if weight is None:
        raise WeightsError(
            Message(
                "{source} has no classifier for the {count} classes of {name}.",
                source=loaded.source,
                count=f"{backbone.classes:,}",
                name=backbone.name,
            ),
            Message("Take a file with the whole network, or let it learn your own classes."),
        )
    bias = loaded.tensors.get(f"{layer}.bias")
    # In rows: some files hold it by columns, and numpy keeps that.
    return LinearHead(
        np.array(weight.numpy(), np.float32, order="C"),
        np.zeros(len(weight), np.float32) if bias is None else np.array(bias.numpy(), np.float32),
    )
