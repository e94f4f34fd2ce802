"""Choosing among all backbones: good choices, a search, chips, and the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.models.choices import good_choices
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.model.backbone_model import COLUMNS, BackboneModel, Part
from tlgui.ui.model.stored_model import HEADER_STYLE
from tlgui.ui.words import preferences
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.choices import GoodChoice
    from tlgui.engine.models.pretrained.places import WeightsPlace

_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ROW_HEIGHT = 30
CHOICE_HEIGHT = 24
TABLE_HEIGHT = 370
LEAST_NAME = 110
LEAST_NEEDED = ("input", "licence", "speed", "size")
"""Columns that a narrow table leaves out, the first one first."""


class BackboneTable(QTableView):
    """All backbones that the filter lets pass.

    Signals:
        looked_at: with the ``Backbone`` of the current row.
        favourite_asked: with the ``Backbone`` to be marked, or no more.
        used: with the ``Backbone`` that was entered or double-clicked.
    """

    looked_at = Signal(object)
    favourite_asked = Signal(object)
    used = Signal(object)

    def __init__(self, backbones: Sequence[Backbone], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backbone_table")
        self.backbones = BackboneModel(backbones, self)
        self.setModel(self.backbones)
        show_rows(self, ROW_HEIGHT, several=True)
        self.setSortingEnabled(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setFixedHeight(theme.px(TABLE_HEIGHT))
        header = self.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in _WIDTHS.items():
            header.resizeSection(COLUMNS.index(column), theme.px(width))
        header.setMinimumSectionSize(theme.px(28))
        # What is here comes first, then what is quickly fetched.
        self.sortByColumn(COLUMNS.index("weights"), Qt.SortOrder.AscendingOrder)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(lambda index: self.used.emit(self._at(index)))
        live(self, self._tell)

    def look_at(self, name: str) -> None:
        """Put the cursor on the backbone ``name``, where it is shown."""
        row = self.backbones.row_of(name)
        if row is not None and row != self.currentIndex().row():
            self.setCurrentIndex(self.backbones.index(row, COLUMNS.index("name")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before the view itself: else it shows a scroll bar for the widths of before.
        header, width = self.horizontalHeader(), event.size().width()
        needed = sum(theme.px(wanted) for wanted in _WIDTHS.values())
        # What has no room is told among the facts.
        for name in LEAST_NEEDED:
            hidden = needed > width
            self.setColumnHidden(COLUMNS.index(name), hidden)
            needed -= theme.px(_WIDTHS[name]) if hidden else 0
        others = sum(
            header.sectionSize(number)
            for number, name in enumerate(COLUMNS)
            if name != "name" and not self.isColumnHidden(number)
        )
        room = width - others
        header.resizeSection(COLUMNS.index("name"), max(theme.px(LEAST_NAME), room))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if index.isValid() and plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F):
            self.favourite_asked.emit(self._at(index))
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.used.emit(self._at(index))
        else:
            super().keyPressEvent(event)

    def _at(self, index: QModelIndex) -> Backbone:
        return self.backbones.rows[index.row()]

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.looked_at.emit(self._at(index))

    def _on_clicked(self, index: QModelIndex) -> None:
        if COLUMNS[index.column()] == "favourite":
            self.favourite_asked.emit(self._at(index))

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Backbones"))
        self.setAccessibleDescription(
            self.tr("Enter uses the backbone; F or the space bar marks it as a favourite.")
        )
        self.backbones.tell_all()


_WIDTHS = {
    "favourite": 26,
    "name": 150,
    "accuracy": 74,
    "size": 64,
    "speed": 54,
    "weights": 86,
    "licence": 96,
    "input": 46,
}


class ChoiceButton(QPushButton):
    """A good choice: its reason, and its name beside it."""

    def __init__(self, choice: GoodChoice, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = choice
        self.setObjectName(name)
        self.setProperty("kind", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        height = theme.px(CHOICE_HEIGHT)
        self.setStyleSheet(f"QPushButton {{ padding: 0; min-height: {height}px; }}")
        self._reason = make_label(lambda: text_of(choice.reason))
        self._name = ElidedLabel(role="muted")
        self._name.set_full_text(choice.backbone.label)
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_S, 0)
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self._reason)
        line.addWidget(self._name, 1)
        for label in (self._reason, self._name):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        live(self, self._tell)

    def align(self, width: int) -> None:
        """Give the reason so many pixels, that the names of all choices stand in line."""
        self._reason.setMinimumWidth(width)

    def show_looked_at(self, is_looked_at: bool) -> None:
        """Set the choice apart that the user looks at."""
        self.setChecked(is_looked_at)
        self._reason.setFont(theme.font(strong=is_looked_at))

    @property
    def reason_width(self) -> int:
        """Pixels that the reason takes."""
        metrics = QFontMetrics(theme.font(strong=True))
        # Not of what the label shows: at a change of language it may be told after this.
        return metrics.horizontalAdvance(text_of(self._choice.reason)) + 2

    def _tell(self) -> None:
        self.setAccessibleName(f"{text_of(self._choice.reason)}: {self._choice.backbone.label}")


class BackboneChooser(Card):
    """Good choices with one reason each; below them all backbones.

    Signals:
        looked_at: with the ``Backbone`` that the user looks at now.
        used: with the ``Backbone`` that the user wants to train with.
        race_asked: with the names of several backbones to be compared.
    """

    looked_at = Signal(object)
    used = Signal(object)
    race_asked = Signal(object)

    def __init__(self, backbones: Sequence[Backbone], parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Good choices"), parent)
        self.setObjectName("backbone_chooser")
        self._choices = good_choices(backbones)
        self._buttons: dict[str, ChoiceButton] = {}
        box = QVBoxLayout()
        box.setSpacing(2)
        for choice in self._choices:
            box.addWidget(self._make_choice(choice))
        self.body.addLayout(box)
        self.body.addSpacing(theme.SPACE_S)
        self.body.addWidget(make_label(lambda: self.tr("All backbones"), "card-title"))
        self._search = QLineEdit()
        self._search.setObjectName("backbone_search")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._chips = ChipRow("backbone_chips")
        self._chips.chosen.connect(self._filter)
        self._count = make_label("", "small", "backbone_count")
        self.table = BackboneTable(backbones)
        self.table.looked_at.connect(self.looked_at)
        self.table.used.connect(self.used)
        self.table.favourite_asked.connect(self._on_favourite)
        self._race_button = make_button("", "model_race_button", "small")
        self._race_button.clicked.connect(lambda: self.race_asked.emit(self.chosen))
        self.table.selectionModel().selectionChanged.connect(lambda: self._on_marked())
        # A click on the only row that is marked changes no selection, yet drops hidden marks.
        self.table.clicked.connect(lambda: self._on_marked())
        self._marked: tuple[str, ...] = ()
        self._restoring = False
        self._name_before = ""
        self.table.backbones.modelAboutToBeReset.connect(self._note_cursor)
        self.table.backbones.modelReset.connect(lambda: self._after_filter(self._name_before))
        self._can_race = False
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._race_button)
        for widget in (self._search, self._chips, self.table):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.body.addStretch()
        self._favourites = preferences.favourite_backbones()
        self.table.backbones.set_favourites(self._favourites)
        live(self, self._tell)

    def set_places(self, places: Mapping[str, WeightsPlace]) -> None:
        """Say where the weights of each backbone are."""
        self.table.backbones.set_places(places)

    def show_state(self, looked_at: str, used: str) -> None:
        """Show which backbone is looked at, and which training would use."""
        self.table.backbones.set_used(used)
        for name, button in self._buttons.items():
            button.show_looked_at(name == looked_at)

    @property
    def chosen(self) -> tuple[str, ...]:
        """Names of the backbones that are marked, those that the filter hides included."""
        return self._marked

    def _on_marked(self) -> None:
        """Take over the marks of the rows; those that the filter hides stay while Ctrl adds."""
        if self._restoring:
            return
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        shown = [self.table.backbones.rows[row].name for row in rows]
        adding = QGuiApplication.keyboardModifiers() & _ADDING
        hidden = [name for name in self._marked if self.table.backbones.row_of(name) is None]
        self._marked = tuple([*hidden, *shown] if adding else shown)
        self._tell_race()

    def set_can_race(self, can_race: bool) -> None:
        """Whether there are pictures to race on, and no race goes on."""
        self._can_race = can_race
        self._tell_race()

    def _tell_race(self) -> None:
        count = len(self.chosen)
        self._race_button.setEnabled(self._can_race and count > 1)
        text = (
            self.tr("Compare {n} on your pictures").format(n=count)
            if count > 1
            else self.tr("Compare: mark several with Ctrl")
        )
        self._race_button.setText(text)
        self._race_button.setAccessibleName(text)

    def _make_choice(self, choice: GoodChoice) -> ChoiceButton:
        button = ChoiceButton(choice, f"good_choice_{len(self._buttons) + 1}")
        button.clicked.connect(lambda: self._on_choice(choice.backbone))
        self._buttons[choice.backbone.name] = button
        return button

    def _on_choice(self, backbone: Backbone) -> None:
        self.table.look_at(backbone.name)
        self.looked_at.emit(backbone)

    def _on_favourite(self, backbone: Backbone) -> None:
        self._favourites ^= {backbone.name}
        preferences.set_favourite_backbones(self._favourites)
        self.table.backbones.set_favourites(self._favourites)

    def _note_cursor(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self._name_before = self.table.backbones.rows[index.row()].name

    def _filter(self) -> None:
        part = Part(str(self._chips.current or Part.ALL))
        self.table.backbones.set_filter(part, self._search.text())

    def _after_filter(self, name: str) -> None:
        """Put cursor and marks back: a table forgets both when its rows are others."""
        model, selection = self.table.backbones, self.table.selectionModel()
        mark = selection.SelectionFlag.Select | selection.SelectionFlag.Rows
        self._restoring = True
        row = model.row_of(name)
        if row is not None:
            index = model.index(row, COLUMNS.index("name"))
            selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
        for marked in self._marked:
            row = model.row_of(marked)
            if row is not None:
                selection.select(model.index(row, 0), mark)
        self._restoring = False
        self._tell_count()
        self._tell_race()

    def _tell_count(self) -> None:
        count = len(self.table.backbones.rows)
        self._count.setText(
            self.tr("{n:,} backbones").format(n=count)
            if count
            else self.tr("None. Try fewer words, or another group.")
        )

    def _tell(self) -> None:
        widest = max(button.reason_width for button in self._buttons.values())
        for button in self._buttons.values():
            button.align(widest)
        self._search.setPlaceholderText(self.tr("Search, such as resnet or convnext"))
        self._search.setAccessibleName(self.tr("Search backbones"))
        self._chips.set_chips(
            [
                (Part.ALL, self.tr("All"), "backbones_all"),
                (Part.GOOD, self.tr("Good choices"), "backbones_good"),
                (Part.HERE, self.tr("On this computer"), "backbones_here"),
                (Part.SMALL, self.tr("Small"), "backbones_small"),
                (Part.ACCURATE, self.tr("Accurate"), "backbones_accurate"),
                (Part.COMMERCIAL, self.tr("Commercial"), "backbones_commercial"),
                (Part.FAVOURITES, self.tr("Favourites"), "backbones_favourites"),
            ]
        )
        self._tell_count()
        self._tell_race()
