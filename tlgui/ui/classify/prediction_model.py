"""The answers as a Qt model: each file once, filtered, found by name, in the order asked for."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, Qt

from tlgui.engine.data.names import natural_key
from tlgui.engine.metrics import percent
from tlgui.ui.kit.errors import text_of
from tlgui.ui.pictures.item_models import PATH_ROLE, ROW_ROLE, AnyIndex
from tlgui.ui.words.texts import answer_share_text, one_line
from tlgui.ui.words.tooltips import plain_tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from PySide6.QtCore import QObject

    from tlgui.engine.data.names import NaturalKey
    from tlgui.engine.deploy.predictor import Prediction
    from tlgui.engine.metrics import Thresholds

translate = QCoreApplication.translate
SHOWN_CLASSES = 3
Filter = Literal["all", "unsure", "unknown", "unreadable", "corrected"]
Order = Literal["least_sure", "surest", "given", "name", "label_next"]
ORDERS: tuple[Order, ...] = ("least_sure", "surest", "given", "name", "label_next")
CORRECTED_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""The class that the user gave the picture; empty where they gave none."""
SHARES_ROLE = CORRECTED_ROLE + 1
"""The shares of the classes that a row shows, as they are written."""


def given_text(label: str, prediction: Prediction) -> str:
    """That the user said it is ``label``: in the place of the answer, or in agreement with it."""
    if label == prediction.label:
        return translate("PredictionModel", "labelled {name}").format(name=one_line(label))
    return translate("PredictionModel", "corrected to {name}").format(name=one_line(label))


def is_unsure(prediction: Prediction) -> bool:
    """Whether the best class stays below the threshold."""
    return prediction.decision == "unsure"


def is_unknown(prediction: Prediction) -> bool:
    """Whether nothing that was learned from is like it."""
    return prediction.decision == "unknown"


def is_doubtful(prediction: Prediction) -> bool:
    """Whether a person should look: the answer is unsure, or the picture unknown."""
    return is_unsure(prediction) or is_unknown(prediction)


def certainty(prediction: Prediction) -> tuple[int, float, NaturalKey]:
    """Sort key: least sure first, unreadable last, ties by name."""
    confidence = prediction.confidence
    name = natural_key(prediction.file.as_posix())
    return (1, 0.0, name) if confidence is None else (0, confidence, name)


def _surest(prediction: Prediction) -> tuple[int, float, NaturalKey]:
    unreadable, confidence, name = certainty(prediction)
    return unreadable, -confidence, name


def _named(prediction: Prediction) -> tuple[NaturalKey, str]:
    return natural_key(prediction.file.name), str(prediction.file)


