"""What a layer does, in the words of the field: convolution, batch normalisation, attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tlgui.engine.errors import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import nn

STAGE = Message("Stage")
# Blocks of the library by what the names of their classes contain, the first that fits: nothing
# else tells them apart.
_BLOCKS = (
    ("Stage", STAGE),
    ("Stem", Message("Stem")),
    ("Head", Message("Head")),
    ("DepthwiseSeparable", Message("Depthwise separable convolution")),
    ("InvertedResidual", Message("Inverted residual block")),
    ("InvertedBottleneck", Message("Inverted residual block")),
    ("LinearBottleneck", Message("Inverted residual block")),
    ("MbConv", Message("Inverted residual block")),
    ("MBConv", Message("Inverted residual block")),
    ("EdgeResidual", Message("Fused inverted residual block")),
    ("Bottleneck", Message("Bottleneck residual block")),
    ("BottleBlock", Message("Bottleneck residual block")),
    ("BasicBlock", Message("Residual block")),
    ("Inception", Message("Inception module")),
    ("DenseLayer", Message("Dense layer")),
    ("DenseTransition", Message("Transition")),
    ("SqueezeExcit", Message("Squeeze and excitation")),
    ("SEModule", Message("Squeeze and excitation")),
    ("Fire", Message("Fire module")),
    ("PatchEmbed", Message("Patch embedding")),
    ("PatchMerging", Message("Patch merging")),
    ("Attention", Message("Attention")),
    ("Attn", Message("Attention")),
    ("Mlp", Message("Feed-forward network")),
)
_SEQUENCES = frozenset(
    {"{count} \u00d7 {kind}", "{count} layers", "Stage", "Head", "Feed-forward network"}
)
_NORMALISED = ("ConvNorm", "ConvBn", "ConvBN", "BasicConv", "Conv2dNormActivation")
_ACTIVATIONS = {
    "relu": "ReLU",
    "relu6": "ReLU6",
    "leakyrelu": "Leaky ReLU",
    "prelu": "PReLU",
    "elu": "ELU",
    "selu": "SELU",
    "gelu": "GELU",
    "quickgelu": "QuickGELU",
    "gelutanh": "GELU",
    "silu": "SiLU",
    "swish": "SiLU",
    "mish": "Mish",
    "hardswish": "Hard swish",
    "hardsigmoid": "Hard sigmoid",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softmax": "Softmax",
    "softplus": "Softplus",
}


def kind_of(module: nn.Module, parts: Sequence[Message] = ()) -> Message:
    """What ``module`` does; where the field has no word for it, the name of its class.

    Args:
        module: any.
        parts: what its parts do, where they are told one by one.
    """
    for library_class, words in _words().items():
        if isinstance(module, library_class):
            return words(module)
    name = type(module).__name__
    if name in _NAMED:
        return _NAMED[name](module)
    activation = _ACTIVATIONS.get(name.casefold().removesuffix("me").replace("_", ""))
    if activation is not None:
        return Message("{text}", text=activation)
    if any("Attention" in str(part) for part in parts) and name.endswith("Block"):
        return Message("Transformer block")
    if parts and any(part in name for part in _NORMALISED):
        return Message("{kind}, normalised", kind=parts[0])
    for part, kind in _BLOCKS:
        if part in name:
            return kind
    return _row_of(parts) if parts and is_container(module) else Message("{text}", text=name)


def is_layer(module: nn.Module) -> bool:
    """Whether it is one layer to people, whatever the library has in it."""
    return isinstance(module, tuple(_words())) or type(module).__name__ in _NAMED


def is_container(module: nn.Module) -> bool:
    """Whether it only holds others."""
    from torch import nn

    return isinstance(module, nn.Sequential | nn.ModuleList | nn.ModuleDict)


def is_sequence(kind: Message) -> bool:
    """Whether what is of this kind stands for parts one behind the other, not side by side."""
    return kind.template in _SEQUENCES


def _row_of(parts: Sequence[Message]) -> Message:
    """A container: what stands in it one behind the other."""
    if len(set(parts)) == 1:
        if len(parts) == 1:
            return parts[0]
        return Message("{count} \u00d7 {kind}", count=len(parts), kind=parts[0])
    return Message("{count} layers", count=len(parts))


def _words() -> dict[type[nn.Module], Callable[[Any], Message]]:
    """What modules of PyTorch's classes, and of classes made from those, do."""
    from torch import nn

    return {
        nn.ConvTranspose2d: lambda m: _with_stride(
            Message("Transposed convolution {kernel}", kernel=_sides(m.kernel_size)), m.stride
        ),
        nn.Conv2d: _convolution,
        nn.Linear: lambda _m: Message("Fully connected"),
        nn.modules.batchnorm._BatchNorm: lambda m: _norm(Message("Batch normalisation"), m),
        nn.LayerNorm: lambda m: _norm(Message("Layer normalisation"), m),
        nn.GroupNorm: lambda m: _norm(Message("Group normalisation"), m),
        nn.LocalResponseNorm: lambda _m: Message("Local response normalisation"),
        nn.MaxPool2d: lambda m: _with_stride(
            Message("Max pooling {kernel}", kernel=_sides(m.kernel_size)), m.stride
        ),
        nn.AvgPool2d: lambda m: _with_stride(
            Message("Average pooling {kernel}", kernel=_sides(m.kernel_size)), m.stride
        ),
        nn.AdaptiveAvgPool2d: _adaptive_pooling,
        nn.AdaptiveMaxPool2d: _adaptive_pooling,
        nn.MultiheadAttention: lambda _m: Message("Attention"),
        nn.Flatten: lambda _m: Message("Flatten"),
        nn.modules.dropout._DropoutNd: lambda m: Message("Dropout {share:g}", share=m.p),
        nn.Upsample: lambda _m: Message("Enlarging"),
        nn.ReLU6: lambda _m: Message("{text}", text="ReLU6"),
    }


