"""The lessons to choose from, those with a right answer ticked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QWidget,
)

from tlgui.ui.kit.errors import text_of
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem

    from tlgui.ui.learn.lesson import Lesson

_DONE = Qt.ItemDataRole.UserRole
_ROW, _NUMBER, _TICK = 36, 24, 16


class _LessonDelegate(QStyledItemDelegate):
    """A lesson's number and title, and a tick where its question is answered."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(theme.px(140), theme.px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colors = theme.palette()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        rect: QRect = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(QColor(colors.accent) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(rect, theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        inner = rect.adjusted(theme.SPACE_S, 0, -theme.SPACE_S, 0)
        vertical = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(theme.font(theme.TEXT_SMALL))
        painter.setPen(QColor(colors.muted))
        painter.drawText(inner, vertical, str(index.row() + 1))
        tick = theme.px(_TICK)
        if index.data(_DONE):
            pixmap = theme.icon_pixmap(
                "check", colors.good, tick, painter.device().devicePixelRatio()
            )
            painter.drawPixmap(inner.right() - tick, inner.center().y() - tick // 2, pixmap)
        font = theme.font(strong=chosen)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        inner.setLeft(inner.left() + theme.px(_NUMBER))
        inner.setRight(inner.right() - tick - theme.SPACE_XS)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, vertical, shown)
        painter.restore()


class LessonList(QListWidget):
    """The lessons in their order.

    Signals:
        chosen: with the key of the lesson that the user came to.
    """

    chosen = Signal(str)

    def __init__(self, lessons: Sequence[Lesson], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_list")
        self._lessons = tuple(lessons)
        self.setItemDelegate(_LessonDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for _lesson in lessons:
            self.addItem(QListWidgetItem())
        self.currentRowChanged.connect(self._on_row_changed)
        live(self, self._tell)

    def set_current(self, key: str) -> None:
        """Mark the lesson ``key``; tells as if the user had come to it."""
        self.setCurrentRow([lesson.key for lesson in self._lessons].index(key))

    def set_done(self, key: str, done: bool) -> None:
        """Tick the lesson ``key``, or take the tick away."""
        for row, lesson in enumerate(self._lessons):
            if lesson.key == key:
                self.item(row).setData(_DONE, done)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()

    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._lessons[row].key)

    def _tell(self) -> None:
        self.setAccessibleName(self.tr("Lessons"))
        for row, lesson in enumerate(self._lessons):
            item, title = self.item(row), text_of(lesson.title)
            item.setText(title)
            item.setToolTip(title)
            told = self.tr("{title}, answered") if item.data(_DONE) else "{title}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told.format(title=title))
