"""How long a training will take on this computer, from what was measured on it before.

Every reading of pictures and every fit leaves its speed in the cache folder. An estimate is the
pictures that are still to be read at that speed, plus the fit; nothing is guessed where nothing
was measured.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tlgui.engine import places
from tlgui.engine.data.preprocessing import Framing
from tlgui.engine.errors import BundleError
from tlgui.engine.models.network import MIRRORED, features_key
from tlgui.engine.models.pretrained.places import WeightsKind, find_weights
from tlgui.engine.storage import read_json, write_json
from tlgui.engine.training.bit_depth import data_set_bit_depth
from tlgui.engine.training.framing import FramingRule, compared_positions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.progress import Control
    from tlgui.engine.training.recipe import Recipe

FORMAT_VERSION = 1
FEWEST_PICTURES = 64
"""Fewer pictures tell more about warming up than about speed."""
EPOCHS_SECONDS = "seconds_of_epochs"
"""The fact of a run that tells what its epochs took, without what is done once before them."""


@dataclass(frozen=True)
class Estimate:
    """What a training would cost now.

    Attributes:
        unread: pictures whose features are not cached; None where that cannot be told.
        reading_seconds: to read them; None where no reading was ever measured.
        fit_seconds: for all that comes after; None where no such fit was ever measured.
        download_bytes: of weights that are fetched first, about; nobody knows how long that takes.
    """

    unread: int | None = None
    reading_seconds: float | None = None
    fit_seconds: float | None = None
    download_bytes: int = 0

    @property
    def seconds(self) -> float | None:
        """Until the run is saved; None where a part of it was never measured."""
        if self.reading_seconds is None or self.fit_seconds is None:
            return None
        return self.reading_seconds + self.fit_seconds


def remember_reading(
    backbone: str,
    model: str,
    precision: str,
    *,
    fast: bool,
    pictures: int,
    seconds: float,
    mirrored: bool = False,
) -> None:
    """Keep the speed at which pictures went through ``backbone``.

    Args:
        backbone: timm's name.
        model: what names the network's features in the cache.
        precision: of the features.
        fast: whether they were for training, not for figures.
        pictures: decoded and computed.
        seconds: that took, without making the engine.
        mirrored: whether each was seen mirrored too.
    """
    if pictures < FEWEST_PICTURES or seconds <= 0:
        return
    entry = {"model": model, "precision": precision, "pictures_a_second": pictures / seconds}
    _remember("reading", _reading_key(backbone, "fast" if fast else "exact", mirrored), entry)


def remember_training(
    recipe: Recipe,
    pictures: int,
    seconds: Mapping[str, float],
    passes: int = 1,
    learning: float | None = None,
) -> None:
    """Keep how long a fit took, and all the rest of the training that is not reading.

    Args:
        recipe: what was asked.
        pictures: that were learned from.
        seconds: of each part of the job, and in ``total``.
        passes: over the pictures that were made, by each model.
        learning: seconds that the passes of one model took; None where all of the fit is that.
    """
    fit, reading = seconds.get("fit", 0.0), seconds.get("features", 0.0)
    rest = seconds.get("total", 0.0) - reading - fit - seconds.get("engine", 0.0)
    if rest < 0 or (recipe.reads_training and not pictures):
        return
    # What is kept is what one model takes. Where nothing is learned from, nothing takes longer
    # with more of it.
    models = pictures * recipe.trainings
    rest /= recipe.bodies
    if pictures:
        # What is done once before the first pass does not grow with their number.
        steps = fit if learning is None else min(fit, learning * recipe.trainings)
        entry = {
            "fit_a_picture": steps / (models * max(1, passes)),
            "once_a_picture": (fit - steps) / models,
            "rest": rest,
        }
    else:
        entry = {"fit_a_picture": 0.0, "rest": rest + fit}
    _remember("training", f"{recipe.backbone} {recipe.pace}", entry)


def estimate_training(
    recipe: Recipe, index: DatasetIndex, split: Split, *, control: Control
) -> Estimate:
    """How long training ``recipe`` on ``split`` would take, as far as it was ever measured."""
    return estimate_trainings({"": recipe}, index, split, control=control)[""]


def estimate_trainings(
    recipes: Mapping[str, Recipe], index: DatasetIndex, split: Split, *, control: Control
) -> dict[str, Estimate]:
    """The estimate of each of ``recipes``, by its name; what several of them read is found once."""
    measured, unread = _read(), _Unread(index, split, control)
    return {
        name: replace(
            _estimate(measured, recipe, split, unread), download_bytes=_to_download(recipe)
        )
        for name, recipe in recipes.items()
    }


def _to_download(recipe: Recipe) -> int:
    """The size of the weights that a training would fetch; 0 where they are here."""
    if recipe.weights_file is not None or not recipe.pretrained:
        return 0
    place = find_weights(recipe.found_backbone)
    return place.size_bytes if place.kind is WeightsKind.TO_DOWNLOAD else 0


def _estimate(measured: dict[str, Any], recipe: Recipe, split: Split, unread: _Unread) -> Estimate:
    readings = [_reading(measured, recipe, name) for name in _KINDS]
    fit_seconds = _fit_seconds(measured, recipe, split)
    if not recipe.pretrained:
        # Its pictures are read once, as pixels: that is nothing beside the fit.
        return Estimate(0, 0.0, fit_seconds)
    # On a computer without a fast precision both are one.
    fast, exact = readings[0] or readings[1], readings[1] or readings[0]
    if fast is None or exact is None:
        return Estimate(fit_seconds=fit_seconds)
    held_out = (*split.validation, *split.test)
    compared, rest, framings = _to_be_read(recipe.framing, split.train)
    if not recipe.reads_training:
        rest = ()
    unread_fast = sum(unread.count(compared, framing, fast, exact) for framing in framings)
    # What is decided for was read before, where any of them was.
    unread_fast += min(unread.count(rest, framing, fast, exact) for framing in framings)
    unread_exact = min(unread.count(held_out, framing, exact) for framing in framings)
    try:
        reading_seconds = unread_fast / float(fast["pictures_a_second"]) + unread_exact / float(
            exact["pictures_a_second"]
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return Estimate(unread_fast + unread_exact, fit_seconds=fit_seconds)
    return Estimate(unread_fast + unread_exact, reading_seconds, fit_seconds)


def _to_be_read(
    rule: FramingRule, training: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[Framing, ...]]:
    """Training pictures that each framing reads, those that one of them reads, the framings."""
    if rule is not FramingRule.AUTO:
        return (), training, (rule.framing,)
    compared = compared_positions(training)
    chosen = set(compared)
    rest = tuple(position for position in training if position not in chosen)
    return compared, rest, tuple(Framing)


def _fit_seconds(measured: dict[str, Any], recipe: Recipe, split: Split) -> float | None:
    entry = _entry(measured, "training", f"{recipe.backbone} {recipe.pace}")
    try:
        if entry is not None:
            models = len(split.train) * recipe.trainings
            a_picture = recipe.passes * float(entry["fit_a_picture"])
            a_picture += float(entry.get("once_a_picture", 0.0))
            return models * a_picture + float(entry["rest"]) * recipe.bodies
    except (KeyError, TypeError, ValueError):
        pass
    return None


_KINDS = ("fast", "exact")


def _reading(measured: dict[str, Any], recipe: Recipe, kind: str) -> dict[str, Any] | None:
    """What was measured of reading as ``recipe`` does it."""
    known = _entry(measured, "reading", _reading_key(recipe.backbone, kind, recipe.sees_mirrored))
    if known is not None or not recipe.sees_mirrored:
        return known
    once = _entry(measured, "reading", _reading_key(recipe.backbone, kind, mirrored=False))
    if once is None:
        return None
    # Two looks take twice the time of one; none of such features were ever kept.
    with suppress(KeyError, TypeError, ValueError):
        half = float(once["pictures_a_second"]) / 2
        return {**once, "model": f"{once['model']}{MIRRORED}", "pictures_a_second": half}
    return None


def _reading_key(backbone: str, kind: str, mirrored: bool) -> str:
    return f"{backbone} {kind}{' mirrored too' if mirrored else ''}"


class _Unread:
    """Counts the pictures whose features are not cached; what was counted is known from then on."""

    def __init__(self, index: DatasetIndex, split: Split, control: Control) -> None:
        self._index = index
        self._split = split
        self._control = control
        self._known: dict[tuple[tuple[int, ...], str], frozenset[int]] = {}

    @cached_property
    def _depth(self) -> int | None:
        return data_set_bit_depth(self._index, self._split.train, self._control)

    def count(self, positions: tuple[int, ...], framing: Framing, *readings: dict[str, Any]) -> int:
        """How many of ``positions`` have features under none of ``readings``."""
        found = frozenset().union(
            *(
                self._cached(
                    positions,
                    f"{features_key(str(reading['model']), self._depth, framing)}"
                    f" {reading['precision']}",
                )
                for reading in readings
            )
        )
        return len(positions) - len(found)

    def _cached(self, positions: tuple[int, ...], key: str) -> frozenset[int]:
        """Which of ``positions`` have features under ``key``, counted from the first of them."""
        from tlgui.engine.training.feature_cache import FeatureCache, FileIdentity

        self._control.check()
        if (positions, key) not in self._known:
            cache = FeatureCache(places.cache_folder() / "features")
            identities = [FileIdentity.of(self._index.file(position)) for position in positions]
            self._known[positions, key] = frozenset(cache.lookup(identities, key))
        return self._known[positions, key]


def _file() -> Path:
    return places.cache_folder() / "speed.json"


def _read() -> dict[str, Any]:
    try:
        document = read_json(_file())
        if document["format_version"] == FORMAT_VERSION:
            return dict(document)
    except (BundleError, LookupError, TypeError, ValueError):
        pass
    return {"format_version": FORMAT_VERSION}


def _entry(measured: dict[str, Any], part: str, key: str) -> dict[str, Any] | None:
    entries = measured.get(part)
    entry = entries.get(key) if isinstance(entries, dict) else None
    if not isinstance(entry, dict) or (
        part == "reading" and not {"model", "precision"} <= set(entry)
    ):
        return None
    return entry


def _remember(part: str, key: str, entry: dict[str, Any]) -> None:
    measured = _read()
    entries = measured.get(part)
    measured[part] = {**(entries if isinstance(entries, dict) else {}), key: entry}
    # Only an estimate hangs on it: a full disk must not end a training.
    with suppress(OSError, ValueError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_json(_file(), measured)
