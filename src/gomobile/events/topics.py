"""What news are about. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from gomobile.works.work import WorkKind

Topic = Literal[
    "all", "contacts", "audiences", "tags", "attributes", "imports", "jobs", "duplicates", "suppressions", "consents",
    "hygiene", "quality", "policies", "people", "keys", "views", "organization",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)

#: By the first word of an action of the audit log. The change feed tells of contacts, the works of jobs.
_OF_ACTIONS: dict[str, tuple[Topic, ...]] = {
    "api_key": ("keys",),
    "attribute": ("attributes",),
    "contact": ("contacts",),
    "import": ("imports",),
    "import_mapping": ("imports",),
    "tag": ("tags",),
    "bulk_action": ("jobs",),
    "job": ("jobs",),
    "audience": ("audiences",),
    "duplicates": ("duplicates",),
    "duplicate": ("duplicates",),
    "suppression": ("suppressions",),
    "consent": ("consents",),
    "policy": ("policies",),
    "hygiene": ("hygiene",),
    "quality": ("quality",),
    "number": ("contacts", "suppressions"),
    "organization": ("organization",),
    "person": ("people",),
    "membership": ("people",),
    "invitation": ("people",),
    "session": (),
    "view": ("views",),
    "demo": ("all",),
}
#: What takes something out of the service and changes nothing.
_READS = ("exported", "disclosed")
_MERGES = frozenset({"contact.merged", "contact.unmerged"})
_OF_WORKS: dict[WorkKind, Topic] = {
    "import": "imports",
    "duplicate_scan": "duplicates",
    "duplicate_acceptance": "duplicates",
    "hygiene": "hygiene",
    "audience_build": "audiences",
}


def topics_of_action(action: str) -> Iterable[Topic]:
    """What an action of the audit log changes; everything for one that is not known here."""
    noun, _, verb = action.partition(".")
    if verb.endswith(_READS):
        return ()
    topics = _OF_ACTIONS.get(noun, ("all",))
    return (*topics, "duplicates") if action in _MERGES else topics


def topics_of_work(kind: WorkKind) -> Iterable[Topic]:
    """What a work that began or ended changes."""
    topic = _OF_WORKS.get(kind)
    return ("jobs", topic) if topic else ("jobs",)
