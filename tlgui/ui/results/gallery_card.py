"""The card of the gallery: which pictures are on show, and how to get back to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tlgui.ui.kit.widgets import Card, ElidedLabel, make_button, make_label
from tlgui.ui.look import theme
from tlgui.ui.results.gallery import RING, Gallery
from tlgui.ui.words.live_text import Text, live, said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from tlgui.ui.pictures.thumbnails import ThumbnailLoader
    from tlgui.ui.results.results_data import Answer


class GalleryCard(Card):
    """A title, a count, the pictures, and a button that clears the choice."""

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.gallery = Gallery(thumbnails)
        self._said: tuple[Text, Text] = ("", "")
        self._title = ElidedLabel(role="strong")
        self._title.setObjectName("gallery_title")
        self._count = make_label("", "small", "gallery_count")
        self.clear_button = make_button(
            lambda: self.tr("Clear"),
            "clear_cell_button",
            "chip",
            tooltip=lambda: self.tr("Show every picture again"),
        )
        self.title_row.setSpacing(theme.SPACE_S)
        self.title_row.addWidget(self._title, 1)
        self.title_row.addWidget(self._count)
        self.title_row.addWidget(self.clear_button)
        self.body.addLayout(self.title_row)
        # The pictures, not the rings around the chosen one, stand in line with the title.
        self.title_row.setContentsMargins(RING, 0, RING, 0)
        side = theme.SPACE_M - RING
        self.body.setContentsMargins(side, theme.SPACE_M, side, theme.SPACE_M)
        self.body.addWidget(self.gallery)
        live(self, self._tell)

    def show_answers(
        self,
        answers: Sequence[Answer],
        classes: Sequence[str],
        title: Text,
        count: Text,
        *,
        chosen: bool,
    ) -> None:
        """Show other pictures; ``chosen`` ones are not all of them, and can be cleared."""
        self._said = (title, count)
        self._tell()
        self.clear_button.setVisible(chosen)
        self.gallery.show_answers(answers, classes)

    def _tell(self) -> None:
        title, count = self._said
        self._title.set_full_text(said(title))
        self._count.setText(said(count))
