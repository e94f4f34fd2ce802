"""The first step: a folder of labelled pictures, seen, checked and divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import Message
from tlgui.ui.drop_frame import DropFrame
from tlgui.ui.errors import route_error
from tlgui.ui.message_bar import MessageBar
from tlgui.ui.texts import one_line
from tlgui.ui.widgets import EmptyState, PageHeader, make_button, make_label, page_layout

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QFileDialog

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.engine.errors import DatasetError
    from tlgui.ui.jobs import Job, JobRunner
    from tlgui.ui.pages.data_content import DataContent
    from tlgui.ui.pages.data_jobs import Findings, Listing
    from tlgui.ui.session import Session

_EXAMPLE = "pets\n├─ cat    cat-1.jpg  cat-2.jpg  …\n├─ dog    dog-1.jpg  dog-2.jpg  …\n└─ …"


class DataPage(QWidget):
    """Opens a folder, shows what is in it and what is wrong with it, and divides it.

    Signals:
        train_requested: the user wants to go on.
    """

    train_requested = Signal()

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("data_page")
        self._session = session
        self._runner = runner
        self._listing_job: Job | None = None
        self._split_job: Job | None = None
        self._look_job: Job | None = None
        self._split_error: DatasetError | None = None
        self._looked: Findings | None = None
        self._dialog: QFileDialog | None = None
        self.message_bar = MessageBar()
        self._header = PageHeader(self.tr("Data"))
        self._open_button = make_button(self.tr("Open folder…"), "open_folder_button")
        self._open_button.setToolTip("Ctrl+O")
        self._open_button.clicked.connect(self.choose_folder)
        self._train_button = make_button(self.tr("Train →"), "train_step_button", "primary")
        self._train_button.setAccessibleName(self.tr("Go on to training"))
        self._train_button.clicked.connect(self.train_requested)
        self._header.add_button(self._open_button)
        self._header.add_button(self._train_button)
        self._stack = QStackedWidget()
        layout = page_layout(self, self._header, self.message_bar)
        layout.addWidget(self._stack, 1)
        self._stack.addWidget(self._make_empty_state())
        self._content: DataContent | None = None
        session.index_changed.connect(self._on_index_changed)
        session.split_changed.connect(self._on_split_changed)
        self._show_state()

    def open_folder(self, folder: Path) -> None:
        """List ``folder`` in the background and show it; a run's folder opens the run."""
        from tlgui.ui.pages.data_jobs import list_folder

        if (folder / "run.json").is_file():
            self.open_run(folder)
            return
        self._start_listing(
            self._runner.start(
                list_folder,
                folder,
                title=Message("Opening {name}", name=one_line(folder.name)),
                lane="files",
            )
        )

    def open_run(self, run_folder: Path) -> None:
        """Show a finished run and the folder that it learned from."""
        from tlgui.ui.pages.data_jobs import list_folder_of_run

        self._start_listing(
            self._runner.start(
                list_folder_of_run,
                run_folder,
                title=Message("Opening {name}", name=one_line(run_folder.name)),
                lane="files",
            )
        )

    def choose_folder(self) -> None:
        """Ask for a folder and open it."""
        from PySide6.QtWidgets import QFileDialog

        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = QFileDialog(self, self.tr("Open a folder of pictures"))
        dialog.setObjectName("open_folder_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_folder_chosen)
        dialog.finished.connect(self._on_dialog_finished)
        self._dialog = dialog
        dialog.open()

    def try_sample(self) -> None:
        """Write the sample and open it."""
        from tlgui.ui.pages.data_jobs import write_sample

        self._sample_button.setEnabled(False)
        job = self._runner.start(write_sample, title=Message("Writing the sample"), lane="files")
        job.succeeded.connect(self.open_folder)
        job.failed.connect(lambda error: route_error(error, self.message_bar))
        job.ended.connect(lambda: self._sample_button.setEnabled(True))

    def show_problems(self) -> None:
        """Show the pictures that need a look, and what is said of them."""
        if self._content is not None:
            self._content.browser.show_problems()

    def _make_empty_state(self) -> QWidget:
        frame = DropFrame("data_drop_zone")
        frame.dropped.connect(lambda paths: self.open_folder(paths[0]))
        self._empty = EmptyState(
            "drop",
            self.tr("Drop a folder of pictures here"),
            self.tr(
                "One folder for each class, named after it, with its pictures inside. Folders "
                "named train, validation and test are kept as they are. Your pictures are never "
                "changed."
            ),
            "data_empty_state",
        )
        example = make_label(_EXAMPLE, "code")
        example.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        example.setAccessibleName(self.tr("How the folder should look"))
        self._empty.add_widget(example)
        self._sample_button = make_button(self.tr("Try the sample"), "try_sample_button")
        self._sample_button.setToolTip(
            self.tr("1,797 handwritten digits, 8 x 8 pixels: trains in seconds")
        )
        self._sample_button.clicked.connect(self.try_sample)
        self._empty.buttons.addWidget(self._sample_button)
        inner = QVBoxLayout(frame)
        inner.addWidget(self._empty)
        return frame

    def _on_folder_chosen(self, folder: str) -> None:
        from pathlib import Path

        self.open_folder(Path(folder))

    def _on_dialog_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _start_listing(self, job: Job) -> None:
        for other in (self._listing_job, self._split_job, self._look_job):
            if other is not None:
                other.cancel()
        self._listing_job = job
        job.succeeded.connect(lambda listing: self._on_listed(job, listing))
        job.failed.connect(lambda error: self._on_listing_failed(job, error))
        job.ended.connect(lambda: self._on_listing_ended(job))
        self.message_bar.clear()
        self._header.set_summary(self.tr("Listing the folder …"))

    def _on_listed(self, job: Job, listing: Listing) -> None:
        if job is not self._listing_job:
            return
        self._looked = None
        self._session.set_index(listing.index)
        self._take_split(listing)
        if listing.run is not None:
            self._session.set_run(listing.run)
        if listing.index is not None:
            self._start_looking(listing.index, listing.split)

    def _on_listing_failed(self, job: Job, error: Exception) -> None:
        if job is self._listing_job:
            route_error(error, self.message_bar)

    def _on_listing_ended(self, job: Job) -> None:
        if job is self._listing_job:
            self._listing_job = None
            self._show_state()

    def _take_split(self, listing: Listing) -> None:
        self._session.set_split(listing.split)
        self._split_error = listing.split_error
        self._tell_problems()

    def _start_looking(self, index: DatasetIndex, split: Split | None) -> None:
        """Read every picture once while the user looks at them; training then starts at once."""
        from tlgui.ui.pages.data_jobs import look_closely

        job = self._runner.start(
            look_closely, index, split, title=Message("Reading pictures"), background=True
        )
        self._look_job = job
        job.succeeded.connect(lambda findings: self._on_looked(job, index, findings))
        job.failed.connect(lambda error: route_error(error, self.message_bar))

    def _on_looked(self, job: Job, index: DatasetIndex, findings: Findings) -> None:
        if job is not self._look_job or index is not self._session.index:
            return
        self._looked = findings
        self._session.unusable = findings.unusable
        self._show_content()
        self._tell_problems()

    def _start_dividing(self, seed: int) -> None:
        from tlgui.ui.pages.data_jobs import divide

        index = self._session.index
        if index is None:
            return
        if self._split_job is not None:
            self._split_job.cancel()
        job = self._runner.start(divide, index, seed, lane="files")
        self._split_job = job
        job.succeeded.connect(lambda listing: self._on_divided(job, listing))
        job.failed.connect(lambda error: route_error(error, self.message_bar))

    def _on_divided(self, job: Job, listing: Listing) -> None:
        if job is self._split_job and listing.index is self._session.index:
            self._take_split(listing)

    def _on_index_changed(self, _index: DatasetIndex | None) -> None:
        self._show_content()
        self._show_state()

    def _on_split_changed(self, _split: Split | None) -> None:
        self._show_content()
        self._show_state()

    def _problems(self) -> tuple[Problem, ...]:
        index = self._session.index
        found = index.problems if index is not None else ()
        return (*found, *(self._looked.problems if self._looked is not None else ()))

    def _show_content(self) -> None:
        if self._session.index is None:
            return
        if self._content is None:
            # Imported late, as are the jobs below: none of it is needed for the first paint.
            from tlgui.ui.pages.data_content import DataContent

            self._content = DataContent(self._runner)
            self._content.split_card.seed_chosen.connect(self._start_dividing)
            self._stack.addWidget(self._content)
        self._content.split_card.show_split(self._session.index, self._session.split)
        self._content.browser.show_dataset(
            self._session.index, self._session.split, self._problems()
        )

    def _show_state(self) -> None:
        index, split = self._session.index, self._session.split
        self._stack.setCurrentIndex(0 if index is None else 1)
        self._train_button.setEnabled(split is not None)
        if index is None:
            self._header.set_summary(self.tr("Nothing is open yet."))
        else:
            from tlgui.ui.pages.data_content import summary

            self._header.set_summary(summary(index, split))

    def _tell_problems(self) -> None:
        if self._split_error is not None:
            route_error(self._split_error, self.message_bar)
            return
        problems = self._problems()
        if not problems:
            self.message_bar.clear()
            return
        from tlgui.ui.pages.data_content import problem_sentence

        about = len({problem.path for problem in problems})
        self.message_bar.show_message(
            "warning",
            self.tr("1 thing needs a look.")
            if about == 1
            else self.tr("{n} things need a look.").format(n=f"{about:,}"),
            problem_sentence(problems),
            action=self.tr("Show them"),
            on_action=self.show_problems,
        )
