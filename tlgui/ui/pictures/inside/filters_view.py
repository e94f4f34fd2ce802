"""The filters of a network's first convolution, before its training and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.widgets import make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.inside.map_grid import MapGrid
from tlgui.ui.words.live_text import Text, live, said
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.ui.pictures.inside.inside_shelf import Filters, InsideShelf
    from tlgui.ui.work.jobs import JobRunner


class FiltersView(QWidget):
    """First filters beside each other: as training found them, and as it left them."""

    def __init__(
        self, runner: JobRunner, shelf: InsideShelf, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._reading = LatestJob(runner, self)
        self._folder: Path | None = None
        self._found: Filters | None = None
        self._text: Text = ""
        self._said = make_label("", "muted", "filters_text", wrap=True)
        self.before = MapGrid("filters_before", lambda: self.tr("Filters before training"), 56)
        self.after = MapGrid("filters_after", lambda: self.tr("Filters after training"), 56)
        self.before.chosen.connect(self.after.choose)
        self.after.chosen.connect(self.before.choose)
        self._columns = []
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_L)
        titles: tuple[tuple[Text, MapGrid], ...] = (
            (lambda: self.tr("Before training"), self.before),
            (lambda: self.tr("After training"), self.after),
        )
        for title, grid in titles:
            column = QWidget()
            layout = QVBoxLayout(column)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(theme.SPACE_S)
            layout.addWidget(make_label(title, "card-title"))
            layout.addWidget(grid, 1)
            row.addWidget(column, 1)
            self._columns.append(column)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SPACE_M)
        whole.addWidget(self._said)
        whole.addLayout(row, 1)
        self._show(None)
        live(self, self._tell)

    def show_run(self, folder: Path) -> None:
        """Show the filters of the run in ``folder``."""
        if self._folder == folder:
            return
        self._folder = folder
        self._show(None)
        self._say(lambda: self.tr("Reading the filters…"))
        self._reading.start(
            lambda control: self._shelf.filters(folder, control=control),
            succeeded=self._show,
            failed=self._on_failed,
        )

    def _show(self, found: Filters | None) -> None:
        self._found = found
        both, one = found is not None and bool(found.before), found is not None
        for column, visible in zip(self._columns, (both, one), strict=True):
            column.setVisible(visible)
        if found is not None:
            self.before.set_images(found.before, describe=self._told)
            self.after.set_images(found.after, describe=self._told)
            self._say(self._about)

    def _on_failed(self, error: Exception) -> None:
        self._folder = None
        if not isinstance(error, TlguiError):
            self._say(lambda: self.tr("The filters of this network cannot be shown."))
            route_error(error)
            return
        parts = [error.message, *([] if error.hint is None else [error.hint])]
        self._say(lambda: " ".join(text_of(part) for part in parts))

    def _say(self, text: Text) -> None:
        self._text = text
        self._tell()

    def _told(self, number: int) -> str:
        return self.tr("Filter {number}").format(number=number)

    def _about(self) -> str:
        """What these filters are, and what training made of them."""
        found = self._found
        if found is None:
            return ""
        told = self.tr(
            "{count} filters of {side} by {side} in the first convolution, {layer}. "
            "Middle grey is 0."
        ).format(count=len(found.after), side=found.side, layer=found.layer)
        if found.are_equal:
            rest = self.tr("Training left them as they were: these layers were frozen.")
        elif found.before:
            rest = self.tr("A filter is chosen in both, to compare.")
        else:
            reason = "" if found.reason is None else text_of(found.reason)
            rest = self.tr("How they were before training is not known. {reason}").format(
                reason=reason
            )
        return f"{told} {rest.strip()}"

    def _tell(self) -> None:
        self._said.setText(said(self._text))
