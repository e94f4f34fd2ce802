"""``tlgui models``: the backbones, and their weights on this computer."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli.options import AsJson
from tlgui.cli.refusals import WrongUsageError, path
from tlgui.cli.reports import counted, print_json, print_line, say
from tlgui.cli.textbooks import (
    blueprint_table,
    folded,
    list_textbooks,
    named_blueprint,
    point_to_textbooks,
)
from tlgui.engine.errors import Message, WeightsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tlgui.engine.models.catalog import Backbone
    from tlgui.engine.models.pretrained.places import WeightsPlace

TOLD = 20
MEGABYTE = 1_000_000


class Order(StrEnum):
    """What comes first in the table."""

    ACCURACY = "accuracy"
    SIZE = "size"
    SPEED = "speed"
    NAME = "name"


def command(
    query: Annotated[
        list[str] | None,
        typer.Argument(metavar="[QUERY]...", help="Words that name or family must have."),
    ] = None,
    ready: Annotated[
        bool, typer.Option("--ready", help="Only those whose weights are on this computer.")
    ] = False,
    commercial: Annotated[
        bool, typer.Option("--commercial", help="Only those whose weights may be used in business.")
    ] = False,
    family: Annotated[str, typer.Option(metavar="NAME", help="Only those of this family.")] = "",
    sort: Annotated[
        Order, typer.Option(help="Most accurate, smallest or fastest first, or by name.")
    ] = Order.ACCURACY,
    show_all: Annotated[
        bool, typer.Option("--all", help=f"List all that are found, not {TOLD}.")
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Download the weights of the one called QUERY.")
    ] = False,
    layers: Annotated[
        bool,
        typer.Option(
            "--layers", help="Print the one called QUERY layer by layer: sizes, parameters, work."
        ),
    ] = False,
    textbook: Annotated[
        bool,
        typer.Option(
            "--textbook", help="List the networks of the textbooks, which learn from scratch."
        ),
    ] = False,
    remove: Annotated[
        str, typer.Option(metavar="NAME", help="Delete the weights that were downloaded for it.")
    ] = "",
    weights_folder: Annotated[
        Path | None,
        typer.Option(parser=path, metavar="DIR", help="Look for files of weights there from now."),
    ] = None,
    no_weights_folder: Annotated[
        bool, typer.Option("--no-weights-folder", help="Look in no folder of one's own any more.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the backbones with what one chooses by; their layers; fetch and remove their weights."""
    words = query or []
    jobs = (fetch, layers, textbook, bool(remove), weights_folder is not None, no_weights_folder)
    if sum(jobs) > 1:
        raise WrongUsageError(
            Message(
                "--fetch, --layers, --textbook, --remove, --weights-folder and --no-weights-folder:"
                " one at a time."
            )
        )
    if layers:
        _layers(words, as_json=as_json)
    elif textbook:
        list_textbooks(words, as_json=as_json)
    elif fetch:
        _fetch(words, as_json=as_json)
    elif remove:
        _remove(remove, as_json=as_json)
    elif weights_folder is not None or no_weights_folder:
        _set_weights_folder(weights_folder, as_json=as_json)
    else:
        found = _found(words, family, commercial=commercial)
        _list(found, sort, ready=ready, show_all=show_all, as_json=as_json)
        if not as_json:
            point_to_textbooks(words)


def _found(words: Sequence[str], family: str, *, commercial: bool) -> list[Backbone]:
    """The backbones that are asked for, wherever their weights are.

    Raises:
        WrongUsageError: there is no such family.
    """
    from difflib import get_close_matches

    from tlgui.engine.models.catalog import all_backbones

    backbones = list(all_backbones().values())
    families = {backbone.family for backbone in backbones}
    if family and family not in families:
        near = get_close_matches(family, sorted(families), 3, 0.5)
        raise WrongUsageError(
            Message("There is no family called {name}.", name=family),
            Message("Similar: {names}.", names=", ".join(near))
            if near
            else Message("Families: {names}.", names=", ".join(sorted(families))),
        )
    wanted = folded(words)
    return [
        backbone
        for backbone in backbones
        if (not family or backbone.family == family)
        and (not commercial or backbone.commercial_use)
        and _has(backbone, wanted)
    ]


