"""Pictures changed at random, so that what does not matter is not learned by heart.

The draws come from PyTorch's own generator: whoever seeds it gets the same pictures again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tlgui.engine.training.by_epochs.choices import AutoAugment

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from tlgui.engine.training.by_epochs.augmentation_settings import AugmentationSettings


def augmenter(recipe: AugmentationSettings) -> Callable[[Tensor], Tensor] | None:
    """What changes pictures (B, 3, H, W) uint8, each by draws of its own; None for nothing."""
    import torch
    from torchvision.transforms import v2

    steps = _asked(recipe)
    if not steps:
        return None
    transform = v2.Compose(steps)

    def change(pictures: Tensor) -> Tensor:
        return torch.stack([transform(picture) for picture in pictures])

    return change


def mixer(
    recipe: AugmentationSettings, classes: int
) -> Callable[[Tensor, Tensor], tuple[Tensor, Tensor]] | None:
    """What blends normalised pictures (B, 3, H, W) and their classes (B,) into shares (B, classes).

    Mixup (Zhang et al., ICLR 2018), CutMix (Yun et al., ICCV 2019), or one of them by a draw; None
    where neither is asked for.
    """
    from torchvision.transforms import v2

    ways: list[Any] = []
    if recipe.mixup > 0:
        ways.append(v2.MixUp(alpha=recipe.mixup, num_classes=classes))
    if recipe.cutmix > 0:
        ways.append(v2.CutMix(alpha=recipe.cutmix, num_classes=classes))
    if not ways:
        return None
    way = v2.RandomChoice(ways)

    def mix(pictures: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        mixed: tuple[Tensor, Tensor] = way(pictures, targets)
        return mixed

    return mix


def _asked(recipe: AugmentationSettings) -> list[Any]:
    """The changes that the recipe asks for, in the order in which they are made."""
    from torchvision.transforms import v2

    steps: list[Any] = []
    if recipe.auto_augment is AutoAugment.TRIVIAL:
        steps.append(v2.TrivialAugmentWide())
    elif recipe.auto_augment is AutoAugment.RANDOM:
        steps.append(v2.RandAugment())
    if recipe.vertical_flip:
        steps.append(v2.RandomVerticalFlip())
    if recipe.rotation or recipe.translation or recipe.zoom:
        steps.append(
            v2.RandomAffine(
                degrees=recipe.rotation,
                translate=(recipe.translation, recipe.translation),
                scale=(1 - recipe.zoom, 1 + recipe.zoom),
                interpolation=v2.InterpolationMode.BILINEAR,
            )
        )
    if recipe.colour:
        strength = recipe.colour
        steps.append(v2.ColorJitter(strength, strength, strength, min(0.5, strength / 5)))
    if recipe.grey:
        steps.append(v2.RandomGrayscale(recipe.grey))
    if recipe.blur:
        steps.append(v2.RandomApply([v2.GaussianBlur(5, (0.1, 2.0))], recipe.blur))
    if recipe.noise:
        steps.append(_Noise(recipe.noise))
    if recipe.erasing:
        steps.append(v2.RandomErasing(recipe.erasing, value=128))
    return steps


class _Noise:
    """Normal noise of a deviation in shares of the whole range of brightness."""

    def __init__(self, deviation: float) -> None:
        self._deviation = 255 * deviation

    def __call__(self, picture: Tensor) -> Tensor:
        import torch

        noisy = picture.float() + torch.randn(picture.shape) * self._deviation
        return noisy.round().clamp(0, 255).to(torch.uint8)
