"""Networks with random weights, built for pictures of any size and colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.catalog import Backbone, find_backbone
from tlgui.engine.models.network import Origin
from tlgui.engine.models.scratch.textbook import BY_NAME

if TYPE_CHECKING:
    from torch import nn

    from tlgui.engine.models.scratch.design import Design
    from tlgui.engine.models.scratch.textbook import Textbook

DESIGN = "design"
"""Name of all networks that are designs of one's own."""
_OWN = ("alexnet", "squeezenet", "googlenet")


@dataclass(frozen=True)
class Blueprint:
    """What a network is built from.

    Attributes:
        name: of a network of the textbooks, of an architecture of timm's, or ``DESIGN``.
        channels: 3, or 1 where it sees no colour.
        side: of the square pictures that it takes, in pixels.
        design: of one's own, where ``name`` is that.
    """

    name: str
    channels: int = 3
    side: int = 224
    design: Design | None = None

    @property
    def textbook(self) -> Textbook | None:
        """What the textbooks say of it; None where it is in none."""
        return BY_NAME.get(self.name)

    @property
    def layers(self) -> Design | None:
        """Its layers, for pictures of that size and colour, where it is told as a design."""
        known = self.design or (self.textbook.design if self.textbook is not None else None)
        return None if known is None else known.at(self.channels, self.side)

    @property
    def known_to_timm(self) -> bool:
        """Whether timm builds it under its name."""
        return self.layers is None and self.name not in _OWN

    @property
    def has_stochastic_depth(self) -> bool:
        """Whether it can skip its blocks at random while it learns."""
        import torch

        if not self.known_to_timm:
            return False
        try:
            with torch.device("meta"):
                self.create(drop_path_rate=0.5)
        except TypeError:
            return False
        return True

    @property
    def digest(self) -> str:
        """What tells it from others whose tensors have the same names and shapes."""
        layers = self.layers
        return f"{self.name} {self.channels}" if layers is None else layers.digest

    def origin(self) -> Origin:
        """What a ``Network`` is told of it."""
        architecture = self.name if self.known_to_timm and self.channels == 3 else ""
        return Origin(self.create, architecture=architecture, mark=f" {self.digest}")

    def create(self, classes: int = 0, **asked: Any) -> nn.Module:
        """The network with the random weights of its library.

        Args:
            classes: that it tells apart; 0 for its last features.
            asked: what the library is asked for beside.

        Raises:
            RecipeError: it cannot be built for such pictures.
        """
        layers = self.layers
        if layers is not None:
            from tlgui.engine.models.scratch.modules import designed

            layers.check()
            return designed(layers, classes)
        if self.name in _OWN:
            from tlgui.engine.models.scratch import modules

            made: nn.Module = {
                "alexnet": modules.alexnet,
                "squeezenet": modules.squeezenet,
                "googlenet": modules.GoogLeNet,
            }[self.name](classes, **asked)
            if self.channels == 1:
                _without_colour(made)
            return made
        return self._of_timm(classes, asked)

    def _of_timm(self, classes: int, asked: dict[str, Any]) -> nn.Module:
        import timm

        from tlgui.engine.models.scratch.grey import see_grey

        sized = {"img_size": self.side} if _wants_size(self.name) else {}
        made: nn.Module = timm.create_model(
            self.name,
            pretrained=False,
            num_classes=classes,
            in_chans=self.channels,
            **sized,
            **asked,
        )
        if self.channels == 1:
            see_grey(_first_convolution(made))
        return made


def blueprint_backbone(name: str, design: Design | None = None) -> Backbone:
    """What people are told of a network that begins with random weights, as of any backbone.

    Raises:
        RecipeError: there is none of that name.
    """
    book = BY_NAME.get(name)
    if name == DESIGN and design is not None:
        return _backbone(name, "A design of one's own", 0, design.side, None, "")
    if book is not None:
        paper = book.link.removeprefix("https://arxiv.org/abs/")
        arxiv = paper if paper != book.link else ""
        return _backbone(name, book.label, book.parameters, book.side, book.year, arxiv)
    try:
        known = find_backbone(name)
    except RecipeError:
        known = _of_architecture(name)
    return _backbone(
        known.architecture,
        known.architecture,
        known.parameters,
        known.input_size,
        known.year,
        known.paper,
    )


def _of_architecture(name: str) -> Backbone:
    """The first of those that have weights for this architecture: they are built alike."""
    from tlgui.engine.models.catalog import all_backbones

    for backbone in all_backbones().values():
        if backbone.architecture == name:
            return backbone
    raise RecipeError(
        Message("There is no network called {name} that could learn from scratch.", name=name),
        Message(
            "Those of the textbooks: {names}; or any that `tlgui models` lists.",
            names=", ".join(BY_NAME),
        ),
    )


def _backbone(
    name: str, label: str, parameters: int, side: int, year: int | None, paper: str
) -> Backbone:
    return Backbone(
        name=name,
        timm_name=name,
        label=label,
        family="",
        license="",
        parameters=parameters,
        weights_bytes=0,
        width=0,
        head="linear",
        classes=0,
        stages=(),
        stage_widths=(),
        input_size=side,
        crop=1.0,
        accuracy=None,
        accuracy_size=None,
        gmacs=None,
        mega_activations=None,
        cpu_speed=None,
        hub_id="",
        hub_file="",
        year=year,
        paper=paper,
    )


def _wants_size(name: str) -> bool:
    """Whether an architecture is built for one size of picture and must be told it."""
    import timm

    configuration = timm.models.get_pretrained_cfg(name)
    return bool(configuration is not None and configuration.fixed_input_size)


def _first_convolution(module: Any) -> nn.Module:
    name = module.pretrained_cfg.get("first_conv")
    if not isinstance(name, str):
        raise RecipeError(
            Message("{name} cannot be built for grey pictures.", name=type(module).__name__),
            Message("Have it see colours (--channels rgb), or take another network."),
        )
    found: nn.Module = module.get_submodule(name)
    return found


def _without_colour(module: nn.Module) -> None:
    """Replace the first convolution of a network of torchvision's by one that sees no colour."""
    from torch import nn

    from tlgui.engine.models.scratch.grey import see_grey

    name, first = next(
        (name, part) for name, part in module.named_modules() if isinstance(part, nn.Conv2d)
    )
    grey = nn.Conv2d(
        1,
        first.out_channels,
        first.kernel_size,  # type: ignore[arg-type]  # a pair, as it wants one
        first.stride,  # type: ignore[arg-type]
        first.padding,  # type: ignore[arg-type]
        bias=first.bias is not None,
    )
    see_grey(grey)
    # PyTorch 2.4 has no ``set_submodule``.
    above, _dot, own = name.rpartition(".")
    module.get_submodule(above).add_module(own, grey)


def initialise(module: nn.Module) -> None:
    """Random weights after He et al. (ICCV 2015), or after Glorot where nothing rectifies.

    With a deviation of sqrt(2 / fan-in) what passes a ReLU keeps its size from layer to layer.
    """
    from torch import nn

    saturates = any(isinstance(part, nn.Tanh | nn.Sigmoid) for part in module.modules())
    for part in module.modules():
        if isinstance(part, nn.Conv2d | nn.ConvTranspose2d | nn.Linear):
            if saturates:
                nn.init.xavier_normal_(part.weight)
            else:
                nn.init.kaiming_normal_(part.weight, nonlinearity="relu")
            if part.bias is not None:
                nn.init.zeros_(part.bias)