def _has(backbone: Backbone, words: Iterable[str]) -> bool:
    text = f"{backbone.timm_name} {backbone.family} {backbone.label}".casefold()
    return all(word in text for word in words)


def _list(
    found: list[Backbone], order: Order, *, ready: bool, show_all: bool, as_json: bool
) -> None:
    from tlgui.engine.models.pretrained.places import places_of

    places = places_of(found)
    if ready:
        found = [backbone for backbone in found if places[backbone.name].path is not None]
    found.sort(key=lambda backbone: _rank(backbone, order))
    if as_json:
        rows = [_row(backbone, places[backbone.name]) for backbone in found]
        print_json({"count": len(found), "backbones": rows})
        return
    if not found:
        print_line("No backbone is like that.")
        return
    told = found if show_all else found[:TOLD]
    for line in _table([_cells(each, places[each.name]) for each in told]):
        print_line(line)
    if len(told) < len(found):
        print_line(f"... {len(found) - len(told)} more (--all lists them)")
    print_line("")
    print_line(
        "top-1: % right on ImageNet-1k's validation pictures, at that side in pixels; a second:"
        " pictures on one desktop processor (i9-10940X); both as published."
    )
    print_line("Licence of the weights: * not for commercial use, ? own terms: read them.")


def _rank(backbone: Backbone, order: Order) -> tuple[float, str]:
    """What ``backbone`` is sorted by; where it is not known it comes last."""
    last = float("inf")
    if order is Order.SIZE:
        return backbone.parameters, backbone.name
    if order is Order.SPEED:
        return -backbone.cpu_speed if backbone.cpu_speed else last, backbone.name
    if order is Order.ACCURACY:
        return -backbone.accuracy if backbone.accuracy else last, backbone.name
    return 0.0, backbone.name


def _row(backbone: Backbone, place: WeightsPlace) -> dict[str, Any]:
    """One row of the document of ``models``."""
    return {
        "name": backbone.name,
        "timm_name": backbone.timm_name,
        "family": backbone.family,
        "accuracy": backbone.accuracy,
        "accuracy_size": backbone.accuracy_size,
        "parameters": backbone.parameters,
        "input_size": backbone.input_size,
        "width": backbone.width,
        "gmacs": backbone.gmacs,
        "mega_activations": backbone.mega_activations,
        "cpu_speed": backbone.cpu_speed,
        "license": backbone.license,
        "commercial_use": backbone.commercial_use,
        "classes": backbone.classes,
        "trained_on": backbone.trained_on,
        "head": backbone.head,
        "year": backbone.year,
        "paper": backbone.paper,
        "weights": place.kind.value,
        "weights_bytes": place.size_bytes,
    }


_HEADINGS = ("name", "top-1", "at", "parameters", "a second", "input", "weights", "licence")
_TO_THE_RIGHT = frozenset((1, 2, 3, 4, 5))


def _cells(backbone: Backbone, place: WeightsPlace) -> tuple[str, ...]:
    from tlgui.engine.models.pretrained.places import WeightsKind

    weights = place.kind.value
    if place.kind is WeightsKind.TO_DOWNLOAD:
        weights += f", {_megabytes(place.size_bytes)}"
    mark = {True: "", False: " *", None: " ?"}[backbone.commercial_use]
    return (
        backbone.name,
        "-" if backbone.accuracy is None else f"{backbone.accuracy:.1f}",
        "-" if backbone.accuracy_size is None else str(backbone.accuracy_size),
        f"{backbone.parameters / 1e6:,.1f} M",
        "-" if backbone.cpu_speed is None else f"{backbone.cpu_speed:,.0f}",
        str(backbone.input_size),
        weights,
        (backbone.license or "not stated") + mark,
    )


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """The rows under their headings, as lines of columns that stand below each other."""
    rows = [_HEADINGS, *rows]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if place in _TO_THE_RIGHT else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    return lines


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"


