"""The one window: rail, pages and status strip. It composes; what pages do lives in them."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from tlgui.engine.devices import usable_cores
from tlgui.engine.errors import BundleError
from tlgui.ui.kit.errors import route_error
from tlgui.ui.window.rail import Rail, Step
from tlgui.ui.window.rail_narrator import RailNarrator, dataset_name
from tlgui.ui.window.status_strip import StatusStrip
from tlgui.ui.window.window_menus import FootButton, HelpMenu, SettingsMenu
from tlgui.ui.words import preferences
from tlgui.ui.words.live_text import Text, live
from tlgui.ui.words.texts import pictures_text
from tlgui.ui.work.project_keeper import ProjectKeeper

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QUndoStack
    from PySide6.QtWidgets import QDialog, QMessageBox

    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.devices import Device
    from tlgui.ui.data.data_page import DataPage
    from tlgui.ui.map.map_sheet import MapSheet
    from tlgui.ui.model.model_page import ModelPage
    from tlgui.ui.review.review_sheet import ReviewSheet
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

DEFAULT_SIZE = QSize(1320, 860)
MINIMUM_SIZE = QSize(1024, 680)


class MainWindow(QMainWindow):
    """Rail at the left, a page beside it, the status strip below.

    Pages are made when they are first shown.

    Signals:
        first_painted: the window is on screen; heavy things may begin.
    """

    first_painted = Signal()

    def __init__(self, session: Session, runner: JobRunner, *, page: str = "data") -> None:
        """Make the window with ``page`` on show; none where it is empty: to be painted sooner."""
        super().__init__()
        self.setObjectName("main_window")
        self.setWindowTitle("tlgui")
        self.setMinimumSize(MINIMUM_SIZE)
        self.setAcceptDrops(True)
        self._session = session
        self._runner = runner
        self._painted = False
        self._closing = False
        self._close_question: QMessageBox | None = None
        self._pages: dict[str, Widget] = {}
        self._sheets: dict[str, QDialog] = {}
        self.keeper = ProjectKeeper(session, runner, self)
        self.rail = Rail([Step(key, name) for key, name in self._steps().items()])
        self._add_menus()
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self.strip = StatusStrip(runner)
        self._device: Device | None = None
        live(self, self._tell_device)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addWidget(self._stack, 1)
        central = Widget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(self.strip)
        self.setCentralWidget(central)
        self.rail.step_chosen.connect(self.show_page)
        session.index_changed.connect(self._on_index_changed)
        self._narrator = RailNarrator(self.rail, session, runner)
        self._add_shortcuts()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.keeper.page_restored.connect(self._on_page_restored)
        live(self, self._tell_facts)
        if page:
            self.show_page(page)
        else:
            self.rail.set_current("data")
        self._restore_place()

    def _steps(self) -> dict[str, Text]:
        return {
            "data": lambda: self.tr("Data"),
            "model": lambda: self.tr("Model"),
            "train": lambda: self.tr("Train"),
            "results": lambda: self.tr("Results"),
            "classify": lambda: self.tr("Classify"),
            "export": lambda: self.tr("Export"),
        }

    def _on_focus_changed(self, before: Widget | None, now: Widget | None) -> None:
        """Keep the focus at the current step where what had it has gone.

        Qt then acts as if Tab were pressed, and the ring would appear around some other step.
        """
        if before is None or now is None or not self.rail.isAncestorOf(now):
            return
        gone = not (before.isVisible() and before.isEnabled())
        if gone and self._stack.isAncestorOf(before):
            self.rail.take_focus()

    def _add_menus(self) -> None:
        settings, self._help_menu = SettingsMenu(self), HelpMenu(self)
        settings.weights_requested.connect(self.show_weights)
        self._help_menu.shortcuts_requested.connect(self.show_shortcuts)
        self._help_menu.about_requested.connect(self.show_about)
        learn = FootButton("learn", lambda: self.tr("Learn"), "learn_button")
        learn.clicked.connect(self.show_lessons)
        self.rail.add_foot(learn)
        self.rail.add_foot(
            FootButton("settings", lambda: self.tr("Settings"), "settings_button", settings)
        )
        self.rail.add_foot(
            FootButton(
                "help", lambda: self.tr("Help and shortcuts"), "help_button", self._help_menu
            )
        )

    def _add_shortcuts(self) -> None:
        keys = [
            *(
                (f"Ctrl+{n}", partial(self.show_page, key))
                for n, key in enumerate(self._steps(), 1)
            ),
            ("Ctrl+O", self._on_open_asked),
            ("Ctrl+Shift+O", self._on_table_asked),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+L", self.show_lessons),
            ("Ctrl+Shift+M", self.show_map),
            ("F1", self.show_shortcuts),
            ("?", self.show_shortcuts),
        ]
        for sequence, slot in keys:
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)

    def _undo(self) -> None:
        self._undoing().undo()

    def _redo(self) -> None:
        self._undoing().redo()

    def _undoing(self) -> ModelPage | QUndoStack:
        """Who takes back the last step: a design has steps of its own."""
        model = self._pages.get("model")
        if model is not None and model is self._stack.currentWidget():
            return cast("ModelPage", model)
        return self._session.undo

    def show_shortcuts(self) -> None:
        """Open the cheat sheet."""
        from tlgui.ui.window.shortcut_sheet import ShortcutSheet

        self._show_sheet("shortcuts", ShortcutSheet)

    def show_about(self) -> None:
        """Say which tlgui this is."""
        from tlgui.ui.window.about_dialog import AboutDialog

        self._show_sheet("about", AboutDialog)

    def show_lessons(self) -> None:
        """Open the lessons, at the one where the user was."""
        from tlgui.ui.learn.learn_sheet import LearnSheet
        from tlgui.ui.learn.lesson import Bench

        bench = Bench(self._session, self._runner)
        self._show_sheet("learn", lambda parent: LearnSheet(bench, parent))

    def show_map(self) -> None:
        """Show all pictures of the open folder as points, near to their like."""
        from tlgui.ui.map.map_sheet import MapSheet

        if "map" not in self._sheets:
            made = MapSheet(self._session, self._runner, self)
            made.edited.connect(lambda *edits: self.data_page.edit_steps.take(*edits))
            made.review_requested.connect(self.show_review)
            made.finished.connect(lambda _result: self.data_page.go_on_looking())
            self._sheets["map"] = made
        sheet = cast("MapSheet", self._sheets["map"])
        self._show_sheet("map", lambda _parent: sheet)
        sheet.begin()

    def show_review(self, files: frozenset[str] | None = None) -> None:
        """Go through what wants a look in the open folder, or through that of ``files`` alone."""
        from tlgui.ui.review.review_sheet import ReviewSheet

        if "review" not in self._sheets:
            made = ReviewSheet(self._session, self._runner, self)
            made.edited.connect(lambda *edits: self.data_page.edit_steps.take(*edits))
            self._sheets["review"] = made
        sheet = cast("ReviewSheet", self._sheets["review"])
        try:
            sheet.begin(files)
        except BundleError as error:
            route_error(error, self.data_page.message_bar)
            return
        self._show_sheet("review", lambda _parent: sheet)

    def show_weights(self) -> None:
        """Go to the weights on this computer."""
        from tlgui.ui.model.model_page import ModelPage

        self.show_page("model")
        page = self.page("model")
        assert isinstance(page, ModelPage)
        page.show_weights()

    def _show_sheet(self, key: str, make: Callable[[Widget], QDialog]) -> None:
        if key not in self._sheets:
            self._sheets[key] = make(self)
        sheet = self._sheets[key]
        sheet.show()
        sheet.raise_()
        sheet.activateWindow()

    def page(self, key: str) -> Widget:
        """The page ``key``, made now if it was not there yet."""
        if key not in self._pages:
            self._pages[key] = self._make_page(key)
            self._stack.addWidget(self._pages[key])
        return self._pages[key]

    def show_page(self, key: str) -> None:
        """Go to the step ``key``."""
        page, before = self.page(key), QApplication.focusWidget()
        leaving = before is not None and self._stack.isAncestorOf(before)
        self.rail.set_current(key)
        if leaving and page is not self._stack.currentWidget():
            # Qt would give the focus to whatever comes next: the primary button, for instance.
            self.rail.take_focus()
        self._stack.setCurrentWidget(page)
        self.keeper.note_window(page=key)

    @property
    def data_page(self) -> DataPage:
        """The page of the first step."""
        return cast("DataPage", self.page("data"))

    def show_device(self, device: Device | None) -> None:
        """Name the device in the strip, once it is known to be something else than the CPU."""
        self._device = device
        self._tell_device()

    def _tell_device(self) -> None:
        if self._device is not None and self._device.name != "cpu":
            self.strip.set_device(self._device.label)
        else:
            n = usable_cores()
            text = self.tr("CPU · 1 thread") if n == 1 else self.tr("CPU · {n} threads")
            self.strip.set_device(text.format(n=n))

    def _show_used_network(self) -> None:
        """Go to the network that training uses, among its like."""
        page = cast("ModelPage", self.page("model"))
        page.show_used()
        self.show_page("model")

    def open_folder(self, folder: Path) -> None:
        """Show ``folder`` on the Data page."""
        self.show_page("data")
        self.data_page.open_folder(folder)

    def _make_page(self, key: str) -> Widget:
        """Make a page. The modules of later steps are imported only here, after the first paint."""
        if key == "model":
            from tlgui.ui.model.model_page import ModelPage

            model = ModelPage(self._session, self._runner, self._stack)
            model.train_requested.connect(lambda: self.show_page("train"))
            return model
        if key == "export":
            from tlgui.ui.export.export_page import ExportPage

            export = ExportPage(self._session, self._runner, self._stack)
            export.train_requested.connect(lambda: self.show_page("train"))
            return export
        if key == "train":
            from tlgui.ui.train.train_page import TrainPage

            train = TrainPage(self._session, self._runner, self._stack)
            train.data_requested.connect(lambda: self.show_page("data"))
            train.model_requested.connect(lambda: self._show_used_network())
            train.open_requested.connect(lambda run: self.data_page.open_run(run))
            train.results_requested.connect(lambda: self.show_page("results"))
            return train
        if key == "results":
            from tlgui.ui.results.results_page import ResultsPage

            results = ResultsPage(self._session, self._runner, self._stack)
            results.classify_requested.connect(lambda: self.show_page("classify"))
            results.train_requested.connect(lambda: self.show_page("train"))
            return results
        if key == "classify":
            from tlgui.ui.classify.classify_page import ClassifyPage

            classify = ClassifyPage(self._session, self._runner, self._stack)
            classify.train_requested.connect(lambda: self.show_page("train"))
            classify.folder_requested.connect(self.open_folder)
            classify.edited.connect(lambda *edits: self.data_page.edit_steps.take(*edits))
            return classify
        from tlgui.ui.data.data_page import DataPage

        data = DataPage(self._session, self._runner, self.keeper, self._stack)
        data.train_requested.connect(lambda: self.show_page("train"))
        data.run_opened.connect(lambda: self.show_page("results"))
        data.export_opened.connect(lambda: self.show_page("classify"))
        data.review_requested.connect(self.show_review)
        data.map_requested.connect(self.show_map)
        return data

    def _on_page_restored(self, key: str) -> None:
        # Another version may have had other pages.
        if key in self._steps():
            self.show_page(key)

    def _on_open_asked(self) -> None:
        self.show_page("data")
        self.data_page.choose_folder()

    def _on_table_asked(self) -> None:
        self.show_page("data")
        self.data_page.tables.choose()

    def _on_index_changed(self, _index: DatasetIndex | None) -> None:
        self._tell_facts()

    def _tell_facts(self) -> None:
        index = self._session.index
        self.setWindowTitle("tlgui" if index is None else f"{dataset_name(index)} - tlgui")
        self.strip.set_facts("" if index is None else pictures_text(len(index.records)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a folder that was dropped anywhere no page wanted it."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            folder = next((path for path in paths if os.path.isdir(path)), paths[0])
            self.open_folder(folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask while work could be lost; then cancel, wait for the workers, and go."""
        if any(job.is_worth_asking for job in self._runner.jobs) and not self._closing:
            event.ignore()
            self._ask_to_close()
            return
        self._closing = True
        self.data_page.keep_filters()
        self.keeper.close()
        self._session.close()
        for sheet in self._sheets.values():
            sheet.close()
        settings = preferences.settings()
        settings.setValue("geometry", self.saveGeometry())
        settings.sync()
        self.hide()
        event.accept()

    def _ask_to_close(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        if self._close_question is not None:
            self._close_question.raise_()
            return
        box = QMessageBox(self)
        box.setObjectName("close_question")
        box.setOption(QMessageBox.Option.DontUseNativeDialog)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("tlgui")
        box.setText(self.tr("A job is still running. Close all the same?"))
        asked = [job for job in self._runner.jobs if job.is_worth_asking]
        kept = all(job.goes_on for job in asked)
        box.setInformativeText(
            self.tr("What it has learned is kept: next time the Train page offers to go on.")
            if kept
            else self.tr("It is cancelled, and what it has not saved is lost.")
        )
        words = self.tr("Close") if kept else self.tr("Cancel the job and close")
        close = box.addButton(words, box.ButtonRole.AcceptRole)
        close.setObjectName("close_anyway_button")
        stay = box.addButton(self.tr("Keep working"), box.ButtonRole.RejectRole)
        stay.setObjectName("keep_working_button")
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(lambda: self._on_close_answered(box.clickedButton() is close))
        self._close_question = box
        box.open()

    def _on_close_answered(self, close: bool) -> None:
        self._close_question = None
        if close:
            self._closing = True
            self.close()

    def _restore_place(self) -> None:
        geometry = preferences.settings().value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(DEFAULT_SIZE)
