"""The review: one doubtful picture after the other, decided by a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.data.names import natural_key
from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError
from tlgui.engine.review.findings import FindingKind, parts_of
from tlgui.ui.kit.chips import ChipRow
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import EmptyState, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.review.finding_view import FindingView
from tlgui.ui.review.review_queue import ReviewQueue
from tlgui.ui.review.review_words import kind_name
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.edits.edit import Edit
    from tlgui.engine.progress import Control
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

SIZE = (1160, 800)
LEAST = (880, 600)
OF_LABELS = (FindingKind.SUSPECT_LABEL, FindingKind.UNSURE)


def find_bit_depth(index: DatasetIndex, split: Split, *, control: Control) -> int | None:
    """How many bits the 16-bit pictures of ``index`` use. For a worker."""
    from tlgui.engine.training.bit_depth import data_set_bit_depth

    return data_set_bit_depth(index, split.train, control)


class ReviewSheet(QDialog):
    """Goes through a queue of findings; every decision is kept at once, and can be taken back.

    Signals:
        edited: the sheet is closed, and edits were made or taken back meanwhile; with those that
            held before, and those that do now.
    """

    edited = Signal(object, object)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("review_sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._measuring = LatestJob(runner, self)
        self._queue: ReviewQueue | None = None
        self._before: Sequence[Edit] = ()
        self.message_bar = MessageBar()
        self._progress = make_label("", "muted", "review_progress")
        self._judge = make_label("", "small", "review_judge", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("review_progress_bar")
        self._bar.setTextVisible(False)
        self.kinds = ChipRow("review_kinds")
        self.kinds.chosen.connect(self._on_kind)
        self.view = FindingView(runner)
        self.view.chosen_changed.connect(self._tell)
        self.view.class_keys.chosen.connect(self._relabel)
        self._make_buttons()
        self._lay_out()
        self.setMinimumSize(*LEAST)
        self.resize(theme.px(SIZE[0]), theme.px(SIZE[1]))
        for widget in (self, *self.findChildren(QWidget)):
            widget.installEventFilter(self)
        for sequence, slot in (
            ("Ctrl+Z", self._take_back),
            ("Ctrl+Shift+Z", self._do_again),
            ("Ctrl+Y", self._do_again),
        ):
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)
        live(self, self._tell)

    def begin(self, files: Collection[str] | None = None) -> None:
        """Show the findings of the session, the first that is open.

        Args:
            files: pictures that findings are wanted of; None for all.

        Raises:
            BundleError: the edits of the project cannot be read.
        """
        project, index, found_in = (
            self._session.project,
            self._session.index,
            self._session.found_in,
        )
        if project is None or index is None or found_in is None:
            return
        journal = EditJournal(project.edits_file)
        names = found_in.classes
        labels = {record.path: names[record.class_index] for record in found_in.records}
        wanted = [
            finding
            for finding in self._session.findings
            if files is None or finding.files[0] in files
        ]
        self._queue = ReviewQueue(wanted, journal, labels)
        classes = sorted({*found_in.classes, *index.classes}, key=natural_key)
        split = self._session.split
        found = {} if split is None else parts_of(split)
        parts = {index.records[position].path: part for position, part in found.items()}
        self.view.set_folder(index.root, classes, parts)
        self._before = journal.done
        self._find_bit_depth(index, split)
        self.message_bar.clear()
        self._tell()
        self.view.panes[0].canvas.setFocus()

    def _find_bit_depth(self, index: DatasetIndex, split: Split | None) -> None:
        self._take_bit_depth(None)
        if split is not None:
            self._measuring.start(
                find_bit_depth,
                index,
                split,
                lane="files",
                succeeded=self._take_bit_depth,
                # The picture itself says what is wrong with it.
                failed=lambda _error: None,
            )

    def _take_bit_depth(self, bit_depth: int | None) -> None:
        self.view.set_bit_depth(bit_depth)
        self._tell()

    def done(self, result: int) -> None:
        """Close; who hears ``edited`` goes by the edits then."""
        queue, self._queue = self._queue, None
        self._measuring.let_go()
        self.view.leave()
        super().done(result)
        if queue is not None and queue.journal.done != self._before:
            self.edited.emit(self._before, queue.journal.done)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the sheet, whichever of its parts has the focus."""
        if isinstance(event, QKeyEvent) and event.type() in (
            QEvent.Type.ShortcutOverride,
            QEvent.Type.KeyPress,
        ):
            action = self._action(event, watched)
            if action is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    action()
                return True
        return super().eventFilter(watched, event)

    def _action(self, event: QKeyEvent, watched: QObject) -> Callable[[], object] | None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._queue is None:
            return None
        key = Qt.Key(event.key())
        if watched is self.view.class_keys.others and key != Qt.Key.Key_Escape:
            return None  # The list finds its rows by their first letters.
        if isinstance(watched, QPushButton) and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return watched.click
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            return lambda: self.view.class_keys.press(chr(key))
        return {
            Qt.Key.Key_C: self._open_others,
            Qt.Key.Key_X: self._exclude,
            Qt.Key.Key_Delete: self._exclude,
            Qt.Key.Key_Return: self._keep,
            Qt.Key.Key_Enter: self._keep,
            Qt.Key.Key_G: self._group,
            Qt.Key.Key_Z: self._take_back,
            Qt.Key.Key_Y: self._do_again,
            Qt.Key.Key_Left: self.view.choose_left,
            Qt.Key.Key_Right: self.view.choose_right,
            Qt.Key.Key_Up: lambda: self._go(-1),
            Qt.Key.Key_PageUp: lambda: self._go(-1),
            Qt.Key.Key_Down: lambda: self._go(1),
            Qt.Key.Key_PageDown: lambda: self._go(1),
        }.get(key)

    def _make_buttons(self) -> None:
        self.keep_button = make_button(
            lambda: self.tr("Keep as it is (Enter)"), "keep_button", "primary"
        )
        self.exclude_button = make_button(lambda: self.tr("Leave out (X)"), "exclude_button")
        self.group_button = make_button(
            lambda: self.tr("Keep together (G)"),
            "group_button",
            tooltip=lambda: self.tr("On one side of the split, wherever pictures are divided"),
        )
        self.back_button = make_button(lambda: self.tr("Take back (Z)"), "take_back_button")
        self.previous_button = make_button(lambda: self.tr("Previous (↑)"), "previous_button")
        self.next_button = make_button(lambda: self.tr("Next (↓)"), "next_button")
        self.close_button = make_button(lambda: self.tr("Close (Esc)"), "close_review_button")
        for button, slot in (
            (self.keep_button, self._keep),
            (self.exclude_button, self._exclude),
            (self.group_button, self._group),
            (self.back_button, self._take_back),
            (self.previous_button, lambda: self._go(-1)),
            (self.next_button, lambda: self._go(1)),
            (self.close_button, self.accept),
        ):
            button.clicked.connect(lambda _checked=False, slot=slot: slot())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addWidget(make_label(lambda: self.tr("Review"), "title", "review_title"))
        head.addStretch()
        head.addWidget(self._progress)
        head.addWidget(self.close_button)
        for button in (self.keep_button, self.exclude_button, self.group_button):
            self.view.decisions.addWidget(button)
        self.view.below.addWidget(self.back_button)
        self.view.below.addStretch()
        self.view.below.addWidget(self.previous_button)
        self.view.below.addWidget(self.next_button)
        self.empty = EmptyState(
            "good",
            lambda: self.tr("Nothing to look at"),
            lambda: self.tr("No finding of this kind is left."),
            "review_empty",
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, 20, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self.kinds)
        layout.addWidget(self._judge)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._stack, 1)

    def _open_others(self) -> None:
        others = self.view.class_keys.others
        if others.isVisible():
            others.setFocus()
            others.showPopup()

    def _on_kind(self, kind: object) -> None:
        if self._queue is not None:
            self._queue.show_kind(kind)  # type: ignore[arg-type]  # the chips' keys are kinds
            self._tell()

    def _go(self, by: int) -> None:
        if self._queue is not None:
            self._queue.go(by)
            self._tell()

    def _relabel(self, label: str) -> None:
        self._act(lambda queue: queue.relabel(self.view.file, label))

    def _exclude(self) -> None:
        if self.exclude_button.isEnabled():
            self._act(lambda queue: queue.exclude(self.view.file))

    def _keep(self) -> None:
        self._act(lambda queue: queue.keep())

    def _group(self) -> None:
        if self.group_button.isEnabled():
            self._act(lambda queue: queue.group())

    def _take_back(self) -> None:
        taken: list[Edit | None] = []
        self._act(lambda queue: taken.append(queue.take_back()), always=True)
        if self._queue is None or not taken or (edit := taken[0]) is None:
            return
        if not self._queue.has_about(edit):
            # Nothing in sight says so: it was made on the Data page, the map or by a correction.
            name = one_line(edit.files[0]) if edit.files else one_line(edit.label)
            self.message_bar.show_message(
                "info",
                lambda: self.tr("An edit from outside of this review is taken back."),
                lambda: self.tr("It was about {name}.").format(name=name),
                action=lambda: self.tr("Make it again (Y)"),
                on_action=self._do_again,
            )

    def _do_again(self) -> None:
        self._act(lambda queue: queue.do_again(), always=True)

    def _act(self, action: Callable[[ReviewQueue], object], *, always: bool = False) -> None:
        if self._queue is None or (self.view.finding is None and not always):
            return
        try:
            action(self._queue)
        except BundleError as error:
            route_error(error, self.message_bar)
            return
        self._tell()
        if self._queue.open:
            self.message_bar.clear()
        else:
            self.message_bar.show_message(
                "good",
                lambda: self.tr("All were looked at."),
                lambda: self.tr("Close the review: counts, split and training go by the edits."),
            )
        focused = QApplication.focusWidget()
        from_list = focused is self.view.class_keys.others
        if focused is None or from_list or not (focused.isEnabled() and focused.isVisible()):
            self.view.panes[0].canvas.setFocus()

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Review"))
        queue = self._queue
        if queue is None:
            return
        left, total = queue.open, len(queue.findings)
        self._progress.setText(
            self.tr("{done} of {total} looked at").format(
                done=f"{total - left:,}", total=f"{total:,}"
            )
        )
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(total - left)
        self._bar.setAccessibleName(self._progress.text())
        self._tell_kinds(queue)
        self._tell_judge(queue)
        self.back_button.setEnabled(queue.journal.can_undo)
        finding = queue.current
        self._stack.setCurrentIndex(1 if finding is None else 0)
        if finding is None:
            self.view.leave()
            return
        self.view.show_current(queue)
        self.group_button.setVisible(len(finding.files) > 1)
        index = self._session.index
        fixed = index is not None and index.has_splits
        # Where the folders say which part a picture is in, nothing is divided.
        self.group_button.setEnabled(
            not (fixed and finding.kind is FindingKind.TWINS_ACROSS_SPLITS)
        )
        self.exclude_button.setEnabled(bool(queue.label_of(self.view.file)))
        self.previous_button.setEnabled(queue.place > 0)
        self.next_button.setEnabled(queue.place + 1 < len(queue.shown))

    def _tell_judge(self, queue: ReviewQueue) -> None:
        """How far doubts of labels can be believed, or why there are none."""
        judge, finding = self._session.judge, queue.current
        # Where labels are doubted, beside those alone: it says nothing of twins.
        about = finding is not None and finding.kind in OF_LABELS
        shown = judge is not None and (about or not judge.doubts)
        self._judge.setVisible(shown)
        if judge is not None and shown:
            self._judge.setText(text_of(judge.sentence()))

    def _tell_kinds(self, queue: ReviewQueue) -> None:
        counts = queue.kinds()
        chips: list[tuple[FindingKind | None, str, str]] = [
            (None, self.tr("All {n}").format(n=f"{queue.open:,}"), "review_kind_all")
        ]
        chips += [
            (kind, f"{kind_name(kind)} {count:,}", f"review_kind_{kind.name.lower()}")
            for kind, count in counts.items()
        ]
        self.kinds.set_chips(chips)
        self.kinds.setVisible(len(counts) > 1)
        if self.kinds.current != queue.kind:
            self.kinds.mark(queue.kind)