def _layers(words: Sequence[str], *, as_json: bool) -> None:
    from tlgui.cli.layer_lines import layers_document, print_layers
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.models.summary import summarise

    blueprint = named_blueprint(words[0]) if len(words) == 1 else None
    if len(words) != 1:
        raise WrongUsageError(
            Message("--layers prints one network."),
            Message("Name it: tlgui models NAME --layers, or a file with a design."),
        )
    if blueprint is None:
        backbone = find_backbone(words[0])
        name, table = backbone.name, summarise(backbone).table
    else:
        name, table = blueprint.name, blueprint_table(blueprint)
    if as_json:
        print_json({"name": name, **layers_document(table)})
    else:
        print_layers(name, table)


def _fetch(words: Sequence[str], *, as_json: bool) -> None:
    from tlgui.cli.terminal import progress
    from tlgui.engine.models.catalog import all_backbones, find_backbone
    from tlgui.engine.models.pretrained.fetching import fetch
    from tlgui.engine.models.pretrained.places import find_weights, places_of

    if len(words) != 1:
        raise WrongUsageError(
            Message("--fetch downloads the weights of one backbone."),
            Message("Name it: tlgui models NAME --fetch."),
        )
    backbone = find_backbone(words[0])
    places = places_of(all_backbones().values())
    ready = [name for name, place in places.items() if place.path is not None]
    with progress() as control:
        file = fetch(backbone, control, ready)
    size = find_weights(backbone).size_bytes
    if as_json:
        print_json({"name": backbone.name, "path": str(file), "weights_bytes": size})
    else:
        print_line(f"{backbone.name}: {file}, {_megabytes(size)}")


def _remove(name: str, *, as_json: bool) -> None:
    from tlgui.engine.models.catalog import find_backbone
    from tlgui.engine.models.pretrained.places import (
        StoredKind,
        WeightsKind,
        find_weights,
        remove_weights,
        weights_on_computer,
    )

    backbone = find_backbone(name)
    place = find_weights(backbone)
    if place.kind is WeightsKind.EMBEDDED:
        raise WeightsError(
            Message("The weights of {name} come in a package: {path}.", name=name, path=place.path),
            Message("pip uninstall takes a package away."),
        )
    hub_ids = [backbone.hub_id] if backbone.hub_id else []
    stored = weights_on_computer(hub_ids)
    fetched = [each for each in stored if each.name in hub_ids and each.kind != StoredKind.FOLDER]
    own = [each for each in stored if each.kind is StoredKind.FOLDER and each.path == place.path]
    if not fetched and not own:
        raise WeightsError(
            Message("The weights of {name} are not on this computer.", name=backbone.name),
            Message("See `tlgui models --ready`."),
        )
    freed = sum(remove_weights(each) for each in fetched or own)
    if as_json:
        print_json({"name": backbone.name, "freed_bytes": freed})
    else:
        print_line(f"{backbone.name}: its weights are gone, {_megabytes(freed)} are free again")


def _set_weights_folder(folder: Path | None, *, as_json: bool) -> None:
    import os

    from tlgui.engine.models.catalog import all_backbones
    from tlgui.engine.models.pretrained.places import (
        places_of,
        set_weights_folder,
        weights_folder,
    )

    set_weights_folder(folder)
    if os.environ.get("TLGUI_WEIGHTS"):
        say("notice: TLGUI_WEIGHTS is set and goes before the folder that is named here.")
    used = weights_folder()
    found = 0
    if used is not None:
        places = places_of(all_backbones().values()).values()
        found = sum(place.path is not None and place.path.parent == used for place in places)
    if as_json:
        shown = None if used is None else str(used)
        print_json({"weights_folder": shown, "backbones": found})
    elif used is None:
        print_line("No weights folder.")
    else:
        print_line(f"Weights folder: {used}, with weights of {counted(found, 'backbone')}")
