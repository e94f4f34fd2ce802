"""What to do about each kind of problem, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from tlgui.engine.data.records import ProblemKind


def what_to_do(kind: ProblemKind) -> str:
    """A sentence that says what a person can do about a problem of ``kind``."""
    translate = QCoreApplication.translate
    match kind:
        case ProblemKind.UNREADABLE:
            return translate(
                "problems", "It is left out. Copy it anew from where it came from, or delete it."
            )
        case ProblemKind.NOT_A_FILE:
            return translate("problems", "It is left out. Put the picture itself in its place.")
        case ProblemKind.UNREADABLE_FOLDER:
            return translate(
                "problems", "Its pictures are left out. Give yourself the right to open it."
            )
        case ProblemKind.EMPTY_CLASS:
            return translate("problems", "Put pictures into it, or delete the folder.")
        case ProblemKind.FEW_PICTURES:
            return translate("problems", "Add pictures of this class: 20 or more help most.")
        case ProblemKind.STRAY_PICTURE:
            return translate("problems", "Move it into the folder of its class to use it.")
        case ProblemKind.DUPLICATE:
            return translate("problems", "It counts twice. Delete one of the two files.")
        case ProblemKind.DUPLICATE_ACROSS_SPLITS:
            return translate(
                "problems", "It makes the accuracy look too good. Delete one of the two files."
            )
        case ProblemKind.CONFLICTING_LABELS:
            return translate("problems", "Keep it in the right class, and delete the other file.")
        case ProblemKind.CLASS_NOT_IN_TRAINING:
            return translate("problems", "Put some of its pictures into the folder for training.")
        case ProblemKind.MERGED_CLASS_NAMES:
            return translate(
                "problems", "Nothing needs doing. If they are two classes, rename one folder."
            )
        case ProblemKind.UNKNOWN_CLASS:
            return translate("problems", "The model never saw this class; it is left out.")
        case ProblemKind.LEARNED_FROM:
            return translate(
                "problems", "The model learned from it. Judge with pictures that are new to it."
            )
        case ProblemKind.MISSING_FILE:
            return translate("problems", "Put the file back, or correct its path in the table.")
        case ProblemKind.DOUBLED_ROW:
            return translate("problems", "Nothing needs doing: the picture counts once.")
