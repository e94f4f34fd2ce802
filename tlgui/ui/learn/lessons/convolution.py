"""Convolution: a kernel slides, and leaves a map of where its pattern is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.engine.errors import Message
from tlgui.ui.learn.figures.own_picture import OwnPicture
from tlgui.ui.learn.lesson import Lesson, Question
from tlgui.ui.pictures.inside.sliding_panel import SIDE, SlidingPanel

if TYPE_CHECKING:
    from tlgui.ui.learn.lesson import Bench


def make_figure(bench: Bench) -> SlidingPanel:
    """A kernel on its way over a small picture, or over one of one's own made small."""
    panel = SlidingPanel()
    own = OwnPicture(bench, SIDE, panel)
    own.loaded.connect(panel.offer_own)
    panel.go_to(2)  # Where the kernel first meets an edge.
    return panel


LESSON = Lesson(
    number=1,
    key="convolution",
    title=Message("Convolution"),
    idea=(
        Message(
            "A kernel, a small table of weights, lies on a window of the picture. Each pair of "
            "numbers is multiplied, and the sum of the products is one number of the activation "
            "map. Then the kernel moves on by the stride and does the same again, with the same "
            "weights."
        ),
        Message(
            "The sum is large where the window looks like the kernel. A network learns the "
            "weights, and with them which patterns it finds."
        ),
    ),
    to_try=Message(
        "Move the kernel with the arrow keys and look where the sum leaves 0. Then set the stride "
        "to 2: the map has half as many rows and columns. With a padding of 1 and a stride of 1 "
        "it is as large as the picture."
    ),
    question=Question(
        text=Message(
            "A kernel of 5 \u00d7 5 slides over a picture of 32 \u00d7 32 with stride 1. "
            "Which padding keeps the map at 32 \u00d7 32?"
        ),
        answers=("1", "2", "4"),
        right=1,
        why=Message(
            "(32 \u2212 5 + 2·2) / 1 + 1 = 32. In general the padding is (F \u2212 1) / 2 "
            "for a kernel of odd side F: as many zeros as the kernel reaches beyond its middle."
        ),
    ),
    make_figure=make_figure,
)
