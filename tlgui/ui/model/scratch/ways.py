"""The three ways to a network: with what others taught it, of the textbooks, or one's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from tlgui.engine.asked import Asked
from tlgui.engine.errors import TlguiError
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.textbook import BY_NAME
from tlgui.engine.training.methods import find_method
from tlgui.ui.kit.errors import route_error
from tlgui.ui.look import theme
from tlgui.ui.model.layers.several import several_asked
from tlgui.ui.model.scratch.design_way import DesignWay
from tlgui.ui.model.scratch.textbook_way import TextbookWay
from tlgui.ui.model.scratch.way_switch import Way, WaySwitch

if TYPE_CHECKING:
    from pathlib import Path

    from tlgui.engine.models.scratch.design import Design
    from tlgui.engine.models.scratch.textbook import Textbook
    from tlgui.ui.kit.message_bar import MessageBar
    from tlgui.ui.work.jobs import JobRunner
    from tlgui.ui.work.session import Session

METHOD = "from-scratch"
_DRAFT = "design"
"""Under which a project keeps the design as it stands, used or not."""


class Ways(QWidget):
    """A switch, and below it the way that it shows.

    Signals:
        changed: another way is on show, or another network in it.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        runner: JobRunner,
        message_bar: MessageBar,
        pretrained: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Have the switch show ``pretrained`` first."""
        super().__init__(parent)
        self._session = session
        self._message_bar = message_bar
        self._folder: Path | None = None
        self.switch = WaySwitch()
        self.textbook = TextbookWay(session, runner, message_bar)
        self.design = DesignWay(session, runner, message_bar)
        self._parts: dict[Way, QWidget] = {
            Way.PRETRAINED: pretrained,
            Way.TEXTBOOK: self.textbook,
            Way.DESIGN: self.design,
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        layout.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._stack, 1)
        self.switch.chosen.connect(self._on_chosen)
        self.textbook.looked_at.connect(self.changed)
        self.textbook.design_asked.connect(self._begin_design)
        self.design.edited.connect(self._on_edited)

    @property
    def current(self) -> Way:
        """The way on show."""
        return self.switch.current

    @property
    def used(self) -> Way:
        """The way from which training has its network."""
        asked = self._asked()
        if find_method(asked.method).recipe.pretrained:
            return Way.PRETRAINED
        return Way.DESIGN if asked.value("backbone") == DESIGN else Way.TEXTBOOK

    @property
    def is_used(self) -> bool:
        """Whether training uses what the way on show looks at; not to be asked of pretrained."""
        asked = self._asked()
        if self.used is not self.current:
            return False
        if self.current is Way.DESIGN:
            return str(asked.value("design")) == self.design.design.text()
        return str(asked.value("backbone")) == self.textbook.book.name

    def use(self) -> None:
        """Have training use what the way on show looks at; refused where it cannot be built."""
        if self.current is Way.TEXTBOOK:
            self._use(self.textbook.book.name)
            return
        try:
            self.design.design.check()
        except TlguiError as error:
            route_error(error, self._message_bar)
            self.design.show_problem()
            return
        self._use(DESIGN, self.design.design)

    def show_project(self) -> None:
        """Show what belongs to the project that is open now: its design, and what it uses."""
        project, asked = self._session.project, self._asked()
        folder = None if project is None else project.folder
        text = str(asked.value("design", METHOD))
        if folder == self._folder:
            # Settings of a run, or of a file, may have brought a design along.
            if self.used is Way.DESIGN and text != self.design.design.text():
                self.design.restore(text)
            return
        another, self._folder = self._folder is not None, folder
        draft = None if project is None else project.window.get(_DRAFT)
        # What was drawn up before a folder was opened is not lost.
        self.design.restore(draft if isinstance(draft, str) else text, or_begin=another)
        self.show_used()

    def show_used(self) -> None:
        """Show the way from which training has its network, and that network."""
        name = str(self._asked().value("backbone", METHOD))
        if self.used is Way.TEXTBOOK and name in BY_NAME:
            self.textbook.look_at(BY_NAME[name])
        self.switch.show_way(self.used)

    def show_state(self) -> None:
        """Show which network training uses, and what depends on the open folder."""
        used, asked = self.used, self._asked()
        self.switch.show_used(used if self._session.project is not None else None)
        name = str(asked.value("backbone", METHOD)) if used is Way.TEXTBOOK else ""
        self.textbook.show_used(name)
        several = several_asked(asked, METHOD)
        self.textbook.show_folder(several)
        self.design.show_folder(several)

    def _asked(self) -> Asked:
        project = self._session.project
        return Asked.from_json(project.settings if project is not None else {})

    def _use(self, name: str, design: Design | None = None) -> None:
        project = self._session.project
        if project is None:
            self._message_bar.show_message(
                "info",
                lambda: self.tr("Open a folder of pictures first."),
                lambda: self.tr("The choice of a network belongs to it."),
            )
            return
        self._message_bar.clear()
        asked = self._asked().choosing(METHOD)
        text = "" if design is None else design.text()
        settings = asked.saying({"backbone": name, "design": text}).to_json()
        self._session.set_project(replace(project, settings=settings))

    def _on_chosen(self, way: Way) -> None:
        self._message_bar.clear()
        self._stack.setCurrentWidget(self._parts[way])
        self.changed.emit()

    def _begin_design(self, book: Textbook) -> None:
        self.switch.show_way(Way.DESIGN)
        self.design.begin_from(book)

    def _on_edited(self) -> None:
        """Keep the design as it stands; where training uses it, it is what training uses."""
        project = self._session.project
        if project is None:
            self.changed.emit()
            return
        text = self.design.design.text()
        window = {**project.window, _DRAFT: text}
        settings = project.settings
        if self.used is Way.DESIGN:
            settings = self._asked().saying({"design": text}).to_json()
        self._session.set_project(replace(project, window=window, settings=settings))
