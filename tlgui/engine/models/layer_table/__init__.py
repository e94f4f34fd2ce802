"""A network layer by layer, as a tree: output sizes, parameters, multiply-adds, memory.

Nothing is computed: the network is run on PyTorch's meta device, which only follows shapes.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message
from tlgui.engine.models.layer_table.kinds import STAGE, is_container, is_layer, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from torch import Tensor, nn

FLOAT_BYTES = 4


class Learning(StrEnum):
    """Whether the parameters of a row learn."""

    NOT_AT_ALL = "frozen"
    PARTLY = "partly"
    WHOLLY = "learns"


@dataclass(frozen=True)
class LayerRow:
    """A layer, or a block of layers: then its numbers are those of all in it.

    Attributes:
        name: as ``get_submodule`` takes it; for a row of what a block has of its own, the block's.
        kind: what it does, in the words of the field.
        shape: of its output for one picture: (channels, height, width), (tokens, width) or
            (features,); None where it gives none.
        parameters: weights and biases, the statistics of batch normalisation not among them; those
            that several layers share count in the first.
        multiply_adds: of convolutions and matrix products, for one picture.
        activation_bytes: of the values that it makes of one picture, in float32; what is computed
            in place, or only looked at in another shape, takes none.
        children: the rows in it; empty for a layer.
        depth: the first and the last group of parameters that learn together, to which its own
            belong; None where it has none. See ``LayerTable.learning``.
        uses: how often it is run for one picture.
    """

    name: str
    kind: Message
    shape: tuple[int, ...] | None
    parameters: int
    multiply_adds: int
    activation_bytes: int
    children: tuple[LayerRow, ...] = ()
    depth: tuple[int, int] | None = None
    uses: int = 1

    def walk(self, level: int = 0) -> Iterator[tuple[int, LayerRow]]:
        """The row and all in it, each with how deep it lies, in the order of the picture's way."""
        yield level, self
        for child in self.children:
            yield from child.walk(level + 1)


@dataclass(frozen=True)
class LayerTable:
    """A network as rows.

    Attributes:
        rows: its stages, in the order in which a picture passes them.
        input_shape: (channels, height, width) of the picture.
        parameters: of the whole network.
        multiply_adds: of the whole network, for one picture.
        activation_bytes: of all values on the way of one picture, in float32.
        groups: parts of the body, from the picture on, of which fine-tuning trains the last ones.
    """

    rows: tuple[LayerRow, ...]
    input_shape: tuple[int, ...]
    parameters: int
    multiply_adds: int
    activation_bytes: int
    groups: int = 0

    def walk(self) -> Iterator[tuple[int, LayerRow]]:
        """All rows, each with how deep it lies, in the order of the picture's way."""
        for row in self.rows:
            yield from row.walk()

    def learning(self, row: LayerRow, last: int | None) -> Learning | None:
        """Whether a row learns; None for one without parameters.

        Args:
            row: of this table.
            last: how many of the body's groups learn, beside the head; None for all, -1 where
                the head does not learn either.
        """
        if row.depth is None:
            return None
        first = 0 if last is None else self.groups - last
        low, high = row.depth
        if low >= first:
            return Learning.WHOLLY
        return Learning.PARTLY if high >= first else Learning.NOT_AT_ALL


def layer_table(
    module: nn.Module,
    input_shape: tuple[int, int, int],
    *,
    groups: Sequence[Collection[str]] = (),
) -> LayerTable:
    """The table of any network that takes pictures.

    Args:
        module: pictures (B, channels, height, width) to anything; it is not changed, and its
            weights are not needed: they may lie on the meta device.
        input_shape: (channels, height, width) of a picture.
        groups: names of the body's parameters, a group for each part that learns as one, from the
            picture on; parameters that are in none are the head's.

    Raises:
        Exception: whatever the network raises where it cannot take such a picture.
    """
    shadow = _without_weights(module)
    seen = _Pass(shadow)
    seen.run(input_shape)
    made = _Tree(seen, groups)
    tree = made.row("", shadow)
    if tree is None:
        return LayerTable((), input_shape, 0, 0, 0, len(groups))
    return LayerTable(
        _stages(tree, made.containers) or (tree,),
        input_shape,
        tree.parameters,
        tree.multiply_adds,
        tree.activation_bytes,
        len(groups),
    )


