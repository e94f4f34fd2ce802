"""The left column of the Train page: the method, its settings, and what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tlgui.engine.errors import TlguiError
from tlgui.engine.training.settings import Group
from tlgui.ui.kit.focus.tab_order import follow_layout
from tlgui.ui.look import theme
from tlgui.ui.train.asked.class_map_card import ClassMapCard
from tlgui.ui.train.asked.method_card import MethodCard
from tlgui.ui.train.asked.method_estimates import MethodEstimates
from tlgui.ui.train.asked.rate_finder import RateFinder
from tlgui.ui.train.asked.settings_menu import SettingsMenu
from tlgui.ui.train.asked.train_settings import TrainSettings
from tlgui.ui.train.asked.variants_preview import VariantsPreview
from tlgui.ui.words.network_names import at_the_beginning

if TYPE_CHECKING:
    from tlgui.engine.training.recipe import Recipe
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

WIDTH = 316


class AskedColumn(QWidget):
    """What is asked of the next training.

    Signals:
        changed: the user asks for something else now.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.method = MethodCard(self)
        self.settings = TrainSettings(self)
        self.class_map = ClassMapCard(session, runner, self.settings, message_bar, self)
        self.menu = SettingsMenu(session, self.settings, message_bar)
        self.preview = VariantsPreview(session, runner, self.settings)
        self.settings.place(Group.AUGMENTATION, self.preview)
        self.rate_finder = RateFinder(session, runner, self.settings, message_bar)
        self.settings.place(Group.OPTIMISER, self.rate_finder)
        self.estimates = MethodEstimates(self.method, runner, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_M)
        for card in (self.method, self.class_map, self.settings):
            column.addWidget(card)
        column.addStretch()
        self.setMinimumWidth(theme.px(WIDTH))
        follow_layout(self)
        self.settings.made_anew.connect(lambda: follow_layout(self))
        self.method.chosen.connect(self.settings.choose)
        self.settings.changed.connect(self.changed)

    @property
    def is_refused(self) -> bool:
        """Whether the chosen method cannot be used with the backbone."""
        return self.settings.refusal(self.settings.method.name) is not None

    def recipe(self) -> Recipe | None:
        """What the next run would be given; None while that makes no sense, or is refused."""
        try:
            return self.settings.recipe()
        except TlguiError:
            return None

    def document(self) -> dict[str, Any] | None:
        """What is asked, as it is kept; None while a field says nothing that makes sense."""
        try:
            return self.settings.asked().to_json()
        except TlguiError:
            return None

    def show_asked(self, *, locked: bool) -> None:
        """Show what is chosen, and what the backbone does not allow; ``locked``: nothing else."""
        self.method.show_chosen(self.settings.method.name)
        self.method.show_network(at_the_beginning(self.settings.network_text))
        for name, choice in self.method.choices.items():
            choice.set_refusal(self.settings.refusal(name))
        self.class_map.show_asked()
        self.rate_finder.show_asked()
        for part in (
            self.method,
            self.settings,
            self.class_map,
            self.menu,
            self.preview,
            self.rate_finder,
        ):
            part.set_locked(locked)

    def estimate(self) -> None:
        """Have it estimated how long each method would take on what is open."""
        index, split = self._session.index, self._session.split
        if index is None or split is None:
            self.estimates.clear()
            return
        try:
            self.estimates.ask(self.settings.asked(), index, split)
        except TlguiError:
            self.estimates.clear()
