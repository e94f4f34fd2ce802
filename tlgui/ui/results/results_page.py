"""The Results page: how good a run is, where it is wrong, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from tlgui.engine.data.records import SplitName
from tlgui.engine.metrics import percent
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.columns import Columns, empty_column
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.saving import tell_saved
from tlgui.ui.kit.widgets import Card, EmptyState, PageHeader, make_button, page_layout
from tlgui.ui.pictures.explain_panel import ExplainPanel
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.results.decisions import DecisionChanges
from tlgui.ui.results.figures_card import FiguresCard
from tlgui.ui.results.gallery_card import GalleryCard
from tlgui.ui.results.matrix_card import MatrixCard
from tlgui.ui.results.on_demand.card import OnDemandCard
from tlgui.ui.results.on_demand.enough import ENOUGH
from tlgui.ui.results.on_demand.shortcuts import SHORTCUTS
from tlgui.ui.results.report_job import ReportSaver
from tlgui.ui.results.results_data import Answer, Results, read_results
from tlgui.ui.results.threshold_card import ThresholdCard
from tlgui.ui.train.run_rows import split_text, trained_text
from tlgui.ui.words.live_text import Text, live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

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
        self._reading = LatestJob(runner, self)
        self._wanted: Run | None = None
        self._results: Results | None = None
        self._asked: tuple[Run, SplitName | None] | None = None
        self.header = PageHeader(lambda: self.tr("Results"))
        self.message_bar = MessageBar()
        self.split_chips = ChipRow("split_chips")
        self.split_chips.hide()
        self.split_chips.chosen.connect(self._on_split_chosen)
        self.header.add_button(self.split_chips)
        self.report_button = make_button(
            lambda: self.tr("Save report…"),
            "results_report_button",
            tooltip=lambda: self.tr("One page that is read without tlgui: figures, errors, how."),
        )
        self.report_button.hide()
        self.header.add_button(self.report_button)
        self.decisions = DecisionChanges(session, runner, self.message_bar, self)
        self.report_saver = ReportSaver(runner, self.message_bar, self)
        self.report_button.clicked.connect(self._on_report_asked)
        self.classify_button = make_button(
            lambda: self.tr("Classify pictures →"), "classify_step_button", "primary"
        )
        self.classify_button.clicked.connect(self.classify_requested)
        self.header.add_button(self.classify_button)
        self._thumbnails = ThumbnailLoader(runner, self)
        layout = page_layout(self, self.header, self.message_bar)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_content())
        self._pages.addWidget(
            EmptyState(
                "chart",
                lambda: self.tr("Reading the report"),
                lambda: self.tr("What the model said of every picture is being read."),
                "results_reading",
            )
        )
        self._pages.addWidget(self._make_failed())
        self._pages.addWidget(
            EmptyState(
                "chart",
                lambda: self.tr("An exported model has no results with it"),
                lambda: self.tr(
                    "They are in the run that it was exported from. The Export page tells how "
                    "often it was right."
                ),
                "results_of_export",
            )
        )
        layout.addWidget(self._pages, 1)
        self.matrix.cell_opened.connect(self.open_cell)
        self.table.class_opened.connect(self.open_class)
        self.gallery.answer_chosen.connect(self._on_answer_chosen)
        self.explain.next_requested.connect(lambda: self.gallery.step(1))
        self.explain.previous_requested.connect(lambda: self.gallery.step(-1))
        self.clear_button.clicked.connect(self.show_all)
        self.threshold.threshold_chosen.connect(self.use_threshold)
        self.matrix_card.threshold_chosen.connect(self.use_class_threshold)
        self.matrix_card.correction_asked.connect(self.correct_sureness)
        self.matrix_card.saved.connect(lambda path: tell_saved(self.message_bar, path))
        self.matrix_card.save_failed.connect(lambda error: route_error(error, self.message_bar))
        self.matrix_card.copied.connect(self._on_copied)
        session.run_changed.connect(self._on_run_changed)
        self._on_run_changed(session.run)
        live(self, self._tell)

    def _on_report_asked(self) -> None:
        if self._results is not None:
            self.report_saver.ask(self._results.run)

    @property
    def results(self) -> Results | None:
        """What is on show."""
        return self._results

    def open_cell(self, true: int, predicted: int) -> None:
        """Show the pictures of class ``true`` that were taken for ``predicted``.

        Both are places in the matrix.
        """
        if self._results is None:
            return
        names = self._results.told_names
        answers = self._results.cell(true, predicted)

        def title() -> str:
            if true == predicted:
                return self.tr("{name}, recognised").format(name=names[true])
            return self.tr("True {true}, predicted {predicted}").format(
                true=names[true], predicted=names[predicted]
            )

        self._show_answers(answers, title, lambda: self._count_text(answers), chosen=True)

    def open_class(self, true: int) -> None:
        """Show the pictures of class ``true``, a row of the matrix, that were taken for others."""
        if self._results is None:
            return
        answers, name = self._results.missed(true), self._results.told_names[true]
        self.matrix.clear_cell()
        self._show_answers(
            answers,
            lambda: self.tr("{name}, not recognised").format(name=name),
            lambda: self._count_text(answers),
            chosen=True,
        )

    def show_all(self) -> None:
        """Show every picture, the wrong and confident first."""
        if self._results is None:
            return
        self.matrix.clear_cell()
        self.table.clearSelection()
        wrong, count = self._results.wrong, len(self._results.answers)

        def text() -> str:
            if count == 1:
                return pictures_text(count)
            return self.tr("{wrong:,} of {count:,} are wrong").format(wrong=wrong, count=count)

        self._show_answers(
            self._results.answers,
            lambda: self.tr("Wrong and confident first") if wrong else self.tr("Least sure first"),
            text,
            chosen=False,
        )

    def use_threshold(self, threshold: float) -> None:
        """Have the run count answers below ``threshold`` as unsure; it can be taken back."""
        if self._results is not None:
            self.decisions.use_threshold(self._results.run, threshold)

    def use_class_threshold(self, name: str, threshold: float | None) -> None:
        """The same for answers with the class ``name``; None: as for the others."""
        if self._results is not None:
            self.decisions.use_class_threshold(self._results.run, name, threshold)

    def correct_sureness(self, on: bool) -> None:
        """Have the run answer as surely as it is right, or as it was learned; undone likewise."""
        if self._results is not None:
            self.decisions.correct(self._results.run, on=on)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_if_needed()

    def _make_empty(self) -> QWidget:
        empty = EmptyState(
            "chart",
            lambda: self.tr("No results yet"),
            lambda: self.tr(
                "Train a model first, or open one of the runs listed on the Train page."
            ),
            "results_empty_state",
        )
        empty.add_button(
            lambda: self.tr("Go to Train"), "results_open_train_button", self.train_requested.emit
        )
        return empty

    def _make_failed(self) -> QWidget:
        failed = EmptyState(
            "warning",
            lambda: self.tr("The report cannot be read"),
            lambda: self.tr("Try again, or open another run on the Train page."),
            "results_failed_state",
        )
        train = make_button(lambda: self.tr("Go to Train"), "results_failed_train_button")
        train.clicked.connect(self.train_requested)
        failed.buttons.addWidget(train)
        failed.add_button(
            lambda: self.tr("Try again"), "results_again_button", self._on_again_clicked
        )
        return failed

    def _make_content(self) -> QWidget:
        self.columns = Columns(
            self._make_left,
            self._make_right,
            shares=SHARES,
            stack_below=STACK_BELOW,
            right_in_sight=True,
            parent=self._pages,
        )
        return self.columns

    def _make_left(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        self.figures = FiguresCard(column)
        self.matrix_card = MatrixCard(self._runner, column)
        self.matrix, self.table = self.matrix_card.matrix, self.matrix_card.table
        self.classes_toggle = self.matrix_card.classes_toggle
        self.threshold = ThresholdCard(column)
        self.shortcuts = OnDemandCard(SHORTCUTS, self._runner, column)
        self.enough = OnDemandCard(ENOUGH, self._runner, column)
        cards.addWidget(self.figures)
        cards.addWidget(self.matrix_card, 1)
        cards.addWidget(self.threshold)
        for card in (self.shortcuts, self.enough):
            card.failed.connect(lambda error: route_error(error, self.message_bar))
            cards.addWidget(card)
        return column

    def _make_right(self, parent: QWidget) -> QWidget:
        column, cards = empty_column(parent)
        self.gallery_card = GalleryCard(self._thumbnails, column)
        self.gallery = self.gallery_card.gallery
        self.clear_button = self.gallery_card.clear_button
        explain_card = Card(parent=column)
        self.explain = ExplainPanel(self._runner, explain_card)
        explain_card.body.addWidget(self.explain)
        cards.addWidget(self.gallery_card)
        cards.addWidget(explain_card, 1)
        return column

    def _on_run_changed(self, run: Run | None) -> None:
        shown = self._results
        if run is not None and shown is not None and shown.run.folder == run.folder:
            if run.temperature != shown.run.temperature:
                # The same answers, but as sure as they are now.
                self._read(run, shown.split)
                return
            # The same run with another threshold or other classes: its report is what it was.
            self._results = replace(shown, run=run)
            self._show_figures()
            self._tell()
            return
        self._reading.let_go()
        self._results = None
        exported = run is not None and run.is_export
        self._wanted = None if exported else run
        self._thumbnails.set_bit_depth(None if run is None else run.preprocessing.bit_depth)
        self.message_bar.clear()
        self.split_chips.setVisible(False)
        self.report_button.hide()
        self.classify_button.setVisible(run is not None)
        self._pages.setCurrentIndex(0 if run is None else 4 if exported else 2)
        self._tell()
        if run is None:
            self.explain.clear(lambda: self.tr("Choose a picture to see what the model looked at."))
        elif self.isVisible():
            self._read_if_needed()

    def _read_if_needed(self) -> None:
        if self._wanted is not None:
            self._read(self._wanted, None)

    def _read(self, run: Run, split: SplitName | None) -> None:
        self._wanted = None
        self._asked = (run, split)
        self._reading.start(
            read_results,
            run,
            split,
            lane="files",
            succeeded=self._on_read,
            failed=self._on_failed,
        )

    def _on_read(self, results: Results) -> None:
        self._results = results
        self._tell()
        self.split_chips.choose(results.split)
        self.split_chips.setVisible(len(results.run.figures) > 1)
        self.report_button.show()
        self._show_figures()
        self.matrix_card.show_results(results)
        self._pages.setCurrentIndex(1)
        self.show_all()
        self.gallery.choose(0)

    def _on_failed(self, error: Exception) -> None:
        self._results = None
        self._pages.setCurrentIndex(3)
        self.split_chips.hide()
        self.classify_button.hide()
        route_error(error, self.message_bar)

    def _on_again_clicked(self) -> None:
        if self._asked is not None:
            self.message_bar.clear()
            self._pages.setCurrentIndex(2)
            self._read(*self._asked)

    def _on_copied(self) -> None:
        self.message_bar.show_message(
            "good", lambda: self.tr("Copied to the clipboard, as a table.")
        )

    def _show_figures(self) -> None:
        if self._results is not None:
            self.figures.show_results(self._results)
            self.shortcuts.show_run(self._results.run)
            self.enough.show_run(self._results.run, self._results.curve)
            self.threshold.show_results(self._results)
            self.matrix_card.show_decisions(self._results)

    def _tell(self) -> None:
        """Say again what depends on the state."""
        if self._results is None:
            waiting = self._session.run is not None
            self.header.set_summary("" if waiting else self.tr("Needs a trained model."))
            return
        run = self._results.run
        told = (
            self.tr("{backbone}, {method} · by {split}, {pictures}")
            if self._by_folds
            else self.tr("{backbone}, {method} · on the {split} split, {pictures}")
        )
        summary = told.format(
            backbone=recipe_network_text(run.recipe),
            method=trained_text(run),
            split=split_text(self._results.split, run),
            pictures=pictures_text(len(self._results.answers)),
        )
        if run.changes is not None:
            summary += self.tr(" · classes as it learned them")
        self.header.set_summary(summary)
        self.split_chips.set_chips(
            [
                (name, split_text(name, run).capitalize(), f"split_{name.value}")
                for name in run.figures
            ]
        )

    @property
    def _by_folds(self) -> bool:
        """Whether models of folds gave the answers on show, and not the one that is kept."""
        results = self._results
        if results is None or results.split is not SplitName.VALIDATION:
            return False
        return results.run.recipe.folds > 0

    def _on_split_chosen(self, split: SplitName) -> None:
        if self._results is not None and split != self._results.split:
            self._read(self._results.run, split)

    def _show_answers(
        self, answers: Sequence[Answer], title: Text, text: Text, *, chosen: bool
    ) -> None:
        assert self._results is not None
        self.gallery_card.show_answers(answers, self._results.classes, title, text, chosen=chosen)
        if chosen:
            self.columns.reveal(self.gallery)
        if answers:
            self.gallery.choose(0)
        else:
            self.explain.clear(lambda: self.tr("There is no picture here."))

    def _on_answer_chosen(self, answer: Answer) -> None:
        if self._results is None:
            return
        ranked = self._results.ranked_names(answer)
        by_folds = self._by_folds

        def answered() -> str:
            name, probability = ranked[0]
            return self.tr(
                "This model has learned from the picture. That of a fold, which had not, said "
                "{name}, {share}."
            ).format(name=one_line(name), share=percent(probability))

        self.explain.show_picture(
            self._results.run.folder,
            answer.file,
            self._results.classes[answer.true],
            name=answer.name,
            # The model on show is another one than those of the folds.
            ranked=() if by_folds else ranked,
            temperature=self._results.run.temperature,
            aside=answered if by_folds else "",
        )
        row = self.gallery.currentIndex().row()
        self.explain.set_neighbours(
            previous=row > 0, following=row + 1 < self.gallery.answers.rowCount()
        )

    def _count_text(self, answers: Sequence[Answer]) -> str:
        if len(answers) <= 1:
            return pictures_text(len(answers))
        return self.tr("{pictures}, surest first").format(pictures=pictures_text(len(answers)))
