"""The health page as the API shows it. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gomobile.quality import answers

if TYPE_CHECKING:
    from gomobile.quality.summary import Summary


def summary_json(found: Summary) -> answers.QualitySummary:
    """The numbers, and why contacts cannot be called; one contact can be in several of those."""
    counts = found.counts
    return {
        "computedAt": found.computed_at,
        "seconds": found.seconds,
        "refreshing": found.refreshing,
        "items": [
            {
                "name": one.name,
                "description": one.text,
                "count": counts[one.name],
                "path": one.path,
                "filter": one.rules,
                "parameters": dict(one.parameters),
            }
            for one in found.items
        ],
        "callable": {
            "count": counts["callable"],
            "notCallable": counts["contacts"] + counts["archived"] - counts["callable"],
            "reasons": {
                "invalid_phone": counts["phoneInvalid"],
                "unreachable": counts["unreachable"],
                "not_in_service": counts["notInService"],
                "suppressed": counts["suppressed"],
                "archived": counts["archived"],
            },
        },
    }
