"""What the user chose once for all: language, light or dark, font, the window's place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings

SchemeChoice = Literal["system", "light", "dark"]
LanguageChoice = Literal["system", "en", "ko"]
FontChoice = Literal["own", "system"]


def settings() -> QSettings:
    """The store behind this module; under ``TLGUI_HOME`` where that is set."""
    home = os.environ.get("TLGUI_HOME")
    if home:
        return QSettings(str(Path(home) / "window.ini"), QSettings.Format.IniFormat)
    return QSettings("tlgui", "tlgui")


def scheme_choice() -> SchemeChoice:
    """Light, dark, or as the system has it."""
    value = settings().value("scheme")
    return value if value in ("light", "dark") else "system"


def set_scheme_choice(choice: SchemeChoice) -> None:
    """Remember ``choice``."""
    _store("scheme", choice)


def font_choice() -> FontChoice:
    """The window's own font, or the system's."""
    return "system" if settings().value("font") == "system" else "own"


def set_font_choice(choice: FontChoice) -> None:
    """Remember ``choice``."""
    _store("font", choice)


def language_choice() -> LanguageChoice:
    """English, Korean, or as the system has it."""
    value = settings().value("language")
    return value if value in ("en", "ko") else "system"


def set_language_choice(choice: LanguageChoice) -> None:
    """Remember ``choice``."""
    _store("language", choice)


def _store(key: str, value: str) -> None:
    store = settings()
    store.setValue(key, value)
    store.sync()


def favourite_backbones() -> frozenset[str]:
    """Names of the backbones that the user marked."""
    value = settings().value("favourite_backbones")
    return frozenset(str(value).split("\n")) if value else frozenset()


def set_favourite_backbones(names: frozenset[str]) -> None:
    """Remember ``names``."""
    _store("favourite_backbones", "\n".join(sorted(names)))
