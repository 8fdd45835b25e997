"""The first page as the API shows it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gomobile.home import answers
from gomobile.quality.reach import Part

if TYPE_CHECKING:
    from gomobile.home.service import Home
    from gomobile.imports.service import ImportRow


def home_json(home: Home) -> answers.Home:
    """The first page."""
    reach = home.reach
    return {
        "contacts": reach.total,
        "callable": _part(reach.callable),
        "notCallable": [{"reason": reason, **_part(part)} for reason, part in reach.reasons.items()],
        "growth": [{"day": one.day, "created": one.created, "total": one.total} for one in reach.days],
        "imports": [_import(row) for row in home.imports],
        "alerts": [{"name": one.name, "count": one.count, "importId": one.import_id} for one in home.alerts],
        "computedAt": reach.computed_at,
        "refreshing": reach.refreshing,
    }


def _part(part: Part) -> answers.ContactsPart:
    return {"count": part.count, "filter": part.rules, "archived": part.archived}


def _import(row: ImportRow) -> answers.HomeImport:
    return {
        "id": row.id,
        "filename": row.filename,
        "status": row.status,
        "dryRun": row.dry_run,
        "counts": row.counts.to_json(),
        "createdAt": row.created_at,
        "createdByKind": row.created_by_kind,
        "createdBy": row.created_by,
        "finishedAt": row.finished_at,
    }
