"""A 1 x 1 convolution before a larger one: fewer maps in between, fewer weights."""

from __future__ import annotations

from dataclasses import dataclass

from tlgui.engine.models.scratch.design_layers import Convolution


def weights_of(kernel: int, depth: int, filters: int) -> int:
    """F F D K: the weights of a convolution, without biases."""
    layer = Convolution(filters=filters, kernel=kernel)
    return layer.parameters((depth, kernel, kernel)) - filters


@dataclass(frozen=True)
class Bottleneck:
    """The same two ends joined directly, and through fewer maps.

    Attributes:
        depth: maps that come in.
        filters: maps that go out.
        kernel: the side of the larger kernel.
        between: maps between the 1 x 1 convolution and the larger one.
    """

    depth: int = 32
    filters: int = 64
    kernel: int = 3
    between: int = 16

    @property
    def direct(self) -> int:
        """Weights of one convolution from end to end."""
        return weights_of(self.kernel, self.depth, self.filters)

    @property
    def narrowing(self) -> int:
        """Weights of the 1 x 1 convolution."""
        return weights_of(1, self.depth, self.between)

    @property
    def widening(self) -> int:
        """Weights of the larger convolution behind it."""
        return weights_of(self.kernel, self.between, self.filters)

    @property
    def through(self) -> int:
        """Weights of both."""
        return self.narrowing + self.widening

    @property
    def most_between(self) -> int:
        """The most maps in between with which there are fewer weights than directly."""
        each = weights_of(1, self.depth, 1) + weights_of(self.kernel, 1, self.filters)
        return (self.direct - 1) // each
