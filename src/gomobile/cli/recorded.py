"""Which commands are recorded in the audit log, and as what. Pure.

A test holds every command against this: it is recorded, records by itself, or is exempt with a reason.
"""

from __future__ import annotations

from gomobile.audit.actions import Recorded

#: One line when the first transaction of the command ends, with the names of what was given; none for a dry run.
RECORDED: dict[str, Recorded] = {
    "import": Recorded("import.started", "import"),
    "imports resume": Recorded("import.resumed", "import"),
    "imports cancel": Recorded("import.cancelled", "import"),
    "imports discard": Recorded("import.discarded", "import"),
    "imports undo": Recorded("import.undone", "import"),
    "imports retry": Recorded("import.retried", "import"),
    "imports rejects": Recorded("import.rejects_exported", "import"),
    "export": Recorded("contacts.exported", "organization"),
    "attribute create": Recorded("attribute.created", "attribute"),
    "attribute update": Recorded("attribute.updated", "attribute"),
    "attribute archive": Recorded("attribute.archived", "attribute"),
    "attribute restore": Recorded("attribute.restored", "attribute"),
    "tag create": Recorded("tag.created", "tag"),
    "tag rename": Recorded("tag.updated", "tag"),
    "tag delete": Recorded("tag.deleted", "tag"),
    "audience create": Recorded("audience.created", "audience"),
    "audience refresh": Recorded("audience.replaced", "audience"),
    "audience split": Recorded("audience.split", "audience"),
    "audience delete": Recorded("audience.deleted", "audience"),
    "audience restore": Recorded("audience.restored", "audience"),
    "audience export": Recorded("audience.exported", "audience"),
    "bulk run": Recorded("bulk_action.started", "bulk_action"),
    "bulk cancel": Recorded("bulk_action.cancelled", "bulk_action"),
    "bulk undo": Recorded("bulk_action.undone", "bulk_action"),
    "quality verify": Recorded("quality.verified", "organization"),
    "duplicates dismiss": Recorded("duplicate.dismissed", "contact"),
    "duplicates accept": Recorded("duplicates.accepted", "duplicate_run"),
    "merge": Recorded("contact.merged", "contact"),
    "unmerge": Recorded("contact.unmerged", "merge"),
    "hygiene enable": Recorded("hygiene.changed", "hygiene_task"),
    "hygiene disable": Recorded("hygiene.changed", "hygiene_task"),
    "hygiene run": Recorded("hygiene.run", "hygiene_task"),
    "suppression add": Recorded("suppression.added", "suppression"),
    "suppression lift": Recorded("suppression.lifted", "suppression"),
    "suppression import": Recorded("suppression.imported", "suppression"),
    "suppression export": Recorded("suppressions.exported", "organization"),
    "consent add": Recorded("consent.recorded", "contact"),
    "audit export": Recorded("audit_log.exported", "organization"),
}

#: These call `record` themselves, with what was before and after.
THEMSELVES = frozenset(
    {"serve", "org create", "org update", "key create", "key revoke", "erase", "subject", "retention set"}
    | {"duplicates similar", "user create", "user link", "user role", "user disable", "user enable", "user remove"}
)

_READS = "reads"
_EVERYDAY = "everyday work; the timeline and the change feed tell"
_MACHINE = "is about this machine, not about one organization"
EXEMPT: dict[str, str] = {
    "imports list": _READS,
    "imports show": _READS,
    "imports problems": _READS,
    "phone": _READS,
    "org list": _READS,
    "key list": _READS,
    "user list": _READS,
    "attribute list": _READS,
    "attribute usage": _READS,
    "tag list": _READS,
    "tag add": _EVERYDAY,
    "tag remove": _EVERYDAY,
    "audience list": _READS,
    "audience show": _READS,
    "audience members": _READS,
    "audience add": _EVERYDAY,
    "audience remove": _EVERYDAY,
    "audience templates": _READS,
    "audience preview": _READS,
    "audience why": _READS,
    "bulk count": _READS,
    "bulk list": _READS,
    "bulk show": _READS,
    "calls import": "everyday work, each result carries who recorded it",
    "calls list": _READS,
    "quality summary": _READS,
    "duplicates scan": "looks for duplicates and changes no contact",
    "duplicates list": _READS,
    "hygiene list": _READS,
    "hygiene runs": _READS,
    "suppression list": _READS,
    "suppression check": _READS,
    "consent show": _READS,
    "consent list": _READS,
    "retention show": _READS,
    "retention apply": "the retention itself records what it removed",
    "audit list": _READS,
    "audit verify": _READS,
    "demo": "its people are invented",
    "migrate": _MACHINE,
    "doctor": _MACHINE,
    "backup": _MACHINE,
    "restore": _MACHINE,
}
