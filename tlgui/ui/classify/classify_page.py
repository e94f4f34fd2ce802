"""The last step: new pictures in, answers out, with the reason for each on demand."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.deploy.looks import Looks
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.progress import Notice
from tlgui.ui.classify.answers_view import AnswersView
from tlgui.ui.classify.classify_copy import ClassFolderCopies
from tlgui.ui.classify.classify_jobs import (
    Outcome,
    PredictorShelf,
    save_predictions,
    sources_of,
)
from tlgui.ui.classify.classify_zone import ClassifyZone
from tlgui.ui.classify.copy_card import CopyCard
from tlgui.ui.classify.list_removal import Removal
from tlgui.ui.classify.outcome_words import tell_outcome
from tlgui.ui.classify.pasting import pasted_pictures
from tlgui.ui.classify.teaching import Teaching
from tlgui.ui.kit.drop_frame import dropped_paths
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.saving import tell_saved
from tlgui.ui.kit.widgets import (
    EmptyState,
    PageHeader,
    make_button,
    page_layout,
)
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import one_line, pictures_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.training.run import Run
    from tlgui.ui.classify.prediction_model import Filter
    from tlgui.ui.work.jobs import Job, JobRunner
    from tlgui.ui.work.session import Session


MODEL_DOCUMENTS = ("run.json", "bundle.json")
"""In the folder of a run, and in that of an export."""
ENOUGH_TO_TELL_SPEED = 100
"""Pictures; with fewer, most of the time went into loading the model."""


class ClassifyPage(QWidget):
    """Takes pictures and folders, shows what the run on show thinks of them, saves it as CSV.

    Signals:
        train_requested: there is no run yet; the user wants to make one.
        folder_requested: with a folder that was dropped before there is a run; the user wants to
            learn from it, or to open the model in it.
        edited: pictures that were corrected have joined the data; with the edits that held before,
            and those that do now.
    """

    train_requested = Signal()
    folder_requested = Signal(object)
    edited = Signal(object, object)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("classify_page")
        self._session = session
        self._runner = runner
        self._shelf = PredictorShelf()
        self._looks = Looks.ONCE
        # What is being answered, by what was given for it.
        self._jobs: dict[Job, tuple[Path, ...]] = {}
        self._sources: list[Path] = []
        self._speed: float | None = None
        self._shown_run: Run | None = None
        self._again: list[Path] = []
        self._dialog: QFileDialog | None = None
        self.message_bar = MessageBar()
        self._header = PageHeader(lambda: self.tr("Classify"))
        self._copy_button = make_button(
            lambda: self.tr("Copy into class folders…"), "classify_copy_button"
        )
        self._copy_button.clicked.connect(self.choose_copy_target)
        self._save_button = make_button(
            lambda: self.tr("Save CSV…"), "classify_save_csv_button", "primary"
        )
        self._save_button.clicked.connect(self.choose_csv)
        self._header.add_button(self._copy_button)
        self._header.add_button(self._save_button)
        self._stack = QStackedWidget(self)
        layout = page_layout(self, self._header, self.message_bar)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(self._make_empty_state())
        self._stack.addWidget(self._make_content())
        paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        paste.activated.connect(self.paste)
        self.setAcceptDrops(True)
        session.run_changed.connect(self._on_run_changed)
        session.index_changed.connect(self._on_data_changed)
        session.project_changed.connect(self._on_data_changed)
        self._on_run_changed(session.run)
        live(self, self._show_state)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take pictures anywhere on the page, not only in the frame that says so."""
        paths = dropped_paths(event.mimeData())
        if paths:
            event.acceptProposedAction()
            if self._session.run is None:
                self._tell_no_model(paths)
            else:
                self.classify(paths)

    def classify(self, paths: Sequence[Path]) -> None:
        """Classify the pictures in ``paths`` (files and folders); rows appear as they are done."""
        run = self._session.run
        if run is None or not paths:
            return
        self.copies.close()
        self._sources = list(dict.fromkeys((*self._sources, *paths)))
        job = self._runner.start(
            self._shelf.classify,
            run.folder,
            tuple(paths),
            self._looks,
            title=Message("Classifying"),
        )
        self._jobs[job] = tuple(paths)
        job.progressed.connect(lambda event: self._on_progressed(job, event))
        job.succeeded.connect(lambda outcome: self._on_succeeded(job, outcome))
        job.failed.connect(lambda error: route_error(error, self.message_bar))
        job.ended.connect(lambda: self._on_ended(job))
        self.message_bar.clear()
        self._show_state()

    def _tell_no_model(self, paths: Sequence[Path]) -> None:
        """Say why nothing is classified, and offer to learn from a folder that was dropped.

        A model that was dropped is opened.
        """
        folder = next((path for path in paths if os.path.isdir(path)), None)
        if folder is not None and any(os.path.isfile(folder / name) for name in MODEL_DOCUMENTS):
            self.folder_requested.emit(folder)
            return
        if folder is None:
            self.message_bar.show_message(
                "info",
                lambda: self.tr("There is no model yet that could classify pictures."),
                lambda: self.tr("Train one first, then drop them again."),
                action=lambda: self.tr("Go to Train"),
                on_action=self.train_requested.emit,
            )
            return
        name = one_line(folder.name)
        self.message_bar.show_message(
            "info",
            lambda: self.tr("There is no model yet that could classify pictures."),
            lambda: self.tr("Do you want to learn from the folder {name}?").format(name=name),
            action=lambda: self.tr("Open it under Data"),
            on_action=lambda: self.folder_requested.emit(folder),
        )

    def _tell_export(self, run: Run | None) -> None:
        """Say what an exported model can do here and what not; of a run, nothing."""
        if run is None or not run.is_export:
            self.message_bar.clear()
            return
        self.message_bar.show_message(
            "info",
            lambda: self.tr("This is an exported model: it classifies pictures."),
            lambda: self.tr(
                "Its results and the pictures that it learned from are in the run that it was "
                "exported from."
            ),
        )

    def choose_files(self) -> None:
        """Ask for pictures and classify them."""
        dialog = self._open_dialog("choose_pictures_dialog", self.tr("Choose pictures"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.classify([Path(name) for name in names]))
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder and classify what is in it."""
        dialog = self._open_dialog("choose_picture_folder_dialog", self.tr("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.classify([Path(name)]))
        dialog.open()

    def choose_copy_target(self) -> None:
        """Ask for a folder and show what would be copied into it."""
        run = self._session.run
        if run is not None:
            predictions = self.answers.model.predictions
            sources = sources_of([each.file for each in predictions], self._sources)
            self.copies.ask(predictions, sources, run.classes)

    def remove(self, files: Sequence[Path]) -> None:
        """Take pictures from the list, not from the disk; can be undone."""
        removed = self.answers.remove(files)
        if removed:
            self._session.undo.push(Removal(self._put_back, self._take_out, removed))
            self._show_state()

    def remove_all(self) -> None:
        """Take all pictures from the list; can be undone, unless a job was still adding some."""
        if self._jobs:
            self.clear()
        else:
            self.remove(self.answers.files)

    def _put_back(self, predictions: Sequence[Prediction]) -> None:
        self.answers.put_back(predictions)
        self._show_state()

    def _take_out(self, predictions: Sequence[Prediction]) -> None:
        self.answers.remove([prediction.file for prediction in predictions])
        self._show_state()

    def choose_csv(self) -> None:
        """Ask for a file name and save the answers there."""
        dialog = self._open_dialog("save_csv_dialog", self.tr("Save the answers"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.setNameFilter(self.tr("CSV files (*.csv)"))
        dialog.selectFile("predictions.csv")
        dialog.fileSelected.connect(lambda name: self.save_csv(Path(name)))
        dialog.open()

    def save_csv(self, path: Path) -> None:
        """Save all answers as CSV to ``path``."""
        run = self._session.run
        if run is None:
            return
        job = self._runner.start(
            save_predictions, path, self.answers.model.predictions, run.classes, lane="files"
        )
        job.succeeded.connect(self._on_saved)
        job.failed.connect(lambda error: route_error(error, self.message_bar))

    def paste(self) -> None:
        """Classify what is on the clipboard: files, or a picture that was copied."""
        if self._session.run is None:
            return
        try:
            paths = pasted_pictures()
        except BundleError as error:
            route_error(error, self.message_bar)
            return
        if paths:
            self.classify(paths)
            return
        self.message_bar.show_message(
            "info",
            lambda: self.tr("There is no picture on the clipboard."),
            lambda: self.tr("Copy a picture, or picture files, and paste again."),
        )

    def _make_empty_state(self) -> QWidget:
        empty = EmptyState(
            "picture",
            lambda: self.tr("There is no model yet"),
            lambda: self.tr(
                "Train one on a folder of labelled pictures, or reopen an earlier run on the "
                "Train page. Then drop new pictures here."
            ),
            "classify_empty_state",
        )
        empty.add_button(
            lambda: self.tr("Go to Train"), "classify_train_button", self.train_requested.emit
        )
        return empty

    def _make_content(self) -> QWidget:
        content = QWidget(self._stack)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        self._zone = ClassifyZone()
        self._zone.dropped.connect(self.classify)
        self._zone.files_requested.connect(self.choose_files)
        self._zone.folder_requested.connect(self.choose_folder)
        self._zone.looks_changed.connect(self._on_looks_changed)
        layout.addWidget(self._zone)
        self.answers = AnswersView(self._runner, content)
        self.answers.clear_requested.connect(self.remove_all)
        self.answers.removal_requested.connect(self.remove)
        layout.addWidget(self.answers, 1)
        self._copy_card = CopyCard()
        self._copy_card.hide()
        layout.addWidget(self._copy_card, 1)
        self.copies = ClassFolderCopies(
            self._session, self._runner, self.message_bar, self._copy_card, self
        )
        self.copies.changed.connect(self._show_state)
        self.teaching = Teaching(
            self._session, self._runner, self._shelf, self.answers, self.message_bar, self
        )
        self.teaching.edited.connect(self.edited)
        self.teaching.train_requested.connect(self.train_requested)
        return content

    def clear(self) -> None:
        """Forget all answers; a job that runs is cancelled."""
        for job in list(self._jobs):
            job.cancel()
        run = self._session.run
        self._sources, self._again = [], []
        self.copies.close()
        if run is None:
            self.answers.show_run(None)
        else:
            self.answers.show_run(
                run.folder, run.preprocessing.bit_depth, run.changes, run.temperature
            )
        self._speed = None
        self._show_state()

    def _open_dialog(self, name: str, title: str) -> QFileDialog:
        if self._dialog is not None:
            self._dialog.close()
        dialog = QFileDialog(self, title)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        return dialog

    def _on_dialog_finished(self) -> None:
        self._dialog = None

    def _on_run_changed(self, run: Run | None) -> None:
        before, self._shown_run = self._shown_run, run
        same = run is not None and before is not None and run.folder == before.folder
        if run is not None and before is not None and same and _as_sure(run, before):
            # The same model with another threshold: its answers stay.
            self.answers.model.decide(run.thresholds)
            self._show_state()
            return
        # The same model with other classes, as sure as it is right, or with what it learned from
        # corrections: the same pictures are answered by it.
        again = self.answers.files if same or self.teaching.learns_from(run, before) else []
        self.clear()
        self.teaching.show_run()
        self._stack.setCurrentIndex(0 if run is None else 1)
        if any(each is not None and each.is_export for each in (run, before)):
            self._tell_export(run)
        elif not again:
            # What it says is of answers that are gone.
            self.message_bar.clear()
        self._again = again
        self._classify_again()

    def _on_data_changed(self, _data: object) -> None:
        self.teaching.show_run()

    def _on_looks_changed(self, looks: Looks) -> None:
        """Answer the pictures of the list anew, with other looks at each."""
        self._looks = looks
        # What was still to come would be answered as before: folders are walked through again.
        coming = [path for paths in self._jobs.values() for path in paths]
        again = [*self.answers.files, *coming]
        self.clear()
        self._again = again
        self._classify_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._classify_again()

    def _classify_again(self) -> None:
        """Answer the pictures whose answers went with other classes, once somebody looks."""
        if self._again and self.isVisible():
            files, self._again = self._again, []
            self.classify(files)

    def _on_progressed(self, job: Job, event: object) -> None:
        if job not in self._jobs:
            return
        if isinstance(event, Notice):
            message = event.message
            self.message_bar.show_message("info", lambda: text_of(message))
            return
        from tlgui.engine.deploy.predictor import Predicted

        if isinstance(event, Predicted):
            self.answers.add(event.predictions)
            self._show_state()

    def _on_succeeded(self, job: Job, outcome: Outcome) -> None:
        if job not in self._jobs:
            return
        if outcome.pictures >= ENOUGH_TO_TELL_SPEED and outcome.seconds > 0:
            self._speed = outcome.pictures / outcome.seconds
        tell_outcome(self.message_bar, outcome, self.answers.model.counts()["unknown"])

    def _on_ended(self, job: Job) -> None:
        self._jobs.pop(job, None)
        if not self._jobs:
            self.answers.finish()
            self.teaching.tell()
            if self.answers.model.order == "label_next":
                self.teaching.order()
        self._show_state()

    def _on_saved(self, path: Path) -> None:
        tell_saved(self.message_bar, path)

    def _show_state(self) -> None:
        counts = self.answers.model.counts()
        running = bool(self._jobs)
        self.answers.show_state(running=running)
        idle = counts["all"] > 0 and not running
        run = self._session.run
        self._save_button.setEnabled(idle)
        self._copy_button.setEnabled(
            idle
            and counts["all"] > counts["unreadable"]
            and not self.copies.is_busy
            and not self.copies.is_open
        )
        # What is asked below has its own buttons.
        for button in (self._copy_button, self._save_button):
            button.setVisible(run is not None and not self.copies.is_open)
        for widget in (self._zone, self.answers):
            widget.setVisible(not self.copies.is_open)
        self._copy_card.setVisible(self.copies.is_open)
        if run is not None:
            self.answers.model.thresholds = run.thresholds
            self._zone.show_thresholds(run.thresholds, run.classes)
        self._session.set_classified(counts["all"])
        self._header.set_summary(self._summary(counts))

    def _summary(self, counts: dict[Filter, int]) -> str:
        run = self._session.run
        if run is None:
            return self.tr("Needs a trained model.")
        if not counts["all"]:
            return self.tr("With {backbone}, {classes} classes").format(
                backbone=recipe_network_text(run.recipe), classes=len(run.classes)
            )
        accepted = counts["all"] - counts["unsure"] - counts["unknown"] - counts["unreadable"]
        translate = QCoreApplication.translate
        parts = [translate("ClassifyPage", "{n} accepted").format(n=f"{accepted:,}")]
        if counts["unsure"]:
            parts.append(translate("ClassifyPage", "{n} unsure").format(n=f"{counts['unsure']:,}"))
        if counts["unknown"]:
            told = translate("ClassifyPage", "{n} unknown")
            parts.append(told.format(n=f"{counts['unknown']:,}"))
        if counts["unreadable"]:
            parts.append(
                translate("ClassifyPage", "{n} could not be read").format(
                    n=f"{counts['unreadable']:,}"
                )
            )
        sentence = f"{pictures_text(counts['all'])} · {', '.join(parts)}"
        if self._speed is not None and not self._jobs:
            speed = f"{self._speed:,.0f}" if self._speed >= 10 else f"{self._speed:.1f}"
            sentence += " · " + self.tr("{n} pictures a second").format(n=speed)
        return sentence


def _as_sure(run: Run, before: Run) -> bool:
    """Whether both answer alike, but for where an answer is sure enough."""
    return run.changes == before.changes and run.temperature == before.temperature