class PredictionModel(QAbstractListModel):
    """The answers so far. New ones are added at the end; ``arrange`` puts them in order.

    Each file is there once: a later answer takes the place of the one before.

    Attributes:
        thresholds: from which on answers are accepted; None where nobody said.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[Path, Prediction] = {}
        # Where each was given: kept of those that were removed, which may be put back.
        self._given: dict[Path, int] = {}
        self._next_given = count()
        self._rows: list[Prediction] = []
        # Kept up to date: counting anew at each batch of many thousands would take longer and
        # longer.
        self._tally: Counter[str] = Counter()
        self._labels: Counter[str] = Counter()
        self._filter: Filter = "all"
        self._label: str | None = None
        self._query = ""
        self._order: Order = "least_sure"
        self._corrections: Mapping[Path, str] = {}
        self._ranks: Mapping[Path, int] = {}
        self.thresholds: Thresholds | None = None

    @property
    def predictions(self) -> list[Prediction]:
        """All answers, whatever the filter, in the order asked for."""
        return self._ordered(self._all.values())

    @property
    def filter(self) -> Filter:
        """Which rows are shown."""
        return self._filter

    def counts(self) -> dict[Filter, int]:
        """How many rows each filter shows."""
        return {
            "all": len(self._all),
            "unsure": self._tally["unsure"],
            "unknown": self._tally["unknown"],
            "unreadable": self._tally["unreadable"],
            "corrected": sum(file in self._all for file in self._corrections),
        }

    def correction(self, file: Path) -> str:
        """The class that the user gave ``file``; empty where they gave none."""
        return self._corrections.get(file, "")

    def set_corrections(self, labels: Mapping[Path, str], changed: Iterable[Path]) -> None:
        """Show the classes that the user gave.

        Args:
            labels: by picture; what they are changed to later is not heard of.
            changed: the pictures whose class is another one now.
        """
        self._corrections = dict(labels)
        if self._filter == "corrected":
            self._reset()
            return
        rows = {prediction.file: row for row, prediction in enumerate(self._rows)}
        for file in changed:
            if file in rows:
                place = self.index(rows[file])
                self.dataChanged.emit(place, place)

    def set_ranks(self, files: Iterable[Path]) -> None:
        """Put ``files`` first, in this order, where it is asked for which to label next."""
        self._ranks = {file: rank for rank, file in enumerate(files)}
        if self._order == "label_next":
            self._reset()

    def add(self, predictions: Iterable[Prediction]) -> None:
        """Add answers as they come."""
        fresh = []
        again = False
        for prediction in predictions:
            if prediction.file in self._all:
                again = True
                self._count(self._all[prediction.file], -1)
            else:
                self._given[prediction.file] = next(self._next_given)
            self._all[prediction.file] = prediction
            self._count(prediction, 1)
            if self._passes(prediction):
                fresh.append(prediction)
        if again:
            self._reset()
        elif fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    @property
    def order(self) -> Order:
        """How rows are put once all are there."""
        return self._order

    def labels(self) -> dict[str, int]:
        """The accepted answers' classes, each with its number of pictures, by name."""
        labels = sorted(self._labels, key=natural_key)
        return {label: self._labels[label] for label in labels if self._labels[label]}

    def arrange(self, order: Order | None = None) -> None:
        """Put the rows in order, in ``order`` from now on where it is given."""
        self._order = order or self._order
        self._reset()

    def set_label(self, label: str | None) -> None:
        """Show only pictures accepted as ``label``; None shows all."""
        if label != self._label:
            self._label = label
            self._reset()

    def set_query(self, query: str) -> None:
        """Show only pictures with ``query`` in their name or class."""
        if query.casefold() != self._query:
            self._query = query.casefold()
            self._reset()

    def remove(self, files: Iterable[Path]) -> list[Prediction]:
        """Take answers from the list; those that were there."""
        removed = [self._all.pop(file) for file in files if file in self._all]
        for prediction in removed:
            self._count(prediction, -1)
        if removed:
            self._reset()
        return removed

    def put_back(self, predictions: Iterable[Prediction]) -> None:
        """Add answers that were removed, each where it was given."""
        back = list(predictions)
        before = {each.file: self._given[each.file] for each in back if each.file in self._given}
        self.add(back)
        self._given |= before
        in_order = sorted(self._all, key=self._given.__getitem__)
        self._all = {file: self._all[file] for file in in_order}
        self._reset()

    def decide(self, thresholds: Thresholds) -> None:
        """Accept the answers that are at least this sure; filters and order stay."""
        self.thresholds = thresholds
        self._all = {file: each.decided(thresholds) for file, each in self._all.items()}
        self._tally.clear()
        self._labels.clear()
        for prediction in self._all.values():
            self._count(prediction, 1)
        self._reset()

    def set_filter(self, wanted: Filter) -> None:
        """Show all rows, or only those that ``wanted`` names."""
        self._filter = wanted
        self._reset()

    def clear(self) -> None:
        """Forget all answers."""
        self._all, self._given, self._label, self._query = {}, {}, None, ""
        self._ranks = {}
        self._tally.clear()
        self._labels.clear()
        self._reset()

    def prediction(self, row: int) -> Prediction:
        """The answer in ``row``."""
        return self._rows[row]

    def row_of(self, file: Path) -> int | None:
        """The row in which ``file`` is shown."""
        return next((n for n, p in enumerate(self._rows) if p.file == file), None)

    def _count(self, prediction: Prediction, step: int) -> None:
        if prediction.error is not None:
            self._tally["unreadable"] += step
        elif is_unsure(prediction):
            self._tally["unsure"] += step
        elif is_unknown(prediction):
            self._tally["unknown"] += step
        elif prediction.label is not None:
            self._labels[prediction.label] += step

    def _passes(self, prediction: Prediction) -> bool:
        if self._filter == "unsure" and not is_unsure(prediction):
            return False
        if self._filter == "unknown" and not is_unknown(prediction):
            return False
        if self._filter == "unreadable" and prediction.error is None:
            return False
        if self._filter == "corrected" and prediction.file not in self._corrections:
            return False
        label = prediction.label or ""
        if self._label is not None and (label != self._label or is_doubtful(prediction)):
            return False
        name = prediction.file.name.casefold()
        return self._query in name or self._query in label.casefold()

    def _ordered(self, predictions: Iterable[Prediction]) -> list[Prediction]:
        if self._order == "given":
            return list(predictions)
        if self._order == "name":
            return sorted(predictions, key=_named)
        if self._order == "label_next":
            return sorted(predictions, key=self._to_label)
        return sorted(predictions, key=certainty if self._order == "least_sure" else _surest)

    def _to_label(self, prediction: Prediction) -> tuple[int, tuple[int, float, NaturalKey]]:
        """Sort key: by rank; as long as it has none, the least sure first."""
        return self._ranks.get(prediction.file, len(self._ranks)), certainty(prediction)

    def _reset(self) -> None:
        self.beginResetModel()
        self._rows = self._ordered(p for p in self._all.values() if self._passes(p))
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
        if role == CORRECTED_ROLE:
            return self.correction(prediction.file)
        if role == SHARES_ROLE:
            return self._shares(prediction)
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(prediction.file.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{one_line(prediction.file.name)}, {self._spoken(prediction)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (one_line(str(prediction.file)), self._spoken(prediction))
            return plain_tooltip("\n".join(lines))
        return None

    def _shares(self, prediction: Prediction) -> list[str]:
        """The shares on show; beside the threshold the best one says on which side it is."""
        told = [percent(share) for _name, share in prediction.ranked[:SHOWN_CLASSES]]
        if self.thresholds is not None and told:
            name, share = prediction.ranked[0]
            told[0] = answer_share_text(told[0], share, self.thresholds.of(name))
        return told

    def _spoken(self, prediction: Prediction) -> str:
        if prediction.error is not None:
            return one_line(text_of(prediction.error))
        shown = zip(prediction.ranked, self._shares(prediction), strict=False)
        best = ", ".join(f"{one_line(name)} {told}" for (name, _share), told in shown)
        if label := self.correction(prediction.file):
            return f"{given_text(label, prediction)}: {best}"
        if is_unknown(prediction):
            return f"{self.tr('unknown')}: {best}"
        return f"{self.tr('unsure')}: {best}" if is_unsure(prediction) else best
