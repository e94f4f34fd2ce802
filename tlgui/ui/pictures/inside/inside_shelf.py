"""What the inside of a network looks like for one picture, computed in the lane of the model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tlgui.ui.work.images import image_from_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from PySide6.QtGui import QImage

    from tlgui.engine.errors import Message
    from tlgui.engine.insight.activations import Activations, MapLayer
    from tlgui.engine.progress import Control


@dataclass(frozen=True)
class Layers:
    """What a network has to show.

    Attributes:
        layers: that have maps, in the order in which a picture passes them.
        picture: what the network sees of the picture.
    """

    layers: tuple[MapLayer, ...]
    picture: QImage


@dataclass(frozen=True, eq=False)
class LayerMaps:
    """The maps of one layer for one picture, ready to be painted.

    Attributes:
        layer: their layer.
        images: one a map, in the network's order, each by its own range.
        order: their numbers, the strongest first.
        lows: the lowest value of each.
        means: the mean of each.
        highs: the highest value of each.
    """

    layer: MapLayer
    images: tuple[QImage, ...]
    order: tuple[int, ...]
    lows: tuple[float, ...]
    means: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True)
class Filters:
    """The filters of the first convolution, ready to be painted.

    Attributes:
        layer: its name.
        channels: that each filter looks at.
        side: of a filter.
        after: as they are.
        before: as they were when training began; none where that is not known.
        are_equal: whether training left them so.
        reason: why those before are not known.
    """

    layer: str
    channels: int
    side: int
    after: tuple[QImage, ...]
    before: tuple[QImage, ...] = ()
    are_equal: bool = False
    reason: Message | None = None


@dataclass
class InsideShelf:
    """Keeps the network that was looked into last. Touched only by the thread of the model lane."""

    folder: Path | None = None
    activations: Activations | None = field(default=None, repr=False)
    found: Filters | None = field(default=None, repr=False)

    def layers(self, folder: Path, image: Path, *, control: Control) -> Layers:
        """The layers of the model in ``folder``, and what it sees of ``image``."""
        activations = self._opened(folder)
        control.check()
        return Layers(activations.layers, image_from_pixels(activations.look_at(image)))

    def maps(self, folder: Path, image: Path, name: str, *, control: Control) -> LayerMaps:
        """The maps of the layer ``name``."""
        from tlgui.engine.insight.map_pictures import grey_of, strongest_first

        activations = self._opened(folder)
        layer = activations.layer(name)
        maps = activations.maps(image, name)
        control.check()
        return LayerMaps(
            layer,
            tuple(_grey_image(grey_of(each)) for each in maps),
            tuple(strongest_first(maps)),
            tuple(float(each.min()) for each in maps),
            tuple(float(each.mean()) for each in maps),
            tuple(float(each.max()) for each in maps),
        )

    def filters(self, folder: Path, *, control: Control) -> Filters:
        """The first filters of the model in ``folder``, before and after its training."""
        from tlgui.engine.deploy.bundle import open_model
        from tlgui.engine.insight.activations import first_filters_of_run
        from tlgui.engine.insight.map_pictures import filter_pictures

        self._opened(folder)
        if self.found is None:
            found = first_filters_of_run(open_model(folder))
            control.check()
            before = () if found.before is None else filter_pictures(found.before)
            _count, channels, side, _side = found.after.shape
            self.found = Filters(
                found.layer,
                channels,
                side,
                tuple(image_from_pixels(each) for each in filter_pictures(found.after)),
                tuple(image_from_pixels(each) for each in before),
                found.are_equal,
                found.reason,
            )
        return self.found

    def _opened(self, folder: Path) -> Activations:
        from tlgui.engine.deploy.bundle import open_model
        from tlgui.engine.insight.activations import Activations

        if self.activations is None or self.folder != folder:
            self.activations = self.found = None
            self.activations = Activations.of_network(open_model(folder).network())
            self.folder = folder
        return self.activations


def _grey_image(pixels: NDArray[np.uint8]) -> QImage:
    return image_from_pixels(np.repeat(pixels[:, :, None], 3, axis=2))
