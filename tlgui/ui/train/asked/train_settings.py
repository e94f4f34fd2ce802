"""The settings of a training run: few with good defaults, the rest under Advanced."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from tlgui.engine.asked import Asked
from tlgui.engine.errors import RecipeError, TlguiError
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.models.scratch.design import design_of_text
from tlgui.engine.presets import ELSEWHERE
from tlgui.engine.training.methods import find_method
from tlgui.engine.training.scratch.recipe import Channels, FromScratch
from tlgui.engine.training.settings import fields_of
from tlgui.ui.kit.errors import text_of
from tlgui.ui.kit.widgets import Card, make_label
from tlgui.ui.train.asked.setting_rows import SettingRows
from tlgui.ui.words.network_names import asked_network_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from tlgui.engine.training.method import Method
    from tlgui.engine.training.recipe import Recipe
    from tlgui.engine.training.settings import Group


class TrainSettings(Card):
    """Everything that is asked of a run; pages read ``recipe()`` when they start one.

    The rows are those of the chosen method, as its recipe describes them.

    Signals:
        changed: the user asks for something else now.
        made_anew: there are other rows now, those of another method.
    """

    changed = Signal()
    made_anew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        # What is not on the page is kept as it was restored, and what other methods were asked.
        self._asked = Asked.from_json({})
        self._placed: list[tuple[Group, QWidget]] = []
        self.title_row.addWidget(make_label(lambda: self.tr("Settings"), "card-title"))
        self.title_row.addStretch()
        self._lock = make_label(lambda: self.tr("locked while training"), "small", "settings_lock")
        self._lock.hide()
        self.title_row.addWidget(self._lock)
        self.body.addLayout(self.title_row)
        self._rows = self._make_rows()

    def set_value(self, name: str, value: Any) -> None:
        """Have the field of ``name`` say ``value``, as if the user had typed it."""
        self._rows.set_value(name, value)

    def place(self, group: Group, widget: QWidget) -> None:
        """Put ``widget`` at the head of a group, for each method that has it."""
        self._placed.append((group, widget))
        widget.hide()
        widget.setParent(self)  # Where the method has no such group.
        self._rows.place(group, widget)

    def widget(self, name: str) -> Any:
        """The widget that edits the setting called ``name`` of the chosen method."""
        return self._rows.widget(name)

    @property
    def advanced_toggle(self) -> QPushButton:
        """Shows and hides the settings under Advanced."""
        return self._rows.advanced_toggle

    @property
    def method(self) -> Method:
        """The chosen method."""
        return find_method(self._asked.method)

    @property
    def backbone(self) -> str:
        """The network that a run of the chosen method would use."""
        return str(self._asked.value("backbone"))

    @property
    def network_text(self) -> str:
        """The same, as people call it."""
        return asked_network_text(self._asked)

    def asked(self) -> Asked:
        """What the fields ask for, and what was asked of the other methods.

        Raises:
            RecipeError: a field says something that cannot be done.
        """
        return self._asked.saying(self._rows.read())

    def recipe(self) -> Recipe:
        """What a run would be given.

        Raises:
            RecipeError: a field says something that cannot be done, or the method refuses it.
        """
        return self.asked().recipe()

    def refusal(self, method: str) -> RecipeError | None:
        """Why ``method`` cannot be used with its network, whatever else is asked."""
        values = self._asked.values(method)
        network = {name: value for name, value in values.items() if name in ELSEWHERE}
        try:
            find_method(method).recipe(**network)
        except RecipeError as error:
            return error
        return None

    def choose(self, method: str) -> None:
        """Show the settings of ``method``; those of the one before are kept for a way back."""
        if method == self._asked.method:
            return
        with suppress(TlguiError):  # Half typed: what it was before is kept.
            self._asked = self.asked()
        self._show(self._asked.choosing(method))
        self.changed.emit()

    def say(self, method: str, **values: Any) -> None:
        """Set what is in no row: settings of ``method`` that have a card of their own."""
        chosen = self._asked.method
        self._asked = self._asked.choosing(method).saying(values).choosing(chosen)
        self.changed.emit()

    def take(self, document: dict[str, Any]) -> None:
        """Ask for what ``asked().to_json()`` gave; ``changed`` is emitted."""
        self.restore(document)
        self.changed.emit()

    def restore(self, document: dict[str, Any]) -> None:
        """Show what ``asked().to_json()`` gave earlier; what cannot be read leaves the defaults.

        ``changed`` is not emitted.
        """
        self._show(Asked.from_json(document))

    def set_locked(self, locked: bool) -> None:
        """Forbid changes while a run uses what the fields say."""
        self._rows.setEnabled(not locked)
        self._lock.setVisible(locked)

    def _show(self, asked: Asked) -> None:
        other = asked.method != self._asked.method
        self._asked = asked
        if other:
            old = self._rows
            for _group, widget in self._placed:
                widget.hide()
                widget.setParent(self)  # It outlives them.
            self._rows = self._make_rows(opened=old.advanced_toggle.isChecked())
            self._rows.setEnabled(old.isEnabled())
            old.hide()
            old.setParent(None)
            old.deleteLater()
            self.made_anew.emit()
        self._rows.show_values({**asked.common, **asked.own.get(asked.method, {})})
        self._show_designed(asked)

    def _show_designed(self, asked: Asked) -> None:
        """Where the network is a design, its picture is set there."""
        if find_method(asked.method).recipe is not FromScratch:
            return
        designed = asked.value("backbone") == DESIGN

        def elsewhere() -> str:
            return self.tr("Set in your design, on the Model page.")

        self._rows.hold(_picture_of_design(asked) if designed else {}, elsewhere)
        for field in fields_of(FromScratch):
            if field.name in ("image_size", "channels"):
                sentence = elsewhere() if designed else text_of(field.setting.sentence)
                self.widget(field.name).setToolTip(sentence)

    def _make_rows(self, *, opened: bool = False) -> SettingRows:
        rows = SettingRows(self.method.recipe, opened=opened, parent=self)
        for group, widget in self._placed:
            rows.place(group, widget)
        rows.changed.connect(self.changed)
        self.body.addWidget(rows)
        return rows


def _picture_of_design(asked: Asked) -> dict[str, Any]:
    """The settings of the picture as the design has them."""
    try:
        design = design_of_text(str(asked.value("design")))
    except RecipeError:  # Told where a run is asked for.
        return {name: asked.value(name) for name in ("image_size", "channels")}
    channels = Channels.GREY if design.channels == 1 else Channels.RGB
    return {"image_size": design.side, "channels": channels}
