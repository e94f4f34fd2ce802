"""A row of pictures with what the model said about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate

from tlgui.engine.metrics import percent
from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.look import theme
from tlgui.ui.pictures.picture_grid import paint_placeholder
from tlgui.ui.words.live_text import live
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPixmap, QWheelEvent
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from tlgui.ui.pictures.thumbnails import ThumbnailLoader
    from tlgui.ui.results.results_data import Answer

Index = QModelIndex | QPersistentModelIndex

ANSWER_ROLE = int(Qt.ItemDataRole.UserRole)
PICTURE_WIDTH, PICTURE_HEIGHT = 67, 112
GAP = 8
RING = 3
"""Room around a picture for the ring that marks the chosen one."""
MOST_LINES = 4
"""Below a picture: a name that is too long for its own takes the one that is free."""
LINE_HEIGHT = 17


class AnswerModel(QAbstractListModel):
    """Answers in the order in which they are to be looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers: list[Answer] = []
        self._classes: tuple[str, ...] = ()

    @property
    def answers(self) -> list[Answer]:
        """What is on show."""
        return self._answers

    def set_answers(self, answers: Sequence[Answer], classes: Sequence[str]) -> None:
        """Show other pictures."""
        self.beginResetModel()
        self._answers = list(answers)
        self._classes = tuple(classes)
        self.endResetModel()

    def class_name(self, position: int) -> str:
        """The name of a class."""
        return self._classes[position]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._answers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        answer = self._answers[index.row()]
        if role == ANSWER_ROLE:
            return answer
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._sentence(answer)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{self._sentence(answer)}\n{answer.name}")
        return None

    def _sentence(self, answer: Answer) -> str:
        predicted, true = self._classes[answer.predicted], self._classes[answer.true]
        if answer.right:
            return self.tr("{name}, right, {confidence} sure").format(
                name=predicted, confidence=percent(answer.confidence)
            )
        return self.tr("taken for {predicted}, {confidence} sure; it is {true}").format(
            predicted=predicted, confidence=percent(answer.confidence), true=true
        )


class AnswerDelegate(QStyledItemDelegate):
    """Paints a picture, cropped to its place, with its texts below."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return item_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        answer: Answer = index.data(ANSWER_ROLE)
        model = index.model()
        assert isinstance(model, AnswerModel)
        colors = theme.palette()
        rect = QRectF(option.rect)
        width, height = theme.px(PICTURE_WIDTH), theme.px(PICTURE_HEIGHT)
        place = QRectF(rect.left() + RING, rect.top() + RING, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        picture = self._thumbnails.pixmap(answer.file)
        if picture is None:
            unreadable = self._thumbnails.is_unreadable(answer.file)
            ratio = painter.device().devicePixelRatio()
            paint_placeholder(painter, place, unreadable=unreadable, ratio=ratio)
        else:
            shape = QPainterPath()
            shape.addRoundedRect(place, 4, 4)
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(place, picture, _cropped(picture, place))
            painter.restore()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(colors.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), 5, 5)
        painter.setFont(theme.font(theme.TEXT_SMALL))
        lines = (
            (model.class_name(answer.predicted), "good" if answer.right else "bad"),
            (percent(answer.confidence), "muted"),
            (
                self.tr("right")
                if answer.right
                else self.tr("is {name}").format(name=model.class_name(answer.true)),
                "muted",
            ),
        )
        top = place.bottom() + 5
        room = width + 4
        free = MOST_LINES - len(lines)
        for text, role in lines:
            painter.setPen(colors.color(role))
            parts = broken_text(text, room, free + 1, painter.font())
            free -= len(parts) - 1
            for part in parts:
                line = QRectF(place.left(), top, room, theme.px(LINE_HEIGHT))
                painter.drawText(
                    line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part
                )
                top += theme.px(LINE_HEIGHT)
        painter.restore()


def broken_text(text: str, room: int, lines: int, font: QFont) -> list[str]:
    """``text`` on at most ``lines`` lines of ``room`` pixels; what the last has no room for is cut.

    Broken between words, within one only where it is longer than a line.
    """
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")  # What Qt counts in.
    parts: list[str] = []
    layout.beginLayout()
    while len(parts) < lines and (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        last = len(parts) == lines - 1
        end = None if last else 2 * (line.textStart() + line.textLength())
        part = units[2 * line.textStart() : end].decode("utf-16-le", "surrogatepass").strip()
        elided = QFontMetrics(font).elidedText(part, Qt.TextElideMode.ElideRight, room)
        parts.append(elided)
    layout.endLayout()
    return parts or [text]


class Gallery(QListView):
    """One row of pictures; arrow keys and the wheel go along it.

    Signals:
        answer_chosen: with the ``Answer`` that is current now.
    """

    answer_chosen = Signal(object)

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("gallery_list")
        self.answers = AnswerModel(self)
        self.setModel(self.answers)
        self.setItemDelegate(AnswerDelegate(thumbnails, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self._fit_height()
        thumbnails.some_arrived.connect(self.viewport().update)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        FocusRing(self)
        live(self, self._tell)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Pictures"))
        self.viewport().update()

    def show_answers(self, answers: Sequence[Answer], classes: Sequence[str]) -> None:
        """Show other pictures, none of them chosen."""
        self.answers.set_answers(answers, classes)
        self.scrollToTop()

    def choose(self, row: int) -> None:
        """Make the picture at ``row`` the current one."""
        if 0 <= row < self.answers.rowCount():
            self.setCurrentIndex(self.answers.index(row, 0))

    def step(self, by: int) -> None:
        """Go ``by`` pictures on."""
        self.choose(self.currentIndex().row() + by)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # An ordinary wheel turns up and down; the row lies sideways.
        turn = event.angleDelta()
        by = turn.x() if abs(turn.x()) > abs(turn.y()) else turn.y()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - by)
        event.accept()

    def _fit_height(self) -> None:
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        self.setFixedHeight(item_size().height() + min(bar, 14))

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.scrollTo(current)
            self.answer_chosen.emit(self.answers.answers[current.row()])


def item_size() -> QSize:
    """The room that one picture and its lines take."""
    width, height = theme.px(PICTURE_WIDTH), theme.px(PICTURE_HEIGHT)
    return QSize(width + GAP, height + 10 + MOST_LINES * theme.px(LINE_HEIGHT))


def _cropped(picture: QPixmap, place: QRectF) -> QRectF:
    """The middle part of ``picture`` that has the shape of ``place``."""
    size = QRectF(picture.rect())
    scale = min(size.width() / place.width(), size.height() / place.height())
    width, height = place.width() * scale, place.height() * scale
    return QRectF((size.width() - width) / 2, (size.height() - height) / 2, width, height)
