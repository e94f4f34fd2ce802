"""What a training job has done so far: its epochs, its speed in pictures, and times in words."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.progress import EpochDone, Notice, StageName
from tlgui.engine.training.method import Learns
from tlgui.engine.training.methods import find_method
from tlgui.ui.work.job_progress import JobProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.training.recipe import Recipe

translate = QCoreApplication.translate


class TrainProgress(JobProgress):
    """Listens to the events of one training job.

    Attributes:
        history: the epochs so far, of the model that is trained now.
        validation_pictures: by which they are judged; None where that is not known.
    """

    def __init__(
        self,
        pictures: int = 0,
        validation_pictures: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin now.

        Args:
            pictures: over which an epoch goes.
            validation_pictures: by which it is judged; None where that is not known.
            clock: in seconds.
        """
        super().__init__(clock)
        self._pictures = pictures
        self.validation_pictures = validation_pictures
        self.history: list[EpochDone] = []

    def hear(self, event: object) -> None:
        """Take one event; those of other kinds are passed over."""
        match event:
            case Notice(passing=True):
                self.history.clear()  # Another of several models, or of several folds.
            case EpochDone(epoch=epoch):
                if self.history and epoch <= self.history[-1].epoch:
                    self.history.clear()  # The next model: of another fold, or beside the last.
                self.history.append(event)
        super().hear(event)

    @property
    def pictures_a_second(self) -> float | None:
        """How fast pictures go through the running stage; None where it is not about pictures."""
        if self.stage is None or self.stage.speed is None:
            return None
        if self.stage.name is StageName.FEATURES:
            return self.stage.speed
        if self.stage.name is StageName.FIT and self.history:
            epochs = self.history[-1].epochs
            steps = (self.stage.total or epochs) / epochs
            return self.stage.speed * self._pictures / steps
        return None


def stage_title(name: StageName, recipe: Recipe | None = None) -> str:
    """What a stage does, in the user's words; ``recipe``: of the training that it is part of."""
    if name is StageName.FIT and recipe is not None and recipe.epochs_at_most:
        if find_method(recipe.method).learns is Learns.HEAD:
            return translate("TrainProgress", "Training the head")
        return translate("TrainProgress", "Training the network")
    titles = {
        StageName.LISTING: translate("TrainProgress", "Listing the folder"),
        StageName.CHECKING: translate("TrainProgress", "Checking pictures"),
        StageName.DOWNLOAD: translate("TrainProgress", "Downloading the weights"),
        StageName.LOADING_MODEL: translate("TrainProgress", "Loading the model"),
        StageName.FEATURES: translate("TrainProgress", "Reading pictures"),
        StageName.FIT: translate("TrainProgress", "Choosing the regularisation"),
        StageName.EVALUATION: translate("TrainProgress", "Evaluation"),
        StageName.SAVING: translate("TrainProgress", "Saving the run"),
    }
    return titles.get(name, str(name))


def clock_time(seconds: float) -> str:
    """``seconds`` as 0:19, 12:04 or 1:02:03."""
    whole = max(round(seconds), 0)
    hours, minutes = whole // 3600, whole % 3600 // 60
    if hours:
        return f"{hours}:{minutes:02d}:{whole % 60:02d}"
    return f"{minutes}:{whole % 60:02d}"


def spoken_time(seconds: float, *, whole: bool = False) -> str:
    """``seconds`` in words: 21 s, 3 min 5 s, 2 h 4 min; below ten with a decimal, or ``whole``."""
    if seconds < 9.95 and not whole:
        return translate("TrainProgress", "{seconds:.1f} s").format(seconds=seconds)
    full = round(seconds)
    if full < 60:
        return translate("TrainProgress", "{seconds} s").format(seconds=full)
    if full < 3600 and full % 60 == 0:
        return translate("TrainProgress", "{minutes} min").format(minutes=full // 60)
    if full < 3600:
        return translate("TrainProgress", "{minutes} min {seconds} s").format(
            minutes=full // 60, seconds=full % 60
        )
    return translate("TrainProgress", "{hours} h {minutes} min").format(
        hours=full // 3600, minutes=full % 3600 // 60
    )
