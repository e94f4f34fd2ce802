"""Answers kept between sessions: a long classification that was cut off goes on where it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tlgui.engine import places
from tlgui.engine.deploy.looks import Looks
from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.models.network import Network

SIZE_LIMIT = 512 * 1024**2


class AnswerMemory:
    """What one model answered for each file, as long as the file is as it was.

    A cache beside that of the features, bounded: where it is damaged or full, pictures are read
    again.

    Args:
        network: with its head; another head or body has other answers.
        device: on which it computes.
        looks: at each picture.
        known: by what it is told how strange each picture is, which is kept behind its
            probabilities; where that is not told, nothing.
    """

    def __init__(
        self, network: Network, device: str, looks: Looks = Looks.ONCE, *, known: str = ""
    ) -> None:
        self._width = network.answers + bool(known)
        several = "" if looks is Looks.ONCE else f" {looks}"
        told = f" known by {known}" if known else ""
        self._key = f"answers {network.fingerprint} {device}{several}{told}"
        self._cache = FeatureCache(places.cache_folder() / "answers", size_limit=SIZE_LIMIT)

    def known(self, files: Sequence[Path]) -> dict[int, NDArray[np.float32]]:
        """The rows of those of ``files`` that were answered before, by position."""
        found = self._cache.lookup([FileIdentity.of(file) for file in files], self._key)
        return {
            position: value
            for position, value in sorted(found.items())
            if isinstance(value, np.ndarray) and value.shape == (self._width,)
        }

    def keep(self, answers: Iterable[tuple[Path, NDArray[np.float32]]]) -> None:
        """Remember ``answers``, a row each."""
        self._cache.store(
            [(FileIdentity.of(file), probabilities) for file, probabilities in answers], self._key
        )
