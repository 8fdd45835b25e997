"""What people see of an import on the terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from gomobile.cli.context import say

if TYPE_CHECKING:
    from gomobile.imports.progress import Progress
    from gomobile.imports.service import Upload
    from gomobile.imports.store import ImportRow


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A live bar on standard error; yields what to tell it."""
    if quiet:
        yield lambda _progress: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    rate = TextColumn("{task.fields[rate]}")
    columns = [TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()]
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, rate="")

        def show(progress: Any) -> None:
            rate = f"{progress.rate:,.0f} rows/s" if progress.seconds else ""
            bar.update(
                task, description=progress.phase, completed=progress.rows_done, total=progress.rows_total, rate=rate
            )

        yield show


def show_mapping(taken: Upload) -> None:
    """How the file was read and which column is which field, on standard error."""
    read = taken.table
    facts = [read.format, read.encoding, f"delimiter {read.delimiter!r}" if read.delimiter else None, read.sheet]
    notes = [note for note in read.notes if note != f"read as {read.encoding}"]
    say("; ".join(["Read as " + ", ".join(str(fact) for fact in facts if fact), *notes]))
    rows = [
        [c.header, c.field or "(ignored)", c.policy if c.policy != "overwrite" else "", c.reason] for c in taken.columns
    ]
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("Column", "Field", "Policy", "Why"):
        shown.add_column(name)
    for row in rows:
        shown.add_row(*map(str, row))
    Console(stderr=True).print(shown)


def show_preview(row: ImportRow) -> None:
    """What an import would do."""
    preview = row.preview or {}
    print("Nothing was written. This import would:")
    for name in ("created", "updated", "unchanged", "merged", "rejected"):
        print(f"  {name:<10} {preview.get(name, 0):>10,}")
    print(f"  {'rows':<10} {preview.get('rows', 0):>10,}")
    samples = preview.get("samples", {})
    for update in samples.get("updated", [])[:5]:
        changes = ", ".join(f"{c['field']}: {c['from']!r} → {c['to']!r}" for c in update["changes"])
        print(f"  line {update['line']}: {changes}")
    for rejected in samples.get("rejected", [])[:5]:
        for problem in rejected["problems"]:
            given = "" if problem["value"] is None else f" ({problem['value']!r})"
            print(f"  line {rejected['line']}: {problem['column'] or 'row'}: {problem['message']}{given}")


def show_result(row: ImportRow) -> None:
    """What an import did."""
    counts = row.counts
    rows = "1 row" if counts.rows == 1 else f"{counts.rows:,} rows"
    print(f"Import {row.id}: {row.status}, {rows} in {row.seconds:.1f} s")
    for name in ("created", "updated", "unchanged", "merged", "rejected"):
        print(f"  {name:<10} {getattr(counts, name):>10,}")
    if row.error:
        print(f"  {row.error['message']}")
    if counts.attribute_errors:
        cells = "1 cell was" if counts.attribute_errors == 1 else f"{counts.attribute_errors:,} cells were"
        print(f"  {cells} refused and left out; the contacts were kept.")
    if counts.rejected or counts.attribute_errors:
        print(f"See them: gomobile imports rejects {row.id} --all --to rejects.csv")
    if row.status == "completed" and counts.created + counts.updated:
        print(f"Undo: gomobile imports undo {row.id}")
