"""Some rows and some differences to show before anything is written."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson

from gomobile.contacts.fields import TEXT_FIELDS
from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.imports import answers, engine
from gomobile.imports.sources import Table, read, split

SQL = load("gomobile.imports")
_SHOWN = 10


def samples_of(table: Table, rows: int) -> list[list[str | None]]:
    """The first `rows` rows of a file."""
    for block in split(table, 65_536):
        cells, _ = read(table, block)
        return [list(row) for row in cells.drop("row", "line").head(rows).iter_rows()]
    return []


def update_samples(
    conn: Connection, job: engine.Job, survey: engine.Survey, codes: np.ndarray
) -> answers.ImportSamples:
    """A few rows of each kind: the contacts to create, the differences of those to update, the refused cells."""
    found: dict[str, list[Any]] = {"created": [], "updated": [], "rejected": []}
    for block in survey.blocks:
        first = survey.first_rows[block.index]
        last = survey.first_rows[block.index + 1] if block.index + 1 < len(survey.blocks) else survey.rows
        part = codes[first:last]
        wanted = {
            name: np.flatnonzero(part == engine.OUTCOMES.index(name))[: _SHOWN - len(shown)].tolist()
            for name, shown in found.items()
            if len(shown) < _SHOWN
        }
        if not any(wanted.values()):
            continue
        _sample_block(conn, job, engine.prepare(job, survey, block), wanted, found)
        if all(len(shown) >= _SHOWN for shown in found.values()):
            break
    return {"created": found["created"], "updated": found["updated"], "rejected": found["rejected"]}


def _sample_block(
    conn: Connection,
    job: engine.Job,
    prepared: engine.Prepared,
    wanted: dict[str, list[int]],
    found: dict[str, list[Any]],
) -> None:
    lines = prepared.cells["line"]
    incoming = {row["n"]: row for row in prepared.rows.iter_rows(named=True)}
    for n in wanted.get("created", []):
        found["created"].append({"line": lines[n], "contact": _values(incoming[n])})
    primary = dict(job.aliases.iter_rows())
    keys = [primary.get(key := incoming[n]["phone_key"], key) for n in wanted.get("updated", [])]
    current = {
        row[0]: row for row in conn.execute(SQL["sample_contacts"], {"org_id": job.org_id, "keys": keys}).fetchall()
    }
    for n in wanted.get("updated", []):
        key = incoming[n]["phone_key"]
        row = current.get(primary.get(key, key))
        if row is None:
            continue
        before, attributes = row[2], row[3]
        changes = _differences(before | {f"customAttributes.{k}": v for k, v in attributes.items()}, incoming[n], job)
        found["updated"].append({"line": lines[n], "contactId": row[1], "changes": changes})
    refused = {n: [p.to_json() for p in prepared.checked.problems if p.row == n] for n in wanted.get("rejected", [])}
    for n, problems in refused.items():
        found["rejected"].append({"line": lines[n], "problems": problems})


def _values(row: dict[str, Any]) -> dict[str, Any]:
    values = {
        "primaryPhone": row["primary_phone"],
        "phoneKey": row["phone_key"],
        "phoneStatus": row["phone_status"],
    }
    values |= {field.name: row[field.column] for field in TEXT_FIELDS if row[field.column] is not None}
    if row["attributes"]:
        values["customAttributes"] = orjson.loads(row["attributes"])
    return values


def _differences(before: dict[str, Any], row: dict[str, Any], job: engine.Job) -> list[answers.SampleChange]:
    """What an update would change; a policy may keep more than this shows, never less."""
    policy = job.plan.policy
    after: dict[str, Any] = {}
    for field in TEXT_FIELDS:
        if policy.keep & field.bit or (policy.fill & field.bit and before.get(field.name) is not None):
            continue
        if row["clear"] & field.bit:
            after[field.name] = None
        elif row[field.column] is not None:
            after[field.name] = row[field.column]
    for name, value in (orjson.loads(row["attributes"]) if row["attributes"] else {}).items():
        key = f"customAttributes.{name}"
        if name in policy.keep_keys or (name in policy.fill_keys and before.get(key) is not None):
            continue
        after[key] = value
    return [
        {"field": name, "from": before.get(name), "to": value}
        for name, value in after.items()
        if before.get(name) != value
    ]
