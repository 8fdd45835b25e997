"""`python -m bench --rows 1000000`: measure, print each figure beside its limit, write bench/RESULTS.md."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import audiences, data, duplicates, http, imports, web
from bench.phones import bench_phones
from bench.report import Report
from bench.world import World
from gomobile.accounts import service as accounts
from gomobile.cli.context import conninfo as ready_database
from gomobile.db.pool import connect
from gomobile.settings import Settings

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    """Run every measurement."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument(
        "--large", type=int, default=5, help="how many times more contacts for the second part; 0: skip"
    )
    parser.add_argument(
        "--only",
        choices=["all", "import", "core"],
        default="all",
        help="core: neither the large part nor the search for duplicates",
    )
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gomobile-bench-"))
    folder.chmod(0o755)
    report = Report(chosen.rows)
    try:
        small = _measure(report, folder, chosen.rows, import_only=chosen.only == "import")
        if chosen.only == "all":
            if chosen.large > 1:
                _measure_large(report, folder, chosen.rows, chosen.large, small)
            _measure_duplicates(report, folder, chosen.rows)
    finally:
        if chosen.only != "import":
            report.write(RESULTS)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _world(folder: Path, name: str) -> Iterator[World]:
    """An empty database of its own, with an organization."""
    os.environ["GOMOBILE_DATA_DIR"] = str(folder / name)
    with ready_database() as conninfo:
        with connect(conninfo) as conn:
            organization = accounts.create_organization(conn, "Bench", country="MA", plan="enterprise")
        yield World(Settings.from_env(), conninfo, folder, organization)
    shutil.rmtree(folder / name, ignore_errors=True)


def _measure(report: Report, folder: Path, rows: int, *, import_only: bool) -> dict[str, float]:
    """Everything that is measured at `rows` contacts; returns the p95 of the reads in milliseconds."""
    with _world(folder, "data") as world:
        first, changed = imports.files(world, rows)
        limit = imports.limit_seconds(world, first)
        world.drop_database("bench_limit")
        report.add("limit: one COPY of ready rows, same table and indexes", limit, "s")
        empty = imports.run(world, first)
        assert empty["created"] == rows, empty
        report.add(
            "import into an empty organization / limit", empty["seconds"] / limit, "ratio", at_most=0.8, aim=0.65
        )
        report.add("import rate", rows / empty["seconds"], "rows/s")
        again = imports.run(world, first)
        assert again["unchanged"] == rows, again
        report.add("import again, nothing changed / limit", again["seconds"] / limit, "ratio", at_most=0.25, aim=0.2)
        other = imports.run(world, changed)
        assert other["updated"] == rows, other
        report.add(
            "import, one column changed on every row / limit", other["seconds"] / limit, "ratio", at_most=1.3, aim=1
        )
        report.add("peak memory of the importing process", empty["peak_mb"], "MB")
        if import_only:
            return {}
        from bench.export import copy_seconds, export_seconds

        phones = bench_phones(min(rows, 1_000_000), "MA")
        phones = {name: value for name, value in phones.items() if name not in ("rows", "region")}
        for name, value in phones.items():
            report.add(f"phones: {name}", float(value))
        report.add(
            "export to CSV / COPY TO STDOUT", export_seconds(world) / copy_seconds(world), "ratio", at_most=1.5, aim=1.1
        )
        with http.served(world) as base:
            rate = http.upsert_rate(world, base, min(rows, 200_000))
            report.add("POST /contact/upsert, 4 clients", rate, "contacts/s")
            report.add("… against the import rate", rate * empty["seconds"] / rows, "ratio", at_least=0.5, aim=0.7)
            small = _reads(report, world, base, rows, {"list": 20, "search": 50, "get": 10})
            _measure_audiences(report, world, base, first)
            web.measure(report, world, base)
        return small


def _measure_audiences(report: Report, world: World, base: str, first: Path) -> None:
    report.add("p95 preview of five conditions", audiences.preview_p95(world, base), "ms", at_most=300)
    report.add("p95 audience with its count", audiences.count_p95(world, base), "ms", at_most=20)
    phones = data.frame(min(report.rows, 100_000))["mobile"].to_list()
    refresh = audiences.refresh_seconds(world, base, phones)
    report.add(f"replace the members by {len(phones):,} phones", refresh, "s", at_most=5)
    ratio = audiences.import_ratio(world, first, base)
    report.add("import with 20 live audiences / without", ratio, "ratio", at_most=1.5)


def _measure_duplicates(report: Report, folder: Path, rows: int) -> None:
    os.environ["GOMOBILE_DATA_DIR"] = str(folder / "duplicates")
    with ready_database() as conninfo:
        duplicates.quality(report, conninfo)
        duplicates.speed(report, conninfo, rows)


def _measure_large(report: Report, folder: Path, rows: int, large: int, small: dict[str, float]) -> None:
    """The same with `large` times the contacts and nothing else in the database."""
    file = folder / "large.csv"
    with _world(folder, "large") as world:
        data.write(file, rows)
        empty = imports.run(world, file)
        assert empty["created"] == rows, empty
        data.write(file, rows * large)
        done = imports.run(world, file)
        assert done["created"] == rows * (large - 1), done
        report.add(f"peak memory, {rows * large:,}-row file", done["peak_mb"], "MB", at_most=400, aim=250)
        with http.served(world) as base:
            found = _reads(report, world, base, rows * large, {})
            for name, value in found.items():
                report.add(f"p95 {name}, {large} times the contacts", value / small[name], "ratio", at_most=3, aim=1.5)
        data.write(file, rows, start=rows * large)
        after = imports.run(world, file)
        assert after["created"] == rows, after
        rate = empty["seconds"] / after["seconds"]
        report.add(f"import rate at {rows * large:,} contacts / empty", rate, "ratio", at_least=0.8, aim=0.95)


def _reads(report: Report, world: World, base: str, rows: int, limits: dict[str, float]) -> dict[str, float]:
    found = http.p95(world, base)
    for name, value in found.items():
        limit = limits.get(name)
        report.add(f"p95 {name} at {rows:,} contacts", value, "ms", at_most=limit, aim=limit / 2 if limit else None)
    deep = found["deep cursor page"] / found["first page"]
    report.add(f"deep cursor page / first page at {rows:,} contacts", deep, "ratio", at_most=1.5, aim=1)
    return found


if __name__ == "__main__":
    main()
