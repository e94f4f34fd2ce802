"""The way to a network of one's own: a table of layers, its drawing, and the formulas."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import TlguiError
from tlgui.engine.models.scratch.design import LARGEST_SIDE, Design, design_of_text
from tlgui.engine.models.scratch.design_layers import KINDS
from tlgui.engine.models.scratch.shape import shape_of_rows
from tlgui.engine.models.scratch.textbook import BY_NAME, TEXTBOOKS
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.flow_layout import FlowLayout
from tlgui.ui.kit.saving import ask_where, tell_saved
from tlgui.ui.kit.widgets import Card, IconLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.layers.layer_model import memory_text, millions
from tlgui.ui.model.layers.several import several_text
from tlgui.ui.model.scratch.design_formulas import formulas
from tlgui.ui.model.scratch.design_model import DesignModel
from tlgui.ui.model.scratch.design_table import DesignTable
from tlgui.ui.model.scratch.scratch_jobs import open_design, save_design
from tlgui.ui.model.scratch.shape_drawing import ShapeDrawing
from tlgui.ui.words.live_text import live, live_text
from tlgui.ui.words.network_names import label_of
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QFileDialog, QPushButton

    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.model.layers.several import Several
    from tlgui.ui.words.live_text import Text
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

FIRST = "cifar_cnn"
"""What a project's design begins from."""
CLASSES = 10
"""Told apart by the last layer while no folder is open."""
DRAWING_HEIGHT = 120
FORMULAS_HEIGHT = 146
FIELD_HEIGHT = 28


