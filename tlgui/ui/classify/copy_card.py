"""What copying into class folders would do, shown before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.focus.focus_ring import FocusRing
from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line, pictures_text
from tlgui.ui.words.tooltips import shown_path

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.deploy.sorting import CopyPlan


class CopyCard(Card):
    """The dry run: how many pictures go into which folder, and what is left out.

    Signals:
        confirmed: the user wants the copies.
        dismissed: the user does not.
        unsure_changed: the user decided whether unsure pictures are copied too.
        target_requested: the user wants another folder.
    """

    confirmed = Signal()
    dismissed = Signal()
    unsure_changed = Signal()
    target_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Copy into class folders: nothing is copied yet"), parent)
        self.setObjectName("classify_copy_card")
        self._target: Path | None = None
        self._plan: CopyPlan | None = None
        self._place = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._place.setObjectName("copy_target")
        change = make_button(lambda: self.tr("Other folder…"), "copy_target_button", "small")
        change.clicked.connect(self.target_requested)
        place = QHBoxLayout()
        place.setSpacing(theme.SPACE_S)
        place.addWidget(make_label(lambda: self.tr("Into"), "muted"))
        place.addWidget(self._place, 1)
        place.addWidget(change)
        self._unsure = QCheckBox()
        self._unsure.setObjectName("copy_unsure_box")
        self._unsure.setChecked(True)
        self._unsure.toggled.connect(self.unsure_changed)
        self._counts = FactList("copy_counts")
        scroll = QScrollArea()
        scroll.setObjectName("copy_counts_area")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._counts)
        column.addStretch()
        scroll.setWidget(rows)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(scroll)
        live(scroll, lambda: scroll.setAccessibleName(self.tr("Pictures for each folder")))
        self._note = make_label("", "muted", "copy_note", wrap=True)
        self._warning = make_label("", "warning", "copy_warning", wrap=True)
        self._cancel = make_button(lambda: self.tr("Cancel"), "copy_cancel_button")
        self._cancel.clicked.connect(self.dismissed)
        self._confirm = make_button("", "copy_confirm_button", "primary")
        self._confirm.clicked.connect(self.confirmed)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.SPACE_S)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._confirm)
        self.body.addLayout(place)
        self.body.addWidget(self._unsure)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._note)
        self.body.addWidget(self._warning)
        self.body.addLayout(buttons)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.dismissed)
        live(self, self._show_state)

    @property
    def include_unsure(self) -> bool:
        """Whether unsure pictures are copied too."""
        return self._unsure.isChecked()

    @property
    def planned(self) -> CopyPlan | None:
        """What is on show; None while it is being worked out."""
        return self._plan

    def show_target(self, target: Path) -> None:
        """Show where the copies go, before it is known what they are."""
        self._target, self._plan = target, None
        self._show_state()

    def show_plan(self, planned: CopyPlan) -> None:
        """Show what would be done."""
        self._target, self._plan = planned.target, planned
        self._show_state()
        if self._confirm.isEnabled():
            self._confirm.setFocus()

    def _show_state(self) -> None:
        self._place.set_full_text(
            "" if self._target is None else one_line(shown_path(self._target))
        )
        self._unsure.setText(self.tr("Copy unsure pictures too, into a folder of their own"))
        self._unsure.setAccessibleName(self._unsure.text())
        planned = self._plan
        count = 0 if planned is None else len(planned.copies)
        self._confirm.setEnabled(planned is not None and count > 0 and planned.fits)
        self._confirm.setText(self.tr("Copy {pictures}").format(pictures=pictures_text(count)))
        self._confirm.setAccessibleName(self._confirm.text())
        if planned is None:
            self._counts.set_facts([])
            self._note.setText(self.tr("Working out what goes where…"))
            self._warning.hide()
            return
        self._counts.set_facts(
            [(one_line(name), pictures_text(number)) for name, number in planned.counts]
        )
        self._note.setText(" ".join(self._notes(planned)))
        self._warning.setText(
            self.tr("There is not enough room on this disk.")
            if not planned.fits
            else self.tr("There is nothing to copy.")
        )
        self._warning.setVisible(not planned.fits or count == 0)

    def _notes(self, planned: CopyPlan) -> list[str]:
        notes = [self.tr("The originals stay as they are. Sub-folders are kept.")]
        if planned.renamed:
            notes.append(
                self.tr("{n:,} get another name, because theirs is taken.").format(
                    n=planned.renamed
                )
            )
        if planned.unsure_left_out:
            notes.append(self.tr("{n:,} unsure left out.").format(n=planned.unsure_left_out))
        if planned.unreadable:
            notes.append(self.tr("{n:,} could not be read: left out.").format(n=planned.unreadable))
        size = _size_text(planned.size)
        if planned.free is None:
            notes.append(self.tr("{size} in all.").format(size=size))
        else:
            notes.append(
                self.tr("{size} in all, {free} free.").format(
                    size=size, free=_size_text(planned.free)
                )
            )
        return notes


def _size_text(size: int) -> str:
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.1f} kB"
