"""Which of the network's own classes each folder means, shown and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QTableView,
)

from tlgui.engine.errors import RecipeError, TlguiError
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.class_map import read_class_map, write_class_map
from tlgui.engine.training.methods.as_is import AsIs
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.tables.rows_table import show_rows
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.train.asked.class_map_model import ClassMapModel, Meaning, meanings
from tlgui.ui.words.live_text import live
from tlgui.ui.work.latest_job import LatestJob
from tlgui.ui.work.value_change import ValueChange

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.class_map import ClassMap
    from tlgui.engine.models.class_names import ClassNames
    from tlgui.engine.progress import Control
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.train.asked.train_settings import TrainSettings
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

ROW_HEIGHT = 30
MOST_ROWS = 6
"""More are scrolled."""


@dataclass(frozen=True)
class Named:
    """The classes of a backbone by name, as a worker found them."""

    backbone: str
    names: ClassNames


def find_names(backbone: Backbone, *, control: Control) -> Named:
    """What the classes of ``backbone`` are called. For a worker: it imports the library."""
    from tlgui.engine.models.class_names import class_names

    control.check()
    found = class_names(backbone)
    found.find("-")  # What it looks up in is made here, not in the window.
    return Named(backbone.name, found)


class ClassMapCard(Card):
    """A row a folder; the one that is chosen can be given another class.

    Shown only where the chosen method answers with the network's own classes.
    """

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        settings: TrainSettings,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: self.tr("What your folders mean"), parent)
        self.setObjectName("class_map_card")
        self._session, self._settings, self._message_bar = session, settings, message_bar
        self._finding = LatestJob(runner, self)
        self._asked_for = ""
        self._named: Named | None = None
        self._error: RecipeError | None = None
        self._numbers: dict[str, int] = {}
        self._summary = make_label("", "small", "class_map_summary", wrap=True)
        self._forget_button = make_button(
            lambda: self.tr("Forget the corrections"), "class_map_forget_button", "small"
        )
        self._forget_button.clicked.connect(lambda: self._push(""))
        self.model = ClassMapModel(self)
        self.table = self._make_table()
        self._folder = ElidedLabel(role="strong")
        self._folder.setObjectName("class_map_folder")
        self._search = self._make_search()
        self._none_button = make_button(
            lambda: self.tr("None of them"),
            "class_map_none_button",
            "small",
            tooltip=lambda: self.tr("Leave the pictures of this folder out."),
        )
        self._none_button.clicked.connect(lambda: self._say(None))
        self._name_button = make_button(
            lambda: self.tr("By its name"),
            "class_map_name_button",
            "small",
            tooltip=lambda: self.tr("Take the correction of this folder back."),
        )
        self._name_button.clicked.connect(self._take_back)
        self._complaint = make_label("", "warning", "class_map_complaint", wrap=True)
        self._complaint.hide()
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addWidget(self._none_button)
        foot.addWidget(self._name_button)
        foot.addStretch()
        self.body.addWidget(self._summary)
        self.body.addWidget(self._forget_button, alignment=Qt.AlignmentFlag.AlignLeft)
        for widget in (self.table, self._folder, self._search):
            self.body.addWidget(widget)
        self.body.addLayout(foot)
        self.body.addWidget(self._complaint)
        self._chooser = (self._folder, self._search, self._none_button, self._name_button)
        self.hide()
        live(self, self._tell)

    def show_asked(self) -> None:
        """Show the map of what the settings ask for, or hide where they ask for none."""
        index = self._session.index
        wanted = (
            issubclass(self._settings.method.recipe, AsIs)
            and index is not None
            and self._settings.refusal(self._settings.method.name) is None
        )
        self.setVisible(wanted)
        if not wanted:
            return
        backbone = self._settings.backbone
        if self._named is None or self._named.backbone != backbone:
            if self._asked_for != backbone:
                self._asked_for = backbone
                self._finding.start(
                    find_names,
                    find_backbone(backbone),
                    lane="files",
                    succeeded=self._on_found,
                    failed=self._on_not_found,
                )
            self.model.set_rows((), ())
        self._tell()

    def set_locked(self, locked: bool) -> None:
        """Forbid corrections while a run uses the map."""
        for widget in (*self._chooser, self._forget_button):
            widget.setEnabled(not locked)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("class_map_table")
        table.setModel(self.model)
        show_rows(table, ROW_HEIGHT)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(lambda: self._show_current())
        table.activated.connect(lambda _index: self._search.setFocus())
        return table

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("class_map_search")
        search.setClearButtonEnabled(True)
        completer = QCompleter(self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(8)
        self._texts = QStringListModel(self)
        completer.setModel(self._texts)
        popup = QListView()
        popup.setObjectName("class_map_found")
        popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        popup.setUniformItemSizes(True)
        popup.setStyleSheet("QListView::item { padding: 4px 6px; }")
        completer.setPopup(popup)
        completer.activated.connect(self._on_picked)
        search.setCompleter(completer)
        search.returnPressed.connect(lambda: self._on_typed(search.text()))
        return search

    def _on_found(self, named: Named) -> None:
        self._named = named
        # Synonyms stand behind the name: the search finds them too.
        texts = {
            name + "".join(f", {other}" for other in synonyms if other != name): number
            for number, (name, synonyms) in enumerate(
                zip(named.names.names, named.names.synonyms, strict=True)
            )
        }
        self._numbers = texts
        self._texts.setStringList(sorted(texts, key=str.casefold))
        self._tell()

    def _on_not_found(self, error: Exception) -> None:
        self._asked_for = ""
        route_error(error, self._message_bar)

    def _map(self) -> ClassMap:
        """What the user said; nothing, with ``_error``, where it cannot be read."""
        self._error = None
        if self._named is None:
            return {}
        try:
            return read_class_map(self._source, self._named.names)
        except RecipeError as error:
            self._error = error
            return {}

    @property
    def _source(self) -> str:
        try:
            return str(self._settings.asked().own.get(AsIs.method, {}).get("class_map", ""))
        except TlguiError:
            return ""

    @property
    def _current(self) -> Meaning | None:
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _say(self, number: int | None) -> None:
        """Have the current folder mean the class ``number``, or none of them."""
        row = self._current
        if row is not None and self._named is not None:
            self._push(write_class_map({**self._map(), row.folder: number}, self._named.names))

    def _take_back(self) -> None:
        row = self._current
        if row is not None and self._named is not None:
            left = {name: number for name, number in self._map().items() if name != row.folder}
            self._push(write_class_map(left, self._named.names))

    def _push(self, after: str) -> None:
        before = self._source
        if after != before:
            change = ValueChange(self.tr("class of a folder"), self._take, before, after)
            self._session.undo.push(change)

    def _take(self, source: str) -> None:
        self._settings.say(AsIs.method, class_map=source)
        self._tell()

    def _on_picked(self, text: object) -> None:
        if isinstance(text, str) and text in self._numbers:
            self._say(self._numbers[text])

    def _on_typed(self, text: str) -> None:
        """Take the class that is called so; say where none is, or several are."""
        if text in self._numbers or self._named is None or not text.strip():
            return  # The list of names has told it.
        found = self._named.names.find(text)
        if len(found) == 1:
            self._say(found[0])
            return
        several = " / ".join(self._named.names.names[number] for number in found)
        self._complain(
            self.tr("Several are called so: {names}.").format(names=several)
            if found
            else self.tr("No class is called so: choose one from the list.")
        )

    def _complain(self, text: str) -> None:
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))

    def _tell(self) -> None:
        index, named = self._session.index, self._named
        ready = index is not None and named is not None and named.backbone == self._asked_for
        if ready and index is not None and named is not None:
            said = self._map()
            rows = meanings(index.classes, named.names, said)
            self.model.set_rows(rows, named.names.names)
            self._fit_table()
        clear = sum(row.is_clear for row in self.model.rows)
        if not ready:
            text = self.tr("Looking up the names of its classes…")
        elif self._error is not None:
            text = text_of(self._error.message)
        else:
            text = self.tr(
                "{clear} of {all} mean a class of the network; pictures of the others are left out."
            ).format(clear=clear, all=len(self.model.rows))
        self._summary.setText(text)
        theme.set_look(self._summary, role="warning" if self._error or not clear else "small")
        self._forget_button.setVisible(self._error is not None)
        self.table.setVisible(ready)
        self.table.setAccessibleName(self.tr("What your folders mean"))
        self.model.tell_all()
        self._show_current()

    def _fit_table(self) -> None:
        rows = min(len(self.model.rows), MOST_ROWS)
        self.table.setFixedHeight(
            self.table.horizontalHeader().sizeHint().height() + rows * theme.px(ROW_HEIGHT) + 2
        )

    def _show_current(self) -> None:
        """Offer another class for the folder of the current row."""
        row = self._current
        offered = row is not None and self._error is None
        for widget in self._chooser:
            widget.setVisible(offered)
        self._complain("")
        if row is None or not offered:
            return
        self._folder.set_full_text(self.tr("{folder} means:").format(folder=row.folder))
        known = row.is_clear and self._named is not None
        self._search.setText(self.model.meaning_text(row) if known else "")
        self._search.setPlaceholderText(
            self.tr("Search {count:,} classes").format(count=len(self._numbers))
        )
        self._search.setAccessibleName(
            self.tr("Class that {folder} means").format(folder=row.folder)
        )
        self._none_button.setVisible(not (row.corrected and not row.found))
        self._name_button.setVisible(row.corrected)
        self.table.setAccessibleDescription(
            self.tr("Enter goes to the search for the class of the current folder.")
        )
