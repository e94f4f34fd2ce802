"""The card that says how the pictures are divided, and lets the user draw again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from tlgui.engine.data.records import SplitName
from tlgui.ui.kit.term_button import TermButton
from tlgui.ui.kit.widgets import Card, ElidedLabel, StackedBar, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import share_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QLabel

    from tlgui.engine.data.records import DatasetIndex, Split

_DRAW_AFTER_MS = 300
LARGEST_SEED = 2**31 - 1
_ROLES = {
    SplitName.TRAIN: "training",
    SplitName.VALIDATION: "validation",
    SplitName.TEST: "test",
}


class _Swatch(QWidget):
    """A square in a chart colour, which ties a line of the legend to its part of the bar."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self.setFixedSize(theme.px(10), theme.px(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.palette().color(self._role))
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.end()


class SplitCard(Card):
    """Where the split comes from, the seed where there is a draw, and what lies in each part.

    Signals:
        seed_chosen: with the seed that the user asks for, once they stopped typing.
        anew_chosen: with whether all parts are to be drawn, though the pictures come in parts.
    """

    seed_chosen = Signal(int)
    anew_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("split_card")
        self._index: DatasetIndex | None = None
        self._split: Split | None = None
        self._origin = ElidedLabel()
        self._origin.setObjectName("split_origin")
        self._origin.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._stratified = TermButton("stratified")
        self._seed_term = TermButton("seed")
        self._seed = self._make_seed_field()
        self._seed_label = make_label(lambda: self.tr("Seed"))
        self._seed_label.setBuddy(self._seed)
        self._anew = QCheckBox()
        self._anew.setObjectName("divide_anew_box")
        self._anew.clicked.connect(self.anew_chosen)
        self._bar = StackedBar("split_bar")
        self._note = make_label("", "small", "split_note", wrap=True)
        title = QHBoxLayout()
        title.setSpacing(theme.SPACE_XS)
        title.addWidget(make_label(lambda: self.tr("Split"), "card-title"))
        title.addWidget(TermButton("split"))
        title.addStretch()
        self._inside = QWidget()
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.SPACE_S)
        inside.addLayout(title)
        inside.addSpacing(theme.SPACE_XS)
        made_from = make_label(lambda: self.tr("Made from"))
        for label, term, value in (
            (made_from, self._stratified, self._origin),
            (self._seed_label, self._seed_term, self._seed),
        ):
            row = QHBoxLayout()
            row.setSpacing(theme.SPACE_XS)
            row.addWidget(label)
            row.addWidget(term)
            if value is self._seed:
                row.addStretch()
            row.addWidget(value, 0 if value is self._seed else 1)
            inside.addLayout(row)
        inside.addWidget(self._anew)
        inside.addSpacing(theme.SPACE_XS)
        inside.addWidget(self._bar)
        inside.addLayout(self._make_legend())
        inside.addWidget(self._note)
        inside.addStretch()
        self.body.addWidget(self._make_area(self._inside))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAW_AFTER_MS)
        self._timer.timeout.connect(lambda: self.seed_chosen.emit(self._seed.value()))
        self._seed.valueChanged.connect(lambda _value: self._timer.start())
        live(self, self._tell)

    def show_split(self, index: DatasetIndex | None, split: Split | None) -> None:
        """Say how ``index`` is divided."""
        self._index, self._split = index, split
        self._tell()

    def height_for(self, width: int) -> int:
        """How high the card is at ``width`` where nothing in it has to be scrolled."""
        margins, layout = self.body.contentsMargins(), self._inside.layout()
        assert layout is not None
        frame = 2 * self.frameWidth()
        inside = layout.totalHeightForWidth(width - frame - margins.left() - margins.right())
        return inside + frame + margins.top() + margins.bottom()

    @staticmethod
    def _make_area(inside: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("split_area")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _make_seed_field(self) -> QSpinBox:
        field = QSpinBox()
        field.setObjectName("split_seed_field")
        field.setRange(0, LARGEST_SEED)
        field.setFixedWidth(theme.px(84))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def _make_legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE_S)
        grid.setVerticalSpacing(theme.SPACE_XS)
        grid.setColumnStretch(1, 1)
        self._legend: dict[SplitName, tuple[QWidget, QLabel, QLabel, QLabel]] = {}
        right = Qt.AlignmentFlag.AlignRight
        for row, (name, role) in enumerate(_ROLES.items()):
            line = (
                _Swatch(role),
                make_label("", "small"),
                make_label("", "small", f"split_count_{name}"),
                make_label("", "small", f"split_share_{name}"),
            )
            for column, widget in enumerate(line):
                grid.addWidget(widget, row, column)
            line[2].setAlignment(right)
            line[3].setAlignment(right)
            self._legend[name] = line
        return grid

    def _tell(self) -> None:
        self._seed.setAccessibleName(self.tr("Seed of the random split"))
        self._seed.setToolTip(self.tr("The same seed draws the same split; another draws another."))
        self._anew.setText(self.tr("Draw all parts anew"))
        index, split = self._index, self._split
        if index is None or split is None:
            self._origin.set_full_text(self.tr("no split"))
            self._anew.hide()
            self._show_drawn(None)
            self._show_parts({})
            self._note.clear()
            self._note.hide()
            return
        anew = split.division is not None and split.division.anew
        on_disk = split.keeps_parts(index)
        self._anew.setVisible(index.has_splits)
        self._anew.setChecked(anew)
        drawn = not on_disk or not (index.split_counts() or {}).get(SplitName.VALIDATION, 0)
        if not on_disk:
            self._origin.set_full_text(self.tr("Random draw"))
        elif index.table is not None:
            self._origin.set_full_text(self.tr("As the table says"))
        else:
            self._origin.set_full_text(self.tr("Folders on disk"))
        self._show_drawn(split.seed if drawn else None)
        counts = {name: len(getattr(split, name)) for name in SplitName}
        self._show_parts(counts)
        notes = []
        if split.origin == "grouped":
            notes.append(self.tr("Whole groups: about a seventh for each part that is drawn."))
        elif not on_disk:
            notes.append(self.tr("Every class is divided about 70 / 15 / 15."))
        elif drawn:
            notes.append(self.tr("Validation is cut from train: 15% of every class."))
        elif not split.test:
            notes.append(self.tr("There is no test folder."))
        left_out = len(index.records) - sum(counts.values())
        if left_out == 1:
            notes.append(self.tr("1 picture is left out: it is in no part."))
        elif left_out:
            notes.append(
                self.tr("{n} pictures are left out: they are in no part.").format(n=f"{left_out:,}")
            )
        self._note.setText(" ".join(notes))
        self._note.setVisible(bool(notes))

    def _show_parts(self, counts: dict[SplitName, int]) -> None:
        names = {
            SplitName.TRAIN: self.tr("train"),
            SplitName.VALIDATION: self.tr("validation"),
            SplitName.TEST: self.tr("test"),
        }
        whole = sum(counts.values()) or 1
        for name, (swatch, label, number, share) in self._legend.items():
            count = counts.get(name, 0)
            label.setText(names[name])
            number.setText(f"{count:,}")
            share.setText(share_text(count / whole))
            for widget in (swatch, label, number, share):
                widget.setVisible(count > 0)
        self._bar.set_parts([(counts.get(name, 0), role) for name, role in _ROLES.items()])
        self._bar.setVisible(bool(counts))
        self._bar.setAccessibleName(
            ", ".join(f"{names[name]} {count:,}" for name, count in counts.items() if count)
        )

    def _show_drawn(self, seed: int | None) -> None:
        for widget in (self._seed, self._seed_label, self._seed_term, self._stratified):
            widget.setVisible(seed is not None)
        if seed is not None and not self._timer.isActive():
            self._seed.blockSignals(True)
            self._seed.setValue(seed)
            self._seed.blockSignals(False)