def _without_weights(module: nn.Module) -> nn.Module:
    """A copy of the network's structure on the meta device, as it is when it predicts."""
    import torch

    memo: dict[int, Any] = {}
    for tensor in (*module.parameters(), *module.buffers()):
        shadow = torch.empty_like(tensor, device="meta")
        if isinstance(tensor, torch.nn.Parameter):
            memo[id(tensor)] = torch.nn.Parameter(shadow, requires_grad=False)
        else:
            memo[id(tensor)] = shadow
    return copy.deepcopy(module, memo).eval()


class _Pass:
    """One picture's way through a network, and what each module made of it.

    Attributes:
        shapes: of each module's last output, the batch left out.
        own_work: multiply-adds of each module, those of modules that it runs left out.
        own_bytes: of the values that each module makes, likewise.
        uses: how often each was run.
    """

    def __init__(self, module: nn.Module) -> None:
        self.module = module
        self.shapes: dict[nn.Module, tuple[int, ...]] = {}
        self.own_work: dict[nn.Module, int] = {}
        self.own_bytes: dict[nn.Module, int] = {}
        self.uses: dict[nn.Module, int] = {}
        self._input: tuple[int, ...] = ()
        # What was counted when each module that is being run began, and by modules that it ran.
        self._running: list[list[int]] = []
        self._storages: dict[int, Any] = {}

    def run(self, input_shape: tuple[int, ...]) -> None:
        """Send a picture through."""
        import torch
        from torch.utils.flop_counter import FlopCounterMode

        self._input = input_shape
        counter = FlopCounterMode(display=False)
        for part in self.module.modules():
            part.register_forward_pre_hook(self._begin(counter.get_total_flops))
            part.register_forward_hook(self._end(counter.get_total_flops))
        picture = torch.empty(1, *input_shape, device="meta")
        self._is_new(picture)
        with torch.no_grad(), counter:
            self.module(picture)

    def _begin(self, counted: Callable[[], int]) -> Callable[..., None]:
        def begin(_module: nn.Module, _inputs: object) -> None:
            self._running.append([counted(), 0])

        return begin

    def _end(self, counted: Callable[[], int]) -> Callable[..., None]:
        def end(module: nn.Module, _inputs: object, output: object) -> None:
            before, inside = self._running.pop()
            work = counted() - before
            if self._running:
                self._running[-1][1] += work
            # The library counts multiplications and additions one by one.
            self.own_work[module] = self.own_work.get(module, 0) + (work - inside) // 2
            self.uses[module] = self.uses.get(module, 0) + 1
            tensors = list(_tensors(output))
            if _does_nothing(module):  # What it passes on is another's, who shows it next.
                return
            made = sum(FLOAT_BYTES * each.numel() for each in tensors if self._is_new(each))
            self.own_bytes[module] = self.own_bytes.get(module, 0) + made
            if tensors:
                self.shapes[module] = _one_picture(tensors[0], module, self._input)

        return end

    def _is_new(self, tensor: Tensor) -> bool:
        """Whether nobody has shown these values before, in this shape or another."""
        storage = tensor.untyped_storage()
        known = storage._cdata in self._storages
        self._storages[storage._cdata] = storage  # Kept, or another gets its number.
        return not known


def _tensors(output: object) -> Iterator[Tensor]:
    """All tensors in what a module gave."""
    import torch

    if isinstance(output, torch.Tensor):
        yield output
    elif isinstance(output, list | tuple):
        for each in output:
            yield from _tensors(each)
    elif isinstance(output, dict):
        yield from _tensors(list(output.values()))


