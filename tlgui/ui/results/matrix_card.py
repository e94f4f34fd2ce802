"""The card of the confusion matrix: counts, shares, scores by class, or how sure; saved, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui.kit.saving import ask_where, save_csv
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.results.calibration_view import CalibrationView
from tlgui.ui.results.class_panel import ClassPanel
from tlgui.ui.results.class_score_table import ClassScoreTable
from tlgui.ui.results.confusion_model import STRENGTH_ROLE
from tlgui.ui.results.confusion_view import ConfusionView
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.ui.results.results_data import Results
    from tlgui.ui.work.jobs import JobRunner

SAVED_AS = ("png", "svg", "pdf", "csv")


class MatrixCard(Card):
    """Shows where a run is right and wrong, class by class.

    Signals:
        saved: with the path of a file that was written.
        save_failed: with the error.
        copied: what is on show is on the clipboard.
        threshold_chosen(name, threshold): of one class, see ``ClassPanel``.
        correction_asked(on): see ``CalibrationView``.
    """

    saved = Signal(object)
    save_failed = Signal(object)
    copied = Signal()
    threshold_chosen = Signal(str, object)
    correction_asked = Signal(bool)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._runner = runner
        self.matrix = ConfusionView()
        self.table = ClassScoreTable()
        self._title = make_label("", "card-title")
        self._matrix_term = TermButton("confusion_matrix")
        self._scores_term = TermButton("precision_recall_f1")
        self._calibration_term = TermButton("calibration")
        self.calibration = CalibrationView()
        self.calibration.correction_asked.connect(self.correction_asked)
        self.class_panel = ClassPanel(runner)
        self.class_panel.threshold_chosen.connect(self.threshold_chosen)
        self.class_panel.closed.connect(self._on_class_closed)
        self.class_panel.hide()
        self._results: Results | None = None
        self.table.class_opened.connect(self._on_class_opened)
        self._make_title_row()
        self._views = QStackedWidget(self)
        self._views.addWidget(self._make_matrix())
        self._views.addWidget(self._make_by_class())
        self._views.addWidget(self.calibration)
        self.body.addWidget(self._views, 1)
        live(self, self._tell)

    def show_results(self, results: Results) -> None:
        """Show another report."""
        same = self._results is not None and self._results.run.folder == results.run.folder
        self._results = results
        if same and self.class_panel.isVisibleTo(self):
            self.class_panel.show_class(results, self.class_panel.number)
        else:
            self.class_panel.hide()
        self.matrix.set_confusion(results.told_names, results.confusion)
        scores = results.report.per_class
        self.table.scores.set_scores([scores[number] for number in results.told])
        self.calibration.show_calibration(results.calibration)

    def show_decisions(self, results: Results) -> None:
        """Show the thresholds that the same run has now."""
        self._results = results
        self.class_panel.show_decisions(results)

    def save(self, path: Path) -> None:
        """Write what is on show to ``path`` in the format of its suffix; CSV holds the counts."""
        model = self.matrix.matrix
        if self._rows is not None:
            titles, *scores = self._rows
            job = self._runner.start(
                save_csv, path, [str(title) for title in titles], scores, lane="files"
            )
        elif path.suffix.lower() == ".csv":
            header = [self.tr("true class"), *model.classes]
            rows = [
                [name, *counts] for name, counts in zip(model.classes, model.counts(), strict=True)
            ]
            job = self._runner.start(save_csv, path, header, rows, lane="files")
        else:
            from tlgui.ui.results.confusion_drawing import MatrixCell, MatrixPicture, save_matrix

            places = range(len(model.classes))
            indices = [[model.index(row, column) for column in places] for row in places]
            picture = MatrixPicture(
                classes=model.classes,
                cells=tuple(
                    tuple(MatrixCell(str(i.data() or ""), i.data(STRENGTH_ROLE)) for i in row)
                    for row in indices
                ),
                title=self.tr("Confusion matrix"),
                true=self.tr("true class"),
                predicted=self.tr("predicted class"),
            )
            job = self._runner.start(save_matrix, picture, path, lane="files")
        job.succeeded.connect(self.saved)
        job.failed.connect(self.save_failed)

    def copy(self) -> None:
        """Put what is on show on the clipboard, as spreadsheets take it."""
        text = self.matrix.matrix.as_tsv()
        if self._rows is not None:
            text = "\n".join("\t".join(str(cell) for cell in row) for row in self._rows)
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    def make_menu(self) -> QMenu:
        """What can be done with what is on show."""
        menu = QMenu(self)
        menu.setObjectName("matrix_menu")
        for suffix in SAVED_AS if self._rows is None else SAVED_AS[-1:]:
            action = menu.addAction(self.tr("Save as {format}…").format(format=suffix.upper()))
            action.triggered.connect(lambda _checked=False, suffix=suffix: self._ask(suffix))
        menu.addSeparator()
        menu.addAction(self.tr("Copy as a table")).triggered.connect(self.copy)
        return menu

    def _make_title_row(self) -> None:
        row = self.title_row
        row.setSpacing(theme.SPACE_S)
        row.addWidget(self._title)
        row.addWidget(self._matrix_term)
        row.addWidget(self._scores_term)
        row.addWidget(self._calibration_term)
        row.addStretch()
        group = QButtonGroup(self)
        group.setExclusive(True)
        self.counts_toggle = make_button(
            lambda: self.tr("Counts"),
            "counts_toggle",
            "chip",
            tooltip=lambda: self.tr("Numbers of pictures"),
        )
        self.shares_toggle = make_button(
            lambda: self.tr("Shares"),
            "shares_toggle",
            "chip",
            tooltip=lambda: self.tr("Shares of the pictures of the true class"),
        )
        self.classes_toggle = make_button(
            lambda: self.tr("By class"),
            "per_class_toggle",
            "chip",
            tooltip=lambda: self.tr("Precision, recall and F1 of each class"),
        )
        self.sureness_toggle = make_button(
            lambda: self.tr("How sure"),
            "sureness_toggle",
            "chip",
            tooltip=lambda: self.tr("Whether answers are as often right as they are sure"),
        )
        for button in (
            self.counts_toggle,
            self.shares_toggle,
            self.classes_toggle,
            self.sureness_toggle,
        ):
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
        self.counts_toggle.setChecked(True)
        group.buttonToggled.connect(self._on_view_toggled)
        self.save_button = make_button(
            lambda: self.tr("Save…"),
            "save_matrix_button",
            "small",
            tooltip=lambda: self.tr("Save or copy what is on show"),
        )
        self.save_button.clicked.connect(self._open_menu)
        row.addWidget(self.save_button)
        self.body.addLayout(row)

    def _make_by_class(self) -> QWidget:
        holder = QWidget(self._views)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_S)
        column.addWidget(self.table, 1)
        column.addWidget(self.class_panel)
        return holder

    def _on_class_opened(self, row: int) -> None:
        if self._results is not None:
            self.class_panel.show()
            self.class_panel.show_class(self._results, self._results.told[row])

    def _on_class_closed(self) -> None:
        self.class_panel.hide()
        self.table.setFocus()

    def _make_matrix(self) -> QWidget:
        holder = QWidget(self._views)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self.matrix, 100)
        foot = QHBoxLayout()
        foot.addWidget(make_label(lambda: self.tr("rows: true class"), "small"))
        foot.addStretch()
        foot.addWidget(make_label(lambda: self.tr("columns: predicted class"), "small"))
        column.addLayout(foot)
        column.addStretch()
        return holder

    @property
    def _rows(self) -> list[list[object]] | None:
        """What is on show as a table; None for the matrix."""
        if self.classes_toggle.isChecked():
            return self.table.scores.as_rows()
        return self.calibration.as_rows() if self.sureness_toggle.isChecked() else None

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.save_button.mapToGlobal(self.save_button.rect().bottomLeft()))

    def _ask(self, suffix: str) -> None:
        names = ("confusion-matrix", "scores-by-class", "calibration")
        name = names[self._views.currentIndex()]
        ask_where(self, name, suffix, self.save)

    def _on_view_toggled(self) -> None:
        by_class, sure = self.classes_toggle.isChecked(), self.sureness_toggle.isChecked()
        self._views.setCurrentIndex(1 if by_class else 2 if sure else 0)
        self.matrix.matrix.set_shares(self.shares_toggle.isChecked())
        self._tell()

    def _tell(self) -> None:
        place = self._views.currentIndex()
        titles = (
            self.tr("Confusion matrix"),
            self.tr("Scores by class"),
            self.tr("How sure is sure"),
        )
        self._title.setText(titles[place])
        terms = (self._matrix_term, self._scores_term, self._calibration_term)
        for number, term in enumerate(terms):
            term.setVisible(number == place)
