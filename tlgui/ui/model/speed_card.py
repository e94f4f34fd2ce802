"""What a backbone takes on this computer for the pictures that are open: measured, or not told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from tlgui.ui.kit.fact_list import FactList
from tlgui.ui.kit.widgets import Card, make_button, make_label
from tlgui.ui.words.live_text import live
from tlgui.ui.words.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.training.speed import Speed


@dataclass(frozen=True)
class Measured:
    """What there is to tell.

    Attributes:
        label: the backbone's name.
        speeds: measured before; empty where it never was.
        index: the open folder; None where none is.
        split: how it is divided; None where it is not.
        is_here: whether the weights are on this computer.
        is_busy: whether it is being measured.
    """

    label: str
    speeds: Sequence[Speed] = ()
    index: DatasetIndex | None = None
    split: Split | None = None
    is_here: bool = False
    is_busy: bool = False

    @property
    def is_of_these(self) -> bool:
        """Whether the figures are of the pictures that are open."""
        return self.index is not None and all(
            speed.folder == str(self.index.root) for speed in self.speeds
        )

    @property
    def seconds(self) -> float | None:
        """To read all open pictures once; None where that was not measured on them."""
        if not self.speeds or self.split is None or not self.is_of_these:
            return None
        exact = next((speed for speed in self.speeds if speed.for_figures), self.speeds[-1])
        fast = next((speed for speed in self.speeds if not speed.for_figures), exact)
        held_out = len(self.split.validation) + len(self.split.test)
        return len(self.split.train) / fast.pictures_a_second + held_out / exact.pictures_a_second


class SpeedCard(Card):
    """Speed, memory, and time for the open pictures.

    Signals:
        measure_asked: the user wants it measured.
    """

    measure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: self.tr("Your pictures on this computer"), parent)
        self.setObjectName("model_speed_card")
        self._measured = Measured("")
        self._button = make_button("", "model_measure_button", "small")
        self._button.clicked.connect(self.measure_asked)
        self.title_row.addWidget(self._button)
        self._facts = FactList("model_speed")
        self._note = make_label("", "small", "model_speed_note", wrap=True)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._note)
        live(self, self._tell)

    def show_measured(self, measured: Measured) -> None:
        """Show what is known."""
        self._measured = measured
        self._tell()

    def _tell(self) -> None:
        measured = self._measured
        can_measure = measured.index is not None and measured.is_here and not measured.is_busy
        self._button.setEnabled(can_measure)
        self._button.setText(self.tr("Measure again") if measured.speeds else self.tr("Measure"))
        self._button.setAccessibleName(
            self.tr("Measure the speed of {name}").format(name=measured.label)
        )
        rows = self._rows()
        self._facts.set_facts(rows)
        self._facts.setVisible(bool(rows))
        self._note.setText(self._note_text())

    def _rows(self) -> list[tuple[str, str]]:
        measured = self._measured
        rows = [
            (
                self.tr("For the figures") if speed.for_figures else self.tr("For training"),
                self.tr("{n} pictures a second ({engine})").format(
                    n=_figure(speed.pictures_a_second), engine=speed.engine
                ),
            )
            for speed in measured.speeds
        ]
        if measured.seconds is not None:
            rows.append(
                (self.tr("All of yours, once"), self._time_text(measured.seconds)),
            )
        if measured.speeds:
            most = max(speed.memory_bytes for speed in measured.speeds)
            rows.append(
                (
                    self.tr("Memory"),
                    self._memory_text(most),
                )
            )
        return rows

    def _memory_text(self, size: int) -> str:
        on_card = "cuda" in self._measured.speeds[-1].engine
        text = (
            self.tr("{size:.1f} GB of the graphics card's at most")
            if on_card
            else self.tr("{size:.1f} GB at most, tlgui as a whole")
        )
        return text.format(size=size / 1e9)

    def _time_text(self, seconds: float) -> str:
        if seconds < 90:
            return self.tr("about {n} s").format(n=max(1, round(seconds)))
        minutes = seconds / 60
        if minutes < 90:
            return self.tr("about {n} min").format(n=round(minutes))
        return self.tr("about {n:.1f} h").format(n=minutes / 60)

    def _note_text(self) -> str:
        measured = self._measured
        if measured.is_busy:
            return self.tr("Measuring…")
        if measured.speeds and not measured.is_of_these:
            return self.tr(
                "Measured on {n} pictures of {folder}: with others, larger or smaller ones, it "
                "is another speed."
            ).format(
                n=measured.speeds[-1].pictures,
                folder=one_line(measured.speeds[-1].folder.replace("\\", "/").rpartition("/")[2]),
            )
        if measured.speeds:
            return self.tr(
                "Measured on {n} of your pictures, reading the files included. Pictures that were "
                "read once are remembered and take no time again."
            ).format(n=measured.speeds[-1].pictures)
        if not measured.is_here:
            return self.tr("It can be measured once its weights are on this computer.")
        if measured.index is not None:
            return self.tr("Not measured yet. It takes a few seconds, on pictures of your folder.")
        return self.tr("Not measured yet. Open a folder: it is measured on your own pictures.")


def _figure(value: float) -> str:
    """Three digits at most: more would claim to be exact."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"
