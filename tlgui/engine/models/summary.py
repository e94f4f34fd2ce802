"""What a backbone is made of: its layers from picture to scores, counted, not typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from tlgui.engine.errors import BundleError, Message
from tlgui.engine.models import layers
from tlgui.engine.models.layer_table import LayerTable, layer_table
from tlgui.engine.models.making import skeleton

if TYPE_CHECKING:
    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.models.catalog import Backbone


@dataclass(frozen=True)
class NetworkSummary:
    """A backbone in numbers.

    Attributes:
        table: its layers, its own head included.
        preprocessing: of its input.
        pretrained_classes: that its own head told apart.
        width: length of the feature vector.
        stage_width: channels of all stages' maps together, whose means a head may look at too.
    """

    table: LayerTable
    preprocessing: Preprocessing
    pretrained_classes: int
    width: int
    stage_width: int = 0

    def head_parameters(self, classes: int) -> int:
        """Weights and biases of a linear head for ``classes`` classes."""
        return classes * (self.width + 1)


@lru_cache(maxsize=8)
def summarise(backbone: Backbone) -> NetworkSummary:
    """The layers of ``backbone``; no weights are loaded and nothing is computed.

    Raises:
        BundleError: its layers cannot be told.
    """
    try:
        whole, body = skeleton(backbone), skeleton(backbone, head=False)
        size = whole.preprocessing
        table = layer_table(
            whole.module,
            (3, size.height, size.width),
            groups=layers.depth_groups(body.module, coarse=True),
        )
    except Exception as error:  # the library raises anything for what it cannot do
        raise BundleError(
            Message("The layers of {name} cannot be shown as a list.", name=backbone.label)
        ) from error
    stage_width = sum(backbone.stage_widths)
    return NetworkSummary(table, size, whole.classes, backbone.width, stage_width)
