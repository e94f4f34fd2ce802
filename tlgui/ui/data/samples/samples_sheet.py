"""Well-known data sets, in a window beside the window: what they are, and getting one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.errors import Message
from tlgui.engine.progress import BatchDone, BytesDone, Stage, StageName
from tlgui.engine.sample_sets.catalog import DIGITS
from tlgui.engine.sample_sets.writing import is_sample_folder, usual_folder
from tlgui.ui.data.samples.sample_table import MEGABYTE, SampleTable, megabytes
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.folder_question import FolderQuestion
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import ElidedLabel, make_button, make_label, sheet_layout
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import shown_path
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.sample_sets.catalog import SampleSet
    from tlgui.ui.work.jobs import JobRunner

WIDTH, HEIGHT = 1000, 600
LEAST_WIDTH, LEAST_HEIGHT = 820, 480
TABLE_WIDTH = 400
CUTS = (None, 1000, 100)
"""So many pictures of each class, at most, can be asked for."""


class SamplesSheet(QDialog):
    """Tells of each sample, fetches the one that is chosen, and says when its folder is there.

    Closed while something comes, it goes on: the status strip shows it and can end it.

    Signals:
        ready: with the sample's folder, whole.
    """

    ready = Signal(object)

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("samples_sheet")
        self.setModal(False)
        self._fetching = LatestJob(runner, self)
        self._question = FolderQuestion(self)
        self._own_folder: Path | None = None
        self._stage: StageName | None = None
        self._done: BatchDone | None = None
        self.message_bar = MessageBar()
        self.table = SampleTable()
        self.table.sample_chosen.connect(self._on_chosen)
        self.table.itemActivated.connect(lambda _item: self.fetch())
        layout = sheet_layout(self)
        layout.addWidget(make_label(lambda: self.tr("Samples"), "title", "samples_title"))
        layout.addWidget(self.message_bar)
        columns = QHBoxLayout()
        columns.setSpacing(theme.SPACE_L)
        self.table.setMinimumWidth(theme.px(TABLE_WIDTH))
        columns.addWidget(self.table, 4)
        columns.addWidget(self._make_facts(), 5)
        layout.addLayout(columns, 1)
        layout.addWidget(self._make_place())
        layout.addWidget(self._make_progress())
        layout.addLayout(self._make_foot())
        self.setMinimumSize(theme.px(LEAST_WIDTH), theme.px(LEAST_HEIGHT))
        self.resize(theme.px(WIDTH), theme.px(HEIGHT))
        self.table.setFocus()
        live(self, self._tell)

    def _make_facts(self) -> QWidget:
        self._sentence = make_label("", "strong", "sample_sentence", wrap=True)
        self._facts = FactList("sample_facts")
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.SPACE_M)
        inner.addWidget(self._sentence)
        inner.addWidget(self._facts)
        inner.addStretch()
        # Texts are longer in large letters: they scroll where the sheet is low.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        return area

    def _make_place(self) -> QWidget:
        self._cut = QComboBox()
        self._cut.setObjectName("sample_cut")
        self._cut.addItems(["" for _cut in CUTS])
        self._cut.currentIndexChanged.connect(self._on_asked_changed)
        self._cut_label = make_label(lambda: self.tr("Pictures of each class"), "muted")
        self._cut_label.setBuddy(self._cut)
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("sample_place")
        self._place_button = make_button(
            lambda: self.tr("Another place…"),
            "sample_place_button",
            "small",
            accessible_name=lambda: self.tr("Choose where the sample is written"),
        )
        self._place_button.clicked.connect(self._ask_place)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_S)
        layout.addWidget(self._cut_label)
        layout.addWidget(self._cut)
        layout.addSpacing(theme.SPACE_M)
        layout.addWidget(make_label(lambda: self.tr("Folder"), "muted"))
        layout.addWidget(self._place, 1)
        layout.addWidget(self._place_button)
        return row

    def _make_progress(self) -> QWidget:
        self._bar = QProgressBar()
        self._bar.setObjectName("sample_progress")
        self._bar.setTextVisible(False)
        self._state = make_label("", "small", "sample_state")
        self._cancel = make_button(lambda: self.tr("Cancel"), "sample_cancel_button", "small")
        self._cancel.clicked.connect(self.cancel)
        self._progress = QWidget()
        layout = QHBoxLayout(self._progress)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._state)
        layout.addWidget(self._cancel)
        return self._progress

    def _make_foot(self) -> QHBoxLayout:
        self._start = make_button("", "sample_start_button", "primary")
        self._start.clicked.connect(self.fetch)
        close = make_button(lambda: self.tr("Close"), "samples_close_button")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.setSpacing(theme.SPACE_S)
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self._start)
        return foot

    @property
    def per_class(self) -> int | None:
        """How many pictures of each class are asked for; None for all."""
        return None if self.table.chosen.key == DIGITS else CUTS[self._cut.currentIndex()]

    @property
    def folder(self) -> Path:
        """Where the chosen sample goes."""
        usual = usual_folder(self.table.chosen, self.per_class)
        return usual if self._own_folder is None else self._own_folder / usual.name

    def fetch(self) -> None:
        """Get the chosen sample; one at a time."""
        from tlgui.ui.data.samples.sample_jobs import fetch_sample

        if self._fetching.job is not None:
            return
        sample = self.table.chosen
        self._stage = self._done = None
        self.message_bar.clear()
        self._fetching.start(
            fetch_sample,
            sample,
            self.folder,
            self.per_class,
            title=Message("Getting the sample {name}", name=sample.title),
            lane="files",
            writes=True,
            progressed=self._on_progressed,
            succeeded=self._on_ready,
            failed=lambda error: route_error(error, self.message_bar),
            ended=self._tell_state,
        )
        self._tell_state()

    def cancel(self) -> None:
        """End what is coming; what came is gone on with the next time."""
        if self._fetching.job is not None:
            self._fetching.job.cancel()

    def _on_ready(self, folder: Path) -> None:
        self.close()
        self.ready.emit(folder)

    def _on_chosen(self, _sample: SampleSet) -> None:
        if self._fetching.job is None:
            self.message_bar.clear()
        self._tell()

    def _on_asked_changed(self) -> None:
        self._tell_place()
        self._tell_state()

    def _ask_place(self) -> None:
        self._question.ask(self.tr("Choose where the sample is written"), self.set_place)

    def set_place(self, folder: Path) -> None:
        """Write samples into ``folder``, each in a folder of its own."""
        self._own_folder = folder
        self._on_asked_changed()

    def _on_progressed(self, event: object) -> None:
        if isinstance(event, Stage):
            self._stage = event.name
            self._done = BatchDone(0, event.total) if event.total else None
        elif isinstance(event, BatchDone):
            self._done = event
        self._tell_progress()

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Samples"))
        for number, cut in enumerate(CUTS):
            text = self.tr("all") if cut is None else self.tr("at most {n:,}").format(n=cut)
            self._cut.setItemText(number, text)
        self._cut.setAccessibleName(self.tr("Pictures of each class"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._tell_facts()
        self._tell_place()
        self._tell_state()

    def _tell_facts(self) -> None:
        sample = self.table.chosen
        self._sentence.setText(text_of(sample.sentence))
        download = (
            megabytes(sample.download_bytes)
            if sample.download_bytes
            else self.tr("none: it comes with tlgui")
        )
        counts = self.tr("{pictures:,} in {classes} classes").format(
            pictures=sample.pictures, classes=sample.classes
        )
        self._facts.set_facts(
            [
                (self.tr("Pictures"), counts),
                (self.tr("Size"), text_of(sample.size)),
                (self.tr("Download"), download),
                (self.tr("Licence"), text_of(sample.licence)),
                (self.tr("Source"), sample.source),
                (self.tr("Publication"), sample.citation),
            ]
        )

    def _tell_place(self) -> None:
        self._place.set_full_text(shown_path(self.folder))

    def _tell_state(self) -> None:
        busy = self._fetching.job is not None
        sample = self.table.chosen
        self._progress.setVisible(busy)
        for widget in (self._start, self._place_button):
            widget.setEnabled(not busy)
        self._cut.setEnabled(not busy and sample.key != DIGITS)
        self._cut_label.setEnabled(self._cut.isEnabled())
        here = is_sample_folder(sample, self.folder, self.per_class)
        if sample.download_bytes and not here:
            text = self.tr("Download and open")
        else:
            text = self.tr("Open")
        self._start.setText(text)
        self._start.setAccessibleName(text)
        self._tell_progress()

    def _tell_progress(self) -> None:
        done = self._done
        total = done.total if done is not None else None
        # In thousandths: bytes may be more than Qt's bars count to.
        self._bar.setRange(0, 1000 if total else 0)
        if done is not None and total:
            self._bar.setValue(round(1000 * done.done / total))
        if self._stage is StageName.SAVING and done is not None:
            text = self.tr("writing pictures: {done:,} of {total:,}").format(
                done=done.done, total=done.total or 0
            )
        elif isinstance(done, BytesDone):
            text = self.tr("downloading: {done:,.1f} of {total:,.1f} MB").format(
                done=done.done / MEGABYTE, total=(total or 0) / MEGABYTE
            )
        else:
            text = self.tr("connecting…")
        self._state.setText(text)
