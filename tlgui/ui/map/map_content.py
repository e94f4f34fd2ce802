"""What a map shows and tells of its pictures; it knows no widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication

from tlgui.engine.data.names import natural_key
from tlgui.engine.data.records import SplitName
from tlgui.engine.picture_map.arrangement import FEWEST_ARRANGED, among
from tlgui.engine.picture_map.survey import PARTS
from tlgui.ui.map.camera import Plane
from tlgui.ui.map.chosen_card import Neighbour
from tlgui.ui.map.map_colors import ColorBy, by_answer, by_class, by_finding, by_part
from tlgui.ui.words.texts import one_line, share_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from tlgui.engine.data.records import DatasetIndex, Split
    from tlgui.engine.picture_map.arrangement import Arrangement
    from tlgui.engine.picture_map.newcomers import Newcomer
    from tlgui.engine.review.findings import FindingKind
    from tlgui.engine.training.run import Run
    from tlgui.ui.map.map_jobs import Drawn
    from tlgui.ui.map.map_points import Coloring
    from tlgui.ui.work.session import Session

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

NEIGHBOURS = 6

translate = QCoreApplication.translate


class MapContent:
    """The pictures of a map: where they are, what they are called, who is like whom.

    Attributes:
        picture_map: as it was drawn.
        arrangement: by neighbours, once that is known.
        run: whose network looked; None for a pretrained one.
        labels: (N) the class of each picture, as edited; empty for what is left out.
        doubtful: the kind of finding, by file.
        bit_depth: of 16-bit pictures.
    """

    def __init__(self, drawn: Drawn, run: Run | None, session: Session) -> None:
        self.picture_map = drawn.picture_map
        self.arrangement: Arrangement | None = drawn.arrangement
        self.run = run
        self.doubtful: dict[str, FindingKind] = {}
        for finding in session.findings:
            self.doubtful.setdefault(finding.files[0], finding.kind)
        self.bit_depth = None if run is None else run.preprocessing.bit_depth
        self._split = session.split
        index = drawn.picture_map.index
        self._paths: list[str] = [
            index.records[at].path for at in drawn.picture_map.positions.tolist()
        ]
        self.labels = [index.classes[label] for label in drawn.picture_map.labels.tolist()]

    def is_of(self, index: DatasetIndex | None, run: Run | None, split: Split | None) -> bool:
        """Whether it would be drawn alike."""
        same_run = (None if self.run is None else self.run.folder) == (
            None if run is None else run.folder
        )
        return index is self.picture_map.index and same_run and split is self._split

    @property
    def count(self) -> int:
        """Pictures."""
        return len(self._paths)

    def file(self, place: int) -> Path:
        """Where a picture lies."""
        file: Path = self.picture_map.index.file(int(self.picture_map.positions[place]))
        return file

    def path(self, place: int) -> str:
        """The same, in the data set."""
        return self._paths[place]

    def labelled_files(self) -> list[tuple[str, str]]:
        """(file, class) of all."""
        return list(zip(self._paths, self.labels, strict=True))

    def set_labels(self, labels: Sequence[str]) -> None:
        """The classes are others now."""
        self.labels = list(labels)

    def there(self) -> Mask:
        """(N,) which are not left out."""
        return np.fromiter(map(bool, self.labels), bool, len(self.labels))

    def class_names(self) -> list[str]:
        """All classes that pictures have or had."""
        index = self.picture_map.index
        return sorted({*index.classes, *filter(None, self.labels)}, key=natural_key)

    def ways(self) -> list[ColorBy]:
        """By what they can be coloured."""
        found = [ColorBy.CLASS]
        if (self.picture_map.parts >= 0).any():
            found.append(ColorBy.PART)
        if self.picture_map.answers is not None:
            found.append(ColorBy.ANSWER)
        if self.doubtful:
            found.append(ColorBy.FINDING)
        return found

    def coloring(self, by: ColorBy) -> Coloring:
        """The colours of all."""
        answers = self.picture_map.answers
        if by is ColorBy.PART:
            return by_part(self.picture_map)
        if by is ColorBy.ANSWER and answers is not None:
            return by_answer(answers, self._true())
        if by is ColorBy.FINDING:
            return by_finding(self._paths, self.doubtful)
        return by_class(self.labels)

    def places(self, *, by_neighbours: bool) -> Floats:
        """(N, 2) in the plane from -1 to 1."""
        raw = self._raw(by_neighbours)
        return Plane.of(raw).put(raw)

    def places_of(self, newcomers: Sequence[Newcomer], *, by_neighbours: bool) -> Floats:
        """(M, 2) of pictures that came later, in the same plane."""
        if not newcomers:
            return np.empty((0, 2), np.float32)
        raw = self._raw(by_neighbours)
        if by_neighbours:
            looks = np.stack([each.looks for each in newcomers])
            found = among(looks, self.picture_map.seen, raw)
        else:
            found = np.stack([each.flat for each in newcomers])
        return Plane.of(raw).put(found)

    def near(self, place: int, there: Mask) -> list[Neighbour]:
        """The pictures most like that one, the nearest first, without those left out."""
        whole = self.picture_map.whole[place].astype(np.float32)
        return self._neighbours(whole, there, self.labels[place], place)

    def near_newcomer(self, newcomer: Newcomer, there: Mask) -> list[Neighbour]:
        """The pictures most like one that came later."""
        return self._neighbours(newcomer.whole, there, newcomer.answer, -1)

    def told(self, place: int) -> str:
        """What is said of a picture in a tooltip: class, answer, file."""
        lines = [self.label_text(place), self.answer_text(place), one_line(self._paths[place])]
        return "\n".join(line for line in lines if line)

    def label_text(self, place: int) -> str:
        """Its class, and the part of the split it is in."""
        label = one_line(self.labels[place]) or translate("Map", "left out")
        part = int(self.picture_map.parts[place])
        if part < 0:
            return label
        names = (
            translate("Map", "training"),
            translate("Map", "validation"),
            translate("Map", "test"),
        )
        assert len(names) == len(PARTS)
        return f"{label} · {names[part]}"

    def answer_text(self, place: int) -> str:
        """What the model says of it; empty where there is none."""
        answers = self.picture_map.answers
        if answers is None:
            return ""
        name = one_line(answers.classes[int(answers.numbers[place])])
        share = share_text(float(answers.sureness[place]))
        true = int(self._true()[place])
        if true < 0:
            told = translate("Map", "The model says {name}, {share}.")
        elif true == int(answers.numbers[place]):
            told = translate("Map", "The model says {name}, {share}: right.")
        else:
            told = translate("Map", "The model says {name}, {share}: wrong.")
        return told.format(name=name, share=share)

    def newcomer_text(self, newcomer: Newcomer) -> str:
        """What the model says of one that came later."""
        if not newcomer.answer:
            return ""
        told = translate("Map", "The model says {name}, {share}.")
        return told.format(name=one_line(newcomer.answer), share=share_text(newcomer.sureness))

    def honest_words(self, by: ColorBy, *, by_neighbours: bool) -> str:
        """What the picture shows, and what it does not."""
        words = self._about_places(by_neighbours=by_neighbours)
        learned = PARTS.index(SplitName.TRAIN)
        if by is ColorBy.ANSWER and (self.picture_map.parts == learned).any():
            words += " " + translate(
                "Map", "Pictures that were learned from are nearly always right, and tell little."
            )
        return words

    def _about_places(self, *, by_neighbours: bool) -> str:
        if not by_neighbours:
            share = f"{self.picture_map.share:.0%}"
            return translate(
                "Map",
                "The two directions in which pictures differ most: {share} of all differences."
                " Pictures that lie on each other here may be far apart in others.",
            ).format(share=share)
        words = translate(
            "Map",
            "Near to each other means alike to the network. How far groups are apart, and how"
            " large they look, means nothing.",
        )
        arranged = self.arrangement.arranged if self.arrangement is not None else self.count
        if FEWEST_ARRANGED <= arranged < self.count:
            more = translate(
                "Map", "{n} of {all} were arranged; each of the others lies among its like."
            )
            words += " " + more.format(n=f"{arranged:,}", all=f"{self.count:,}")
        return words

    def _raw(self, by_neighbours: bool) -> Floats:
        if by_neighbours and self.arrangement is not None:
            return self.arrangement.places
        return self.picture_map.flat

    def _true(self) -> NDArray[np.int64]:
        """(N,) the right class by the labels of now, -1 where the model has none."""
        answers, index = self.picture_map.answers, self.picture_map.index
        assert answers is not None
        known = dict(zip(self.picture_map.labels.tolist(), answers.true.tolist(), strict=True))
        number = {index.classes[label]: true for label, true in known.items()}
        for at, name in enumerate(answers.classes):
            number.setdefault(name, at)
        return np.asarray([number.get(label, -1) for label in self.labels], np.int64)

    def _neighbours(self, whole: Floats, there: Mask, label: str, without: int) -> list[Neighbour]:
        out = int((~there).sum())
        wanted = NEIGHBOURS + min(out, 4 * NEIGHBOURS)
        places, _likeness = self.picture_map.nearest(whole, wanted, without=without)
        kept = [at for at in places.tolist() if there[at]][:NEIGHBOURS]
        return [
            Neighbour(at, self.file(at), self.labels[at], not label or self.labels[at] == label)
            for at in kept
        ]
