"""Output size and parameters: two counts that every convolution has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.lessons.counting import Counted
from tlgui.ui.kit.errors import text_of
from tlgui.ui.learn.figure import Figure, number_field
from tlgui.ui.learn.figures.window_strip import WindowStrip
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.words.live_text import Text, live

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSpinBox

    from tlgui.ui.learn.lesson import Bench

_ASKED = Counted(side=32, depth=3, filters=10, kernel=5, stride=1, padding=2)


class OutputSizeFigure(Figure):
    """One side of a picture, and each place that a kernel takes along it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "output_size_figure")
        self.strip = WindowStrip("output_size_strip", lambda: self.tr("Places of the kernel"))
        self.strip.moved.connect(self._tell)
        self.body.addWidget(self.strip)
        self.body.addStretch()
        self._fields: dict[str, QSpinBox] = {}
        rows: tuple[tuple[str, Text, int, int, int], ...] = (
            ("side", lambda: self.tr("Side W1"), 3, 32, 10),
            ("depth", lambda: self.tr("Depth D1"), 1, 512, 3),
            ("filters", lambda: self.tr("Filters K"), 1, 512, 8),
            ("kernel", lambda: self.tr("Kernel F"), 1, 11, 3),
            ("stride", lambda: self.tr("Stride S"), 1, 8, 2),
            ("padding", lambda: self.tr("Padding P"), 0, 5, 0),
        )
        for name, text, low, high, value in rows:
            field = number_field(low, high, value)
            self.add_control(text, field, f"output_size_{name}")
            field.valueChanged.connect(self._recount)
            self._fields[name] = field
        live(self, self._recount)

    @property
    def counted(self) -> Counted:
        """What the fields ask for."""
        return Counted(**{name: field.value() for name, field in self._fields.items()})

    def _recount(self) -> None:
        try:
            self.strip.show_places(self.counted)
        except RecipeError as error:
            self.strip.show_places(None)
            hint = "" if error.hint is None else text_of(error.hint)
            self.tell(f"{text_of(error.message)} {hint}")
            return
        self._tell()

    def _tell(self) -> None:
        counted = self.counted
        size = (
            f"({counted.side} \u2212 {counted.kernel} + 2·{counted.padding}) / {counted.stride} + 1"
        )
        weights = f"({counted.kernel}·{counted.kernel}·{counted.depth} + 1)·{counted.filters}"
        lines = [
            self.tr(
                "W2 = (W1 \u2212 F + 2P) / S + 1 = {formula}, rounded down: {side}. "
                "{filters} maps of {side} \u00d7 {side} come out."
            ).format(formula=size, side=counted.output_side, filters=counted.filters),
            self.tr("Parameters: (F·F·D1 + 1)·K = {formula} = {count}.").format(
                formula=weights, count=f"{counted.parameters:,}"
            ),
        ]
        if counted.left_over:
            lines.append(
                self.tr(
                    "Cells at the end that the kernel never reaches: {n}. This is what rounding "
                    "down means."
                ).format(n=counted.left_over)
            )
        place = self.strip.current
        first = counted.places[place] + 1
        told = (
            self.tr("Place {n} of {count}: cells {first} to {last}, the padding counted too.")
            if counted.padding
            else self.tr("Place {n} of {count}: cells {first} to {last}.")
        )
        lines.append(
            told.format(
                n=place + 1,
                count=counted.output_side,
                first=first,
                last=first + counted.kernel - 1,
            )
        )
        self.tell("\n".join(lines))


LESSON = Lesson(
    number=2,
    key="output_size",
    title=Message("Output size and parameters"),
    idea=(
        Message(
            "The kernel begins at the first cell and moves by the stride as long as it fits. How "
            "often it fits is the side of the map that comes out."
        ),
        Message(
            "What is learned does not depend on the picture's size: each filter has a weight for "
            "every cell of its kernel in every map that comes in, and one bias."
        ),
    ),
    to_try=Message(
        "Raise the side W1 from 10 to 11 and watch the cell at the end that was left over. Then "
        "change the side again and again: the number of parameters stays. What makes it grow?"
    ),
    question=Question(
        text=Message(
            "Ten filters of 5 \u00d7 5 look at a colour picture of 32 \u00d7 32 "
            "with padding 2. How many parameters do they have?"
        ),
        answers=(
            f"{_ASKED.kernel**2 * _ASKED.filters:,}",
            f"{_ASKED.parameters - _ASKED.filters:,}",
            f"{_ASKED.parameters:,}",
        ),
        right=2,
        why=Message(
            "A colour picture has 3 maps: (5·5·3 + 1)·10 = {count}. The 1 is the bias. Neither "
            "the side of 32 nor the padding counts.",
            count=_ASKED.parameters,
        ),
    ),
    make_figure=OutputSizeFigure,
)
