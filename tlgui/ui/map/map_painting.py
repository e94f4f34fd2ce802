"""How a map is painted: points at once, pictures in their place where there is room for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from tlgui.ui.look import theme
from tlgui.ui.map.point_image import Dots, PointImage, roomy
from tlgui.ui.pictures.picture_grid import TileCache, paint_placeholder
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from tlgui.ui.map.camera import Camera
    from tlgui.ui.map.map_points import Coloring, Points
    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

    Floats = NDArray[np.float32]

PICTURES_FROM = 400
"""So few points in sight are shown as pictures, as far as there is room."""
_SIDES = (48, 72, 112)
_GAP = 4
_SCALED_AT_ONCE = 6
"""Pictures that are scaled smoothly in one frame: each takes a third of a millisecond."""
_RADII = ((1_000, 4.5), (5_000, 3.5), (30_000, 2.5))
_SMALLEST = 1.5


@dataclass(frozen=True)
class Stranger:
    """A picture that is not of the data set, among the others.

    Attributes:
        file: where it lies.
        place: in the plane.
    """

    file: Path
    place: tuple[float, float]


class MapPainter:
    """Paints what a camera sees of points.

    Attributes:
        file_of: which file a picture is, by its place.
        strangers: pictures beside those of the data set.
    """

    def __init__(self, thumbnails: ThumbnailLoader) -> None:
        self.file_of: Callable[[int], Path] = lambda _place: Path()
        self.strangers: tuple[Stranger, ...] = ()
        self._thumbnails = thumbnails
        self._tiles = TileCache()
        self._image = PointImage()
        self._pictures: list[tuple[int, QRectF]] = []
        self._left = 0

    def forget(self) -> None:
        """The colours, the size or the places changed."""
        self._tiles.clear()

    def picture_at(self, where: QPointF) -> int:
        """The point whose picture is painted at a pixel; -1 where there is none."""
        found = [place for place, area in self._pictures if area.contains(where)]
        return found[-1] if found else -1

    def paint(
        self, painter: QPainter, camera: Camera, points: Points, hovered: int, ratio: float
    ) -> bool:
        """Paint all of it.

        Args:
            painter: of the view.
            camera: what is in sight.
            points: what is shown.
            hovered: the point under the pointer; -1 for none.
            ratio: device pixels in a logical one.

        Returns:
            Whether all of it is as good as it gets; else the next frame goes on.
        """
        self._left = _SCALED_AT_ONCE
        on_screen = camera.on_screen(points.places)
        self._paint_points(painter, camera, points, on_screen, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, camera, points, on_screen)
        self._paint_pictures(painter, camera, points, on_screen, ratio)
        self._paint_neighbours(painter, points, on_screen)
        if hovered >= 0 and points.there[hovered]:
            self._ring(painter, on_screen[hovered], hovered, theme.palette().color("text"), 1.5)
        self._paint_strangers(painter, camera, ratio)
        return self._left >= 0

    def _paint_points(
        self,
        painter: QPainter,
        camera: Camera,
        points: Points,
        on_screen: Floats,
        ratio: float,
    ) -> None:
        colors = theme.palette()
        ground = number(colors.surface)
        shown = points.shown
        radius = radius_for(int(shown.sum())) * ratio * min(1.6, max(1.0, camera.zoom**0.2))
        places = on_screen * np.float32(ratio)
        codes = points.coloring.codes
        inks = [number(color) for color in inks_of(points.coloring)] or [0]
        faint = points.there & ~points.passing
        layers = []
        if faint.any():
            at = np.flatnonzero(faint)
            layers.append(
                Dots(places[at], np.zeros(len(at), np.int64), (number(colors.line),), radius * 0.7)
            )
        picked = shown & points.selected
        rest = shown & ~picked if picked.any() else shown
        loud = rest & ~np.isin(codes, list(points.coloring.quiet))
        for some in (rest & ~loud, loud) if points.coloring.quiet else (rest,):
            layers.append(Dots(places[some], codes[some], inks, radius, ground))
        if picked.any():
            at = np.flatnonzero(picked)
            ring = (number(colors.text),)
            layers.append(Dots(places[at], np.zeros(len(at), np.int64), ring, radius + 2 * ratio))
            layers.append(Dots(places[at], codes[at], inks, radius, number(colors.text)))
        width, height = round(camera.width * ratio), round(camera.height * ratio)
        image = self._image.paint(width, height, ground, layers)
        image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(0, 0), image)

    def _paint_pictures(
        self,
        painter: QPainter,
        camera: Camera,
        points: Points,
        on_screen: Floats,
        ratio: float,
    ) -> None:
        self._pictures = []
        inside = (on_screen >= 0) & (on_screen < np.asarray([camera.width, camera.height]))
        in_sight = int((inside.all(axis=1) & points.shown).sum())
        if not 0 < in_sight <= PICTURES_FROM:
            return
        side = theme.px(_side_for(camera.width * camera.height, in_sight))
        margin = np.float32(side)
        size = np.asarray([camera.width, camera.height], np.float32)
        around = (on_screen > -margin) & (on_screen < size + margin)
        at = np.flatnonzero(around.all(axis=1) & points.shown)
        # There is room for what is looked at first, then for its like, then for what is selected.
        rank = np.where(points.selected[at], 2, 3)
        rank[np.isin(at, points.near)] = 1
        rank[at == points.chosen] = 0
        at = at[np.argsort(rank, kind="stable")]
        chosen = at[roomy(on_screen[at], side + _GAP)]
        inks = [QColor(color) for color in inks_of(points.coloring)]
        for place in chosen[::-1].tolist():
            x, y = on_screen[place].tolist()
            area = QRectF(round(x - side / 2), round(y - side / 2), side, side)
            self._pictures.append((place, area))
            ink = inks[int(points.coloring.codes[place])]
            selected = bool(points.selected[place])
            self._paint_picture(painter, self.file_of(place), area, ink, ratio, strong=selected)

    def _paint_picture(
        self,
        painter: QPainter,
        file: Path,
        area: QRectF,
        ink: QColor,
        ratio: float,
        *,
        strong: bool,
    ) -> None:
        pixmap = self._thumbnails.pixmap(file)
        if pixmap is None:
            unreadable = self._thumbnails.is_unreadable(file)
            paint_placeholder(painter, area, unreadable=unreadable, ratio=ratio)
        else:
            self._paint_tile(painter, pixmap, area, ratio)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 2.5))
        painter.drawRoundedRect(area, 4, 4)
        if strong:
            painter.setPen(QPen(theme.palette().color("text"), 2))
            painter.drawRoundedRect(area.adjusted(-3, -3, 3, 3), 6, 6)

    def _paint_tile(self, painter: QPainter, pixmap: QPixmap, area: QRectF, ratio: float) -> None:
        size = area.size().toSize()
        self._left -= not self._tiles.knows(pixmap, size, ratio)
        if self._left >= 0:
            painter.drawPixmap(area.topLeft(), self._tiles.tile(pixmap, size, ratio))
            return
        # Roughly, for this frame.
        side = min(pixmap.width(), pixmap.height())
        middle = QRectF(0, 0, side, side)
        middle.moveCenter(QRectF(pixmap.rect()).center())
        painter.drawPixmap(area, pixmap, middle)

    def _paint_lines(
        self, painter: QPainter, camera: Camera, points: Points, on_screen: Floats
    ) -> None:
        """From the picture that is looked at to those most like it."""
        if points.chosen >= 0:
            start = QPointF(*on_screen[points.chosen].tolist())
        elif self.strangers:
            first = np.asarray([self.strangers[0].place], np.float32)
            start = QPointF(*camera.on_screen(first)[0].tolist())
        else:
            return
        painter.setPen(QPen(theme.palette().color("accent"), 1.2))
        for place in points.near:
            painter.drawLine(start, QPointF(*on_screen[place].tolist()))

    def _paint_neighbours(self, painter: QPainter, points: Points, on_screen: Floats) -> None:
        accent = theme.palette().color("accent")
        for place in points.near:
            self._ring(painter, on_screen[place], place, accent, 1.5)
        if points.chosen >= 0:
            self._ring(painter, on_screen[points.chosen], points.chosen, accent, 3)

    def _ring(
        self, painter: QPainter, where: Floats, place: int, ink: QColor, width: float
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, width))
        area = next((area for other, area in self._pictures if other == place), None)
        if area is not None:
            painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), 6, 6)
        elif self.picture_at(QPointF(*where.tolist())) < 0:
            painter.drawEllipse(QPointF(*where.tolist()), 8, 8)

    def _paint_strangers(self, painter: QPainter, camera: Camera, ratio: float) -> None:
        colors = theme.palette()
        side = theme.px(72)
        font = theme.font(theme.TEXT_SMALL, strong=True)
        for stranger in self.strangers:
            ((x, y),) = camera.on_screen(np.asarray([stranger.place], np.float32)).tolist()
            area = QRectF(round(x - side / 2), round(y - side / 2), side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("surface"))
            painter.drawRoundedRect(area.adjusted(-6, -6, 6, 6), 8, 8)
            accent = colors.color("accent")
            self._paint_picture(painter, stranger.file, area, accent, ratio, strong=True)
            painter.setFont(font)
            text = QFontMetrics(font).elidedText(
                one_line(stranger.file.name), Qt.TextElideMode.ElideMiddle, 2 * side
            )
            wide = QFontMetrics(font).horizontalAdvance(text) + 12
            label = QRectF(x - wide / 2, area.bottom() + 8, wide, theme.px(20))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawRoundedRect(label, 4, 4)
            painter.setPen(colors.color("on_accent"))
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)


def number(color: str) -> int:
    """``#RRGGBB`` as a number."""
    return int(color[1:], 16)


def inks_of(coloring: Coloring) -> list[str]:
    """The colours of ``coloring`` in the scheme in use, as ``#RRGGBB``."""
    colors = theme.palette()
    dark = colors.scheme == "dark"
    return [
        getattr(colors, role) if isinstance(role, str) else role[dark] for role in coloring.roles
    ]


def radius_for(count: int) -> float:
    """How large points are, in pixels, where there are ``count``."""
    return next((radius for most, radius in _RADII if count <= most), _SMALLEST)


def _side_for(area: float, count: int) -> int:
    """How large pictures are where ``count`` share ``area``."""
    share = (area / count) ** 0.5 * 0.7
    return max((side for side in _SIDES if side <= share), default=_SIDES[0])
