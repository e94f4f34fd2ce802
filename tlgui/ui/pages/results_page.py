"""The Results page: how good a run is, where it is wrong, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.ui import theme
from tlgui.ui.class_score_table import ClassScoreTable
from tlgui.ui.columns import Columns
from tlgui.ui.confusion_view import ConfusionView
from tlgui.ui.errors import route_error
from tlgui.ui.explain_panel import ExplainPanel
from tlgui.ui.figures_card import FiguresCard
from tlgui.ui.gallery import RING, Gallery
from tlgui.ui.message_bar import MessageBar
from tlgui.ui.results_data import Answer, Results, read_results
from tlgui.ui.run_rows import method_text, split_text
from tlgui.ui.thumbnails import ThumbnailLoader
from tlgui.ui.widgets import (
    Card,
    ChipRow,
    ElidedLabel,
    EmptyState,
    PageHeader,
    make_button,
    make_label,
    page_layout,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from tlgui.engine.data.records import SplitName
    from tlgui.engine.training.run import Run
    from tlgui.ui.jobs import Job, JobRunner
    from tlgui.ui.session import Session

SHARES = (560, 488)
STACK_BELOW = 900


class ResultsPage(QWidget):
    """Shows the session's run on one split.

    Signals:
        train_requested: there is no run, and the user wants to make one.
        classify_requested: the user wants to classify pictures with the run.
    """

    train_requested = Signal()
    classify_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results_page")
        self._session = session
        self._runner = runner
        self._job: Job | None = None
        self._wanted: Run | None = None
        self._results: Results | None = None
        self.header = PageHeader(self.tr("Results"))
        self.message_bar = MessageBar()
        self.split_chips = ChipRow("split_chips")
        self.split_chips.hide()
        self.split_chips.chosen.connect(self._on_split_chosen)
        self.header.add_button(self.split_chips)
        self.classify_button = make_button(
            self.tr("Classify pictures →"), "classify_step_button", "primary"
        )
        self.classify_button.clicked.connect(self.classify_requested)
        self.header.add_button(self.classify_button)
        self._thumbnails = ThumbnailLoader(runner, self)
        self.gallery = Gallery(self._thumbnails)
        self.explain = ExplainPanel(runner)
        self.matrix = ConfusionView()
        self.table = ClassScoreTable()
        self.figures = FiguresCard()
        layout = page_layout(self, self.header, self.message_bar)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_content())
        reading = make_label(self.tr("Reading the report ..."), "muted", "results_reading")
        reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(reading)
        layout.addWidget(self._pages, 1)
        self.matrix.cell_opened.connect(self.open_cell)
        self.table.class_opened.connect(self.open_class)
        self.gallery.answer_chosen.connect(self._on_answer_chosen)
        self.explain.next_requested.connect(lambda: self.gallery.step(1))
        self.explain.previous_requested.connect(lambda: self.gallery.step(-1))
        session.run_changed.connect(self._on_run_changed)
        self._on_run_changed(session.run)

    @property
    def results(self) -> Results | None:
        """What is on show."""
        return self._results

    def open_cell(self, true: int, predicted: int) -> None:
        """Show the pictures of class ``true`` that were taken for ``predicted``."""
        if self._results is None:
            return
        names = self._results.classes
        answers = self._results.cell(true, predicted)
        title = (
            self.tr("{name}, recognised").format(name=names[true])
            if true == predicted
            else self.tr("True {true}, predicted {predicted}").format(
                true=names[true], predicted=names[predicted]
            )
        )
        self._show_answers(
            answers, title, self._count_text(answers, self.tr("surest first")), chosen=True
        )

    def open_class(self, true: int) -> None:
        """Show the pictures of class ``true`` that were taken for others."""
        if self._results is None:
            return
        answers = self._results.missed(true)
        title = self.tr("{name}, not recognised").format(name=self._results.classes[true])
        self.matrix.clear_cell()
        self._show_answers(
            answers, title, self._count_text(answers, self.tr("surest first")), chosen=True
        )

    def show_all(self) -> None:
        """Show every picture, the wrong and confident first."""
        if self._results is None:
            return
        self.matrix.clear_cell()
        self.table.clearSelection()
        wrong, count = self._results.wrong, len(self._results.answers)
        title = self.tr("Wrong and confident first") if wrong else self.tr("Least sure first")
        text = self.tr("{wrong:,} of {count:,} are wrong").format(wrong=wrong, count=count)
        self._show_answers(self._results.answers, title, text, chosen=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_needed()

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            "chart",
            self.tr("No results yet"),
            self.tr("Train a model first, or open one of the runs listed on the Train page."),
            "results_empty_state",
        )
        button = make_button(self.tr("Go to Train"), "results_open_train_button", "primary")
        button.clicked.connect(self.train_requested)
        empty.buttons.addWidget(button)
        return empty

    def _make_content(self) -> QWidget:
        explain_card = Card()
        explain_card.body.addWidget(self.explain)
        left = _column(self.figures, self._make_matrix_card())
        right = _column(self._make_gallery_card(), explain_card)
        self.columns = Columns(left, right, shares=SHARES, stack_below=STACK_BELOW)
        return self.columns

    def _make_matrix_card(self) -> QWidget:
        card = Card()
        self._matrix_title = make_label(self.tr("Confusion matrix"), "card-title")
        card.title_row.addWidget(self._matrix_title)
        card.title_row.addStretch()
        group = QButtonGroup(card)
        group.setExclusive(True)
        self.counts_toggle = make_button(self.tr("Counts"), "counts_toggle", "chip")
        self.shares_toggle = make_button(self.tr("Shares"), "shares_toggle", "chip")
        self.classes_toggle = make_button(self.tr("By class"), "per_class_toggle", "chip")
        self.counts_toggle.setToolTip(self.tr("Numbers of pictures"))
        self.shares_toggle.setToolTip(self.tr("Shares of the pictures of the true class"))
        self.classes_toggle.setToolTip(self.tr("Precision, recall and F1 of each class"))
        for button in (self.counts_toggle, self.shares_toggle, self.classes_toggle):
            button.setCheckable(True)
            group.addButton(button)
            card.title_row.addWidget(button)
        self.counts_toggle.setChecked(True)
        group.buttonToggled.connect(self._on_view_toggled)
        card.title_row.setSpacing(theme.SPACE_S)
        card.body.addLayout(card.title_row)
        matrix = QWidget()
        column = QVBoxLayout(matrix)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_XS)
        column.addWidget(self.matrix, 100)
        foot = QHBoxLayout()
        foot.addWidget(make_label(self.tr("rows: true class"), "small"))
        foot.addStretch()
        foot.addWidget(make_label(self.tr("columns: predicted class"), "small"))
        column.addLayout(foot)
        column.addStretch()
        self._matrix_views = QStackedWidget()
        self._matrix_views.addWidget(matrix)
        self._matrix_views.addWidget(self.table)
        card.body.addWidget(self._matrix_views, 1)
        return card

    def _make_gallery_card(self) -> QWidget:
        card = Card()
        self._gallery_title = ElidedLabel(role="strong")
        self._gallery_title.setObjectName("gallery_title")
        self._gallery_count = make_label("", "small", "gallery_count")
        self.clear_button = make_button(self.tr("Clear"), "clear_cell_button", "chip")
        self.clear_button.setToolTip(self.tr("Show every picture again"))
        self.clear_button.clicked.connect(self.show_all)
        card.title_row.setSpacing(theme.SPACE_S)
        card.title_row.addWidget(self._gallery_title, 1)
        card.title_row.addWidget(self._gallery_count)
        card.title_row.addWidget(self.clear_button)
        card.body.addLayout(card.title_row)
        # The pictures, not the rings around the chosen one, stand in line with the title.
        card.title_row.setContentsMargins(RING, 0, RING, 0)
        side = theme.SPACE_M - RING
        card.body.setContentsMargins(side, theme.SPACE_M, side, theme.SPACE_M)
        card.body.addWidget(self.gallery)
        return card

    def _on_run_changed(self, run: Run | None) -> None:
        if self._job is not None and not self._job.is_over:
            self._job.cancel()
        self._job = None
        self._results = None
        self._wanted = run
        self.message_bar.clear()
        self.split_chips.setVisible(False)
        self.classify_button.setVisible(run is not None)
        self._pages.setCurrentIndex(0 if run is None else 2)
        self.header.set_summary("")
        if run is None:
            self.explain.clear(self.tr("Choose a picture to see what the model looked at."))
        elif self.isVisible():
            self._read_if_needed()

    def _read_if_needed(self) -> None:
        if self._wanted is not None:
            self._read(self._wanted, None)

    def _read(self, run: Run, split: SplitName | None) -> None:
        self._wanted = None
        job = self._runner.start(read_results, run, split, lane="files")
        self._job = job
        job.succeeded.connect(lambda results: self._on_read(job, results))
        job.failed.connect(lambda error: self._on_failed(job, error))

    def _on_read(self, job: Job, results: Results) -> None:
        if job is not self._job:
            return
        self._results = results
        run, report = results.run, results.report
        self.header.set_summary(
            self.tr("{backbone}, {method} · on the {split} split, {count:,} pictures").format(
                backbone=run.recipe.backbone,
                method=method_text(run.recipe),
                split=split_text(results.split),
                count=len(results.answers),
            )
        )
        self.split_chips.set_chips(
            [(name, split_text(name).capitalize(), f"split_{name.value}") for name in run.figures]
        )
        self.split_chips.choose(results.split)
        self.split_chips.setVisible(len(run.figures) > 1)
        self.figures.show_results(results)
        self.matrix.set_confusion(results.classes, results.confusion)
        self.table.scores.set_scores(report.per_class)
        self._pages.setCurrentIndex(1)
        self.show_all()
        self.gallery.choose(0)

    def _on_failed(self, job: Job, error: Exception) -> None:
        if job is self._job:
            self._pages.setCurrentIndex(0)
            self.classify_button.hide()
            route_error(error, self.message_bar)

    def _on_split_chosen(self, split: SplitName) -> None:
        if self._results is not None and split != self._results.split:
            self._read(self._results.run, split)

    def _on_view_toggled(self) -> None:
        by_class = self.classes_toggle.isChecked()
        self._matrix_views.setCurrentIndex(1 if by_class else 0)
        self._matrix_title.setText(
            self.tr("Scores by class") if by_class else self.tr("Confusion matrix")
        )
        self.matrix.matrix.set_shares(self.shares_toggle.isChecked())

    def _show_answers(
        self, answers: Sequence[Answer], title: str, text: str, *, chosen: bool
    ) -> None:
        assert self._results is not None
        self._gallery_title.set_full_text(title)
        self._gallery_count.setText(text)
        self.clear_button.setVisible(chosen)
        self.gallery.show_answers(answers, self._results.classes)
        if chosen:
            self.columns.reveal(self.gallery)
        if answers:
            self.gallery.choose(0)
        else:
            self.explain.clear(self.tr("There is no picture here."))

    def _on_answer_chosen(self, answer: Answer) -> None:
        if self._results is None:
            return
        self.explain.show_picture(
            self._results.run.folder,
            answer.file,
            self._results.classes[answer.true],
            name=answer.name,
            ranked=self._results.ranked_names(answer),
        )
        row = self.gallery.currentIndex().row()
        self.explain.set_neighbours(
            previous=row > 0, following=row + 1 < self.gallery.answers.rowCount()
        )

    def _count_text(self, answers: Sequence[Answer], order: str) -> str:
        if len(answers) == 1:
            return self.tr("1 picture")
        return self.tr("{count:,} pictures, {order}").format(count=len(answers), order=order)


def _column(upper: QWidget, lower: QWidget) -> QWidget:
    """Two cards below each other; the lower one grows."""
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.SPACE_M)
    layout.addWidget(upper)
    layout.addWidget(lower, 1)
    return column
