"""What a row of a design computes: the formulas of the textbooks with its numbers put in."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from tlgui.engine.models.scratch.design_layers import (
    Activation,
    AveragePooling,
    BatchNormalisation,
    Convolution,
    Dropout,
    Flatten,
    FullyConnected,
    Function,
    GlobalAverage,
    LocalResponse,
    MaxPooling,
    TransposedConvolution,
)
from tlgui.ui.kit.errors import text_of
from tlgui.ui.model.layers.layer_model import memory_text, shape_text

if TYPE_CHECKING:
    from tlgui.engine.models.scratch.design import Row

translate = QCoreApplication.translate
TIMES = "\u00d7"
MINUS = "\u2212"
_FUNCTIONS = {
    Function.RELU: "max(0, x)",
    Function.LEAKY_RELU: f"max(0.01 {TIMES} x, x)",
    Function.ELU: f"x, or e\u02e3 {MINUS} 1 where x < 0",
    Function.GELU: f"x {TIMES} \u03a6(x)",
    Function.SILU: "x / (1 + e\u207b\u02e3)",
    Function.SIGMOID: "1 / (1 + e\u207b\u02e3)",
    Function.TANH: f"(e\u02e3 {MINUS} e\u207b\u02e3) / (e\u02e3 + e\u207b\u02e3)",
}

Line = tuple[str, str]
"""What is computed, and how."""


def formulas(row: Row) -> list[Line]:
    """The lines for ``row``; why it is impossible, where it is."""
    if row.problem is not None:
        hint = row.problem.hint
        lines = [(_impossible(), text_of(row.problem.message))]
        return lines + ([(_remedy(), text_of(hint))] if hint is not None else [])
    if row.shape is None or row.output is None:
        return [(_waits(), translate("DesignFormulas", "Mend the row above that is impossible."))]
    lines = [(translate("DesignFormulas", "Output"), _output(row, row.shape, row.output))]
    parameters = _parameters(row, row.shape)
    if parameters:
        lines.append((translate("DesignFormulas", "Parameters"), parameters))
    work = _work(row, row.shape, row.output)
    if work:
        lines.append((translate("DesignFormulas", "Multiply-adds"), work))
    size = f" {TIMES} ".join(f"{side:,}" for side in (*row.output[1:], row.output[0]))
    memory = translate("DesignFormulas", "{size} numbers {times} 4 bytes = {memory}").format(
        size=size, times=TIMES, memory=memory_text(row.memory_bytes)
    )
    lines.append((translate("DesignFormulas", "Memory"), memory))
    seen = translate("DesignFormulas", "{side} {times} {side} pixels of the picture").format(
        side=row.receptive_field, times=TIMES
    )
    return [*lines, (translate("DesignFormulas", "One place sees"), seen)]


def _impossible() -> str:
    return translate("DesignFormulas", "Impossible")


def _remedy() -> str:
    return translate("DesignFormulas", "What to do")


def _waits() -> str:
    return translate("DesignFormulas", "Waits")


def _output(row: Row, shape: tuple[int, ...], output: tuple[int, ...]) -> str:
    layer = row.layer
    match layer:
        case Convolution() | MaxPooling() | AveragePooling():
            side, kernel, stride, padding = shape[1], layer.kernel, layer.stride, layer.padding
            around = f" + 2 {TIMES} {padding}" if padding else ""
            exact = (side - kernel + 2 * padding) % stride == 0
            told = (
                f"W\u2082 = (W {MINUS} F + 2P) / S + 1 = ({side} {MINUS} {kernel}{around}) /"
                f" {stride} + 1 = {output[1]}"
            )
            if not exact:
                told += translate("DesignFormulas", " (rounded down)")
            depth = translate("DesignFormulas", "{n:,} maps").format(n=output[0])
            return f"{told}; {depth}"
        case TransposedConvolution():
            side, kernel, stride, padding = shape[1], layer.kernel, layer.stride, layer.padding
            less = f" {MINUS} 2 {TIMES} {padding}" if padding else ""
            depth = translate("DesignFormulas", "{n:,} maps").format(n=output[0])
            return (
                f"W\u2082 = (W {MINUS} 1) {TIMES} S {MINUS} 2P + F = ({side} {MINUS} 1) {TIMES}"
                f" {stride}{less} + {kernel} = {output[1]}; {depth}"
            )
        case Flatten():
            sides = f" {TIMES} ".join(f"{side:,}" for side in (*shape[1:], shape[0]))
            return f"{sides} = {output[0]:,}"
        case GlobalAverage():
            return translate("DesignFormulas", "the mean of each of the {n:,} maps").format(
                n=output[0]
            )
        case FullyConnected():
            return translate("DesignFormulas", "{n:,} numbers, one a unit").format(n=output[0])
        case Activation():
            shown = shape_text(output)
            return f"y = {_FUNCTIONS[layer.function]}; {shown}"
        case Dropout():
            return translate(
                "DesignFormulas", "as it came; while learning, {share:.4g}% at random are 0"
            ).format(share=100 * layer.share)
        case BatchNormalisation():
            told = translate("DesignFormulas", "y = scale {times} (x {minus} mean) / deviation")
            return told.format(times=TIMES, minus=MINUS) + f" + b; {shape_text(output)}"
        case LocalResponse():
            return translate(
                "DesignFormulas", "each value divided by a sum over {n} neighbouring maps"
            ).format(n=layer.size)
    return shape_text(output)


def _parameters(row: Row, shape: tuple[int, ...]) -> str:
    layer, end = row.layer, f"= {row.parameters:,}"
    match layer:
        case Convolution() | TransposedConvolution():
            filters, kernel, depth = layer.filters, layer.kernel, shape[0]
            groups = getattr(layer, "groups", 1)
            by, part = ("/G", f" / {groups}") if groups > 1 else ("", "")
            return (
                f"(F {TIMES} F {TIMES} D{by}) {TIMES} K + K = ({kernel} {TIMES} {kernel} {TIMES}"
                f" {depth:,}{part}) {TIMES} {filters:,} + {filters:,} {end}"
            )
        case FullyConnected():
            comes = prod(shape)
            return f"N {TIMES} K + K = {comes:,} {TIMES} {layer.units:,} + {layer.units:,} {end}"
        case BatchNormalisation():
            return f"2 {TIMES} D = 2 {TIMES} {shape[0]:,} {end}"
    return ""


def _work(row: Row, shape: tuple[int, ...], output: tuple[int, ...]) -> str:
    layer, end = row.layer, f"= {row.multiply_adds:,}"
    match layer:
        case Convolution():
            part = f" / {layer.groups}" if layer.groups > 1 else ""
            sides = f" {TIMES} ".join(f"{side:,}" for side in output[1:])
            return (
                f"{layer.kernel} {TIMES} {layer.kernel} {TIMES} {shape[0]:,}{part} {TIMES}"
                f" {layer.filters:,} {TIMES} {sides} {end}"
            )
        case TransposedConvolution():
            sides = f" {TIMES} ".join(f"{side:,}" for side in shape[1:])
            return (
                f"{layer.kernel} {TIMES} {layer.kernel} {TIMES} {shape[0]:,} {TIMES}"
                f" {layer.filters:,} {TIMES} {sides} {end}"
            )
        case FullyConnected():
            return f"{prod(shape):,} {TIMES} {layer.units:,} {end}"
    return ""
