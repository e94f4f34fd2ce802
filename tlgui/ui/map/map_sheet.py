"""The sheet of the map, over the window: it draws, colours, selects, and edits what is selected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.edits.journal import EditJournal
from tlgui.engine.errors import BundleError, Message
from tlgui.engine.progress import BatchDone
from tlgui.ui.kit.errors import route_error, text_of
from tlgui.ui.kit.message_bar import MessageBar
from tlgui.ui.kit.widgets import Card, ElidedLabel, EmptyState, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.map.chosen_card import ChosenCard
from tlgui.ui.map.map_content import MapContent
from tlgui.ui.map.map_edits import MapEdits
from tlgui.ui.map.map_legend import MapLegend
from tlgui.ui.map.map_painting import Stranger
from tlgui.ui.map.map_points import Points
from tlgui.ui.map.map_tools import Arranged, ColorChips, MapTools
from tlgui.ui.map.map_view import KEY_ZOOM, MapView
from tlgui.ui.map.selection_card import SelectionCard
from tlgui.ui.pictures.thumbnails import ThumbnailLoader
from tlgui.ui.words.live_text import live
from tlgui.ui.words.network_names import recipe_network_text
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.work.latest_job import LatestJob

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent

    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.newcomers import Newcomer
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

SIZE = (1240, 820)
LEAST = (880, 600)
SIDE = 268
MOST_DROPPED = 12
"""Pictures that are looked at of those dropped."""


class MapSheet(QDialog):
    """Shows all pictures of the open folder as the network of the run on show sees them.

    Without a run, as the pretrained network that training would begin with.

    Signals:
        edited: the sheet is closed, and edits were made or taken back meanwhile; with those that
            held before, and those that do now.
        review_requested: with the frozen set of files whose findings the user wants to go through.
    """

    edited = Signal(object, object)
    review_requested = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("map_sheet")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._session = session
        self._drawing = LatestJob(runner, self)
        self._arranging = LatestJob(runner, self)
        self._seeing = LatestJob(runner, self)
        self._content: MapContent | None = None
        self._edits: MapEdits | None = None
        self._newcomers: tuple[Newcomer, ...] = ()
        self._newcomer: Newcomer | None = None
        self._error: Exception | None = None
        self._done, self._total = 0, 0
        self._thumbnails = ThumbnailLoader(runner, self)
        self.message_bar = MessageBar()
        self.view = MapView(self._thumbnails)
        self.tools = MapTools()
        self.colors = ColorChips()
        self.legend = MapLegend()
        self.chosen = ChosenCard(self._thumbnails)
        self.selection = SelectionCard()
        self._summary = ElidedLabel(role="muted")
        self._summary.setObjectName("map_summary")
        self._honest = make_label("", "small", "map_honest_words", wrap=True)
        self._lay_out()
        self._connect()
        self.setMinimumSize(*LEAST)
        self.resize(theme.px(SIZE[0]), theme.px(SIZE[1]))
        live(self, self._tell)
        live(self, self._color)

    @property
    def content(self) -> MapContent | None:
        """What is on show."""
        return self._content

    def begin(self) -> None:
        """Draw the open folder, or show again what was drawn of it."""
        self.message_bar.clear()
        session = self._session
        index, run = session.index, session.run
        if run is not None and (index is None or run.dataset_root != index.root):
            run = None
        if self._content is not None and self._content.is_of(index, run, session.split):
            self._show(self._content)
            return
        self._let_go()
        if index is None:
            self._tell()
            return
        from tlgui.engine.asked import Asked
        from tlgui.engine.training.framing import framing_asked
        from tlgui.ui.map.map_jobs import draw

        settings = session.project.settings if session.project is not None else {}
        self._drawing.start(
            draw,
            index,
            session.split,
            run,
            framing_asked(settings),
            str(Asked.from_json(settings).common["backbone"]),
            title=Message("Drawing the map"),
            progressed=self._on_progress,
            succeeded=lambda drawn: self._show(MapContent(drawn, run, session)),
            failed=self._on_failed,
            cancelled=self._on_cancelled,
            ended=self._tell,
        )
        self._tell()

    def done(self, result: int) -> None:
        """Close; who hears ``edited`` goes by the edits then."""
        edits, self._edits = self._edits, None
        for job in (self._drawing, self._arranging, self._seeing):
            job.let_go()
        self.tools.show_progress(None)
        self._thumbnails.drop_requests()
        super().done(result)
        if edits is not None and edits.done != edits.before:
            self._content = None  # Other pictures and classes: it is drawn anew.
            self.edited.emit(edits.before, edits.done)

    def reject(self) -> None:
        """Esc ends one thing after the other: the lasso, the selection, then the sheet."""
        if self.view.lassoing:
            self.tools.lasso_button.setChecked(False)
        elif not self.view.give_up():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.done(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers()
        if plain and key in (Qt.Key.Key_X, Qt.Key.Key_Delete):
            self._leave_out()
        elif plain and key == Qt.Key.Key_L:
            self.tools.lasso_button.toggle()
        elif plain and key == Qt.Key.Key_C and self.selection.isVisible():
            self.selection.class_button.click()
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._content is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put pictures that are dropped among those like them."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        files = [path for path in (Path(url.toLocalFile()) for url in urls) if path.is_file()]
        event.acceptProposedAction()
        self.look_at(files)

    def look_at(self, files: Sequence[Path]) -> None:
        """Put ``files`` among the pictures that are like them."""
        from tlgui.ui.map.map_jobs import see

        if self._content is None or not files:
            return
        self.message_bar.clear()
        self._seeing.start(
            see,
            self._content.picture_map,
            files[:MOST_DROPPED],
            title=Message("Looking at dropped pictures"),
            succeeded=self._on_seen,
            failed=lambda error: route_error(error, self.message_bar),
        )

    def _lay_out(self) -> None:
        self.close_button = make_button(lambda: self.tr("Close (Esc)"), "close_map_button")
        self.close_button.clicked.connect(self.accept)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(make_label(lambda: self.tr("Map of pictures"), "title", "map_title"))
        titles.addWidget(self._summary)
        head = QHBoxLayout()
        head.setSpacing(theme.SPACE_M)
        head.addLayout(titles, 1)
        head.addWidget(self.close_button)
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.view)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        left.addWidget(self.tools)
        left.addWidget(frame, 1)
        left.addWidget(self._honest)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        row.addLayout(left, 1)
        row.addWidget(self._make_side())
        self._stack = QStackedWidget()
        self._stack.addWidget(body)
        self._stack.addWidget(self._make_waiting())
        self._stack.addWidget(self._make_nothing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_L, 20, theme.SPACE_L, theme.SPACE_L)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(head)
        layout.addWidget(self.message_bar)
        layout.addWidget(self._stack, 1)

    def _make_side(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        legend = Card(lambda: self.tr("Coloured by"))
        legend.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._all_button = make_button(lambda: self.tr("Show all"), "map_show_all_button", "link")
        self._all_button.clicked.connect(self.legend.show_all)
        legend.title_row.addWidget(self._all_button)
        legend.body.addWidget(self.colors)
        legend.body.addWidget(self.legend)
        for card in (self.selection, self.chosen, legend):
            column.addWidget(card)
        self._hint = make_label("", "small", "map_hint", wrap=True)
        column.addWidget(self._hint)
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("map_side_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFixedWidth(theme.px(SIDE))
        area.setWidget(inner)
        return area

    def _make_waiting(self) -> EmptyState:
        self._waiting_bar = QProgressBar()
        self._waiting_bar.setObjectName("map_reading_bar")
        self._waiting_bar.setTextVisible(False)
        self._waiting_bar.setFixedWidth(theme.px(280))
        self.waiting = EmptyState(
            "picture",
            lambda: self.tr("Looking at the pictures"),
            lambda: self.tr("The network sees each of them once; what it saw is kept."),
            "map_waiting",
        )
        self.waiting.add_widget(self._waiting_bar)
        return self.waiting

    def _make_nothing(self) -> EmptyState:
        self.nothing = EmptyState("picture", "", "", "map_nothing")
        self.nothing.add_button(lambda: self.tr("Close"), "map_nothing_close_button", self.accept)
        return self.nothing

    def _connect(self) -> None:
        self.view.chosen_changed.connect(self._on_chosen)
        self.view.selection_changed.connect(self._on_selected)
        self.view.lasso_ended.connect(lambda: self.tools.lasso_button.setChecked(False))
        self.tools.arrangement_chosen.connect(self._on_arrangement)
        self.tools.stop_requested.connect(self._stop_arranging)
        self.tools.lasso_toggled.connect(self._on_lasso)
        self.tools.zoom_requested.connect(self._on_zoom)
        self.colors.chosen.connect(lambda _by: self._color())
        self.legend.filter_changed.connect(self._on_filter)
        self.chosen.neighbour_chosen.connect(self._go_to)
        self.selection.relabel_requested.connect(self._relabel)
        self.selection.leave_out_requested.connect(self._leave_out)
        self.selection.group_requested.connect(
            lambda: self._edit(lambda edits, files: edits.keep_together(files))
        )
        self.selection.review_requested.connect(self._review)
        self.selection.clear_requested.connect(self.view.give_up)
        for sequence, slot in (
            ("Ctrl+Z", self._take_back),
            ("Ctrl+Shift+Z", self._do_again),
            ("Ctrl+Y", self._do_again),
        ):
            QShortcut(QKeySequence(sequence), self).activated.connect(slot)

    def _on_progress(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self._done, self._total = event.done, event.total
            self._tell_waiting()

    def _on_failed(self, error: Exception) -> None:
        self._error = error
        if not hasattr(error, "message"):
            route_error(error, self.message_bar)

    def _on_cancelled(self) -> None:
        self.accept()

    def _let_go(self) -> None:
        for job in (self._drawing, self._arranging, self._seeing):
            job.let_go()
        self._content = self._edits = self._error = None
        self._newcomers, self._newcomer = (), None
        self._done = self._total = 0
        self.chosen.clear()
        self.tools.show_progress(None)

    def _show(self, content: MapContent) -> None:
        """Show what was drawn, by its neighbourhoods where these are known."""
        self._content = content
        self._newcomers, self._newcomer = (), None
        self._thumbnails.set_bit_depth(content.bit_depth)
        self._begin_edits(content)
        self.colors.offer(content.ways())
        by_neighbours = content.arrangement is not None
        points = Points(
            content.places(by_neighbours=by_neighbours), content.coloring(self.colors.by)
        )
        self.view.set_files(content.file)
        self.view.show_points(points, content.told)
        self.tools.arrangements.mark(Arranged.NEIGHBOURS if by_neighbours else Arranged.AXES)
        self._color()
        self._on_chosen(-1)
        self._on_selected()
        self._tell()
        self.view.setFocus()
        if not by_neighbours:
            self._start_arranging()

    def _begin_edits(self, content: MapContent) -> None:
        project = self._session.project
        self._edits = None
        if project is None:
            return
        try:
            self._edits = MapEdits(EditJournal(project.edits_file), content.labelled_files())
        except BundleError as error:
            route_error(error, self.message_bar)

    def _start_arranging(self) -> None:
        from tlgui.ui.map.map_jobs import arrange

        content = self._content
        if content is None or content.arrangement is not None or self._arranging.job is not None:
            return
        self.tools.show_progress(0.0)
        self._arranging.start(
            arrange,
            content.picture_map,
            lane="files",
            progressed=self._on_arranging,
            succeeded=self._on_arranged,
            failed=lambda error: route_error(error, self.message_bar),
            ended=lambda: self.tools.show_progress(None),
        )

    def _stop_arranging(self) -> None:
        self._arranging.let_go()
        self.tools.show_progress(None)
        self.tools.arrangements.mark(Arranged.AXES)
        self.view.setFocus()

    def _on_arranging(self, event: object) -> None:
        if isinstance(event, BatchDone) and event.total:
            self.tools.show_progress(event.done / event.total)

    def _on_arranged(self, arrangement: Arrangement) -> None:
        if self._content is not None:
            self._content.arrangement = arrangement
            self.tools.arrangements.mark(Arranged.NEIGHBOURS)
            self._place()

    def _on_arrangement(self, _chosen: object) -> None:
        content = self._content
        if content is None:
            return
        if self.tools.arrangements.current is Arranged.NEIGHBOURS and content.arrangement is None:
            self._start_arranging()
            return
        self._place()

    @property
    def _by_neighbours(self) -> bool:
        content = self._content
        wanted = self.tools.arrangements.current is Arranged.NEIGHBOURS
        return wanted and content is not None and content.arrangement is not None

    def _place(self) -> None:
        assert self._content is not None
        self.view.move_to(self._content.places(by_neighbours=self._by_neighbours))
        self._place_newcomers()
        self._tell()

    def _color(self) -> None:
        content = self._content
        if content is None:
            return
        points = self.view.points
        points.there = content.there()
        points.coloring = content.coloring(self.colors.by)
        self.legend.show_coloring(
            self.colors.by, points.coloring, points.coloring.counts(points.there)
        )
        self._on_filter(self.legend.hidden)

    def _on_filter(self, hidden: frozenset[int]) -> None:
        self.view.points.filter(hidden)
        self._all_button.setVisible(bool(hidden))
        self._on_selected()
        self._show_chosen()
        self.view.update()

    def _go_to(self, place: int) -> None:
        if not self.view.points.passing[place]:
            self.legend.show_all()
        self.view.choose(place, reveal=True)

    def _on_zoom(self, step: int) -> None:
        if step:
            self.view.zoom(KEY_ZOOM**step)
        else:
            self.view.fit()

    def _on_lasso(self, lassoing: bool) -> None:
        self.view.lassoing = lassoing
        self.view.setCursor(Qt.CursorShape.CrossCursor if lassoing else Qt.CursorShape.ArrowCursor)
        self.view.setFocus()

    def _on_chosen(self, _place: int) -> None:
        self._newcomer = None
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Tell of the picture that is looked at, and mark those most like it."""
        content, points, newcomer = self._content, self.view.points, self._newcomer
        if content is None or (points.chosen < 0 and newcomer is None):
            points.near = ()
            self.chosen.clear()
        elif newcomer is not None:
            near = content.near_newcomer(newcomer, points.there)
            points.near = tuple(neighbour.place for neighbour in near)
            words = self.tr("Dropped picture")
            answer = content.newcomer_text(newcomer)
            self.chosen.show_picture(newcomer.file, newcomer.file.name, words, answer, near)
        else:
            place = points.chosen
            near = content.near(place, points.there)
            points.near = tuple(neighbour.place for neighbour in near)
            self.chosen.show_picture(
                content.file(place),
                content.path(place),
                content.label_text(place),
                content.answer_text(place),
                near,
            )
        self.view.update()
        self._tell_hint()

    def _on_selected(self) -> None:
        content = self._content
        if content is None:
            return
        places = np.flatnonzero(self.view.points.selected).tolist()
        self.selection.show_selection(
            [content.labels[place] for place in places],
            content.class_names(),
            sum(content.path(place) in content.doubtful for place in places),
            editable=self._edits is not None,
        )
        self._tell_hint()

    def _selected_files(self) -> list[str]:
        assert self._content is not None
        places = np.flatnonzero(self.view.points.selected).tolist()
        return [self._content.path(place) for place in places]

    def _relabel(self, label: str) -> None:
        self._edit(lambda edits, files: edits.relabel(files, label))

    def _leave_out(self) -> None:
        self._edit(lambda edits, files: edits.leave_out(files))

    def _edit(self, act: Callable[[MapEdits, list[str]], object]) -> None:
        if self._content is None or self._edits is None:
            return
        files = self._selected_files()
        if not files:
            return
        edits = self._edits
        if self._tried(lambda: act(edits, files)):
            self.message_bar.show_message(
                "good",
                lambda: self.tr("{pictures} edited.").format(pictures=pictures_text(len(files))),
                lambda: self.tr("The files stay as they are."),
                action=lambda: self.tr("Take back"),
                on_action=self._take_back,
            )
            self.view.setFocus()

    def _take_back(self) -> None:
        edits = self._edits
        if edits is not None and edits.can_take_back and self._tried(edits.take_back):
            self.message_bar.clear()

    def _do_again(self) -> None:
        edits = self._edits
        if edits is not None and edits.can_do_again and self._tried(edits.do_again):
            self.message_bar.clear()

    def _tried(self, act: Callable[[], object]) -> bool:
        assert self._content is not None
        assert self._edits is not None
        try:
            act()
        except BundleError as error:
            route_error(error, self.message_bar)
            return False
        self._content.set_labels(self._edits.labels())
        self._color()
        return True

    def _review(self) -> None:
        assert self._content is not None
        files = frozenset(self._selected_files()) & self._content.doubtful.keys()
        self.accept()
        self.review_requested.emit(files)

    def _on_seen(self, seen: tuple[list[Newcomer], list[tuple[Path, Message]]]) -> None:
        found, failed = seen
        self._newcomers = tuple(found)
        self._place_newcomers()
        if failed:
            file, why = failed[0]
            self.message_bar.show_message(
                "warning",
                lambda: self.tr("{name} cannot be shown.").format(name=one_line(file.name)),
                lambda: text_of(why),
            )
        if found:
            self.view.choose(-1)
            self._newcomer = found[0]
            self._show_chosen()
            self.view.reveal_stranger(0)

    def _place_newcomers(self) -> None:
        if self._content is None:
            return
        places = self._content.places_of(self._newcomers, by_neighbours=self._by_neighbours)
        self.view.show_strangers(
            tuple(
                Stranger(each.file, (float(x), float(y)))
                for each, (x, y) in zip(self._newcomers, places, strict=True)
            )
        )

    def _tell(self) -> None:
        self.setWindowTitle(self.tr("Map of pictures"))
        content = self._content
        self._tell_hint()
        if content is not None:
            self._stack.setCurrentIndex(0)
            self._summary.set_full_text(self._summary_text(content))
            self._honest.setText(content.honest_words(by_neighbours=self._by_neighbours))
            return
        self._summary.set_full_text("")
        if self._drawing.job is not None:
            self._stack.setCurrentIndex(1)
            self._tell_waiting()
            return
        self._stack.setCurrentIndex(2)
        error = self._error
        message = getattr(error, "message", None)
        if message is not None:
            hint = getattr(error, "hint", None)
            self.nothing.set_text(text_of(message), "" if hint is None else text_of(hint))
        elif error is None:
            self.nothing.set_text(
                self.tr("No folder is open"),
                self.tr("Close this and open a folder of pictures on the Data page."),
            )
        else:
            self.nothing.set_text(self.tr("The map could not be drawn"), str(error))

    def _summary_text(self, content: MapContent) -> str:
        if content.run is None:
            words = self.tr("{pictures} as a pretrained network sees them")
            return words.format(pictures=pictures_text(content.count))
        return self.tr("{pictures} as {network} sees them").format(
            pictures=pictures_text(content.count), network=recipe_network_text(content.run.recipe)
        )

    def _tell_waiting(self) -> None:
        self._waiting_bar.setRange(0, self._total)
        self._waiting_bar.setValue(self._done)
        words = self.tr("The network sees each of them once; what it saw is kept.")
        if self._total:
            count = self.tr("{done} of {total}").format(
                done=f"{self._done:,}", total=f"{self._total:,}"
            )
            words = f"{words} {count}"
        self.waiting.set_text(self.tr("Looking at the pictures"), words)
        self._waiting_bar.setAccessibleName(words)

    def _tell_hint(self) -> None:
        self._hint.setText(
            self.tr(
                "Click a picture to see those most like it. Shift and drag selects; dropped"
                " pictures are put among their like."
            )
        )
        idle = not self.chosen.isVisibleTo(self) and not self.selection.isVisibleTo(self)
        self._hint.setVisible(idle)