class DesignWay(QScrollArea):
    """A design that is edited.

    Signals:
        edited: the design is another one now.
    """

    edited = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("design_way")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._session = session
        self._message_bar = message_bar
        self._file_job = LatestJob(runner, self)
        first = BY_NAME[FIRST].design
        assert first is not None
        self._restoring = False
        self._menu_buttons: list[QPushButton] = []
        self.model = DesignModel(first, CLASSES, self)
        self.table = DesignTable(self.model)
        self._drawing = ShapeDrawing("design_drawing", DRAWING_HEIGHT)
        self._problem = make_label("", "error", "design_problem", wrap=True)
        self._problem_icon = IconLabel("bad", "bad")
        self._totals = make_label("", "strong", "design_totals", wrap=True)
        self._several: Several | None = None
        self._several_text = make_label("", "small", "design_several_text", wrap=True)
        self._formulas = FactList("design_formulas")
        self._formula_title = make_label("", "card-title", "design_formula_title")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        column.addWidget(self._make_editor())
        column.addStretch()
        self.setWidget(inside)
        self.model.changed.connect(self._on_changed)
        self.model.refused.connect(lambda error: route_error(error, message_bar))
        self.table.row_chosen.connect(lambda _row: self._show_row())
        self.table.add_asked.connect(self._add_button.click)
        self.table.duplicate_asked.connect(self.duplicate)
        live(self, self._show)

    @property
    def design(self) -> Design:
        """The design as it stands, possible or not."""
        return self.model.design

    def restore(self, text: str, *, or_begin: bool = False) -> None:
        """Show a design that was kept.

        Args:
            text: as it was kept; empty for none.
            or_begin: where there is none, or it cannot be read, begin anew; else all stays.
        """
        design = BY_NAME[FIRST].design if or_begin else self.design
        assert design is not None
        if text:
            with suppress(TlguiError):
                design = design_of_text(text)
        if design != self.design:
            self._restoring = True
            self.model.start_over(design)
            self._restoring = False

    def begin_from(self, book: Textbook) -> None:
        """Put the layers of a network of the textbooks in place of those here."""
        assert book.design is not None
        self.model.take(book.design, 0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def undo(self) -> None:
        """Take the last edit back."""
        self.model.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.model.redo()

    def duplicate(self) -> None:
        """Put the chosen layer in once more, below itself."""
        row = self.table.row
        if row < len(self.design.layers):
            self.model.insert(row + 1, self.design.layers[row])

    def show_problem(self) -> None:
        """Choose the first row that is impossible."""
        if self.model.problem is not None:
            self.table.choose(self.model.problem)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_folder(self, several: Several | None) -> None:
        """Have the last layer tell the classes of the open folder apart; tell of an ensemble."""
        self._several = several
        index = self._session.index
        self.model.set_classes(CLASSES if index is None else max(len(index.classes), 2))
        self._show()

    def _make_editor(self) -> Card:
        card = Card(lambda: self.tr("Your design"))
        self._undo_button = make_button(
            lambda: self.tr("Undo"), "design_undo_button", "small", tooltip="Ctrl+Z"
        )
        self._undo_button.clicked.connect(self.undo)
        self._redo_button = make_button(
            lambda: self.tr("Redo"), "design_redo_button", "small", tooltip="Ctrl+Shift+Z"
        )
        self._redo_button.clicked.connect(self.redo)
        begin = make_button(lambda: self.tr("Begin from\u2026"), "design_begin_button", "small")
        self._give_menu(begin, self._make_begin_menu())
        opening = make_button(lambda: self.tr("Open\u2026"), "design_open_button", "small")
        opening.clicked.connect(self._ask_which)
        saving = make_button(lambda: self.tr("Save as\u2026"), "design_save_button", "small")
        saving.clicked.connect(self._ask_where)
        for button in (begin, opening, saving, self._undo_button, self._redo_button):
            card.title_row.addWidget(button)
        card.title_row.setSpacing(theme.SPACE_XS)  # Large text of a wide font leaves no more.
        card.body.addLayout(self._make_overview())
        card.body.addLayout(self._make_tools())
        card.body.addWidget(self.table)
        problem = QHBoxLayout()
        problem.setSpacing(theme.SPACE_S)
        problem.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        problem.addWidget(self._problem, 1)
        card.body.addLayout(problem)
        card.body.addWidget(self._totals)
        card.body.addWidget(self._several_text)
        return card

    def _make_tools(self) -> QHBoxLayout:
        self._add_button = make_button(
            lambda: self.tr("Add layer"),
            "design_add_button",
            "small",
            tooltip=lambda: self.tr("Below the chosen one (Insert)"),
        )
        self._give_menu(self._add_button, self._make_add_menu())
        acting = QWidget()
        # In a narrow window the buttons stand on several lines.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        acting.setSizePolicy(policy)
        buttons = FlowLayout(acting, theme.SPACE_S)
        buttons.addWidget(self._add_button)
        self._row_buttons: dict[str, QPushButton] = {}
        acts: tuple[tuple[str, Text, Text, Callable[[], object]], ...] = (
            ("duplicate", lambda: self.tr("Duplicate"), "Ctrl+D", self.duplicate),
            (
                "up",
                lambda: self.tr("Up"),
                lambda: self.tr("Alt+Up"),
                lambda: self.model.move(self.table.row, -1),
            ),
            (
                "down",
                lambda: self.tr("Down"),
                lambda: self.tr("Alt+Down"),
                lambda: self.model.move(self.table.row, 1),
            ),
            (
                "remove",
                lambda: self.tr("Remove"),
                lambda: self.tr("Delete"),
                lambda: self.model.remove(self.table.row),
            ),
        )
        for name, text, tip, act in acts:
            button = make_button(text, f"design_{name}_button", "small", tooltip=tip)
            button.clicked.connect(lambda _on=False, act=act: act())
            buttons.addWidget(button)
            self._row_buttons[name] = button
        tools = QHBoxLayout()
        tools.setSpacing(theme.SPACE_S)
        tools.addWidget(acting, 1)
        tools.addWidget(make_label(lambda: self.tr("Picture"), "muted"))
        self._side = QSpinBox()
        self._side.setObjectName("design_side_field")
        self._side.setRange(1, LARGEST_SIDE)
        self._side.setSuffix(" px")
        self._side.setFixedSize(theme.px(76), theme.px(FIELD_HEIGHT))
        self._side.setAlignment(Qt.AlignmentFlag.AlignRight)
        # A spin box loses its right padding with its buttons.
        self._side.lineEdit().setTextMargins(0, 0, 11, 0)
        live_text(
            self._side,
            self._side.setAccessibleName,
            lambda: self.tr("Side of the picture in pixels"),
        )
        self._side.valueChanged.connect(self._on_side)
        self._colour = QComboBox()
        self._colour.setObjectName("design_colour_selector")
        self._colour.setFixedHeight(theme.px(FIELD_HEIGHT))
        for channels in (3, 1):
            self._colour.addItem("", channels)
        live(self._colour, self._tell_colours)
        self._colour.currentIndexChanged.connect(self._on_colour)
        tools.addWidget(self._side)
        tools.addWidget(self._colour)
        return tools

    def _make_overview(self) -> QHBoxLayout:
        """The drawing, and the formulas of the chosen row beside it."""
        told = QWidget()
        # As high as the longest: the table below does not jump from row to row.
        told.setMinimumHeight(theme.px(FORMULAS_HEIGHT))
        column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self._formula_title)
        column.addWidget(self._formulas)
        column.addStretch()
        overview = QHBoxLayout()
        overview.setSpacing(theme.SPACE_L)
        overview.addWidget(self._drawing, 2)
        overview.addWidget(told, 3)
        return overview

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.PaletteChange and hasattr(self, "_menu_buttons"):
            self._tint()

    def _give_menu(self, button: QPushButton, menu: QMenu) -> None:
        menu.setParent(button, menu.windowFlags())
        button.setIconSize(QSize(theme.px(12), theme.px(12)))
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        self._menu_buttons.append(button)
        self._tint()

    def _tint(self) -> None:
        for button in self._menu_buttons:
            button.setIcon(theme.icon("chevron-down", "text", 12))

    def _make_add_menu(self) -> QMenu:
        menu = QMenu()
        menu.setObjectName("design_add_menu")
        for kind, layer in KINDS.items():
            action = QAction(menu)
            action.setObjectName(f"add_{kind.replace(' ', '_')}_action")
            live_text(menu, action.setText, partial(text_of, layer.title))
            action.triggered.connect(lambda _on=False, layer=layer: self._add(layer()))
            menu.addAction(action)
        return menu

    def _make_begin_menu(self) -> QMenu:
        menu = QMenu()
        menu.setObjectName("design_begin_menu")
        for book in TEXTBOOKS:
            if book.design is not None:
                action = QAction(menu)
                action.setObjectName(f"begin_{book.name}_action")
                live_text(menu, action.setText, partial(label_of, book))
                action.triggered.connect(lambda _on=False, book=book: self.begin_from(book))
                menu.addAction(action)
        menu.addSeparator()
        nothing = QAction(menu)
        nothing.setObjectName("begin_nothing_action")
        live_text(menu, nothing.setText, lambda: self.tr("Nothing"))
        nothing.triggered.connect(lambda: self.model.take(replace(self.design, layers=()), 0))
        menu.addAction(nothing)
        return menu

    def _add(self, layer: object) -> None:
        row = min(self.table.row + 1, len(self.design.layers))
        self.model.insert(row, layer)  # type: ignore[arg-type]  # of KINDS
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_side(self, side: int) -> None:
        self.model.take(replace(self.design, side=side), self.table.row, "side")

    def _on_colour(self) -> None:
        channels = int(self._colour.currentData())
        self.model.take(replace(self.design, channels=channels), self.table.row)

    def _ask_where(self) -> QFileDialog:
        return ask_where(self, self.tr("my network"), "json", self.save)

    def save(self, path: Path) -> None:
        """Write the design to ``path``."""
        self._file_job.start(
            save_design,
            path,
            self.design,
            lane="files",
            writes=True,
            succeeded=lambda written: tell_saved(self._message_bar, written),
            failed=lambda error: route_error(error, self._message_bar),
        )

    def _ask_which(self) -> QFileDialog:
        from pathlib import Path

        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, self.tr("Open a design"))
        dialog.setObjectName("design_open_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("JSON (*.json)")
        dialog.fileSelected.connect(lambda chosen: self.open(Path(chosen)))
        dialog.open()
        return dialog

    def open(self, path: Path) -> None:
        """Show the design in the file at ``path``; undo brings the one before back."""
        self._file_job.start(
            open_design,
            path,
            lane="files",
            succeeded=lambda design: self.model.take(design, 0),
            failed=lambda error: route_error(error, self._message_bar),
        )

    def _on_changed(self, row: int) -> None:
        self.table.choose(row)
        self._show()
        if not self._restoring:
            self.edited.emit()

    def _tell_colours(self) -> None:
        self._colour.setAccessibleName(self.tr("Colours of the picture"))
        self._colour.setItemText(0, self.tr("Colour"))
        self._colour.setItemText(1, self.tr("Grey"))
        self._colour.setToolTip(
            self.tr("Three channels, red, green and blue; or one, the brightness.")
        )

    def _show(self) -> None:
        design, rows = self.design, self.model.rows
        with QSignalBlocker(self._side), QSignalBlocker(self._colour):
            self._side.setValue(design.side)
            self._colour.setCurrentIndex(self._colour.findData(design.channels))
        shape = shape_of_rows(rows, design.channels, design.side)
        self._drawing.show_shape(shape, self.tr("your design"))
        history = self.model.history
        self._undo_button.setEnabled(history.can_undo)
        self._redo_button.setEnabled(history.can_redo)
        self._show_problem_text()
        memory = memory_text(sum(row.memory_bytes for row in rows))
        totals = (
            self.tr(
                "In all: {parameters:,} parameters \u00b7 {work} multiply-adds \u00b7 {memory} of"
                " activations a picture"
            )
            if self.model.problem is None
            else self.tr(
                "Above that row: {parameters:,} parameters \u00b7 {work} multiply-adds \u00b7"
                " {memory} of activations a picture"
            )
        )
        self._totals.setText(
            totals.format(
                parameters=shape.parameters, work=millions(shape.multiply_adds), memory=memory
            )
        )
        several = self._several if self.model.problem is None else None
        self._several_text.setVisible(several is not None)
        if several is not None:
            self._several_text.setText(several_text(several, shape.parameters, None))
        self._show_row()

    def _show_problem_text(self) -> None:
        place = self.model.problem
        self._problem.setVisible(place is not None)
        self._problem_icon.setVisible(place is not None)
        if place is None:
            return
        problem = self.model.rows[place].problem
        assert problem is not None
        reason = self.tr("Row {number} is impossible: {why}").format(
            number=place + 1, why=text_of(problem.message)
        )
        hint = "" if problem.hint is None else text_of(problem.hint)
        self._problem.setText(" ".join(filter(None, (reason, hint))))

    def _show_row(self) -> None:
        row = min(self.table.row, len(self.model.rows) - 1)
        last = len(self.design.layers)
        for name, button in self._row_buttons.items():
            enabled = row < last
            if name == "up":
                enabled = 0 < row < last
            elif name == "down":
                enabled = row < last - 1
            button.setEnabled(enabled)
        self._formula_title.setText(
            self.tr("Row {number}").format(number=self.model.text(row, "layer").replace("  ", ": "))
        )
        lines = formulas(self.model.rows[row])
        if row == last:
            lines.append((self.tr("Locked"), self.tr("One unit for each of your classes.")))
        self._formulas.set_facts(lines)
