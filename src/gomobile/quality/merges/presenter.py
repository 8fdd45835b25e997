"""Merges as the API and the command line show them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from gomobile.attributes.definition import Definition
from gomobile.contacts.contact import contact_json
from gomobile.contacts.numbers.presenter import phones_json
from gomobile.quality.merges import answers

if TYPE_CHECKING:
    from gomobile.quality.merges.choosing import Chosen
    from gomobile.quality.merges.service import Merged, MergeRow, Unmerged


def merge_json(merge: MergeRow) -> answers.Merge:
    """A merge: who gave each field (null: a value that somebody wrote), what moved, and whether it was undone."""
    return {
        "id": merge.id,
        "survivorId": merge.survivor_id,
        "loserId": merge.loser_id,
        "survivor": _party(merge.survivor_name, merge.survivor_phone),
        "loser": _party(merge.loser_name, merge.loser_phone),
        "fields": merge.choices,
        "moved": merge.moved,
        "mergedAt": merge.merged_at,
        "mergedByKind": merge.merged_by_kind,
        "mergedBy": merge.merged_by,
        "unmergedAt": merge.unmerged_at,
        "unmergedByKind": merge.unmerged_by_kind,
        "unmergedBy": merge.unmerged_by,
    }


def merged_json(merged: Merged, definitions: Mapping[str, Definition], *, dry_run: bool) -> answers.MergeResult:
    """What becomes of the contacts; the identifiers of merges only once they are made."""
    return {
        "dryRun": dry_run,
        "contact": {
            **contact_json(merged.contact, definitions),
            "phones": phones_json(merged.contact, merged.phones),
        },
        "fields": [_field_json(chosen) for chosen in merged.fields],
        "moved": merged.moved,
        "merges": [] if dry_run else [merge_json(merge) for merge in merged.merges],
    }


def unmerged_json(unmerged: Unmerged, definitions: Mapping[str, Definition]) -> answers.Unmerged:
    """Both contacts as they are again, and what stayed because it was changed since."""
    return {
        "merge": merge_json(unmerged.merge),
        "restored": [contact_json(contact, definitions) for contact in (unmerged.survivor, unmerged.loser)],
        "keptBecauseChanged": unmerged.kept,
    }


def _party(name: str | None, phone: str | None) -> answers.MergeParty | None:
    return None if phone is None else {"displayName": name, "primaryPhone": phone}


def _field_json(chosen: Chosen) -> answers.MergedField:
    return {
        "field": chosen.field,
        "value": chosen.value,
        "from": chosen.contact_id,
        "chosen": chosen.chosen,
        "values": [{"contactId": id, "value": value} for id, value in chosen.values.items()],
    }
