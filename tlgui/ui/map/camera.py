"""Which part of the map is in sight, and how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

CLOSEST = 400.0
FARTHEST = 0.5
_ROOM = 0.94
"""Share of the view that all pictures take when they fit it."""


@dataclass(frozen=True)
class Camera:
    """The map's plane goes from -1 to 1 both ways; this is how it falls on a view.

    Attributes:
        width: of the view, in pixels.
        height: of it.
        zoom: 1 where all of the plane fits.
        x: what of the plane is in the middle of the view.
        y: likewise.
    """

    width: float = 1.0
    height: float = 1.0
    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0

    @property
    def scale(self) -> float:
        """Pixels a unit of the plane."""
        return self.zoom * _ROOM * max(1.0, min(self.width, self.height)) / 2

    def on_screen(self, places: Floats) -> Floats:
        """(N, 2) float32 pixels of ``places`` (N, 2)."""
        middle = np.asarray([self.x, self.y], np.float32)
        half = np.asarray([self.width / 2, self.height / 2], np.float32)
        return np.asarray((places - middle) * np.float32(self.scale) + half, np.float32)

    def in_plane(self, across: float, down: float) -> tuple[float, float]:
        """What lies at a pixel."""
        return (
            (across - self.width / 2) / self.scale + self.x,
            (down - self.height / 2) / self.scale + self.y,
        )

    def sized(self, width: float, height: float) -> Camera:
        """The same for a view of another size."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def zoomed(self, factor: float, across: float, down: float) -> Camera:
        """``factor`` times as large; what lies at the pixel stays there."""
        x, y = self.in_plane(across, down)
        nearer = replace(self, zoom=min(CLOSEST, max(FARTHEST, self.zoom * factor)))
        new_x, new_y = nearer.in_plane(across, down)
        return replace(nearer, x=self._held(self.x + x - new_x), y=self._held(self.y + y - new_y))

    def moved(self, across: float, down: float) -> Camera:
        """What is in sight moves by so many pixels."""
        return replace(
            self,
            x=self._held(self.x - across / self.scale),
            y=self._held(self.y - down / self.scale),
        )

    def at(self, x: float, y: float) -> Camera:
        """With that place in the middle."""
        return replace(self, x=self._held(x), y=self._held(y))

    def fitted(self) -> Camera:
        """With all in sight."""
        return replace(self, zoom=1.0, x=0.0, y=0.0)

    @staticmethod
    def _held(place: float) -> float:
        """Never so far away that nothing is in sight any more."""
        return min(1.0, max(-1.0, place))


@dataclass(frozen=True, eq=False)
class Plane:
    """Brings coordinates into the plane from -1 to 1, nothing stretched.

    Attributes:
        middle: (2,) of the coordinates.
        half: half their larger extent.
    """

    middle: Floats
    half: float

    @classmethod
    def of(cls, places: Floats) -> Plane:
        """The one that all of ``places`` (N, 2) fit."""
        if not len(places):
            return cls(np.zeros(2, np.float32), 1.0)
        low, high = places.min(axis=0), places.max(axis=0)
        half = max(float((high - low).max()) / 2, float(np.finfo(np.float32).tiny))
        return cls((low + high) / 2, half)

    def put(self, places: Floats) -> Floats:
        """(N, 2) float32 where ``places`` (N, 2) are in it."""
        return np.asarray((places - self.middle) / self.half, np.float32)