def _convolution(module: nn.Conv2d) -> Message:
    kernel, groups = _sides(module.kernel_size), module.groups
    if groups > 1 and groups == module.in_channels:
        told = Message("Depthwise convolution {kernel}", kernel=kernel)
    elif groups > 1:
        told = Message("Convolution {kernel} in {n} groups", kernel=kernel, n=groups)
    else:
        told = Message("Convolution {kernel}", kernel=kernel)
    return _with_stride(told, module.stride)


def _norm(told: Message, module: nn.Module) -> Message:
    """``told``, with the activation that some of the library's norms have in them."""
    activation = getattr(module, "act", None)
    if activation is None or type(activation).__name__ == "Identity":
        return told
    return Message("{kind}, {activation}", kind=told, activation=kind_of(activation))


def _adaptive_pooling(module: Any) -> Message:
    """Pooling to a map of a given size."""
    how = str(getattr(module, "pool_type", type(module).__name__)).casefold()
    size = _pair(getattr(module, "output_size", 1) or 1)
    if "avg" not in how and "max" not in how:
        return Message("{text}", text=type(module).__name__)
    if "max" in how and "avg" not in how:
        if size == (1, 1):
            return Message("Global max pooling")
        return Message("Max pooling to {size}", size=_sides(size))
    if size == (1, 1):
        return Message("Global average pooling")
    return Message("Average pooling to {size}", size=_sides(size))


def _with_stride(told: Message, stride: object) -> Message:
    first, second = _pair(stride)
    if first == second == 1:
        return told
    shown = str(first) if first == second else f"{first}, {second}"
    return Message("{kind}, stride {stride}", kind=told, stride=shown)


def _sides(size: object) -> str:
    first, second = _pair(size)
    return f"{first} \u00d7 {second}"


def _pair(size: Any) -> tuple[int, int]:
    return (size, size) if isinstance(size, int) else (size[0], size[1])


# Layers that only their names tell: those of the library, not of PyTorch.
_NAMED: dict[str, Callable[[Any], Message]] = {
    "SelectAdaptivePool2d": _adaptive_pooling,
    "DropPath": lambda m: Message("Stochastic depth {share:.2g}", share=m.drop_prob),
}
