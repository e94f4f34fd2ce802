"""As it is: nothing learns, the network answers with the classes it was pretrained on.

Which of these a folder means follows from its name; ``--class-map`` corrects that.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from tlgui.engine.data.class_matching import ClassFinder, exact_finder, match_classes
from tlgui.engine.errors import BundleError, DatasetError, Message, RecipeError
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.class_names import check_classes_have_names, class_names
from tlgui.engine.models.own_classifier import check_classifier_is_linear, own_head
from tlgui.engine.progress import Notice
from tlgui.engine.storage import read_json
from tlgui.engine.training.method import ClassNumbers, Fitted, Learns, Method, Task
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import Level, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tlgui.engine.data.class_matching import MatchedClasses
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.models.class_names import ClassNames
    from tlgui.engine.training.run import Run

CLASS_LIMIT = 2000
"""A confusion matrix of more classes does not fit into the memory of many computers."""
NAMES_TOLD = 12


@dataclass(frozen=True, kw_only=True)
class AsIs(Recipe):
    """What is asked where nothing learns, beside what every method is.

    Attributes:
        class_map: path of a JSON file that says which class a folder means, by the folder's name;
            null where it means none. Empty where names say it.
    """

    method: ClassVar[str] = "as-is"
    unused: ClassVar[tuple[str, ...]] = ("class_weights",)
    reads_training: ClassVar[bool] = False

    class_map: str = setting(
        "",
        label=Message("Class map"),
        spoken=Message("class map"),
        sentence=Message(
            "JSON file from folders' names to classes of the network, where names do not tell."
        ),
        level=Level.COMMAND_LINE,
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        backbone = find_backbone(self.backbone)
        check_classes_have_names(backbone)
        check_classifier_is_linear(backbone)
        if backbone.classes > CLASS_LIMIT:
            raise RecipeError(
                Message(
                    "{name} tells {count} classes apart: too many for figures about each.",
                    name=backbone.name,
                    count=f"{backbone.classes:,}",
                ),
                Message("Take one that was tuned on ImageNet-1k (ft_in1k in its name)."),
            )


def fit(task: Task) -> Fitted:
    """The backbone with its own classifier; folders are matched with its classes by their names.

    Raises:
        DatasetError: no folder means one of its classes.
        RecipeError: the class map cannot be read, or names what does not exist.
        WeightsError: the weights have no classifier.
        Cancelled: the user cancelled.
    """
    recipe, index, extraction, clock = task.recipe, task.index, task.extraction, task.clock
    assert isinstance(recipe, AsIs)
    backbone = find_backbone(recipe.backbone)
    with clock.time("fit"):
        names = class_names(backbone)
        mapped = _read_class_map(Path(recipe.class_map), names) if recipe.class_map else {}
        matched = match_classes(index, _finder(names, mapped))
        if not matched.number:
            raise _nothing_matched(index, backbone.name, names)
        for message in _told(index, names, matched, mapped):
            task.control.report(Notice(message))
        head = own_head(backbone, recipe.weights_file)
    task.control.check()
    extraction.begin(len(task.held_out))
    with clock.time("features"):
        extraction.reference(task.held_out)
    clock.move("features", "engine", extraction.engine_seconds)
    task.control.has_result = True
    return Fitted(
        network=task.network.with_head(head),
        classes=ClassNumbers(names.names, matched.number),
        trained_on=(),
        extraction=extraction,
        facts={
            "class_map": {
                name: names.names[matched.number[place]] if place in matched.number else None
                for place, name in enumerate(index.classes)
            },
            "unknown_class_images": matched.left_out,
            "epochs": 0,
        },
        problems=matched.problems,
    )


METHOD = Method(
    recipe=AsIs,
    title=Message("As it is"),
    sentence=Message("Nothing learns: the network answers with the classes it was pretrained on."),
    term="backbone",
    fit=fit,
    learns=Learns.NOTHING,
)


def class_finder(run: Run) -> ClassFinder:
    """Which of a run's classes a folder's name means: exactly that one, or a synonym of it.

    Raises:
        RecipeError: its classes are those of a backbone that is not known here.
    """
    if not isinstance(run.recipe, AsIs):
        return exact_finder(run.classes)
    names = class_names(find_backbone(run.recipe.backbone))
    if names.names != run.classes:
        return exact_finder(run.classes)
    number = {name: place for place, name in enumerate(run.classes)}
    kept = run.facts.get("class_map")
    mapped: dict[str, int | None] = {}
    for folder, name in kept.items() if isinstance(kept, dict) else ():
        if name is None or (isinstance(name, str) and name in number):
            mapped[folder] = None if name is None else number[name]
    return _finder(names, mapped)


def _finder(names: ClassNames, mapped: Mapping[str, int | None]) -> ClassFinder:
    def find(folder: str) -> tuple[int, ...]:
        if folder not in mapped:
            return names.find(folder)
        number = mapped[folder]
        return () if number is None else (number,)

    return ClassFinder(names.names, find)


def _read_class_map(file: Path, names: ClassNames) -> dict[str, int | None]:
    """The number of the class that a folder means, or None, by the folder's name.

    Raises:
        RecipeError: it cannot be read, or names a class that does not exist, or several.
    """
    form = Message(
        'It is a JSON object of folders and classes: {example}, with null for "none of them".',
        example='{"my shoes": "running shoe"}',
    )
    try:
        document = read_json(file)
    except BundleError as error:
        raise RecipeError(error.message, form) from error
    if not isinstance(document, dict):
        raise RecipeError(Message("{path} is not a class map.", path=file), form)
    mapped: dict[str, int | None] = {}
    for folder, name in document.items():
        if name is not None and not isinstance(name, str):
            raise RecipeError(
                Message("{path} has no name of a class for {folder}.", path=file, folder=folder),
                form,
            )
        found = () if name is None else names.find(name)
        if name is not None and len(found) != 1:
            raise RecipeError(
                Message(
                    "{path}: there is no class {name}, for {folder}.",
                    path=file,
                    name=name,
                    folder=folder,
                )
                if not found
                else Message(
                    "{path}: several classes are called {name}, for {folder}.",
                    path=file,
                    name=name,
                    folder=folder,
                ),
                _similar(name, names, found),
            )
        mapped[folder] = found[0] if found else None
    return mapped


def _similar(name: str, names: ClassNames, found: Sequence[int]) -> Message | None:
    near = [names.names[number] for number in found]
    near = near or get_close_matches(name, names.names, 5, 0.6)
    return Message("Similar: {names}.", names=", ".join(near)) if near else None


def _nothing_matched(index: DatasetIndex, backbone: str, names: ClassNames) -> DatasetError:
    return DatasetError(
        Message(
            "{name} knows none of the classes of {folder}: {classes}.",
            name=backbone,
            folder=index.root,
            classes=_listed(index.classes),
        ),
        Message(
            "Say which of its {count} classes each folder means (--class-map FILE), or let it "
            "learn yours: --method feature-extraction. Its classes are such as {examples}.",
            count=f"{len(names.names):,}",
            examples=", ".join(names.names[:: max(1, len(names.names) // 6)][:6]),
        ),
    )


def _told(
    index: DatasetIndex,
    names: ClassNames,
    matched: MatchedClasses,
    mapped: Mapping[str, int | None],
) -> list[Message]:
    """What was made of the folders' names."""
    told = []
    pairs = [
        f"{index.classes[place]} = {names.names[number]}"
        for place, number in matched.number.items()
        if index.classes[place] != names.names[number]
    ]
    if pairs:
        told.append(
            Message("Folders were taken for classes of the network: {pairs}.", pairs=_listed(pairs))
        )
    if matched.problems:
        told.append(
            Message(
                "{count} of {all} classes are not the network's, and left out: {names}.",
                count=len(matched.problems),
                all=len(index.classes),
                names=_listed([problem.path for problem in matched.problems]),
            )
        )
    idle = [folder for folder in mapped if folder not in index.classes]
    if idle:
        told.append(
            Message(
                "The class map speaks of folders that are not there: {names}.", names=_listed(idle)
            )
        )
    return told


def _listed(names: Sequence[str]) -> str:
    """The names, the first ones where there are many."""
    return ", ".join(names[:NAMES_TOLD]) + (" ..." if len(names) > NAMES_TOLD else "")
