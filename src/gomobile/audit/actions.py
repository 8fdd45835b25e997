"""Which requests are recorded in the audit log, and as what. Pure.

A test holds every route against this: one that changes something is recorded or exempt with a reason. One that is in
neither table is recorded all the same, as `<noun>.<name of the route>`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recorded:
    """The action of a request and the kind of its subject; `subject` names the path parameter that is the subject
    where that is no UUID, and holds no personal data.
    """

    action: str
    kind: str
    subject: str = ""


RECORDED: dict[tuple[str, str], Recorded] = {
    ("POST", "/auth/api-keys"): Recorded("api_key.created", "api_key"),
    ("PATCH", "/auth/api-keys/{id}"): Recorded("api_key.updated", "api_key"),
    ("DELETE", "/auth/api-keys/{id}"): Recorded("api_key.revoked", "api_key"),
    ("PATCH", "/organization"): Recorded("organization.updated", "organization"),
    ("POST", "/people/invitations"): Recorded("invitation.sent", "invitation"),
    ("POST", "/people/invitations/{id}/resend"): Recorded("invitation.sent_again", "invitation"),
    ("DELETE", "/people/invitations/{id}"): Recorded("invitation.taken_back", "invitation"),
    ("PATCH", "/people/{id}"): Recorded("person.updated", "person"),
    ("DELETE", "/people/{id}"): Recorded("person.removed", "person"),
    ("POST", "/people/{id}/reset-link"): Recorded("person.reset_link", "person"),
    ("POST", "/auth/sign-in"): Recorded("person.signed_in", "person"),
    ("POST", "/auth/sign-out"): Recorded("person.signed_out", "person"),
    ("POST", "/auth/sign-out-everywhere"): Recorded("person.signed_out_everywhere", "person"),
    ("DELETE", "/auth/sessions/{id}"): Recorded("session.ended", "session"),
    ("POST", "/auth/links/use"): Recorded("invitation.accepted", "person"),
    ("POST", "/auth/password"): Recorded("person.password_changed", "person"),
    ("POST", "/auth/totp/confirm"): Recorded("person.totp_on", "person"),
    ("POST", "/auth/totp/remove"): Recorded("person.totp_off", "person"),
    ("POST", "/custom-attributes"): Recorded("attribute.created", "attribute"),
    ("PUT", "/custom-attributes/{id}"): Recorded("attribute.updated", "attribute"),
    ("PATCH", "/custom-attributes/{id}"): Recorded("attribute.updated", "attribute"),
    ("DELETE", "/custom-attributes/{id}"): Recorded("attribute.archived", "attribute"),
    ("POST", "/custom-attributes/{id}/restore"): Recorded("attribute.restored", "attribute"),
    ("DELETE", "/contact/{id}"): Recorded("contact.deleted", "contact"),
    ("POST", "/contact/{id}/restore"): Recorded("contact.restored", "contact"),
    ("POST", "/contact/{id}/archive"): Recorded("contact.archived", "contact"),
    ("POST", "/contact/{id}/unarchive"): Recorded("contact.unarchived", "contact"),
    ("POST", "/contact/ingestion/execute"): Recorded("import.started", "import"),
    ("POST", "/imports"): Recorded("import.uploaded", "import"),
    ("POST", "/imports/{id}/execute"): Recorded("import.started", "import"),
    ("POST", "/imports/{id}/resume"): Recorded("import.resumed", "import"),
    ("POST", "/imports/{id}/cancel"): Recorded("import.cancelled", "import"),
    ("POST", "/imports/{id}/undo"): Recorded("import.undone", "import"),
    ("PATCH", "/imports/{id}/cells"): Recorded("import.corrected", "import"),
    ("DELETE", "/imports/{id}/cells"): Recorded("import.correction_taken_back", "import"),
    ("POST", "/imports/{id}/retry"): Recorded("import.retried", "import"),
    ("POST", "/import-mappings"): Recorded("import_mapping.saved", "import_mapping"),
    ("DELETE", "/import-mappings/{id}"): Recorded("import_mapping.deleted", "import_mapping"),
    ("POST", "/tags"): Recorded("tag.created", "tag"),
    ("PUT", "/tags/{id}"): Recorded("tag.updated", "tag"),
    ("PATCH", "/tags/{id}"): Recorded("tag.updated", "tag"),
    ("DELETE", "/tags/{id}"): Recorded("tag.deleted", "tag"),
    ("POST", "/bulk-actions"): Recorded("bulk_action.started", "bulk_action"),
    ("POST", "/bulk-actions/{id}/cancel"): Recorded("bulk_action.cancelled", "bulk_action"),
    # The route says which noun's: bulk_action.cancelled, import.cancelled …
    ("POST", "/jobs/{kind}/{id}/cancel"): Recorded("job.cancelled", "job"),
    ("POST", "/bulk-actions/{id}/undo"): Recorded("bulk_action.undone", "bulk_action"),
    ("POST", "/audience"): Recorded("audience.created", "audience"),
    ("POST", "/audience/from-template"): Recorded("audience.created", "audience"),
    ("PUT", "/audience/{id}"): Recorded("audience.updated", "audience"),
    ("PATCH", "/audience/{id}"): Recorded("audience.updated", "audience"),
    ("DELETE", "/audience/{id}"): Recorded("audience.deleted", "audience"),
    ("PUT", "/audience/{id}/members"): Recorded("audience.replaced", "audience"),
    ("POST", "/audience/{id}/split"): Recorded("audience.split", "audience"),
    ("POST", "/audience/{id}/restore"): Recorded("audience.restored", "audience"),
    ("POST", "/audience/{id}/add-by-filter"): Recorded("audience.filled", "audience"),
    ("POST", "/duplicates/accept"): Recorded("duplicates.accepted", "duplicate_run"),
    ("POST", "/duplicates/merge"): Recorded("contact.merged", "contact"),
    ("POST", "/duplicates/runs/{id}/cancel"): Recorded("duplicates.cancelled", "duplicate_run"),
    ("POST", "/duplicates/{leftId}/{rightId}/dismiss"): Recorded("duplicate.dismissed", "contact"),
    ("POST", "/duplicates/{leftId}/{rightId}/reopen"): Recorded("duplicate.reopened", "contact"),
    ("POST", "/contact/{id}/merge"): Recorded("contact.merged", "contact"),
    ("POST", "/merges/{id}/unmerge"): Recorded("contact.unmerged", "merge"),
    ("POST", "/contact/{id}/phones"): Recorded("contact.phone_added", "contact"),
    ("DELETE", "/contact/{id}/phones/{key}"): Recorded("contact.phone_removed", "contact"),
    ("POST", "/contact/{id}/phones/{key}/make-primary"): Recorded("contact.phone_made_primary", "contact"),
    ("POST", "/suppressions"): Recorded("suppression.added", "suppression"),
    ("POST", "/suppressions/bulk"): Recorded("suppression.added", "suppression"),
    ("POST", "/suppressions/import"): Recorded("suppression.imported", "suppression"),
    ("DELETE", "/suppressions/{id}"): Recorded("suppression.lifted", "suppression"),
    ("POST", "/contact/{id}/consents"): Recorded("consent.recorded", "contact"),
    ("POST", "/consents/bulk"): Recorded("consent.recorded", "contact"),
    ("PUT", "/policies/{name}"): Recorded("policy.changed", "policy", "name"),
    ("DELETE", "/policies/{name}"): Recorded("policy.reset", "policy", "name"),
    ("PUT", "/hygiene/{task}"): Recorded("hygiene.changed", "hygiene_task", "task"),
    ("POST", "/hygiene/{task}/run"): Recorded("hygiene.run", "hygiene_task", "task"),
    ("POST", "/hygiene/runs/{id}/cancel"): Recorded("hygiene.cancelled", "hygiene_run"),
    ("POST", "/contact/{id}/verify"): Recorded("contact.verified", "contact"),
    ("POST", "/quality/verify"): Recorded("quality.verified", "organization"),
    ("POST", "/contact/{id}/erase"): Recorded("contact.erased", "contact"),
    ("POST", "/privacy/erase"): Recorded("number.erased", "number"),
    ("PUT", "/privacy/retention"): Recorded("policy.changed", "policy"),
    ("POST", "/demo"): Recorded("demo.started", "organization"),
    # Reading is recorded where it takes much personal data out of the service.
    ("GET", "/contact/export"): Recorded("contacts.exported", "organization"),
    ("GET", "/imports/{id}/rejects"): Recorded("import.rejects_exported", "import"),
    ("GET", "/audience/{id}/export"): Recorded("audience.exported", "audience"),
    ("GET", "/suppressions/export"): Recorded("suppressions.exported", "organization"),
    ("GET", "/consents/export"): Recorded("consents.exported", "organization"),
    ("GET", "/duplicates/similar-numbers/export"): Recorded("similar_numbers.exported", "organization"),
    ("GET", "/privacy/subject"): Recorded("number.disclosed", "number"),
    ("GET", "/audit-log/export"): Recorded("audit_log.exported", "organization"),
}

EXEMPT: dict[tuple[str, str], str] = {
    ("POST", "/auth/links/read"): "reads",
    ("POST", "/auth/forgot"): "belongs to no organization; the new password is recorded when it is set",
    ("POST", "/auth/organization"): "chooses what is shown",
    ("POST", "/auth/totp/begin"): "off until it is confirmed, which is recorded",
    ("PATCH", "/auth/me"): "one's own name and language",
    ("POST", "/contact"): "everyday work; the contact's timeline and the change feed tell who created it",
    ("PUT", "/contact/{id}"): "everyday work; the timeline keeps who changed what from which value",
    ("PATCH", "/contact/{id}"): "everyday work; the timeline keeps who changed what from which value",
    ("POST", "/contact/upsert"): "everyday work, thousands a second; the timeline and the change feed tell",
    ("POST", "/contact/query"): "reads",
    ("POST", "/contact/merge/preview"): "reads",
    ("POST", "/contact/ingestion/upload"): "keeps a file for half an hour, no contact is touched",
    ("POST", "/contact/ingestion/validate"): "reads",
    ("PUT", "/imports/{id}/mapping"): "no contact is touched before the import is started, which is recorded",
    ("POST", "/contact/{id}/tags"): "everyday work; the timeline tells",
    ("DELETE", "/contact/{id}/tags/{tagId}"): "everyday work; the timeline tells",
    ("POST", "/tags/{id}/add-contacts"): "everyday work; the timeline tells",
    ("POST", "/tags/{id}/remove-contacts"): "everyday work; the timeline tells",
    ("POST", "/bulk-actions/count"): "reads",
    ("POST", "/audience/preview"): "reads",
    ("POST", "/audience/{id}/add-contacts"): "everyday work; the change feed tells who entered",
    ("POST", "/audience/{id}/remove-contacts"): "everyday work; the change feed tells who left",
    ("POST", "/duplicates/runs"): "looks for duplicates and changes no contact",
    ("POST", "/duplicates/{leftId}/{rightId}/skip"): "decides nothing",
    ("POST", "/suppressions/check"): "reads",
    ("POST", "/call-results"): "everyday work, each result carries who recorded it",
    ("POST", "/call-results/file"): "everyday work, each result carries who recorded it",
}
