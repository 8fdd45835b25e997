"""How well and how fast duplicates are found: `python -m bench.duplicates --rows 1000000`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import polars as pl

from bench import febrl_sets
from bench.report import Report
from gomobile.accounts import service as accounts
from gomobile.accounts.caller import Actor
from gomobile.cli.context import conninfo as ready_database
from gomobile.db.pool import connect
from gomobile.quality.duplicates import service
from gomobile.settings import Settings


def main() -> None:
    """Print the quality on the Febrl sets, then the time and memory of a scan of made-up people."""
    parser = argparse.ArgumentParser(prog="python -m bench.duplicates")
    parser.add_argument("--rows", type=int, default=1_000_000, help="contacts of the large scan; 0: none")
    parser.add_argument("--no-quality", action="store_true", help="leave the Febrl sets out")
    parser.add_argument("--keep", action="store_true", help="keep the data directory and print where it is")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="gomobile-bench-"))
    folder.chmod(0o755)
    os.environ["GOMOBILE_DATA_DIR"] = str(folder / "data")
    report = Report(chosen.rows)
    try:
        with ready_database() as conninfo:
            if not chosen.no_quality:
                quality(report, conninfo)
            if chosen.rows:
                speed(report, conninfo, chosen.rows)
    finally:
        if chosen.keep:
            print(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def quality(report: Report, conninfo: str) -> None:
    """F1 on the Febrl sets, through contacts, scan and queue as an organization has them."""
    for number, plain in febrl_sets.PLAIN_SPLINK.items():
        with connect(conninfo) as conn:
            organization, person = febrl_sets.load(conn, number)
        scan(conninfo, organization.id)
        with connect(conninfo) as conn:
            found = {
                (left, right)
                for left, right in conn.execute(
                    "SELECT left_id, right_id FROM duplicate_pairs WHERE organization_id = %s", [organization.id]
                ).fetchall()
            }
        reached = febrl_sets.measure(found, person)
        report.add(f"duplicates: F1 on Febrl {number} (plain Splink: {plain})", reached.f1, "", at_least=0.98)
        report.add(f"duplicates: precision on Febrl {number}", reached.precision)
        report.add(f"duplicates: recall on Febrl {number}", reached.recall)


def speed(report: Report, conninfo: str, rows: int) -> None:
    """Time and peak memory of the first scan, in a process of its own, and of the next one after a few changes."""
    with connect(conninfo) as conn:
        organization = accounts.create_organization(conn, "Large", country="MA", plan="enterprise")
    copies = people(conninfo, organization.id, rows)
    for name, limit in (("first scan", 180), ("scan after 1,000 changes", None)):
        before = time.monotonic()
        peak = scan_apart(conninfo, organization.id)
        report.add(f"duplicates: {name} of {rows:,}", time.monotonic() - before, "s", at_most=limit)
        report.add(f"duplicates: peak memory of the {name}", peak, "MB", at_most=2_048)
        with connect(conninfo) as conn:
            found = conn.execute(
                "SELECT count(*), count(*) FILTER (WHERE r.occupation = l.occupation)"
                " FROM duplicate_pairs p JOIN contacts l ON l.organization_id = p.organization_id AND l.id = left_id"
                " JOIN contacts r ON r.organization_id = p.organization_id AND r.id = right_id"
                " WHERE p.organization_id = %s",
                [organization.id],
            ).fetchone()
            assert found is not None
            report.add(f"duplicates: pairs found by the {name}", found[0])
            report.add("duplicates: share of them that are copies", found[1] / max(1, found[0]))
            report.add("duplicates: share of the copies that are found", found[1] / copies)
            last = service.list_runs(conn, organization.id, 1, 1)[0][0]
            print(" ", last.report)
            conn.execute(
                "UPDATE contacts SET city = 'Tanger' WHERE organization_id = %s AND id IN (SELECT id FROM contacts"
                " WHERE organization_id = %s LIMIT 1000)",
                [organization.id, organization.id],
            )
            conn.execute(
                "INSERT INTO contact_changes (organization_id, kind, actor_kind, contact_ids) SELECT %s, 'updated',"
                " 'system', array_agg(id) FROM (SELECT id FROM contacts WHERE organization_id = %s LIMIT 1000) x",
                [organization.id, organization.id],
            )


def scan(conninfo: str, org_id: UUID) -> None:
    """Scan in this process, and print where its time goes."""
    began, phases = time.monotonic(), {}

    def note(progress: dict[str, Any]) -> None:
        phases.setdefault(progress["phase"], round(time.monotonic() - began, 1))

    with connect(conninfo) as conn:
        run = service.create_scan(conn, org_id, Actor("system"))
    done = service.scan(conninfo, Settings.from_env(), org_id, run.id, note)
    print("  phases begin at", phases, "of", round(time.monotonic() - began, 1), "s")
    assert done.status == "completed", done.error


def scan_apart(conninfo: str, org_id: UUID) -> float:
    """Scan in a process of its own; returns its peak memory in megabytes."""
    code = (
        "import re, sys; from pathlib import Path; from uuid import UUID; from bench.duplicates import scan;"
        "scan(sys.argv[1], UUID(sys.argv[2]));"
        "print(int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, conninfo, str(org_id)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    print(done.stdout, end="")
    return float(done.stdout.split()[-1])


def people(conninfo: str, org_id: UUID, rows: int) -> int:
    """Made-up people, of whom one in twenty is there twice, spelt otherwise; returns how many copies there are."""
    random = np.random.default_rng(7)
    first, last = names(random, 600), names(random, 6_000)
    cities = [f"City {name}" for name in names(random, 120)]
    frequency = lambda size, count: np.minimum((random.pareto(1.1, size) * 3).astype(int), count - 1)  # noqa: E731
    originals = rows - rows // 20
    at = np.arange(originals)
    frame = pl.DataFrame(
        {
            "first": np.array(first)[frequency(originals, len(first))],
            "last": np.array(last)[frequency(originals, len(last))],
            "city": np.array(cities)[frequency(originals, len(cities))],
            "number": random.permutation(90_000_000)[:originals] + 6_10_000_000 - 600_000_000,
            "mail": random.random(originals) < 0.4,
            "at": at,
        }
    ).with_columns(
        email=pl.when("mail").then(
            pl.format(
                "{}.{}{}@gmail.com",
                pl.col("first").str.to_lowercase(),
                pl.col("last").str.to_lowercase(),
                pl.col("at") % 100_000,
            )
        )
    )
    copied = frame.sample(rows // 20, seed=7)
    copies = copied.with_columns(
        first=pl.col("first").str.replace("a", "e").str.replace("ss", "s"),
        number=pl.col("number") + random.integers(1, 5_000_000, len(copied)) + 100_000_000,
    )
    write(conninfo, org_id, frame)
    write(conninfo, org_id, copies)
    with connect(conninfo, autocommit=True) as conn:
        conn.execute("ANALYZE contacts")
    return len(copies)


def names(random: np.random.Generator, count: int) -> list[str]:
    """Names that sound like names."""
    syllables = [
        c + v
        for c in ("b", "d", "f", "h", "j", "k", "l", "m", "n", "r", "s", "ss", "t", "z", "kh", "ch", "y")
        for v in ("a", "i", "ou", "e")
    ]
    found: dict[str, None] = {}
    while len(found) < count:
        made = "".join(random.choice(syllables, random.integers(2, 5))) + random.choice(["", "n", "d", "m", "r"])
        found.setdefault(made.capitalize())
    return list(found)


def write(conninfo: str, org_id: UUID, frame: pl.DataFrame) -> None:
    """Store them as an import would."""
    from gomobile.contacts.upsert import FRAME_COLUMNS, upsert

    for start in range(0, len(frame), 25_000):
        part = frame[start : start + 25_000]
        phone = [
            f"+2126{number % 100_000_000:08}" if number < 100_000_000 else f"+2127{number % 100_000_000:08}"
            for number in part["number"]
        ]
        columns = {
            "n": range(len(part)), "phone_key": phone, "primary_phone": phone, "phone_status": "valid",
            "phone_type": "mobile", "phone_region": "MA", "phone_digits": [one[1:] for one in phone],
            "first_name": part["first"], "last_name": part["last"], "city": part["city"],
            "primary_email": part["email"],
            "occupation": part["at"].cast(pl.String),
            "attributes": None, "clear": 0,
        }  # fmt: skip
        made = pl.DataFrame(columns).unique("phone_key").sort("phone_key")
        for column in FRAME_COLUMNS:
            if column not in made.columns:
                made = made.with_columns(pl.lit(None, dtype=pl.String).alias(column))
        with connect(conninfo) as conn:
            upsert(conn, org_id, Actor("system"), made.select(FRAME_COLUMNS).cast({"n": pl.Int32, "clear": pl.Int32}))


if __name__ == "__main__":
    main()
