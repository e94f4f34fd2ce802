"""The card that says how the pictures are divided, and lets the user draw again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox

from tlgui.engine.data.records import SplitName
from tlgui.ui import theme
from tlgui.ui.texts import pictures_text
from tlgui.ui.widgets import Card, StackedBar, make_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex, Split

_DRAW_AFTER_MS = 300
LARGEST_SEED = 2**31 - 1


class SplitCard(Card):
    """Where the split comes from, the seed where there is a draw, and the shares as a bar.

    Signals:
        seed_chosen: with the seed that the user asks for, once they stopped typing.
    """

    seed_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("split_card")
        self.body.addWidget(make_label(self.tr("Split"), "card-title"))
        self.body.addSpacing(theme.SPACE_XS)
        self._origin = make_label("", "", "split_origin")
        self._seed = QSpinBox()
        self._seed.setObjectName("split_seed_field")
        self._seed.setAccessibleName(self.tr("Seed of the random split"))
        self._seed.setToolTip(self.tr("The same seed draws the same split; another draws another."))
        self._seed.setRange(0, LARGEST_SEED)
        self._seed.setFixedWidth(84)
        self._seed.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._seed_label = make_label(self.tr("Seed"))
        self._seed_label.setBuddy(self._seed)
        self._bar = StackedBar("split_bar")
        self._legend = QHBoxLayout()
        self._shares = [make_label("", "small", f"split_share_{n}") for n in range(3)]
        self._note = make_label("", "small", "split_note", wrap=True)
        for left, right in (
            (make_label(self.tr("Made from")), self._origin),
            (self._seed_label, self._seed),
        ):
            row = QHBoxLayout()
            row.addWidget(left)
            row.addStretch()
            row.addWidget(right)
            self.body.addLayout(row)
        self.body.addSpacing(theme.SPACE_XS)
        self.body.addWidget(self._bar)
        for share in self._shares:
            self._legend.addWidget(share, 1)
        self.body.addLayout(self._legend)
        self.body.addWidget(self._note)
        self.body.addStretch()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAW_AFTER_MS)
        self._timer.timeout.connect(lambda: self.seed_chosen.emit(self._seed.value()))
        self._seed.valueChanged.connect(lambda _value: self._timer.start())

    def show_split(self, index: DatasetIndex | None, split: Split | None) -> None:
        """Say how ``index`` is divided."""
        if index is None or split is None:
            self._origin.setText(self.tr("no split"))
            self._show_seed(None)
            self._bar.set_parts([])
            for share in self._shares:
                share.clear()
            self._note.clear()
            return
        on_disk = split.origin == "folders"
        drawn = not on_disk or not (index.split_counts() or {}).get(SplitName.VALIDATION, 0)
        self._origin.setText(self.tr("Folders on disk") if on_disk else self.tr("Random draw"))
        self._show_seed(split.seed if drawn else None)
        parts = (
            (self.tr("train"), len(split.train), "training"),
            (self.tr("validation"), len(split.validation), "validation"),
            (self.tr("test"), len(split.test), "test"),
        )
        self._bar.set_parts([(count, role) for _name, count, role in parts])
        whole = sum(count for _name, count, _role in parts) or 1
        for label, (name, count, _role) in zip(self._shares, parts, strict=True):
            label.setVisible(count > 0)
            label.setText(f"{name} {count / whole:.0%}")
            label.setToolTip(pictures_text(count))
        shown = [label for label in self._shares if not label.isHidden()]
        for label in shown:
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        if shown:
            shown[-1].setAlignment(Qt.AlignmentFlag.AlignRight)
            shown[0].setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._bar.setAccessibleName(
            ", ".join(f"{name} {count}" for name, count, _role in parts if count)
        )
        if not on_disk:
            self._note.setText(self.tr("Every class is divided 70 / 15 / 15."))
        elif drawn:
            self._note.setText(self.tr("Validation is cut from train: 15% of every class."))
        else:
            self._note.setText("" if split.test else self.tr("There is no test folder."))
        self._note.setVisible(bool(self._note.text()))

    def _show_seed(self, seed: int | None) -> None:
        self._seed.setVisible(seed is not None)
        self._seed_label.setVisible(seed is not None)
        if seed is not None and not self._timer.isActive():
            self._seed.blockSignals(True)
            self._seed.setValue(seed)
            self._seed.blockSignals(False)
