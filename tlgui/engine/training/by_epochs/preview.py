"""What a training would see of one picture: to look at before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine.training.by_epochs.augmentation import augmenter, mixer
from tlgui.engine.training.by_epochs.choices import Mirroring
from tlgui.engine.training.material.views import ViewedPreprocessing, views_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tlgui.engine.data.preprocessing import Preprocessing
    from tlgui.engine.progress import Control
    from tlgui.engine.training.by_epochs.augmentation_settings import AugmentationSettings


def variants(
    recipe: AugmentationSettings,
    pixels: NDArray[np.uint8],
    other: NDArray[np.uint8],
    preprocessing: Preprocessing,
    count: int,
    control: Control,
) -> list[NDArray[np.uint8]]:
    """What ``count`` steps would show of a picture; fewer where there are no more variants.

    Where it is tried first whether mirrored pictures help, they are among them.

    Args:
        recipe: what is asked.
        pixels: the decoded picture, (H, W, 3) uint8.
        other: a decoded picture of another class, to be blended in where that is asked.
        preprocessing: of the network's input.
        count: of variants.
        control: is asked before each.

    Returns:
        (height, width, 3) uint8 each, as the network sees them before they are normalised.

    Raises:
        Cancelled: nobody wants to see them any more.
    """
    import torch

    mirror = recipe.mirror is not Mirroring.NO
    views = views_of(mirror=mirror, parts=recipe.views, crop=recipe.crop, seed=recipe.seed)
    change, mix = augmenter(recipe), mixer(recipe, 2)
    if change is None and mix is None:
        # The same views come again in each epoch: more than one of each would show nothing new.
        count = min(count, len(views))

    def seen(of: NDArray[np.uint8], number: int) -> torch.Tensor:
        view = views[number % len(views)]
        prepared = ViewedPreprocessing.of(preprocessing, view).prepare(of)
        picture = torch.from_numpy(np.array(prepared)).permute(2, 0, 1)
        return picture if change is None else change(picture[None])[0]

    drawn = []
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        for number in range(count):
            control.check()
            picture = seen(pixels, number)
            if mix is not None:
                pair = torch.stack([picture, seen(other, number)]).float()
                blended, _shares = mix(pair, torch.tensor([0, 1]))
                picture = blended[0].round().clamp(0, 255).to(torch.uint8)
            drawn.append(picture.permute(1, 2, 0).contiguous().numpy())
    return drawn
