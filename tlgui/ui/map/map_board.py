"""The map with its tools and the column beside it: how it is looked at, not what is done to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.look import theme
from tlgui.ui.map.map_painting import Stranger
from tlgui.ui.map.map_points import Points
from tlgui.ui.map.map_side import MapSide
from tlgui.ui.map.map_tools import Arranged, MapTools
from tlgui.ui.map.map_view import KEY_ZOOM, MapView
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.picture_map.newcomers import Newcomer
    from tlgui.ui.map.map_content import MapContent
    from tlgui.ui.pictures.thumbnails import ThumbnailLoader


class MapBoard(QWidget):
    """Shows a ``MapContent``: arranged, coloured, filtered, one picture of it looked at.

    Signals:
        arrangement_wanted: by neighbours, which are not known yet.

    Attributes:
        view: the map.
        tools: above it.
        side: beside it.
    """

    arrangement_wanted = Signal()

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content: MapContent | None = None
        self._editable = False
        self._newcomers: tuple[Newcomer, ...] = ()
        self._newcomer: Newcomer | None = None
        self.view = MapView(thumbnails)
        self.tools = MapTools()
        self.side = MapSide(thumbnails)
        self._honest = make_label("", "small", "map_honest_words", wrap=True)
        frame = Card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.view)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_S)
        left.addWidget(self.tools)
        left.addWidget(frame, 1)
        left.addWidget(self._honest)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_M)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.view.chosen_changed.connect(self._on_chosen)
        self.view.selection_changed.connect(self._show_selection)
        self.view.lasso_ended.connect(lambda: self.tools.lasso_button.setChecked(False))
        self.tools.arrangement_chosen.connect(self._on_arrangement)
        self.tools.lasso_toggled.connect(self._on_lasso)
        self.tools.zoom_requested.connect(self._on_zoom)
        self.tools.colors.chosen.connect(lambda _by: self.color())
        self.side.legend.filter_changed.connect(self._on_filter)
        self.side.chosen.neighbour_chosen.connect(self._go_to)
        self.side.selection.clear_requested.connect(self.view.give_up)
        live(self, self.color)

    @property
    def by_neighbours(self) -> bool:
        """Whether pictures are where their neighbours are."""
        wanted = self.tools.arrangements.current is Arranged.NEIGHBOURS
        return wanted and self._content is not None and self._content.arrangement is not None

    def show_content(self, content: MapContent, *, editable: bool) -> None:
        """Show another map, by neighbours where these are known.

        Args:
            content: what is shown.
            editable: whether there is a project that keeps edits.
        """
        self._content, self._editable = content, editable
        self._newcomers, self._newcomer = (), None
        known = content.arrangement is not None
        self.tools.arrangements.mark(Arranged.NEIGHBOURS if known else Arranged.AXES)
        self.tools.colors.offer(content.ways())
        coloring = content.coloring(self.tools.colors.by)
        self.view.set_files(content.file)
        points = Points(content.places(by_neighbours=known), coloring)
        self.view.show_points(points, content.told)
        self.color()
        self.view.setFocus()

    def clear(self) -> None:
        """Show none."""
        self._content = None
        self._newcomers, self._newcomer = (), None
        self.side.chosen.clear()

    def show_arrangement(self, arranged: Arranged) -> None:
        """Put the pictures where ``arranged`` has them."""
        self.tools.arrangements.mark(arranged)
        self._place()

    def color(self) -> None:
        """Show classes and colours as they are now."""
        content = self._content
        if content is None:
            return
        points = self.view.points
        points.there = content.there()
        points.coloring = content.coloring(self.tools.colors.by)
        counts = points.coloring.counts(points.there)
        self.side.legend.show_coloring(self.tools.colors.by, points.coloring, counts)
        self._on_filter(self.side.legend.hidden)
        self._tell_honestly()

    def show_newcomers(self, found: Sequence[Newcomer]) -> None:
        """Put pictures that came later among the others, and look at the first."""
        self._newcomers = tuple(found)
        self._place_newcomers()
        if self._newcomers:
            self.view.choose(-1)
            self._newcomer = self._newcomers[0]
            self._show_chosen()
            self.view.reveal_stranger(0)

    def selected_files(self) -> list[str]:
        """The selected pictures, as the data set names them."""
        content = self._content
        if content is None:
            return []
        return [content.path(place) for place in self._selected()]

    def give_up(self) -> bool:
        """End the lasso, else the selection, else what is looked at; whether there was one."""
        if self.view.lassoing:
            self.tools.lasso_button.setChecked(False)
            return True
        if not self.view.points.selected.any() and self._newcomers:
            self._newcomers, self._newcomer = (), None
            self._place_newcomers()
            self._show_chosen()
            return True
        return self.view.give_up()

    def _selected(self) -> list[int]:
        found: list[int] = np.flatnonzero(self.view.points.selected).tolist()
        return found

    def _place(self) -> None:
        assert self._content is not None
        self.view.move_to(self._content.places(by_neighbours=self.by_neighbours))
        self._place_newcomers()
        self._tell_honestly()

    def _place_newcomers(self) -> None:
        if self._content is None:
            return
        places = self._content.places_of(self._newcomers, by_neighbours=self.by_neighbours)
        self.view.show_strangers(
            tuple(
                Stranger(each.file, (float(x), float(y)))
                for each, (x, y) in zip(self._newcomers, places, strict=True)
            )
        )

    def _on_arrangement(self, _chosen: object) -> None:
        content = self._content
        if content is None:
            return
        by_neighbours = self.tools.arrangements.current is Arranged.NEIGHBOURS
        if by_neighbours and content.arrangement is None:
            self.arrangement_wanted.emit()
        else:
            self._place()

    def _on_filter(self, hidden: frozenset[int]) -> None:
        self.view.points.filter(hidden)
        self._show_selection()
        self._show_chosen()

    def _go_to(self, place: int) -> None:
        if not self.view.points.passing[place]:
            self.side.legend.show_all()
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
        card = self.side.chosen
        if content is None or (points.chosen < 0 and newcomer is None):
            points.near = ()
            card.clear()
        elif newcomer is not None:
            near = content.near_newcomer(newcomer, points.there)
            points.near = tuple(neighbour.place for neighbour in near)
            words = self.tr("Dropped picture")
            answer = content.newcomer_text(newcomer)
            card.show_picture(newcomer.file, newcomer.file.name, words, answer, near)
        else:
            place = points.chosen
            near = content.near(place, points.there)
            points.near = tuple(neighbour.place for neighbour in near)
            label, answer = content.label_text(place), content.answer_text(place)
            card.show_picture(content.file(place), content.path(place), label, answer, near)
        self.view.update()
        self.side.tell()

    def _show_selection(self) -> None:
        content = self._content
        if content is None:
            return
        places = self._selected()
        self.side.selection.show_selection(
            [content.labels[place] for place in places],
            content.class_names(),
            sum(content.path(place) in content.doubtful for place in places),
            editable=self._editable,
        )
        self.side.tell()

    def _tell_honestly(self) -> None:
        if self._content is not None:
            by = self.tools.colors.by
            self._honest.setText(self._content.honest_words(by, by_neighbours=self.by_neighbours))
