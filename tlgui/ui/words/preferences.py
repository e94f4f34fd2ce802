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


def last_lesson() -> str:
    """The key of the lesson that was on show last; empty before the first."""
    return str(settings().value("lesson") or "")


def set_last_lesson(key: str) -> None:
    """Remember ``key``."""
    _store("lesson", key)


def lesson_answers() -> dict[str, int]:
    """Which answer was chosen last, counted from 0, by the lesson's key."""
    lines = (line.partition("=") for line in str(settings().value("lesson_answers") or "").split())
    return {key: int(place) for key, _, place in lines if place.isdecimal()}


def set_lesson_answer(key: str, place: int) -> None:
    """Remember the answer to the question of the lesson ``key``."""
    answers = {**lesson_answers(), key: place}
    _store("lesson_answers", "\n".join(f"{key}={place}" for key, place in sorted(answers.items())))
