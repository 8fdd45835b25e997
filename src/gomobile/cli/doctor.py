"""`gomobile doctor`: is everything as it should be, and what to do where it is not."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from gomobile.cli.context import Json

if TYPE_CHECKING:
    from gomobile.cli.doctor_finding import Finding


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(doctor)


def doctor(
    as_json: Json = False,
) -> None:
    """Check this installation and say what to do where something is wrong; exit status 1 then."""
    from gomobile.cli.doctor_database import database
    from gomobile.cli.doctor_finding import Finding, Verdict
    from gomobile.cli.doctor_machine import machine
    from gomobile.errors import AppError
    from gomobile.settings import Settings

    findings: list[Finding] = []
    show = (lambda finding: None) if as_json else _printer()
    try:
        settings = Settings.from_env()
    except AppError as error:
        findings.append(Finding("settings", Verdict.wrong, error.message))
        show(findings[0])
    else:
        for checks in (machine(settings, os.environ), database(settings)):
            for finding in checks:
                findings.append(finding)
                show(finding)
    wrong = sum(finding.verdict == Verdict.wrong for finding in findings)
    if as_json:
        print(json.dumps({"ok": not wrong, "checks": [asdict(finding) for finding in findings]}))
    else:
        print(f"\n{wrong} thing{'s are' if wrong > 1 else ' is'} wrong." if wrong else "\nEverything is in order.")
    raise typer.Exit(1 if wrong else 0)


def _printer() -> Callable[[Finding], None]:
    from rich.console import Console
    from rich.text import Text

    from gomobile.cli.doctor_finding import Verdict

    console = Console(highlight=False, soft_wrap=True)
    marks = {
        Verdict.good: ("ok  ", "green"),
        Verdict.notice: ("note", "yellow"),
        Verdict.wrong: ("FAIL", "bold red"),
    }

    def show(finding: Finding) -> None:
        mark, style = marks[finding.verdict]
        console.print(Text.assemble((mark, style), "  ", (f"{finding.name:15}", "bold"), finding.detail))
        if finding.remedy:
            console.print(Text(" " * 21 + finding.remedy))

    return show