def _one_picture(tensor: Tensor, module: nn.Module, picture: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of an output for one picture, with the channels of maps first."""
    shape = tuple(tensor.shape)
    shape = shape[1:] if shape[:1] == (1,) else shape
    return (shape[2], *shape[:2]) if len(shape) == 3 and _ends_in(module, shape, picture) else shape


def _ends_in(module: nn.Module, shape: tuple[int, ...], picture: tuple[int, ...]) -> bool:
    """Whether the last of three sides are the channels."""
    from torch import nn

    if isinstance(module, nn.Conv2d | nn.modules.batchnorm._BatchNorm):
        return False
    if isinstance(module, nn.Linear):
        return True

    def like_the_picture(height: int, width: int) -> bool:
        return abs(height * picture[2] - width * picture[1]) < max(picture[1:])

    return like_the_picture(*shape[:2]) and not like_the_picture(*shape[1:])


class _Tree:
    """Makes rows of modules.

    Attributes:
        containers: names of modules that only hold others.
    """

    def __init__(self, seen: _Pass, groups: Sequence[Collection[str]]) -> None:
        self.containers: set[str] = set()
        self._seen = seen
        self._depths = {name: place for place, names in enumerate(groups) for name in names}
        self._head = len(groups)
        self._told: set[object] = set()

    def row(self, name: str, module: nn.Module) -> LayerRow | None:
        """The row of a module; None where it does nothing, or was told before."""
        if module in self._told:
            return None
        self._told.add(module)
        own = self._own(name, module)
        named = (
            (f"{name}.{each}" if name else each, part) for each, part in module.named_children()
        )
        children = [row for each, part in named if (row := self.row(each, part)) is not None]
        shape, uses = self._seen.shapes.get(module), self._seen.uses.get(module, 0)
        if not children:
            if not own.parameters and (shape is None or _does_nothing(module)):
                return None
            return replace(own, kind=kind_of(module), shape=shape, uses=uses)
        kind = kind_of(module, [child.kind for child in children])
        if is_layer(module) and not any(row.parameters or row.multiply_adds for row in children):
            # A layer of the library's with its activation in it.
            inside = sum(row.activation_bytes for row in children)
            made = own.activation_bytes + inside
            return replace(own, kind=kind, shape=shape, activation_bytes=made, uses=uses)
        if is_container(module) and not own.parameters:
            self.containers.add(name)
        made = sum(row.activation_bytes for row in (own, *children))
        if own.parameters:
            children.insert(0, own)
        elif own.multiply_adds:
            children.append(own)
        depths = [place for row in children if row.depth is not None for place in row.depth]
        return LayerRow(
            name,
            kind,
            children[-1].shape if shape is None else shape,
            sum(row.parameters for row in children),
            sum(row.multiply_adds for row in children),
            made,
            tuple(children),
            (min(depths), max(depths)) if depths else None,
            uses,
        )

    def _own(self, name: str, module: nn.Module) -> LayerRow:
        """What a module has beside its parts."""
        count, depths, names = 0, [], []
        for each, parameter in module.named_parameters(recurse=False):
            if parameter not in self._told:
                self._told.add(parameter)
                names.append(each)
                count += parameter.numel()
                full = f"{name}.{each}" if name else each
                depths.append(self._depths.get(full, self._head))
        return LayerRow(
            name,
            Message("Own weights: {names}", names=", ".join(names))
            if names
            else Message("Matrix products"),
            None,
            count,
            self._seen.own_work.get(module, 0),
            self._seen.own_bytes.get(module, 0),
            depth=(min(depths), max(depths)) if depths else None,
        )


def _does_nothing(module: nn.Module) -> bool:
    """Whether what comes in goes out, in training too."""
    from torch import nn

    share = getattr(module, "drop_prob", getattr(module, "p", None))
    return isinstance(module, nn.Identity) or (
        type(module).__name__.startswith("Drop") and not share
    )


def _stages(tree: LayerRow, containers: Collection[str]) -> tuple[LayerRow, ...]:
    """The rows that one would name first: what only holds all stages is none itself."""
    rows = tree.children
    while True:
        if len(rows) == 1 and rows[0].children:
            rows = rows[0].children
            continue
        holding = [
            row
            for row in rows
            if row.name in containers and sum(bool(each.children) for each in row.children) > 1
        ]
        stages = [row for row in holding if STAGE in {each.kind for each in row.children}]
        if len(stages or holding) != 1:
            return rows
        whole = (stages or holding)[0]
        place = rows.index(whole)
        rows = (*rows[:place], *whole.children, *rows[place + 1 :])
        if stages:
            return rows
