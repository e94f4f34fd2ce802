"""``tlgui train``: a classifier from a folder of labelled pictures.

Its options follow from the recipes of the methods: each described setting is one.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson, Groups
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import say
from tlgui.cli.together import help_to_train, joined, refuse_alone
from tlgui.cli.training import find_rate_and_print, learn_again_and_print, train_and_print
from tlgui.engine.data.records import Division
from tlgui.engine.errors import Message, RecipeError
from tlgui.engine.models.scratch.building import DESIGN
from tlgui.engine.training.methods import DEFAULT_METHOD, all_methods, find_method
from tlgui.engine.training.recipe import Recipe
from tlgui.engine.training.recipe_files import read_recipe_file
from tlgui.engine.training.settings import fields_of

if TYPE_CHECKING:
    from tlgui.engine.training.method import Method
    from tlgui.engine.training.settings import Field


PictureFolder = Annotated[
    Path | None,
    typer.Argument(
        parser=path,
        metavar="FOLDER",
        help="One sub-folder a class, split folders above; or a table of paths and labels.",
    ),
]
RunPlace = Annotated[
    Path | None, typer.Option("--out", parser=path, metavar="RUN", help="Folder for the run.")
]


def make_command() -> Any:
    """The command with an option for every setting of every method."""
    methods = all_methods()
    settings = _settings(methods)

    def command(
        folder: Path | None,
        out: Path | None,
        method: str | None,
        recipe_file: Path | None,
        resume: Path | None,
        again: Path | None,
        split_seed: int | None,
        divide_anew: bool,
        groups: str | None,
        columns: str | None,
        find_rate: bool,
        as_json: bool,
        **asked: Any,
    ) -> None:
        """Train a classifier on a folder of labelled pictures."""
        if again is not None:
            fixed = {"method": method, "recipe": recipe_file, "split_seed": split_seed}
            fixed |= {"groups": groups, "columns": columns, "resume": resume}
            fixed |= {"divide_anew": divide_anew or None, "find_rate": find_rate or None}
            _refuse_changes("--again", {**fixed, **asked})
            if out is None:
                raise WrongUsageError(
                    Message("{name} is missing.", name="--out"),
                    Message("tlgui train --again RUN --out NEW"),
                )
            learn_again_and_print(again, folder, out, as_json=as_json)
            return
        if resume is not None:
            fixed = {"out": out, "method": method, "recipe": recipe_file, "split_seed": split_seed}
            fixed |= {"groups": groups, "columns": columns, "divide_anew": divide_anew or None}
            fixed["find_rate"] = find_rate or None
            _go_on(resume, folder, {**fixed, **asked}, as_json=as_json)
            return
        if folder is None or (out is None and not find_rate):
            missing = "FOLDER" if folder is None else "--out"
            raise WrongUsageError(
                Message("{name} is missing.", name=missing),
                Message("tlgui train FOLDER --out RUN, or tlgui train --resume RUN."),
            )
        given = {name: value for name, value in asked.items() if value is not None}
        filed = {} if recipe_file is None else read_recipe_file(recipe_file)
        try:
            recipe = _recipe(method, filed, given)
        except RecipeError as error:
            raise WrongUsageError(error.message, error.hint) from error
        _tell_idle(given, recipe, settings)
        seed = recipe.seed if split_seed is None else split_seed
        division = Division(seed, groups or "", divide_anew)
        if find_rate:
            find_rate_and_print(folder, recipe, division, columns=columns or "", as_json=as_json)
            return
        assert out is not None
        with joined() as company:
            refuse_alone(recipe, company)
            if not company.leads:
                help_to_train(folder, recipe, company, columns or "")
                return
            train_and_print(
                folder,
                recipe,
                out,
                as_json=as_json,
                division=division,
                columns=columns or "",
            )

    parameters = {
        "folder": (PictureFolder, None),
        "out": (RunPlace, None),
        "method": (
            Annotated[
                str | None,
                typer.Option(
                    help=f"How to train ({', '.join(methods)}; default {DEFAULT_METHOD})."
                ),
            ],
            None,
        ),
        "recipe_file": (
            Annotated[
                Path | None,
                typer.Option(
                    "--recipe",
                    parser=path,
                    metavar="FILE",
                    help="A whole recipe, such as a run's recipe.json; options beside it change"
                    " it.",
                ),
            ],
            None,
        ),
        "resume": (
            Annotated[
                Path | None,
                typer.Option(
                    parser=path,
                    metavar="RUN",
                    help="Go on with the training for RUN that ended too soon.",
                ),
            ],
            None,
        ),
        "again": (
            Annotated[
                Path | None,
                typer.Option(
                    parser=path,
                    metavar="RUN",
                    help="Fit the linear head of RUN again with what `tlgui edit` corrected and"
                    " added since: a second or two.",
                ),
            ],
            None,
        ),
        "find_rate": (
            Annotated[
                bool,
                typer.Option(
                    "--find-rate",
                    help="Only find a learning rate for --method fine-tune or from-scratch: the"
                    " loss at rising rates.",
                ),
            ],
            False,
        ),
        **{name: (_option(name, methods), None) for name in settings},
        "split_seed": (
            Annotated[
                int | None,
                typer.Option(
                    min=0, help="Seed of the split, where it is to be another than --seed."
                ),
            ],
            None,
        ),
        "divide_anew": (
            Annotated[
                bool,
                typer.Option(
                    "--divide-anew",
                    help="Draw all parts anew, though folders or a table have their own.",
                ),
            ],
            False,
        ),
        "groups": (
            Groups,
            None,
        ),
        "columns": (
            Annotated[
                str | None,
                typer.Option(help="Which column of a table is which: path=NAME,label=NAME, ..."),
            ],
            None,
        ),
        "as_json": (AsJson, False),
    }
    keyword = inspect.Parameter.KEYWORD_ONLY
    command.__signature__ = inspect.Signature(  # type: ignore[attr-defined]  # what typer reads
        [
            inspect.Parameter(name, keyword, annotation=annotation, default=default)
            for name, (annotation, default) in parameters.items()
        ]
    )
    command.__annotations__ = {name: annotation for name, (annotation, _) in parameters.items()}
    return command


def _go_on(out: Path, folder: Path | None, asked: dict[str, Any], *, as_json: bool) -> None:
    """Go on with a training that ended too soon: what was asked of it is known."""
    from tlgui.engine.training.run_writer import unfinished_run

    _refuse_changes("--resume", asked)
    with joined() as company:
        # The others would find it held by the first.
        found = company.same(unfinished_run(out) if company.leads else None)
        assert found is not None
        place = folder or found.place
        columns = "" if found.table is None else found.table.columns
        if not company.leads:
            help_to_train(place, found.recipe, company, columns, found)
            return
        train_and_print(
            place, found.recipe, out, as_json=as_json, unfinished=found, columns=columns
        )


def _refuse_changes(option: str, asked: dict[str, Any]) -> None:
    """Refuse what was given beside ``option``, which goes on with what a training was asked."""
    given = [name for name, value in asked.items() if value is not None]
    if given:
        names = ", ".join(f"--{name.strip('-').replace('_', '-')}" for name in given)
        raise WrongUsageError(
            Message("{names} cannot be changed now.", names=names),
            Message("{option} goes on with what the training was asked.", option=option),
        )


def _recipe(method: str | None, filed: dict[str, Any], given: dict[str, Any]) -> Recipe:
    """What is asked by a recipe's file and by options, which have the last word.

    Of a file for another method than ``method``, only what all methods have counts.

    Raises:
        RecipeError: that makes no sense.
    """
    chosen = find_method(method or filed.get("method", DEFAULT_METHOD))
    fields = {field.name: field for field in fields_of(chosen.recipe)}
    same = chosen.name == filed.get("method")
    meant = fields if same else {field.name for field in fields_of(Recipe)}
    values = {
        name: fields[name].read(value)
        for name, value in filed.items()
        if name in fields and name in meant
    }
    values |= {name: value for name, value in given.items() if name in fields}
    if "design" in given and "design" in fields:
        if given.get("backbone", DESIGN) != DESIGN:
            raise RecipeError(
                Message(
                    "--design builds a network of one's own; --backbone {name} is another one.",
                    name=given["backbone"],
                ),
                Message("Give one of them."),
            )
        values["backbone"] = DESIGN
    recipe: Recipe = chosen.recipe(**values)
    return recipe


def _settings(methods: dict[str, Method]) -> dict[str, Field]:
    """Every setting by its name; one that several methods have is one option."""
    found: dict[str, Field] = {}
    for method in methods.values():
        for field in fields_of(method.recipe):
            found.setdefault(field.name, field)
    return found


def _option(name: str, methods: dict[str, Method]) -> Any:
    """The type of a command line's option that sets ``name``; nothing where it is not given.

    What several methods have is described as by the first of them; where they differ in what they
    take, that is told by method.
    """
    found = {
        method.name: field
        for method in methods.values()
        for field in fields_of(method.recipe)
        if field.name == name
    }
    field = next(iter(found.values()))
    setting = field.setting
    sentence = str(setting.sentence).removesuffix(".")
    if not sentence[1:2].isupper():  # As JSON has it.
        sentence = sentence[:1].lower() + sentence[1:]
    # The sentence stands below the label in the window, and may go on from it.
    parts = [f"{setting.label}: {sentence}"]
    if setting.choices:
        parts.append(", ".join(setting.choices))
    if field.kind in (int, float):
        parts.append(_by_method({method: _range(each) for method, each in found.items()}))
    needs = {
        method: "" if each.setting.where is None else f"with {_needed(each.setting.where)}"
        for method, each in found.items()
    }
    if any(needs.values()):
        parts.append(_by_method(needs))
    defaults = {method: str(each.default) for method, each in found.items()}
    if field.kind is not bool and any(defaults.values()):
        parts.append(f"default {_by_method(defaults)}")
    text = f"{parts[0]} ({'; '.join(parts[1:])})." if parts[1:] else f"{parts[0]}."
    kind = str if setting.choices else field.kind
    return Annotated[kind | None, typer.Option(field.option, help=text)]


def _range(field: Field) -> str:
    """What a number may be."""
    return f"{field.kind(field.setting.low)} to {field.kind(field.setting.high)}"


def _by_method(told: dict[str, str]) -> str:
    """What is told of every method; by method where that differs, and nothing of one without."""
    if len(set(told.values())) == 1:
        return next(iter(told.values()))
    methods: dict[str, list[str]] = {}
    for method, text in told.items():
        methods.setdefault(text, []).append(method)
    return ", ".join(f"{text} for {' and '.join(names)}" for text, names in methods.items() if text)


def _needed(where: tuple[str, object]) -> str:
    """The option, with the value or the values of it, where another one means something."""
    name, value = where
    values = value if isinstance(value, tuple) else (value,)
    return f"--{name.replace('_', '-')} {' or '.join(map(str, values))}"


def _tell_idle(given: dict[str, Any], recipe: Recipe, settings: dict[str, Field]) -> None:
    """Say which of the options that were given change nothing, and what they would need."""
    idle: dict[str, list[str]] = {}
    own = {field.name: field for field in fields_of(type(recipe))}
    for name in given:
        if name not in own:
            idle.setdefault(f"with --method {recipe.method}", []).append(settings[name].option)
        elif not own[name].means_something(recipe):
            need = f"without {_needed(own[name].setting.where or ('', ''))}"
            idle.setdefault(need, []).append(settings[name].option)
    for need, options in idle.items():
        say(f"notice: not used {need}: {', '.join(options)}.")


command = make_command()
