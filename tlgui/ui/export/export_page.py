"""The last step: the run in formats for elsewhere, its own files, and its use from scripts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from tlgui.engine.data.records import SplitName
from tlgui.engine.deploy.bundle import BUNDLE
from tlgui.engine.errors import Message
from tlgui.ui.export.classes_card import ClassesCard
from tlgui.ui.export.command_line import CommandLine
from tlgui.ui.export.export_jobs import (
    export_run,
    find_unavailable,
    free_folder,
    list_files,
    save_copy,
)
from tlgui.ui.export.formats_card import FormatsCard
from tlgui.ui.kit.columns import Columns, empty_column
from tlgui.ui.kit.errors import route_error
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.file_manager import show_in_file_manager
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    PageHeader,
    make_button,
    make_label,
    page_layout,
)
from tlgui.ui.look import theme
from tlgui.ui.train.run_rows import name_text, trained_text
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.shell import quoted
from tlgui.ui.words.texts import one_line
from tlgui.ui.words.threshold_words import threshold_text
from tlgui.ui.words.tooltips import shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from tlgui.engine.deploy.export import Exported, ExportedFormat
    from tlgui.engine.deploy.run_copy import RunFile
    from tlgui.engine.training.run import Run
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

RUN_DOCUMENT = "run.json"


def _document(folder: Path) -> Path:
    """The document of the run or of the export in ``folder``."""
    run = folder / RUN_DOCUMENT
    return run if os.path.isfile(run) else folder / BUNDLE


def _ignore(_error: Exception) -> None:
    """What the job would have told is told when the export is asked for."""


class ExportPage(QWidget):
    """Where the run on show lies, what is in it, and how to take it along.

    Signals:
        train_requested: there is no run yet; the user wants to make one.
    """

    train_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_page")
        self._session = session
        self._runner = runner
        self._files: tuple[RunFile, ...] = ()
        self._listing = LatestJob(runner, self)
        self._copying = LatestJob(runner, self)
        self._checking = LatestJob(runner, self)
        self._exporting = LatestJob(runner, self)
        self._reasons: dict[str, Message] = {}
        self._outcomes: dict[str, ExportedFormat] = {}
        self._header = PageHeader(lambda: self.tr("Export"))
        self.message_bar = MessageBar()
        self._export_button = make_button(
            lambda: self.tr("Export…"), "export_export_button", "primary"
        )
        self._export_button.clicked.connect(self.choose_export_place)
        self._header.add_button(self._export_button)
        self._stack = QStackedWidget(self)
        layout = page_layout(self, self._header, self.message_bar)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(self._make_empty_state())
        self._stack.addWidget(self._make_content())
        session.run_changed.connect(self._on_run_changed)
        self._on_run_changed(session.run)
        live(self, self._show_state)

    def choose_place(self) -> None:
        """Ask for a folder and copy the run into it."""
        self._ask_folder(
            self.tr("Choose a folder for the copy"), "choose_copy_folder_dialog", self.save_copy
        )

    def save_copy(self, parent: Path) -> None:
        """Copy the run into a new folder in ``parent``."""
        run = self._session.run
        if run is None or self._copying.job is not None:
            return
        self._copying.start(
            save_copy,
            run.folder,
            parent,
            title=Message("Copying the run {name}", name=one_line(run.folder.name)),
            lane="files",
            writes=True,
            succeeded=self._on_copied,
            failed=lambda error: route_error(error, self.message_bar),
            cancelled=self._on_cancelled,
            ended=self._show_state,
        )
        self.message_bar.clear()
        self._show_state()

    def choose_export_place(self) -> None:
        """Ask for a folder and export the run into a new one in it."""
        self._ask_folder(
            self.tr("Choose a folder for the export"), "choose_export_folder_dialog", self.export
        )

    def _ask_folder(self, title: str, name: str, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self, title)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: chosen(Path(folder)))
        dialog.open()

    def export(self, parent: Path) -> None:
        """Export the run in the chosen formats into a new folder in ``parent``."""
        run, formats = self._session.run, self._formats.chosen
        if run is None or not formats or self._exporting.job is not None:
            return
        self._outcomes = {}
        self._exporting.start(
            export_run,
            run,
            free_folder(parent, f"{run.folder.name}-export"),
            formats,
            self._formats.archive,
            title=Message("Exporting the run {name}", name=one_line(run.folder.name)),
            writes=True,
            succeeded=lambda made: self._on_exported(run, made),
            failed=lambda error: route_error(error, self.message_bar),
            cancelled=self._on_cancelled,
            ended=self._show_state,
        )
        self.message_bar.clear()
        self._show_state()

    def _on_cancelled(self) -> None:
        self.message_bar.show_message("info", lambda: self.tr("Cancelled: no file of it was kept."))

    def _make_empty_state(self) -> QWidget:
        empty = EmptyState(
            "folder",
            lambda: self.tr("There is no model yet"),
            lambda: self.tr(
                "Train one on a folder of labelled pictures, or reopen an earlier run on the "
                "Train page. Then its files are here, ready to be taken along."
            ),
            "export_empty_state",
        )
        empty.add_button(
            lambda: self.tr("Go to Train"), "export_train_button", self.train_requested.emit
        )
        return empty

    def _make_content(self) -> QWidget:
        def make_left(parent: QWidget) -> QWidget:
            return _cards(parent, self._make_formats_card, self._make_classes_card)

        def make_right(parent: QWidget) -> QWidget:
            return _cards(
                parent,
                self._make_facts_card,
                self._make_place_card,
                self._make_files_card,
                self._make_script_card,
            )

        return Columns(make_left, make_right, shares=(1, 1), stack_below=880, parent=self._stack)

    def _make_classes_card(self, parent: QWidget) -> QWidget:
        self._classes = ClassesCard(self._session, self._runner, self.message_bar, parent)
        return self._classes

    def _make_formats_card(self, parent: QWidget) -> QWidget:
        self._formats = FormatsCard(parent)
        for box in self._formats.boxes():
            box.toggled.connect(self._show_state)
        return self._formats

    def _make_place_card(self, parent: QWidget) -> QWidget:
        card = Card(lambda: self.tr("The folder of this model"), parent)
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("export_place")
        copy = make_button(lambda: self.tr("Copy path"), "export_copy_path_button", "small")
        copy.clicked.connect(self._copy_path)
        show = make_button(
            lambda: self.tr("Show in the file manager"), "export_show_folder_button", "small"
        )
        show.clicked.connect(self._show_folder)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        self._save_button = make_button(
            lambda: self.tr("Save a copy…"), "export_save_button", "small"
        )
        self._save_button.clicked.connect(self.choose_place)
        buttons.addWidget(self._save_button)
        buttons.addWidget(copy)
        buttons.addWidget(show)
        buttons.addStretch()
        card.body.addWidget(self._place)
        card.body.addLayout(buttons)
        return card

    def _make_facts_card(self, parent: QWidget) -> QWidget:
        card = Card(lambda: self.tr("What it is"), parent)
        self._facts = FactList("export_facts")
        card.body.addWidget(self._facts)
        return card

    def _make_files_card(self, parent: QWidget) -> QWidget:
        card = Card(lambda: self.tr("Files"), parent)
        self._size = make_label("", "muted", "export_size")
        card.title_row.addWidget(self._size)
        self._file_list = FactList("export_files")
        card.body.addWidget(self._file_list)
        return card

    def _make_script_card(self, parent: QWidget) -> QWidget:
        card = Card(lambda: self.tr("From a terminal or a script"), parent)
        self._predict = CommandLine(
            lambda: self.tr("Classify pictures or folders, answers as a table:"), "export_predict"
        )
        self._evaluate = CommandLine(
            lambda: self.tr("Measure it on another folder of labelled pictures:"), "export_evaluate"
        )
        self._open = CommandLine(
            lambda: self.tr("Open it in the window, here or elsewhere:"), "export_open"
        )
        for command in (self._predict, self._evaluate, self._open):
            card.body.addWidget(command)
        return card

    def _on_run_changed(self, run: Run | None) -> None:
        self._listing.let_go()
        self._files = ()
        self._checking.let_go()
        self._reasons, self._outcomes = {}, {}
        self.message_bar.clear()
        if run is not None:
            self._checking.start(
                find_unavailable, run, lane="files", succeeded=self._on_checked, failed=_ignore
            )
            self._listing.start(
                list_files,
                run.folder,
                lane="files",
                succeeded=self._on_listed,
                failed=lambda error: route_error(error, self.message_bar),
            )
        self._show_state()

    def _on_listed(self, files: tuple[RunFile, ...]) -> None:
        self._files = files
        self._show_state()

    def _on_checked(self, reasons: dict[str, Message]) -> None:
        self._reasons = reasons
        self._show_state()

    def _on_exported(self, run: Run, made: Exported) -> None:
        shown = self._session.run
        if shown is not None and shown.folder == run.folder:
            self._outcomes = {each.name: each for each in made.formats}
            self._formats.place = made.out
        place = one_line(shown_path(made.out))
        self.message_bar.show_message(
            "good",
            lambda: self.tr("The export is complete. Its README says how to use it."),
            place,
            action=lambda: self.tr("Open folder"),
            on_action=lambda: show_in_file_manager(made.out / BUNDLE),
        )

    def _on_copied(self, folder: Path) -> None:
        place = one_line(shown_path(folder))
        self.message_bar.show_message(
            "good",
            lambda: self.tr("The copy is complete."),
            place,
            action=lambda: self.tr("Open folder"),
            on_action=lambda: show_in_file_manager(_document(folder)),
        )

    def _copy_path(self) -> None:
        if self._session.run is not None:
            QGuiApplication.clipboard().setText(shown_path(self._session.run.folder))

    def _show_folder(self) -> None:
        run = self._session.run
        if run is not None and not show_in_file_manager(_document(run.folder)):
            self.message_bar.show_message(
                "warning",
                lambda: self.tr("The folder cannot be opened."),
                one_line(shown_path(run.folder)),
            )

    def _show_state(self) -> None:
        run = self._session.run
        self._stack.setCurrentIndex(0 if run is None else 1)
        making = self._exporting.job is not None
        self._formats.set_state(self._reasons, self._outcomes, making=making)
        self._classes.show_run(run, locked=making)
        self._export_button.setVisible(run is not None)
        self._export_button.setEnabled(
            run is not None and not making and bool(self._formats.chosen)
        )
        self._save_button.setEnabled(run is not None and self._copying.job is None)
        if run is None:
            self._header.set_summary(self.tr("Needs a trained model."))
            return
        name = f"{name_text(run)}, {trained_text(run)}"
        self._header.set_summary(
            self.tr("{name} · {classes} classes").format(name=name, classes=len(run.classes))
        )
        self._place.set_full_text(one_line(shown_path(run.folder)))
        terms = {
            self.tr("Backbone"): "backbone",
            self.tr("Accuracy"): "accuracy",
            self.tr("Threshold"): "threshold",
        }
        self._facts.set_facts(self._fact_rows(run), terms)
        self._file_list.set_facts(
            [(file.name, " · ".join(filter(None, self._file_texts(file)))) for file in self._files]
        )
        self._size.setText(_size_text(sum(file.size for file in self._files)))
        folder = quoted(run.folder)
        pictures, labelled = self.tr("PICTURES"), self.tr("FOLDER")
        self._predict.set_command(f"tlgui predict {folder} {pictures} --csv answers.csv")
        self._evaluate.set_command(f"tlgui evaluate {folder} {labelled}")
        self._open.set_command(f"tlgui open {folder}")

    def _fact_rows(self, run: Run) -> list[tuple[str, str]]:
        rows = [
            (self.tr("Made"), run.created[:16].replace("T", " ")),
            (self.tr("Backbone"), recipe_network_text(run.recipe)),
            (self.tr("Classes"), ", ".join(one_line(name) for name in run.classes)),
        ]
        split = run.headline_split
        if split is not None:
            figures = run.figures[split]
            low, high = figures["accuracy_interval"]
            if split is SplitName.TEST:
                text = self.tr(
                    "{accuracy:.1%} on the test pictures, 95% interval {low:.1%} to {high:.1%}"
                )
            elif run.recipe.folds:
                text = self.tr(
                    "{accuracy:.1%} by cross-validation, 95% interval {low:.1%} to {high:.1%}"
                )
            else:
                text = self.tr(
                    "{accuracy:.1%} on the validation pictures, 95% interval {low:.1%} to "
                    "{high:.1%}"
                )
            figure = text.format(accuracy=figures["accuracy"], low=low, high=high)
            if run.changes is not None:
                figure = self.tr("{figure}, of the classes that it learned").format(figure=figure)
            rows.append((self.tr("Accuracy"), figure))
        rows.append(
            (
                self.tr("Threshold"),
                threshold_text(run.thresholds, run.classes),
            )
        )
        versions = run.facts.get("versions")
        if isinstance(versions, dict):
            told = ", ".join(f"{name} {number}" for name, number in versions.items())
            rows.append((self.tr("Versions"), one_line(told)))
        return rows

    def _file_texts(self, file: RunFile) -> tuple[str, str]:
        """The size of a file of a run or of an export, and what it holds where that is known."""
        texts = {
            "run.json": self.tr("classes, figures, threshold, preprocessing, versions"),
            "recipe.json": self.tr("the settings of the training"),
            "split.json": self.tr("which picture was in which split"),
            "history.jsonl": self.tr("loss and accuracy of each epoch"),
            "report.json": self.tr("the figures of each class"),
            "report.npz": self.tr("all probabilities, for the confusion matrix"),
            "best.safetensors": self.tr("the weights of the network, its head included"),
            "classes.json": self.tr("what its classes are called, which are hidden or one"),
            "familiar.safetensors": self.tr("how unknown pictures are told"),
            "learning_curve.json": self.tr("how many pictures are enough"),
            "bundle.json": self.tr("classes, figures, threshold, preprocessing, versions"),
            "model.safetensors": self.tr("the weights of the network, its head included"),
            "predict.py": self.tr("classifies pictures without tlgui"),
            "README.md": self.tr("what it is, how good it is, how to use it"),
            "labels.txt": self.tr("the names of the classes"),
            "LICENSES.txt": self.tr("of the network and of what runs it"),
        }
        return _size_text(file.size), texts.get(file.name, "")


def _size_text(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"


def _cards(parent: QWidget, *makers: Callable[[QWidget], QWidget]) -> QWidget:
    """What ``makers`` make, below each other."""
    column, cards = empty_column(parent)
    for make in makers:
        cards.addWidget(make(column))
    cards.addStretch()
    return column
