"""What the window shows before a folder is open: how to begin, and what the steps are."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui.kit.drop_frame import DropFrame
from tlgui.ui.kit.widgets import Card, ElidedLabel, EmptyState, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live, said
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from tlgui.engine.project import Project
    from tlgui.ui.words.live_text import Text

_EXAMPLE = "pets\n├─ cat    cat-1.jpg  cat-2.jpg  …\n├─ dog    dog-1.jpg  dog-2.jpg  …\n└─ …"
_RECENT_SHOWN = 5
RECENT_WIDTH = 300
WIDE = 860


def _numbered(number: int, title: Text) -> str:
    return f"{number}  {said(title)}"


class StartPage(QScrollArea):
    """A place to drop a folder, the recent projects, and each step in two lines.

    Signals:
        dropped: with the paths that were dropped.
        open_requested: the user wants to choose a folder.
        table_requested: the user wants to choose a table of labels.
        sample_requested: the user wants to try the sample.
        samples_requested: the user wants to see which other samples there are.
        project_chosen: with a recent ``Project``.
    """

    dropped = Signal(object)
    open_requested = Signal()
    table_requested = Signal()
    sample_requested = Signal()
    samples_requested = Signal()
    project_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        self.setWidget(content)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        upper = QHBoxLayout()
        upper.setSpacing(theme.SPACE_M)
        self._upper = upper
        upper.addWidget(self._make_drop_frame(), 1)
        self.recent_card = Card(lambda: self.tr("Recent projects"))
        self.recent_card.setObjectName("recent_projects")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(theme.SPACE_XS)
        self.recent_card.body.addLayout(self._recent)
        # The names, not the ground of the row under the mouse, stand in line with the title.
        self.recent_card.body.setContentsMargins(theme.SPACE_S, theme.SPACE_M, theme.SPACE_S, 12)
        self.recent_card.title_row.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, 0)
        self.recent_card.body.addStretch()
        upper.addWidget(self.recent_card)
        layout.addLayout(upper, 1)
        layout.addWidget(self._make_steps())
        self.recent_card.hide()
        self._share_the_width()

    def show_recent(self) -> None:
        """Read the list of recent projects again."""
        from tlgui.engine.project import recent_projects

        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setObjectName("")  # It is still a child until the event loop turns.
                old.hide()
                old.deleteLater()
        projects = recent_projects()[:_RECENT_SHOWN]
        roots = [project.dataset_root for project in projects]
        for number, project in enumerate(projects):
            # Two projects on the same pictures are told apart by their own places.
            twin = roots.count(project.dataset_root) > 1
            place = project.folder if twin else project.dataset_root
            self._recent.addWidget(self._make_recent(number, project, one_line(str(place))))
        self.recent_card.setVisible(bool(projects))
        self._share_the_width()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # After the paint: reading them is no reason to let the user wait for the window.
        QTimer.singleShot(0, self.show_recent)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_the_width()

    def _share_the_width(self) -> None:
        """Put side by side what the width allows."""
        wide = self.width() >= theme.px(WIDE)
        directions = QBoxLayout.Direction
        self._upper.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.recent_card.setMinimumWidth(theme.px(RECENT_WIDTH) if wide else 0)
        self.recent_card.setMaximumWidth(theme.px(RECENT_WIDTH) if wide else theme.NO_LIMIT)
        beside = theme.px(RECENT_WIDTH) + theme.SPACE_M if self.recent_card.isVisible() else 0
        room = self.viewport().width() - (beside if wide else 0) - 2 * theme.SPACE_L
        wished = sum(row.sizeHint().width() for row in self._button_rows) + theme.SPACE_M
        self._buttons.setDirection(
            directions.LeftToRight if wished <= room else directions.TopToBottom
        )
        columns = 3 if wide else 2
        for number, step in enumerate(self._step_cells):
            self._step_grid.addWidget(step, number // columns, number % columns)
        self._step_grid.setColumnStretch(2, 1 if wide else 0)

    def set_busy(self, busy: bool) -> None:
        """Whether the sample is being written."""
        self._sample_button.setEnabled(not busy)

    def _make_drop_frame(self) -> QWidget:
        frame = DropFrame("data_drop_zone")
        frame.dropped.connect(self.dropped)
        empty = EmptyState(
            "drop",
            lambda: self.tr("Drop a folder of pictures here"),
            lambda: self.tr(
                "One folder for each class, named after it, with its pictures inside. Folders "
                "named train, validation and test are kept as they are. Your pictures are never "
                "changed."
            ),
            "data_empty_state",
        )
        example = make_label(_EXAMPLE, "code")
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPixelSize(theme.px(theme.TEXT_SMALL))
        example.setFont(fixed)
        live(example, lambda: example.setAccessibleName(self.tr("How the folder should look")))
        empty.add_widget(example)
        open_button = make_button(
            lambda: self.tr("Open a folder"),
            "start_open_button",
            "primary",
            tooltip="Ctrl+O",
        )
        open_button.clicked.connect(self.open_requested)
        table_button = make_button(
            lambda: self.tr("Open a table…"),
            "open_table_button",
            tooltip=lambda: self.tr(
                "CSV, Excel or JSON lines: a row a picture, with its file and its class"
            ),
        )
        table_button.clicked.connect(self.table_requested)
        self._sample_button = make_button(
            lambda: self.tr("Try the sample"),
            "try_sample_button",
            tooltip=lambda: self.tr("1,797 handwritten digits, 8 x 8 pixels: trains in seconds"),
        )
        self._sample_button.clicked.connect(self.sample_requested)
        own, samples_row = QHBoxLayout(), QHBoxLayout()
        self._buttons, self._button_rows = empty.buttons, (own, samples_row)
        for row in self._button_rows:
            row.setSpacing(theme.SPACE_M)
            row.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            empty.buttons.addLayout(row)
        own.addWidget(open_button)
        own.addWidget(table_button)
        samples_row.addWidget(self._sample_button)
        samples = make_button(
            lambda: self.tr("Samples…"),
            "samples_button",
            tooltip=lambda: self.tr("MNIST, CIFAR-10 and other well-known data sets, downloaded"),
        )
        samples.clicked.connect(self.samples_requested)
        samples_row.addWidget(samples)
        inner = QVBoxLayout(frame)
        inner.addWidget(empty)
        return frame

    def _make_recent(self, number: int, project: Project, place: str) -> QWidget:
        """A button with the project's name, and below it its place."""
        button = make_button("", f"recent_project_{number}", "row")
        name = one_line(project.name)
        missing = not os.path.exists(project.dataset_root)
        title = ElidedLabel(name, "strong", Qt.TextElideMode.ElideMiddle)
        where = ElidedLabel("", "small", Qt.TextElideMode.ElideMiddle)

        def tell() -> None:
            shown = self.tr("moved or deleted: {path}").format(path=place) if missing else place
            where.set_full_text(shown)
            button.setAccessibleName(f"{name}, {shown}")

        live(button, tell)
        button.setToolTip(plain_tooltip(place))
        lines = QVBoxLayout(button)
        lines.setContentsMargins(theme.SPACE_S, 6, theme.SPACE_S, 6)
        lines.setSpacing(2)
        for label in (title, where):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(label)
        button.clicked.connect(lambda: self.project_chosen.emit(project))
        return button

    def _make_steps(self) -> QWidget:
        card = Card(lambda: self.tr("From pictures to a classifier"))
        self._step_grid = QGridLayout()
        self._step_grid.setHorizontalSpacing(theme.SPACE_L)
        self._step_grid.setVerticalSpacing(theme.SPACE_M)
        self._step_grid.setColumnStretch(0, 1)
        self._step_grid.setColumnStretch(1, 1)
        self._step_cells = []
        for number, (title, text) in enumerate(self._steps()):
            cell = QWidget()
            step = QVBoxLayout(cell)
            step.setContentsMargins(0, 0, 0, 0)
            step.setSpacing(2)
            step.addWidget(make_label(partial(_numbered, number + 1, title), "strong"))
            step.addWidget(make_label(text, "small", wrap=True))
            step.addStretch()
            self._step_cells.append(cell)
        card.body.addLayout(self._step_grid)
        return card

    def _steps(self) -> tuple[tuple[Text, Text], ...]:
        return (
            (
                lambda: self.tr("Data"),
                lambda: self.tr(
                    "Open a folder with one sub-folder for each class. tlgui checks the pictures "
                    "and sets some aside to judge the result."
                ),
            ),
            (
                lambda: self.tr("Model"),
                lambda: self.tr(
                    "A network that has already learned to see from a million pictures comes "
                    "along. Nothing has to be downloaded."
                ),
            ),
            (
                lambda: self.tr("Train"),
                lambda: self.tr(
                    "It learns your classes from your pictures, on this computer. A few hundred "
                    "pictures take less than a minute."
                ),
            ),
            (
                lambda: self.tr("Results"),
                lambda: self.tr(
                    "How often it is right, with the uncertainty; which classes it mixes up; where "
                    "in a picture it looks."
                ),
            ),
            (
                lambda: self.tr("Classify"),
                lambda: self.tr(
                    "Drop new pictures for an answer each. What the model is not sure of is "
                    "marked. Save a table, or sort into folders."
                ),
            ),
            (
                lambda: self.tr("Export"),
                lambda: self.tr(
                    "The trained model is a folder that is yours: keep it, copy it, use it from "
                    "a script on another computer."
                ),
            ),
        )
