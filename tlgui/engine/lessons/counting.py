"""What comes out of a convolution and what it has to learn, counted place by place.

Sizes and counts are those of ``models.scratch.design_layers``.
"""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.models.scratch.design_layers import Convolution


@dataclass(frozen=True)
class Counted:
    """A convolution over square maps.

    Attributes:
        side: W1, of the maps that come in.
        depth: D1, how many they are.
        filters: K, how many maps come out.
        kernel: F, the side of each filter.
        stride: S.
        padding: P.
    """

    side: int
    depth: int
    filters: int
    kernel: int
    stride: int = 1
    padding: int = 0

    @property
    def _layer(self) -> Convolution:
        # A stride over all of the side leaves the first place; a network's design refuses it.
        stride = min(self.stride, self.side + 2 * self.padding)
        return Convolution(
            filters=self.filters, kernel=self.kernel, stride=stride, padding=self.padding
        )

    @property
    def output_side(self) -> int:
        """W2 = (W1 - F + 2P) / S + 1, rounded down.

        Raises:
            RecipeError: the kernel does not fit.
        """
        return self._layer.output((self.depth, self.side, self.side))[1]

    @property
    def parameters(self) -> int:
        """(F F D1 + 1) K: the weights of each filter, and its bias."""
        return self._layer.parameters((self.depth, self.side, self.side))

    @property
    def places(self) -> tuple[int, ...]:
        """Where the kernel begins along one side, counted from the first cell of the padding."""
        return tuple(self.stride * number for number in range(self.output_side))

    @property
    def left_over(self) -> int:
        """Cells at the end of a side that no place of the kernel reaches."""
        return self.side + 2 * self.padding - self.places[-1] - self.kernel
