"""The buttons of the Train page: start, pause, stop, cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.ui.kit.widgets import make_button
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from tlgui.ui.kit.widgets import PageHeader

translate = QCoreApplication.translate


class TrainButtons:
    """Stand in the page's header; those are shown that mean something now.

    Attributes:
        train: starts a training.
        pause: holds one, and lets it go on.
        cancel: ends it and keeps nothing.
        stop: ends it and keeps the best.
    """

    def __init__(self, header: PageHeader) -> None:
        self._paused, self._learns = False, True
        self.pause = make_button("", "pause_button")
        self.cancel = make_button(
            lambda: translate("TrainPage", "Cancel"),
            "cancel_button",
            tooltip=lambda: translate("TrainPage", "End now and keep nothing of this run."),
        )
        self.stop = make_button(
            lambda: translate("TrainPage", "Stop and keep best"),
            "stop_button",
            "primary",
            tooltip=lambda: translate(
                "TrainPage", "End after this epoch and keep the weights of the best one."
            ),
        )
        self.train = make_button("", "train_button", "primary")
        live(self.pause, self._tell)
        for button in (self.pause, self.cancel, self.stop, self.train):
            header.add_button(button)

    def show_idle(self, *, offered: bool, possible: bool, learns: bool) -> None:
        """Nothing runs.

        Args:
            offered: whether there is something to train on.
            possible: whether what is asked can be done.
            learns: whether doing it is a training.
        """
        for button in (self.pause, self.cancel, self.stop):
            button.hide()
        self.train.setVisible(offered)
        self.train.setEnabled(possible)
        self._learns = learns
        self._tell()

    def show_running(self, *, stops: bool) -> None:
        """A training runs; ``stops``: whether it can be ended early and keep something."""
        self.train.hide()
        self.pause.show()
        self.cancel.show()
        self.stop.setVisible(stops)
        self.stop.setEnabled(False)
        self.show_paused(paused=False)

    def show_paused(self, *, paused: bool) -> None:
        """Whether the training holds."""
        self._paused = paused
        self._tell()

    def _tell(self) -> None:
        self.pause.setText(
            translate("TrainPage", "Resume") if self._paused else translate("TrainPage", "Pause")
        )
        self.train.setText(
            translate("TrainPage", "Train") if self._learns else translate("TrainPage", "Evaluate")
        )
        for button in (self.pause, self.train):
            button.setAccessibleName(button.text())
