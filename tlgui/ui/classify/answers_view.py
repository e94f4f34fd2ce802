"""The answers on show: filters, the list, the panel that says why, the classes to correct to."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QWidget

from tlgui.ui.classify.answer_sieve import AnswerSieve
from tlgui.ui.classify.correction_strip import CorrectionStrip
from tlgui.ui.classify.keys_card import KeysCard
from tlgui.ui.classify.prediction_list import PredictionList
from tlgui.ui.classify.prediction_model import Filter, PredictionModel
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.pictures.explain_panel import ExplainPanel
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.models.class_changes import ClassChanges
    from tlgui.ui.work.jobs import JobRunner

EXPLAIN_WIDTH, NARROW_EXPLAIN_WIDTH = 400, 320
EXPLAIN_HEIGHT = 500
NARROW = 900
"""Widths below this have no room for the wide explanation beside the list."""
TIGHT = 660
"""Widths below this have no room for any: it stands in the list's place."""


class AnswersView(QWidget):
    """A list of answers with filters and an order; beside it why the model says so.

    Signals:
        clear_requested: the user wants to start anew.
        removal_requested: with the files that the user wants to take from the list.
        class_given: with the files, and the class that the user says they show.
        take_back_requested: the last class that was given is to be taken back.
        refused: a class was to be given, and there is none to give.
        order_requested: the order by which to label next is chosen.

    Attributes:
        strip: what is to become of the classes that were given.
    """

    clear_requested = Signal()
    removal_requested = Signal(object)
    class_given = Signal(object, str)
    take_back_requested = Signal()
    refused = Signal()
    order_requested = Signal()

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._run_folder: Path | None = None
        self._changes: ClassChanges | None = None
        self._temperature = 1.0
        self._running = False
        self._explained: Path | None = None
        self._classes: tuple[str, ...] = ()
        self.model = PredictionModel()
        self.thumbnails = ThumbnailLoader(runner, self)
        self._list = PredictionList(self.thumbnails, self.model)
        self._keys_card = KeysCard()
        self._keys_card.keys.chosen.connect(self._on_class_chosen)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        self._list_card = self._make_list_card()
        layout.addWidget(self._list_card, 1)
        layout.addWidget(self._keys_card)
        layout.addWidget(self._make_explain_card(), 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._close_explanation)
        live(self, lambda: self.show_state(running=self._running))

    def show_run(
        self,
        run_folder: Path | None,
        bit_depth: int | None = None,
        changes: ClassChanges | None = None,
        temperature: float = 1.0,
    ) -> None:
        """Forget all answers; those to come are given by the model of ``run_folder``.

        Args:
            run_folder: of the run.
            bit_depth: how many bits its 16-bit pictures use.
            changes: classes that it answers with; None for those that it learned.
            temperature: by which its scores are divided.
        """
        self._run_folder, self._changes = run_folder, changes
        self._temperature = temperature
        self.model.clear()
        self._sieve.reset()
        self.thumbnails.clear()
        self.thumbnails.set_bit_depth(bit_depth)
        self._close_explanation()
        self.show_state(running=False)

    def set_classes(self, classes: Sequence[str]) -> None:
        """Say which classes an answer can be corrected to; none where it cannot be at all."""
        self._classes = tuple(classes)
        self._show_keys()

    def set_corrections(self, labels: Mapping[Path, str], changed: Iterable[Path]) -> None:
        """Show the classes that the user gave; those of ``changed`` are others now."""
        self.model.set_corrections(labels, changed)
        self.show_state(running=self._running)
        self._show_keys()

    def set_ranks(self, files: Iterable[Path]) -> None:
        """Put ``files`` in this order where it is asked for which to label next."""
        self.model.set_ranks(files)
        if self.model.order == "label_next" and self.model.rowCount():
            self._list.setCurrentIndex(self.model.index(0))

    def show_file(self, file: Path) -> None:
        """Go to ``file``, where it is in the list."""
        self._choose_file(file)

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Add answers at the end, as they come."""
        self.model.add(predictions)
        self.show_state(running=True)

    @property
    def files(self) -> list[Path]:
        """The pictures on the list."""
        return [prediction.file for prediction in self.model.predictions]

    @property
    def readable(self) -> list[Prediction]:
        """The answers for those of them that could be read."""
        return [each for each in self.model.predictions if each.error is None]

    @property
    def chosen_files(self) -> list[Path]:
        """Those that are chosen and could be read, the current one first."""
        return [each.file for each in self._readable()]

    def finish(self) -> None:
        """All answers are there: put them in order."""
        self._keeping_the_row(self.model.arrange)
        self.show_state(running=False)

    def explain(self, row: QModelIndex) -> None:
        """Show what the model looked at in the picture of ``row``."""
        if self._run_folder is None or not row.isValid():
            return
        prediction = self.model.prediction(row.row())
        if prediction.error is not None:
            return
        # Before the row becomes current, which asks for its explanation too.
        self._explained = prediction.file
        self._list.setCurrentIndex(row)
        self._explain_card.show()
        self.show_state(running=self._running)
        self._panel.show_picture(
            self._run_folder,
            prediction.file,
            name=one_line(prediction.file.name),
            ranked=prediction.ranked,
            changes=self._changes,
            temperature=self._temperature,
        )
        self._panel.set_neighbours(
            previous=row.row() > 0, following=row.row() + 1 < self.model.rowCount()
        )
        self._list.scrollTo(row)
        if self._list_card.isHidden():
            self._close_button.setFocus()

    def remove(self, files: Iterable[Path]) -> list[Prediction]:
        """Take answers from the list; those that were there."""
        row = self._list.currentIndex().row()
        removed = self.model.remove(files)
        if removed and self.model.rowCount():
            self._list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
        if self._explained in {prediction.file for prediction in removed}:
            self._close_explanation()  # No other took its place.
        self.show_state(running=self._running)
        return removed

    def put_back(self, predictions: Iterable[Prediction]) -> None:
        """Add answers again, each in its place."""
        self._keeping_the_row(lambda: self.model.put_back(predictions))
        self.show_state(running=self._running)

    def _keeping_the_row(self, change: Callable[[], object]) -> None:
        """Do ``change``, which resets the model; the row on show stays the current one."""
        current = self._list.currentIndex()
        file = self.model.prediction(current.row()).file if current.isValid() else None
        change()
        self._choose_file(file)

    def _make_list_card(self) -> QWidget:
        card = Card()
        self._chips = ChipRow("classify_filters")
        self._chips.chosen.connect(lambda key: self._on_filter_chosen(cast("Filter", key)))
        self._clear_button = make_button(
            lambda: self.tr("Clear"),
            "classify_clear_button",
            "small",
            tooltip=lambda: self.tr(
                "Take all pictures from the list; Delete takes the chosen ones. The files stay."
            ),
        )
        self._clear_button.clicked.connect(self.clear_requested)
        top = QHBoxLayout()
        top.setContentsMargins(theme.SPACE_S, 0, theme.SPACE_M - 1, 0)
        top.setSpacing(theme.SPACE_S)
        top.addWidget(self._chips, 1)
        top.addWidget(self._clear_button)
        self._list.why_asked.connect(self.explain)
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._list.removal_asked.connect(self._on_removal_asked)
        self._list.class_key_pressed.connect(self._on_class_key)
        self._list.other_class_asked.connect(self._keys_card.open_others)
        self._list.take_back_asked.connect(self.take_back_requested)
        self._hint = make_label("", "muted", "classify_hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.setContentsMargins(theme.SPACE_S, theme.SPACE_M, 1, theme.SPACE_S)
        card.body.addLayout(top)
        self._sieve = AnswerSieve()
        self._sieve.changed.connect(self._on_sieve_changed)
        card.body.addWidget(self._sieve)
        self.strip = CorrectionStrip()
        self.strip.take_back_requested.connect(self.take_back_requested)
        card.body.addWidget(self.strip)
        card.body.addWidget(self._list, 1)
        card.body.addWidget(self._hint, 1)
        return card

    def _on_sieve_changed(self) -> None:
        self.thumbnails.drop_requests()
        self._keeping_the_row(self._sift)
        self.show_state(running=self._running)

    def _sift(self) -> None:
        self.model.set_query(self._sieve.query)
        self.model.set_label(self._sieve.label)
        if self.model.order != self._sieve.order:
            self.model.arrange(self._sieve.order)
            if self._sieve.order == "label_next":
                self.order_requested.emit()

    def _on_removal_asked(self) -> None:
        rows = {index.row() for index in self._list.selectionModel().selectedIndexes()}
        self.removal_requested.emit([self.model.prediction(row).file for row in sorted(rows)])

    def _readable(self) -> list[Prediction]:
        """The chosen answers that can be corrected, the current one first."""
        chosen = self._list.selectionModel().selectedIndexes() or [self._list.currentIndex()]
        current = self._list.currentIndex().row()
        rows = sorted(index.row() for index in chosen if index.isValid())
        rows.sort(key=lambda row: row != current)
        found = [self.model.prediction(row) for row in rows]
        return [prediction for prediction in found if prediction.error is None]

    def _show_keys(self) -> None:
        """Offer the classes of the current answer, where there is one and room for them."""
        chosen = self._readable() if self.model.rowCount() else []
        # With an explanation open there is no room; the keys do what they do all the same.
        room = self._explain_card.isHidden() and self.width() >= theme.px(TIGHT)
        self._keys_card.setVisible(bool(chosen and self._classes) and room)
        first = chosen[0] if chosen else None
        given = "" if first is None else self.model.correction(first.file)
        self._keys_card.show_answer(first, self._classes, given)

    def _on_class_key(self, key: str) -> None:
        if self._classes:
            self._keys_card.keys.press(key)
        elif self._readable():
            self.refused.emit()

    def _on_class_chosen(self, label: str) -> None:
        chosen = self.chosen_files
        if not chosen or not self._classes:
            return
        rows = [index.row() for index in self._list.selectionModel().selectedIndexes()]
        self.class_given.emit(chosen, label)
        # On to the next, as one labels picture after picture.
        following = max(rows, default=self._list.currentIndex().row()) + 1
        if following < self.model.rowCount():
            self._list.setCurrentIndex(self.model.index(following))
        self._list.setFocus()

    def _make_explain_card(self) -> QWidget:
        self._explain_card = Card(lambda: self.tr("What the model looked at"), self)
        self._explain_card.setObjectName("classify_explain_card")
        self._explain_card.setFixedWidth(theme.px(EXPLAIN_WIDTH))
        close = self._close_button = make_button(
            lambda: self.tr("Close"), "classify_explain_close", "small"
        )
        close.clicked.connect(self._close_explanation)
        self._explain_card.title_row.addWidget(close)
        scroll = QScrollArea(self._explain_card)
        self._panel = ExplainPanel(self._runner, scroll.viewport())
        self._panel.next_requested.connect(lambda: self._explain_neighbour(1))
        self._panel.previous_requested.connect(lambda: self._explain_neighbour(-1))
        self._panel.setMinimumHeight(theme.px(EXPLAIN_HEIGHT))
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._panel)
        self._explain_card.body.addWidget(scroll, 1)
        self._explain_card.hide()
        return self._explain_card

    def _on_filter_chosen(self, key: Filter) -> None:
        self.thumbnails.drop_requests()
        self.model.set_filter(key)
        self._choose_file(self._explained)
        self.show_state(running=self._running)

    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        """Keep an open explanation in step with the row that the keys or the mouse chose."""
        self._show_keys()
        if self._explain_card.isVisible() and current.isValid():
            file = self.model.prediction(current.row()).file
            if file != self._explained:
                self.explain(current)

    def _choose_file(self, file: Path | None) -> None:
        row = self.model.row_of(file) if file is not None else None
        if row is not None:
            self._list.setCurrentIndex(self.model.index(row))

    def _explain_neighbour(self, step: int) -> None:
        row = self._list.currentIndex().row() + step
        if 0 <= row < self.model.rowCount():
            self.explain(self.model.index(row))

    def _close_explanation(self) -> None:
        self._explained = None
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._explain_card.isAncestorOf(focused)
        self._explain_card.hide()
        self._panel.clear()
        self.show_state(running=self._running)
        if had_focus:
            self._list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_the_width()

    def _share_the_width(self) -> None:
        """Beside the list there may be little room for the explanation, or none at all."""
        tight = self.width() < theme.px(TIGHT)
        self._list_card.setVisible(not tight or self._explain_card.isHidden())
        wide = self.width() >= theme.px(NARROW)
        width = theme.px(EXPLAIN_WIDTH if wide else NARROW_EXPLAIN_WIDTH)
        self._explain_card.setMinimumWidth(0 if tight else width)
        self._explain_card.setMaximumWidth(theme.NO_LIMIT if tight else width)
        self._show_keys()

    def show_state(self, *, running: bool) -> None:
        """Bring chips, hints and buttons up to date; ``running``: more answers are on their way."""
        self._running = running
        counts = self.model.counts()
        chips: list[tuple[Filter, str, str]] = [
            ("all", self.tr("All {n}").format(n=f"{counts['all']:,}"), "filter_all"),
            ("unsure", self.tr("Unsure {n}").format(n=f"{counts['unsure']:,}"), "filter_unsure"),
        ]
        if counts["unknown"]:
            text = self.tr("Unknown {n}").format(n=f"{counts['unknown']:,}")
            chips.append(("unknown", text, "filter_unknown"))
        if counts["corrected"]:
            text = self.tr("Corrected {n}").format(n=f"{counts['corrected']:,}")
            chips.append(("corrected", text, "filter_corrected"))
        if counts["unreadable"]:
            text = self.tr("Unreadable {n}").format(n=f"{counts['unreadable']:,}")
            chips.append(("unreadable", text, "filter_unreadable"))
        self._chips.set_chips(chips)
        if self._chips.current != self.model.filter:
            self.model.set_filter("all")
        any_rows = counts["all"] > 0
        self._sieve.show_labels(self.model.labels())
        self._list.setVisible(self.model.rowCount() > 0)
        self._hint.setVisible(self.model.rowCount() == 0)
        self._hint.setText(
            self.tr("No picture passes the filter.")
            if any_rows
            else self.tr("Working…")
            if running
            else self.tr("The answers appear here.")
        )
        for widget in (self._chips, self._clear_button, self._sieve):
            widget.setVisible(any_rows)
        self._share_the_width()
