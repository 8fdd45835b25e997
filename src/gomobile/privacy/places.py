"""Where personal data is kept: the one list that erasure and subject export both follow. Pure.

A test holds every table of the database against it, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Place:
    """Rows that belong to a person. `name` names the query that gathers them and the one that erases them.

    `by`: they are found by the contact, or by the number alone. `fate`: what an erasure does with them.
    """

    name: str
    table: str
    title: str
    by: Literal["contact", "number"]
    fate: Literal["removed", "blanked"]


PLACES: tuple[Place, ...] = (
    Place("audience_members", "audience_members", "Audiences", "contact", "removed"),
    Place("audience_exits", "audience_exits", "Audiences of the past", "contact", "removed"),
    Place("audience_due", "audience_due", "Audiences to be looked at again", "contact", "removed"),
    Place("contact_tags", "contact_tags", "Tags", "contact", "removed"),
    Place("contact_phones", "contact_phones", "Further numbers", "contact", "removed"),
    # Before the merges, which tell who was one with whom.
    Place("history_of_partner", "contact_history", "Timelines of others during a merge", "contact", "blanked"),
    Place("contact_merges", "contact_merges", "Merges", "contact", "removed"),
    Place("duplicate_pairs", "duplicate_pairs", "Possible duplicates", "contact", "removed"),
    Place("similar_numbers", "similar_numbers", "Similar numbers", "contact", "removed"),
    Place("consents", "consents", "Consents", "contact", "removed"),
    Place("consent_events", "consent_events", "Statements of consent", "contact", "removed"),
    Place("contact_engagement", "contact_engagement", "Figures of calls", "contact", "removed"),
    Place("call_results", "call_results", "Calls", "contact", "blanked"),
    Place("contact_history", "contact_history", "Timeline", "contact", "removed"),
    Place("contacts", "contacts", "Contacts", "contact", "removed"),
    Place("call_results_of_number", "call_results", "Calls to a number without a contact", "number", "blanked"),
    Place("history_of_number", "contact_history", "Timelines of others who had the number", "number", "blanked"),
    Place("suppressions", "suppressions", "Suppressions", "number", "blanked"),
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Rows of the service's own work that may mention a person: found by looking through what they hold.

    `by`: `record` drops each object that mentions the person, with all that it says; `value` blanks single values and
    leaves what they are part of working; `row` blanks everything that the row holds.
    """

    name: str
    table: str
    title: str
    by: Literal["record", "value", "row"]


TRACES: tuple[Trace, ...] = (
    Trace("import_problems", "import_problems", "Rows of imports to look at", "row"),
    Trace("import_corrections", "import_corrections", "Corrections of imports", "row"),
    Trace("imports", "imports", "Previews of imports", "record"),
    Trace("idempotency_keys", "idempotency_keys", "Answers kept for repetitions", "record"),
    Trace("bulk_actions", "bulk_actions", "Bulk actions", "value"),
    Trace("saved_views", "saved_views", "Saved views", "value"),
    Trace("hygiene_runs", "hygiene_runs", "Reports of clean-ups", "record"),
    Trace("duplicate_runs", "duplicate_runs", "Reports of duplicate scans", "record"),
    Trace("procrastinate_jobs", "procrastinate_jobs", "Waiting work", "value"),
)

ELSEWHERE: dict[str, str] = {
    "organizations": "the organization itself",
    "api_keys": "keys of programs; their names are the organization's words",
    "people": "those who work with the service, not those who are called",
    "memberships": "what people may do",
    "former_members": "identifiers alone; whose names the history tells",
    "sessions": "where people are signed in; forgotten when they end",
    "sign_in_links": "whom an organization invited; forgotten a month after they end",
    "sign_in_attempts": "counts under hashes",
    "request_counters": "counts",
    "contact_counts": "counts",
    "tag_counts": "counts",
    "audience_counts": "counts",
    "quality_summaries": "counts",
    "demos": "counts and ids; the people are invented",
    "contact_changes": "identifiers alone; they tell those who follow the feed that a contact was erased",
    "attribute_definitions": "names of fields",
    "import_mappings": "names of columns",
    "import_chunks": "counts",
    "import_replacements": "looked through with import_corrections",
    "bulk_action_chunks": "identifiers alone; what an action overwrote is in the timeline",
    "tags": "names of tags",
    "audiences": "rules and names that the organization wrote",
    "policies": "settings",
    "hygiene_schedules": "settings",
    "phone_hash_keys": "the key of the hashes",
    "audit_log": "identifiers and hashes alone; a subject export lists the lines about a person",
    "audit_heads": "the end of the audit log",
    "schema_migrations": "which migrations were applied",
    "feed_eras": "how often the database moved",
    "phone_time_zones": "facts of numbering plans",
    "procrastinate_workers": "processes",
    "procrastinate_periodic_defers": "times",
    "procrastinate_events": "times",
}
"""Tables without personal data, and why."""
