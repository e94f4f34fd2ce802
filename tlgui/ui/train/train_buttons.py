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
        cancel: ends it and keeps nothing, or how far it was where an earlier one goes on.
        stop: ends it and keeps the best.
    """

    def __init__(self, header: PageHeader) -> None:
        self._paused, self._learns, self._resumed, self._by_steps = False, True, False, True
        self.pause = make_button("", "pause_button")
        self.cancel = make_button(
            lambda: translate("TrainPage", "Cancel"),
            "cancel_button",
            tooltip=lambda: self._cancel_text(),
        )
        self.stop = make_button(
            lambda: translate("TrainPage", "Stop and keep best"),
            "stop_button",
            "primary",
            tooltip=lambda: self._stop_text(),
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
        running = (self.pause, self.cancel, self.stop)
        pressed = any(button.hasFocus() for button in running)
        self.train.setVisible(offered)
        self.train.setEnabled(possible)
        if pressed:  # Else the focus would go to whatever comes next on the page.
            self.train.setFocus()
        for button in running:
            button.hide()
        self._learns = learns
        self._tell()

    def show_running(self, *, stops: bool, by_steps: bool, resumed: bool) -> None:
        """A training runs.

        Args:
            stops: whether it can be ended early and keep something.
            by_steps: whether it ends between two steps then, not between two epochs.
            resumed: whether it goes on with an earlier one.
        """
        self._resumed, self._by_steps = resumed, by_steps
        self.cancel.setToolTip(self._cancel_text())
        self.stop.setToolTip(self._stop_text())
        self.pause.show()
        self.cancel.show()
        if self.train.hasFocus():  # Of the others it is the one that does no harm.
            self.pause.setFocus()
        self.train.hide()
        self.stop.setVisible(stops)
        self.stop.setEnabled(False)
        self.show_paused(paused=False)

    def show_paused(self, *, paused: bool) -> None:
        """Whether the training holds."""
        self._paused = paused
        self._tell()

    def _cancel_text(self) -> str:
        return (
            translate("TrainPage", "End now: how far it came is kept, to go on another day.")
            if self._resumed
            else translate("TrainPage", "End now and keep nothing of this run.")
        )

    def _stop_text(self) -> str:
        return (
            translate(
                "TrainPage",
                "End after this step and keep the best epoch so far: the one that is under way"
                " does not count.",
            )
            if self._by_steps
            else translate(
                "TrainPage", "End after this epoch and keep the weights of the best one."
            )
        )

    def _tell(self) -> None:
        self.pause.setText(
            translate("TrainPage", "Resume") if self._paused else translate("TrainPage", "Pause")
        )
        self.train.setText(
            translate("TrainPage", "Train") if self._learns else translate("TrainPage", "Evaluate")
        )
        for button in (self.pause, self.train):
            button.setAccessibleName(button.text())
