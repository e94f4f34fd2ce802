"""The list of classified pictures: a row each with thumbnail, answer, bars and mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.engine.errors import Message
from tlgui.ui.classify.prediction_model import (
    CORRECTED_ROLE,
    SHARES_ROLE,
    SHOWN_CLASSES,
    PredictionModel,
    given_text,
    is_doubtful,
    is_unknown,
    is_unsure,
)
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.look import theme
from tlgui.ui.pictures.item_models import ROW_ROLE, AnyIndex
from tlgui.ui.pictures.picture_grid import TileCache, paint_placeholder
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.ui.pictures.thumbnails import ThumbnailLoader

ROW_HEIGHT = 77
THUMBNAIL = 60
_BARS_NEED = 260


class _Columns:
    """Where the parts of a row lie; the bars give way first where there is little room."""

    def __init__(self, row: QRectF) -> None:
        # The scroll bar lies in the card's margin, which is part of the row's at the right.
        area = row.adjusted(8, 0, -3, 0)
        middle = area.top() + (area.height() - 1) / 2
        side = theme.px(THUMBNAIL)
        self.thumbnail = QRectF(area.left(), middle - side / 2, side, side)
        why, pill = QSize(theme.px(64), theme.px(28)), QSize(theme.px(92), theme.px(24))
        self.why = QRectF(
            area.right() - why.width(), middle - why.height() / 2, why.width(), why.height()
        )
        pill_left = self.why.left() - 16 - pill.width()
        self.pill = QRectF(pill_left, middle - pill.height() / 2, pill.width(), pill.height())
        texts_left = self.thumbnail.right() + 16
        free = self.pill.left() - 12 - texts_left
        bars_width = min(theme.px(300), free * 0.56)
        bars_left = max(texts_left + free * 0.40, area.left() + area.width() * 0.31)
        bars_left = min(bars_left, self.pill.left() - 12 - bars_width)
        if free < _BARS_NEED:
            bars_left, bars_width = texts_left + free, 0.0
        self.texts = QRectF(texts_left, area.top(), bars_left - 12 - texts_left, area.height())
        self.bars = QRectF(bars_left, area.top(), bars_width, area.height())


class _PredictionDelegate(QStyledItemDelegate):
    """Paints one answer; the painted Why? button is clicked through ``why_clicked``."""

    why_clicked = Signal(QModelIndex)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._tiles = TileCache()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        return QSize(400, max(ROW_HEIGHT, theme.px(ROW_HEIGHT)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        prediction: Prediction = index.data(ROW_ROLE)
        colors = theme.palette()
        whole = QRectF(option.rect)
        columns = _Columns(whole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("accent_soft"))
            painter.drawRoundedRect(whole.adjusted(0, 1, 0, -3), 6, 6)
        painter.fillRect(
            QRectF(whole.left() + 8, whole.bottom(), whole.width() - 11, 1), colors.color("line")
        )
        pixmap = self._thumbnails.pixmap(prediction.file)
        if pixmap is None:
            unreadable = prediction.error is not None or self._thumbnails.is_unreadable(
                prediction.file
            )
            ratio = painter.device().devicePixelRatio()
            paint_placeholder(painter, columns.thumbnail, unreadable=unreadable, ratio=ratio)
        else:
            ratio = painter.device().devicePixelRatio()
            tile = self._tiles.tile(pixmap, columns.thumbnail.size().toSize(), ratio)
            painter.drawPixmap(columns.thumbnail.topLeft(), tile)
        given = str(index.data(CORRECTED_ROLE) or "")
        self._paint_texts(painter, columns, prediction, given)
        if prediction.error is None:
            self._paint_why(painter, columns.why)
        if columns.bars.width() == 0:
            pass  # No room: the texts have it all.
        elif prediction.error is None:
            self._paint_bars(painter, columns.bars, prediction, index.data(SHARES_ROLE))
        else:
            painter.setFont(theme.font(theme.TEXT_SMALL))
            painter.setPen(colors.color("muted"))
            painter.drawText(
                columns.bars.adjusted(0, 8, 0, -8),
                Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
                one_line(text_of(prediction.error)),
            )
        self._paint_pill(painter, columns.pill, prediction, given)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: AnyIndex,
    ) -> bool:
        if (
            isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
            and _Columns(QRectF(option.rect)).why.contains(event.position())
        ):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self.why_clicked.emit(index)
            # A row chosen by the press makes room for its classes: "Why?" would move away.
            return True
        return super().editorEvent(event, model, option, index)

    def _paint_texts(
        self, painter: QPainter, columns: _Columns, prediction: Prediction, given: str
    ) -> None:
        colors = theme.palette()
        mark = ""
        if prediction.error is not None:
            answer = self.tr("Unreadable")
        elif is_doubtful(prediction):
            # Also where the bars, which name the guess otherwise, have no room.
            answer, mark = one_line(prediction.label or ""), " ?"
        else:
            answer = one_line(prediction.label or "")
        strong, small = theme.font(strong=True), theme.font(theme.TEXT_SMALL)
        upper, lower = QFontMetrics(strong), QFontMetrics(small)
        area = columns.texts
        width = int(area.width())
        lines = int((area.height() - 1 - upper.height()) / (lower.height() + 2))
        if prediction.error is not None and columns.bars.width() == 0:
            below = _unreadable_lines(prediction.file, prediction.error, lines)
        else:
            below = [(one_line(prediction.file.name), Qt.TextElideMode.ElideMiddle)]
        if given:
            told = given_text(given, prediction)
            if lower.horizontalAdvance(told) > width:
                told = f"\N{RIGHTWARDS ARROW} {one_line(given)}"  # The mark says the rest.
            # Where there is room for one line only, the name gives way.
            below = [(told, Qt.TextElideMode.ElideRight), *below][:lines]
        height = upper.height() + len(below) * (lower.height() + 2)
        top = area.top() + (area.height() - 1 - height) / 2
        painter.setFont(strong)
        painter.setPen(colors.color("text"))
        room = width - upper.horizontalAdvance(mark)
        shown = upper.elidedText(answer, Qt.TextElideMode.ElideRight, room) + mark
        painter.drawText(QRectF(area.left(), top, width, upper.height()), 0, shown)
        painter.setFont(small)
        line = QRectF(area.left(), top + upper.height() + 2, width, lower.height())
        for number, (text, elided) in enumerate(below):
            painter.setPen(colors.color("accent" if given and not number else "muted"))
            painter.drawText(line, 0, lower.elidedText(text, elided, width))
            line.translate(0, lower.height() + 2)

    def _paint_bars(
        self, painter: QPainter, area: QRectF, prediction: Prediction, told: Sequence[str]
    ) -> None:
        colors = theme.palette()
        font = theme.font(theme.TEXT_SMALL)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        figure = metrics.horizontalAdvance("99.9%")
        name_width = area.width() * 0.30
        bar_left = area.left() + name_width + 8
        bar_width = max(area.right() - figure - 8 - bar_left, 8.0)
        rows = prediction.ranked[:SHOWN_CLASSES]
        height = max(18, metrics.height())
        top = area.top() + (area.height() - 1 - height * len(rows)) / 2
        vertical = Qt.AlignmentFlag.AlignVCenter
        for number, (name, share) in enumerate(rows):
            line = QRectF(area.left(), top + number * height, area.width(), height)
            painter.setPen(colors.color("text" if number == 0 else "muted"))
            shown = metrics.elidedText(one_line(name), Qt.TextElideMode.ElideRight, int(name_width))
            painter.drawText(line, vertical, shown)
            painter.setPen(colors.color("muted"))
            painter.drawText(line, vertical | Qt.AlignmentFlag.AlignRight, told[number])
            bar = QRectF(bar_left, line.center().y() - 3, bar_width, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color("sunken"))
            painter.drawRoundedRect(bar, 3, 3)
            bar.setWidth(max(3.0, bar_width * share))
            best = "warning" if is_doubtful(prediction) else "accent"
            painter.setBrush(colors.color(best if number == 0 else "muted"))
            painter.drawRoundedRect(bar, min(3.0, bar.width() / 2), 3)

    def _paint_pill(
        self, painter: QPainter, area: QRectF, prediction: Prediction, given: str
    ) -> None:
        if given:
            right = given == prediction.label
            text = self.tr("labelled") if right else self.tr("corrected")
            # On a chosen row too, whose ground is the soft accent.
            ground, ink = "accent", "on_accent"
        elif prediction.error is not None:
            text, ground, ink = self.tr("unreadable"), "bad_soft", "bad"
        elif is_unsure(prediction):
            text, ground, ink = self.tr("unsure"), "warning_soft", "warning"
        elif is_unknown(prediction):
            text, ground, ink = self.tr("unknown"), "bad_soft", "bad"
        else:
            text, ground, ink = self.tr("accepted"), "good_soft", "good"
        colors = theme.palette()
        font = theme.font(theme.TEXT_SMALL)
        width = QFontMetrics(font).horizontalAdvance(text) + 22
        pill = QRectF(area.right() - width, area.top(), width, area.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.color(ground))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(colors.color(ink))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_why(self, painter: QPainter, area: QRectF) -> None:
        colors = theme.palette()
        painter.setPen(QPen(colors.color("line"), 1))
        painter.setBrush(colors.color("surface"))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(colors.color("text"))
        painter.setFont(theme.font())
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("Why?"))


def _unreadable_lines(file: Path, error: Message, room: int) -> list[tuple[str, Qt.TextElideMode]]:
    """Why ``file`` cannot be read, and its name: on two lines where ``room`` has two, or on one.

    Each line comes with where it may be shortened.
    """
    name = one_line(file.name)
    reason = error.values.get("reason")
    # Without a reason of its own it is a sentence, which begins with the name.
    why = one_line(text_of(reason if isinstance(reason, Message) else error))
    if room >= 2:
        return [(why, Qt.TextElideMode.ElideRight), (name, Qt.TextElideMode.ElideMiddle)]
    line = f"{name}: {why}" if isinstance(reason, Message) else why
    return [(line, Qt.TextElideMode.ElideRight)]


class PredictionList(QListView):
    """The rows; Enter, Space, a double click or the row's button asks why.

    Signals:
        why_asked: with the model index of the row.
        removal_asked: the chosen rows are to leave the list.
        class_key_pressed: with the number key, whose class the chosen rows are to get.
        other_class_asked: a class without a key is to be chosen.
        take_back_asked: the last class that was given is to be taken back.
    """

    why_asked = Signal(QModelIndex)
    removal_asked = Signal()
    class_key_pressed = Signal(str)
    other_class_asked = Signal()
    take_back_asked = Signal()

    def __init__(
        self, thumbnails: ThumbnailLoader, model: PredictionModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("classify_list")
        live(self, self._tell)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        delegate = _PredictionDelegate(thumbnails, self)
        delegate.why_clicked.connect(self.why_asked)
        self.setItemDelegate(delegate)
        self.setModel(model)
        # Model and view go together: a selection model that outlives its model crashes Qt.
        model.setParent(self)
        self.doubleClicked.connect(self.why_asked)
        thumbnails.some_arrived.connect(lambda: self.viewport().update())
        FocusRing(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asks = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in asks and self.currentIndex().isValid():
            self.why_asked.emit(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_Delete and self.selectionModel().hasSelection():
            self.removal_asked.emit()
            return
        if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            key = Qt.Key(event.key())
            if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
                self.class_key_pressed.emit(chr(key))
                return
            if key == Qt.Key.Key_C:
                self.other_class_asked.emit()
                return
            if key == Qt.Key.Key_Z:
                self.take_back_asked.emit()
                return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Classified pictures"))
        self.viewport().update()
