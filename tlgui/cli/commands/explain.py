"""``tlgui explain``: heat maps, and what is seen inside a network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tlgui.cli import reports
from tlgui.cli.options import AsJson, DeviceName, RunFolder
from tlgui.cli.refusals import WrongUsageError, nothing_read, path
from tlgui.cli.reports import print_json
from tlgui.cli.terminal import progress
from tlgui.engine.errors import BundleError, Message, RecipeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tlgui.engine.progress import Control
    from tlgui.engine.training.run import Run


def command(
    run_folder: RunFolder,
    images: Annotated[
        list[Path] | None,
        typer.Argument(parser=path, metavar="IMAGE...", help="Pictures and folders."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", parser=path, metavar="DIR", help="Folder for what is written."),
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="How: evidence, grad-cam or finer-cam; evidence where it is exact by default.",
        ),
    ] = "",
    target: Annotated[
        str, typer.Option(metavar="CLASS", help="The class to explain; the predicted by default.")
    ] = "",
    layers: Annotated[
        bool, typer.Option("--layers", help="Only list the layers that have activation maps.")
    ] = False,
    activations: Annotated[
        str, typer.Option(metavar="LAYER", help="Write this layer's activation maps instead.")
    ] = "",
    dense: Annotated[
        bool,
        typer.Option(
            "--dense", help="Write where in all of the picture the class is, place by place."
        ),
    ] = False,
    shortcuts: Annotated[
        bool,
        typer.Option(
            "--shortcuts",
            help="Only tell whether answers hang on a corner, an edge or the border of the"
            " pictures that the run was judged by.",
        ),
    ] = False,
    windows: Annotated[
        bool,
        typer.Option(
            "--windows", help="With --dense: windows of the size of the network's input instead."
        ),
    ] = False,
    device: DeviceName = "auto",
    as_json: AsJson = False,
) -> int:
    """Show where the model looks: a heat map over each picture, or what its layers make of it."""
    from tlgui.engine.deploy.bundle import open_model
    from tlgui.engine.insight.cam import check_method, find_class

    alone = (shortcuts, layers, bool(activations), dense, bool(method))
    of_layers = layers or bool(activations)
    _check_ways(alone, target, of_layers=of_layers, idle_windows=windows and not dense)
    if shortcuts:
        return _shortcuts(open_model(run_folder), device, as_json=as_json)
    if layers:
        return _layers(open_model(run_folder), device, as_json=as_json)
    if not images or out is None:
        missing = "--out DIR" if images else "IMAGE"
        raise WrongUsageError(
            Message("{name} is missing.", name=missing),
            Message("Name pictures, and with --out a folder for what is written."),
        )
    try:
        if method:
            check_method(method)
    except RecipeError as error:
        raise WrongUsageError(error.message, error.hint) from error
    if os.path.exists(out) and not os.path.isdir(out):
        raise BundleError(
            Message("{path} is a file, not a folder.", path=out),
            Message("--out names a folder for the heat maps: choose another name."),
        )
    finished = open_model(run_folder)
    chosen = find_class(finished.classes, target) if target else None

    def write(files: Sequence[Path], control: Control) -> list[dict[str, Any]]:
        from tlgui.engine.insight.activations import Activations
        from tlgui.engine.insight.cam import Explainer
        from tlgui.engine.insight.dense_map import DenseClassifier
        from tlgui.engine.insight.heat_map_files import write_heat_maps
        from tlgui.engine.insight.inside_files import write_activations, write_dense_maps

        if activations:
            shown = Activations.of_network(finished.network(), device)
            return write_activations(shown, activations, files, out, control)
        if dense:
            classifier = DenseClassifier.of_run(finished, device)
            return write_dense_maps(
                classifier, files, out, control, target=chosen, places=not windows
            )
        explainer = Explainer.of_run(finished, device)
        return write_heat_maps(explainer, files, out, control, target=chosen, method=method)

    return _written(write, images, as_json=as_json)


def _written(write: Any, images: Sequence[Path], *, as_json: bool) -> int:
    """Write for each of ``images``, and report; the exit code."""
    from tlgui.engine.data.index import expand_pictures

    with progress() as control:
        files, problems = expand_pictures(images, control)
        rows = write(files, control) if files else []
    if as_json:
        print_json({"images": rows, "problems": reports.problem_rows(problems)})
    else:
        for row in rows:
            reports.print_look(row)
        reports.print_problems(problems)
    return nothing_read(named=bool(rows)) if all(row["error"] for row in rows) else 0


def _check_ways(ways: Sequence[bool], target: str, *, of_layers: bool, idle_windows: bool) -> None:
    if sum(ways) > 1:
        raise WrongUsageError(
            Message("--method, --layers, --activations, --dense and --shortcuts: one at a time.")
        )
    if target and of_layers:
        raise WrongUsageError(Message("Activation maps are of no class: leave out --target."))
    if idle_windows:
        raise WrongUsageError(Message("--windows goes with --dense."))


def _shortcuts(run: Run, device: str, *, as_json: bool) -> int:
    """Tell which regions give the classes away."""
    from tlgui.engine.insight.shortcuts.check import check_shortcuts
    from tlgui.engine.insight.shortcuts.regions import share_of

    with progress(quiet=as_json) as control:
        found = check_shortcuts(run, control, device)
    if as_json:
        print_json({**found.facts(), "sentences": [str(each) for each in found.sentences()]})
        return 0
    for sentence in found.sentences():
        reports.print_line(str(sentence))
    reports.print_line(f"{'painted over':22} {'share':>5} {'accuracy':>8}  change (95% interval)")
    for effect in found.effects:
        low, high = (100 * value for value in effect.change)
        mark = "!" if effect in found.suspects else " "
        share, without = share_of(effect.region), effect.without
        line = f"{mark} {effect.region.value:20} {share:5.0%} {without:8.1%}"
        reports.print_line(f"{line}  {low:+.1f} to {high:+.1f} points")
    return 0


def _layers(run: Run, device: str, *, as_json: bool) -> int:
    """List the layers that have activation maps."""
    from tlgui.engine.insight.activations import Activations

    found = Activations.of_network(run.network(), device).layers
    if as_json:
        print_json({"layers": [layer.to_json() for layer in found]})
    else:
        for layer in found:
            mark = "*" if layer.is_main else " "
            size = f"{layer.channels} x {layer.height} x {layer.width}"
            reports.print_line(f"{mark} {layer.name:32} {size:>18}  {layer.kind}")
        reports.print_line("* a picture passes these one after the other")
    return 0
