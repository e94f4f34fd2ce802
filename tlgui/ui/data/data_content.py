"""What the Data page shows once a folder is open, and the words it uses."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tlgui.engine.data.records import ProblemKind
from tlgui.ui.data.picture_browser import PictureBrowser
from tlgui.ui.data.split_card import SplitCard
from tlgui.ui.look import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent

    from tlgui.engine.data.records import DatasetIndex, Problem, Split
    from tlgui.ui.work.jobs import JobRunner

LEFT_WIDTH, NARROW_LEFT_WIDTH, WIDE = 300, 240, 900
MOST_LEFT = 0.42
"""The share of the width that the left column takes at most, whatever the size of text."""


class DataContent(QWidget):
    """Classes and split at the left, the pictures beside them."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.split_card = SplitCard()
        self.browser = PictureBrowser(runner)
        left = QVBoxLayout()
        left.setSpacing(theme.SPACE_M)
        left.addWidget(self.browser.class_card)
        left.addWidget(self.split_card, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addLayout(left)
        layout.addWidget(self.browser, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_the_column()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_the_column()
        return super().event(event)

    def _share_the_column(self) -> None:
        """Give the split its height; classes are scrolled first, the split where both must be."""
        wide = self.width() >= theme.px(WIDE)
        wanted = theme.px(LEFT_WIDTH if wide else NARROW_LEFT_WIDTH)
        width = min(wanted, round(self.width() * MOST_LEFT))
        classes, split = self.browser.class_card, self.split_card
        for card in (classes, split):
            card.setFixedWidth(width)
        room = self.height() - theme.SPACE_M - classes.minimumSizeHint().height()
        split.setMinimumHeight(max(0, min(split.height_for(width), room)))


def summary(
    index: DatasetIndex,
    split: Split | None,
    bit_depth: int | None = None,
    problems: Sequence[Problem] = (),
) -> str:
    """The page's one line: pictures, classes, how they are divided, and of how many bits.

    With how many of the pictures cannot be read, as ``problems`` tell: no class counts them.
    """
    translate = QCoreApplication.translate
    parts = [
        (
            translate("DataPage", "{pictures} pictures in 1 class")
            if len(index.classes) == 1
            else translate("DataPage", "{pictures} pictures in {classes} classes")
        ).format(pictures=f"{len(index.records):,}", classes=len(index.classes))
    ]
    unreadable = {each.path for each in problems if each.kind is ProblemKind.UNREADABLE}
    if unreadable:
        parts.append(translate("DataPage", "{n} unreadable").format(n=f"{len(unreadable):,}"))
    if index.nested:
        parts.append(
            translate("DataPage", "{n} in sub-folders of their class").format(n=f"{index.nested:,}")
        )
    edited = index.edited
    for count, words in (
        (edited.relabelled, translate("DataPage", "{n} relabelled")),
        (edited.excluded, translate("DataPage", "{n} left out")),
        (edited.added, translate("DataPage", "{n} added")),
    ):
        if count:
            parts.append(words.format(n=f"{count:,}"))
    deep = [] if bit_depth is None else [bit_depth_text(bit_depth)]
    if split is None:
        return " · ".join(parts + deep)
    counts = [
        (translate("DataPage", "train"), len(split.train)),
        (translate("DataPage", "validation"), len(split.validation)),
        (translate("DataPage", "test"), len(split.test)),
    ]
    if not split.keeps_parts(index):
        how = translate("DataPage", "drawn at random")
    elif index.table is not None:
        how = translate("DataPage", "as the table says")
    else:
        how = translate("DataPage", "as on disk")
    parts.append(", ".join(f"{name} {count:,}" for name, count in counts if count) + f" ({how})")
    if not split.test:
        parts.append(translate("DataPage", "no test split"))
    return " · ".join(parts + deep)


def bit_depth_text(bit_depth: int) -> str:
    """What it means that the 16-bit pictures of a data set use ``bit_depth`` bits."""
    text = QCoreApplication.translate(
        "DataPage", "{bits}-bit pictures: 0 to {white} are shown as black to white"
    )
    return text.format(bits=bit_depth, white=f"{(1 << bit_depth) - 1:,}")


def problem_sentence(problems: Iterable[Problem]) -> str:
    """How many problems of which kind, the most first."""
    translate = QCoreApplication.translate
    words = {
        ProblemKind.UNREADABLE: (
            translate("problems", "1 cannot be read"),
            translate("problems", "{n} cannot be read"),
        ),
        ProblemKind.NOT_A_FILE: (
            translate("problems", "1 is no regular file"),
            translate("problems", "{n} are no regular files"),
        ),
        ProblemKind.UNREADABLE_FOLDER: (
            translate("problems", "1 folder cannot be opened"),
            translate("problems", "{n} folders cannot be opened"),
        ),
        ProblemKind.EMPTY_CLASS: (
            translate("problems", "1 class is empty"),
            translate("problems", "{n} classes are empty"),
        ),
        ProblemKind.FEW_PICTURES: (
            translate("problems", "1 class has very few pictures"),
            translate("problems", "{n} classes have very few pictures"),
        ),
        ProblemKind.STRAY_PICTURE: (
            translate("problems", "1 outside a class folder"),
            translate("problems", "{n} outside a class folder"),
        ),
        ProblemKind.DUPLICATE: (
            translate("problems", "1 duplicate"),
            translate("problems", "{n} duplicates"),
        ),
        ProblemKind.DUPLICATE_ACROSS_SPLITS: (
            translate("problems", "1 duplicate across the splits"),
            translate("problems", "{n} duplicates across the splits"),
        ),
        ProblemKind.CONFLICTING_LABELS: (
            translate("problems", "1 in two classes at once"),
            translate("problems", "{n} in two classes at once"),
        ),
        ProblemKind.CLASS_NOT_IN_TRAINING: (
            translate("problems", "1 class is not in training"),
            translate("problems", "{n} classes are not in training"),
        ),
        ProblemKind.MERGED_CLASS_NAMES: (
            translate("problems", "1 class name merged"),
            translate("problems", "{n} class names merged"),
        ),
        ProblemKind.UNKNOWN_CLASS: (
            translate("problems", "1 unknown class"),
            translate("problems", "{n} unknown classes"),
        ),
        ProblemKind.LEARNED_FROM: (
            translate("problems", "1 picture learned from"),
            translate("problems", "{n} pictures learned from"),
        ),
        ProblemKind.MISSING_FILE: (
            translate("problems", "1 of the table is not there"),
            translate("problems", "{n} of the table are not there"),
        ),
        ProblemKind.DOUBLED_ROW: (
            translate("problems", "1 row that comes twice"),
            translate("problems", "{n} rows that come twice"),
        ),
    }
    counted = Counter(problem.kind for problem in problems)
    parts = (words[kind][n > 1].format(n=f"{n:,}") for kind, n in counted.most_common())
    return ", ".join(parts) + "."
