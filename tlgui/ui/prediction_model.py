"""The answers as a Qt model: each file once, filtered, least sure first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from tlgui.ui.errors import text_of
from tlgui.ui.item_models import PATH_ROLE, ROW_ROLE, AnyIndex
from tlgui.ui.probability_bars import percent
from tlgui.ui.texts import one_line, plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtCore import QObject

    from tlgui.engine.deploy.predictor import Prediction

SHOWN_CLASSES = 3
Filter = Literal["all", "unsure", "unreadable"]


def is_unsure(prediction: Prediction) -> bool:
    """Whether the best class stays below the threshold."""
    return prediction.decision == "unsure"


def certainty(prediction: Prediction) -> tuple[int, float, str]:
    """Sort key: least sure first, unreadable last, ties by name."""
    confidence = prediction.confidence
    name = str(prediction.file)
    return (1, 0.0, name) if confidence is None else (0, confidence, name)


class PredictionModel(QAbstractListModel):
    """The answers so far. New ones are added at the end; ``sort_by_certainty`` puts them in order.

    Each file is there once: a later answer takes the place of the one before.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[Path, Prediction] = {}
        self._rows: list[Prediction] = []
        self._filter: Filter = "all"

    @property
    def predictions(self) -> list[Prediction]:
        """All answers, whatever the filter."""
        return list(self._all.values())

    @property
    def filter(self) -> Filter:
        """Which rows are shown."""
        return self._filter

    def counts(self) -> dict[Filter, int]:
        """How many rows each filter shows."""
        everything = self._all.values()
        return {
            "all": len(everything),
            "unsure": sum(is_unsure(p) for p in everything),
            "unreadable": sum(p.error is not None for p in everything),
        }

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Add answers as they come."""
        fresh = []
        again = False
        for prediction in predictions:
            again = again or prediction.file in self._all
            self._all[prediction.file] = prediction
            if self._passes(prediction):
                fresh.append(prediction)
        if again:
            self._reset()
        elif fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def sort_by_certainty(self) -> None:
        """Put the least sure first."""
        self._all = {p.file: p for p in sorted(self._all.values(), key=certainty)}
        self._reset()

    def set_filter(self, wanted: Filter) -> None:
        """Show all rows, or only those that ``wanted`` names."""
        self._filter = wanted
        self._reset()

    def clear(self) -> None:
        """Forget all answers."""
        self._all = {}
        self._reset()

    def prediction(self, row: int) -> Prediction:
        """The answer in ``row``."""
        return self._rows[row]

    def row_of(self, file: Path) -> int | None:
        """The row in which ``file`` is shown."""
        return next((n for n, p in enumerate(self._rows) if p.file == file), None)

    def _passes(self, prediction: Prediction) -> bool:
        if self._filter == "unsure":
            return is_unsure(prediction)
        return self._filter == "all" or prediction.error is not None

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = [p for p in self._all.values() if self._passes(p)]
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        prediction = self._rows[index.row()]
        if role == ROW_ROLE:
            return prediction
        if role == PATH_ROLE:
            return prediction.file
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(prediction.file.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(prediction.file.name)}, {self._spoken(prediction)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (one_line(str(prediction.file)), self._spoken(prediction))
            return plain_tooltip("\n".join(lines))
        return None

    def _spoken(self, prediction: Prediction) -> str:
        if prediction.error is not None:
            return one_line(text_of(prediction.error))
        best = ", ".join(
            f"{one_line(name)} {percent(share)}"
            for name, share in prediction.ranked[:SHOWN_CLASSES]
        )
        return f"{self.tr('unsure')}: {best}" if is_unsure(prediction) else best
