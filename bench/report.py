"""Collect figures and write them beside their limits."""

from __future__ import annotations

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One measured figure; `must` and `aim` as the promise words them."""

    name: str
    value: float
    unit: str
    must: str = ""
    aim: str = ""
    held: bool | None = None


class Report:
    """Prints figures as they come and writes them all to a file."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.figures: list[Figure] = []

    def add(
        self, name: str, value: float, unit: str = "", *, at_most: float | None = None, at_least: float | None = None,
        aim: float | None = None,
    ) -> None:  # fmt: skip
        """Note a figure and whether it holds."""
        must, held = "", None
        if at_most is not None:
            must, held = f"≤ {at_most:g}", value <= at_most
        elif at_least is not None:
            must, held = f"≥ {at_least:g}", value >= at_least
        figure = Figure(name, value, unit, must, f"{aim:g}" if aim is not None else "", held)
        self.figures.append(figure)
        told = f"  must {must}, aim {figure.aim}: {'holds' if held else 'MISSED'}" if must else ""
        print(f"{name:<64} {_number(value):>10} {unit:<12}{told}", flush=True)

    def write(self, path: Path) -> None:
        """Write the figures as a table, with the machine and the commit."""
        lines = [
            "# Measured",
            "",
            f"{self.rows:,} rows; {os.cpu_count()} cores, {_memory_gib():.0f} GiB; {_system()}; commit {_commit()}.",
            "",
            "Ratios within one run; absolute times depend on the machine. Made by `make bench`.",
            "",
            "| What | Figure | Unit | Must | Aim | Holds |",
            "| --- | ---: | --- | --- | --- | --- |",
        ]
        for figure in self.figures:
            held = "" if figure.held is None else "yes" if figure.held else "**no**"
            cells = (figure.name, _number(figure.value), figure.unit, figure.must, figure.aim, held)
            lines.append("| " + " | ".join(cells) + " |")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.2f}"


def _system() -> str:
    return f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"
