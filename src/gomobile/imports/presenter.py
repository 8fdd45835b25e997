"""Imports as the API and the command line show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping as Names
from uuid import UUID

from gomobile.imports import answers
from gomobile.imports.options import ImportOptions
from gomobile.imports.progress import Progress
from gomobile.imports.sources import Table
from gomobile.imports.store import ImportRow, Mapping


def import_json(row: ImportRow, names: Names[UUID, str] | None = None) -> answers.Import:
    """An import with its counts, progress, preview and undo; `names`: of those who took files in."""
    table, options = Table.from_json(row.source["table"]), ImportOptions.from_json(row.options)
    running = row.status in ("running", "validating")
    done = row.rows_done if row.status == "validating" else row.rows
    progress = Progress(row.status, done, row.rows_total, row.seconds)
    return {
        "id": row.id,
        "status": row.status,
        "filename": row.filename,
        "dryRun": row.dry_run,
        "file": {
            "format": table.format,
            "encoding": table.encoding,
            "delimiter": table.delimiter,
            "sheet": table.sheet,
            "hasHeader": table.has_header,
            "header": list(table.header),
            "notes": list(table.notes),
        },
        "audienceId": options.audience_id,
        "columns": row.columns,
        "options": _options_json(options),
        "rowsTotal": row.rows_total,
        "counts": row.counts.to_json(),
        "progress": progress.to_json() if running or row.status == "queued" else None,
        "preview": row.preview,
        "undone": _undone_json(row),
        "error": row.error,
        "seconds": round(row.seconds, 2),
        "createdAt": row.created_at,
        "createdBy": row.created_by,
        "createdByKind": row.created_by_kind,
        "createdByName": names.get(row.created_by) if names and row.created_by else None,
        "startedAt": row.started_at,
        "finishedAt": row.finished_at,
        "expiresAt": row.expires_at if row.status in ("uploaded", "validated") else None,
        "retryOf": row.retry_of,
        "retriedAs": row.retried_as,
        "rejects": f"/api/imports/{row.id}/rejects" if row.rejected else None,
    }


def _options_json(options: ImportOptions) -> answers.ImportOptions:
    return {
        "region": options.region,
        "decimal": options.decimal,
        "date": options.date,
        "encoding": options.encoding,
        "delimiter": options.delimiter,
        "sheet": options.sheet,
        "hasHeaderRow": options.has_header,
        "createAttributes": options.create_attributes,
    }


def _undone_json(row: ImportRow) -> answers.ImportUndone | None:
    if row.undone is None:
        return None
    return {
        "deleted": row.undone["deleted"],
        "restored": row.undone["restored"],
        "skipped": row.undone["skipped"],
        "skippedSample": row.undone["skippedSample"],
    }


def summary(row: ImportRow) -> answers.ImportSummary:
    """The last line of `gomobile import FILE --json`: totals that add up."""
    counts = row.counts
    return {
        "importId": str(row.id),
        "rows": counts.rows,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "merged": counts.merged,
        "rejected": counts.rejected,
        "attributeErrors": counts.attribute_errors,
        "seconds": round(row.seconds, 2),
    }


def mapping_json(mapping: Mapping) -> answers.ImportMapping:
    """A saved mapping."""
    return {
        "id": mapping.id,
        "name": mapping.name,
        "columns": mapping.columns,
        "createdAt": mapping.created_at,
        "updatedAt": mapping.updated_at,
    }
