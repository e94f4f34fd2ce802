"""As it is: nothing learns, the network answers with the classes it was pretrained on.

Which of these a folder means follows from its name; ``--class-map`` corrects that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from tlgui.engine.data.class_matching import ClassFinder, exact_finder, match_classes
from tlgui.engine.errors import DatasetError, Message, RecipeError
from tlgui.engine.models.catalog import find_backbone
from tlgui.engine.models.class_map import class_map_finder, read_class_map
from tlgui.engine.models.class_names import check_classes_have_names, class_names
from tlgui.engine.models.own_classifier import check_classifier_is_linear, own_head
from tlgui.engine.progress import Notice
from tlgui.engine.training.method import ClassNumbers, Fitted, Learns, Method, Task
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.settings import Level, setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tlgui.engine.data.class_matching import MatchedClasses
    from tlgui.engine.data.records import DatasetIndex
    from tlgui.engine.models.class_map import ClassMap
    from tlgui.engine.models.class_names import ClassNames
    from tlgui.engine.training.run import Run

CLASS_LIMIT = 2000
"""A confusion matrix of more classes does not fit into the memory of many computers."""
NAMES_TOLD = 12


@dataclass(frozen=True, kw_only=True)
class AsIs(Recipe):
    """What is asked where nothing learns, beside what every method is.

    Attributes:
        class_map: JSON that says which class a folder means, by the folder's name, null where it
            means none; or the path of a file with it. Empty where names say it.
    """

    method: ClassVar[str] = "as-is"
    unused: ClassVar[tuple[str, ...]] = ("class_weights", "folds", "ensemble", "members")
    reads_training: ClassVar[bool] = False

    class_map: str = setting(
        "",
        label=Message("Class map"),
        spoken=Message("class map"),
        sentence=Message(
            "JSON file from folders' names to classes of the network, or that JSON itself, where "
            "names do not tell."
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
        mapped = read_class_map(recipe.class_map, names)
        matched = match_classes(index, class_map_finder(names, mapped))
        if not matched.number:
            raise _nothing_matched(index, backbone.name, names)
        for message in _told(index, names, matched, mapped):
            task.control.report(Notice(message))
        head = own_head(backbone, recipe.weights_file)
    task.control.check()
    extraction.begin(len(task.held_out))
    with clock.time("features"):
        extraction.reference(task.held_out)
    clock.move("features", "engine", extraction.take_engine_seconds())
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

    Where classes were changed since, by the names of now and by those of then.

    Raises:
        RecipeError: its classes are those of a backbone that is not known here.
    """
    learned = _learned_finder(run)
    return learned if run.changes is None else run.changes.finder(learned)


def _learned_finder(run: Run) -> ClassFinder:
    classes = run.trained_classes
    if not isinstance(run.recipe, AsIs):
        return exact_finder(classes)
    names = class_names(find_backbone(run.recipe.backbone))
    if names.names != classes:
        return exact_finder(classes)
    number = {name: place for place, name in enumerate(classes)}
    kept = run.facts.get("class_map")
    mapped: ClassMap = {}
    for folder, name in kept.items() if isinstance(kept, dict) else ():
        if name is None or (isinstance(name, str) and name in number):
            mapped[folder] = None if name is None else number[name]
    return class_map_finder(names, mapped)


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
