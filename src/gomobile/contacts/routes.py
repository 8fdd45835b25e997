"""`/contact`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.attributes import service as attributes
from gomobile.contacts import answers, service
from gomobile.contacts.batch import Batch, find_ids, upsert_batch
from gomobile.contacts.contact import Contact, contact_json
from gomobile.contacts.contact_filter import MAX_RULES_TEXT, Archived, ContactFilter, PhoneStatus, rules_from_text
from gomobile.contacts.including import more_of
from gomobile.contacts.list_query import Include, ListPart, read_query
from gomobile.contacts.listing import SortBy
from gomobile.contacts.numbers import service as numbers
from gomobile.contacts.numbers.presenter import phones_json
from gomobile.contacts.schemas import CreateBody, QueryBody, UpdateBody, UpsertBody
from gomobile.contacts.search import find_page
from gomobile.contacts.service import Written
from gomobile.errors import Forbidden
from gomobile.http.answers import Message
from gomobile.http.batches import entries_of, problems_json
from gomobile.http.call import AgentCall, BulkCall, Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response
from gomobile.http.lists import Limit, Page, Search, SortOrder
from gomobile.http.paging import meta
from gomobile.privacy.erasure import service as erasure
from gomobile.privacy.erasure.facts import facts
from gomobile.privacy.suppression import service as suppression
from gomobile.privacy.suppression.presenter import holding_json
from gomobile.tags import service as tags
from gomobile.tags.schemas import TagList

router = make_router("/contact", "contacts")


@router.post("", status_code=201)
def create_contact(call: AgentCall, body: CreateBody) -> Answer[answers.ContactWritten]:
    """Create a contact. Refused attribute values are reported in `attributeErrors`; the contact is created
    anyway.

    409 CONTACT_EXISTS names the contact that has the number. A deleted one does not block: `restorable` names
    it.
    """
    written = service.create(call.conn, call.caller.organization, call.caller.actor, body)
    return json_response(_written_json(call, written), status=201, headers=etag(written.contact.version))


@router.post("/upsert")
def upsert_contacts(
    call: BulkCall,
    body: UpsertBody,
    results: Annotated[bool, Query(description="List what became of each contact.")] = False,
) -> answers.ContactsUpserted:
    """Create contacts or, where a contact has the number already, update it: up to 1,000 in one request.

    A contact with an error is left out, the others are written. Of several with one number the last wins; the
    others are listed in `duplicates` and count as unchanged: the four counts add up to the contacts sent.
    """
    most = call.caller.organization.limits.bulk_contacts
    data = entries_of(body, most, "contact", "contacts", limited=" on this plan")
    batch = upsert_batch(call.conn, call.caller.organization, call.caller.actor, data)
    shown = batch_json(batch)
    if results:
        ids = find_ids(call.conn, call.org_id, batch)
        shown["results"] = [
            {"index": at, "id": ids.get(at), "status": status} for at, status in enumerate(batch.status)
        ]
    return shown


Included = Annotated[
    list[Include] | None,
    Query(description="What to show of each contact beside its fields and tags; repeat it for more."),
]


@router.get("")
def list_contacts(
    call: AgentCall,
    page: Page = 1,
    limit: Limit = 20,
    search: Search = None,
    sort_by: Annotated[SortBy, Query(alias="sortBy")] = "createdAt",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "desc",
    include: Included = None,
    phone_status: Annotated[PhoneStatus | None, Query(alias="phoneStatus")] = None,
    deleted: Annotated[bool, Query(description="List the trash instead.")] = False,
    cursor: Annotated[str | None, Query(max_length=1_000, description="`meta.nextCursor` of a page.")] = None,
    archived: Annotated[Archived, Query(description="Archived contacts: without them, only they, or all.")] = "false",
    tag_id: Annotated[UUID | None, Query(alias="tagId", description="Only contacts with this tag.")] = None,
    audience_id: Annotated[
        UUID | None, Query(alias="audienceId", description="Only present members of this audience.")
    ] = None,
    filter: Annotated[
        str | None, Query(max_length=MAX_RULES_TEXT, description="A rule tree as JSON: only contacts that match it.")
    ] = None,
) -> answers.ContactPage:
    """Contacts, page by page; a `cursor` goes on where a page ended at the same cost however far that is.

    `search` is looked for in names, phone (in any format) and e-mail, whatever its case, accents or Arabic
    spelling. All filters that are given must hold. `meta.total` is exact up to 10,000 matches; above that
    `meta.totalIsEstimate` is true. Rules too long for an address go to POST /contact/query.
    """
    chosen = ContactFilter(rules_from_text(filter), search, audience_id, tag_id, phone_status, archived, deleted)
    return _page(call, chosen, ListPart(sort_by, sort_order, page, limit, cursor, tuple(include or ())))


@router.post("/query")
def query_contacts(call: AgentCall, body: QueryBody) -> answers.ContactPage:
    """As GET /contact, with everything in the body: for rules that are too long for an address."""
    chosen, part = read_query(body)
    return _page(call, chosen, part)


def _page(call: Call, chosen: ContactFilter, part: ListPart) -> answers.ContactPage:
    listing = service.filter_listing(call.conn, call.caller.organization, chosen, part.sort_by, part.sort_order)
    page, limit = part.page, part.limit
    found = find_page(call.conn, call.org_id, listing, page=page, limit=limit, cursor=part.cursor)
    ids = [contact.id for contact in found.contacts]
    definitions = attributes.load_definitions(call.conn, call.org_id) if "customAttributes" in part.include else None
    tagged = tags.of_contacts(call.conn, call.org_id, ids)
    more = more_of(call.conn, call.org_id, ids, part.include)
    return {
        "data": [
            {**contact_json(contact, definitions, tagged.get(contact.id, ())), **more[contact.id]}
            for contact in found.contacts
        ],
        "meta": meta(page, limit, found.total, found.next_cursor, estimate=found.is_estimate),
    }


@router.get("/{id}")
def get_contact(call: AgentCall, id: UUID) -> Answer[answers.ContactDetails]:
    """One contact with its custom attributes, tags, numbers (`phones`), and what keeps it from being reached
    (`suppressions`).

    404 with `mergedInto` when it went into another contact.
    """
    contact = service.get_contact(call.conn, call.org_id, id)
    return json_response(_shown(call, contact), headers=etag(contact.version))


@router.put("/{id}")
@router.patch("/{id}")
def update_contact(call: AgentCall, id: UUID, body: UpdateBody) -> Answer[answers.ContactWritten]:
    """Change what is given: absent stays, null clears, customAttributes merge key by key. `If-Match` is
    honoured. `restorable` names a deleted contact that has the new number.
    """
    written = service.update(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        id,
        body,
        versions=expected_versions(call.request),
    )
    return json_response(_written_json(call, written), headers=etag(written.contact.version))


@router.delete("/{id}")
def delete_contact(
    call: AgentCall,
    id: UUID,
    permanent: Annotated[bool, Query(description="Remove it and its history for good (admin).")] = False,
) -> Message:
    """Move a contact to the trash, from which `restore` brings it back; or remove it for good."""
    versions = expected_versions(call.request)
    if permanent:
        if not call.caller.may("admin"):
            raise Forbidden("Deleting a contact for good needs the role admin; without `permanent` any role may.")
        done = erasure.erase_contact(
            call.conn, call.settings, call.caller.organization, call.caller.actor, id, versions=versions
        )
        call.audit("contact.erased", "contact", id, after=facts(done))
        return {"message": "The contact and its history are deleted for good."}
    service.delete(call.conn, call.org_id, call.caller.actor, id, versions=versions)
    return {"message": f"The contact is deleted; POST /api/contact/{id}/restore brings it back."}


@router.post("/{id}/restore")
def restore_contact(call: AgentCall, id: UUID) -> Answer[answers.ContactShown]:
    """Bring a deleted contact back. 409 CONTACT_EXISTS when another contact has its number by now."""
    return _contact_answer(call, service.restore(call.conn, call.org_id, call.caller.actor, id))


@router.post("/{id}/archive")
def archive_contact(call: ManagerCall, id: UUID) -> Answer[answers.ContactShown]:
    """Archive a contact: it is kept and found with `archived=true`, but leaves lists, audiences and dialling.

    An import or upsert of its number still updates it, and it stays archived. `If-Match` is honoured.
    """
    contact = service.archive(call.conn, call.org_id, call.caller.actor, id, versions=expected_versions(call.request))
    return _contact_answer(call, contact)


@router.post("/{id}/unarchive")
def unarchive_contact(call: ManagerCall, id: UUID) -> Answer[answers.ContactShown]:
    """Bring an archived contact back into lists, live audiences and dialling. `If-Match` is honoured."""
    contact = service.unarchive(call.conn, call.org_id, call.caller.actor, id, versions=expected_versions(call.request))
    return _contact_answer(call, contact)


@router.post("/{id}/tags")
def tag_contact(call: AgentCall, id: UUID, body: TagList) -> Answer[answers.ContactShown]:
    """Put tags, named by id or name, on a contact; those that it has stay. The answer is the contact."""
    contact = service.get_contact(call.conn, call.org_id, id)
    for tag in sorted(tags.find_all(call.conn, call.org_id, body.tags)):
        tags.add(call.conn, call.org_id, call.caller.actor, tag, [id])
    return _contact_answer(call, contact)


@router.delete("/{id}/tags/{tagId}")
def untag_contact(call: AgentCall, id: UUID, tagId: UUID) -> Answer[answers.ContactShown]:
    """Take a tag off a contact; one that it has not is no error. The answer is the contact."""
    contact = service.get_contact(call.conn, call.org_id, id)
    tags.remove(call.conn, call.org_id, call.caller.actor, tagId, [id])
    return _contact_answer(call, contact)


def _contact_answer(call: Call, contact: Contact) -> Answer[answers.ContactShown]:
    return json_response({"contact": _shown(call, contact)}, headers=etag(contact.version))


def _shown(call: Call, contact: Contact) -> answers.ContactDetails:
    """One contact, the same in every answer."""
    definitions = attributes.load_definitions(call.conn, call.org_id)
    tagged = tags.of_contacts(call.conn, call.org_id, [contact.id])
    held = suppression.of_contact(call.conn, call.org_id, contact.id)
    return {
        **contact_json(contact, definitions, tagged.get(contact.id, ())),
        "suppressions": holding_json(held),
        "phones": phones_json(contact, numbers.list_phones(call.conn, call.org_id, contact.id)),
    }


def _written_json(call: Call, written: Written) -> answers.ContactWritten:
    restorable = written.restorable
    return {
        "contact": _shown(call, written.contact),
        "attributeErrors": written.attribute_errors,
        "warnings": written.warnings,
        "restorable": {"id": restorable.id, "deletedAt": restorable.deleted_at} if restorable else None,
    }


def batch_json(batch: Batch) -> answers.ContactsUpserted:
    """What became of a batch, as the API shows it."""
    return {
        "created": batch.count("created"),
        "updated": batch.count("updated"),
        "unchanged": batch.count("unchanged", "superseded"),
        "failed": batch.count("failed"),
        "errors": problems_json(batch.problems),
        "attributeErrors": [{"index": at, **error} for at, error in batch.attribute_errors],
        "warnings": [{"index": at, **warning} for at, warning in batch.warnings],
        "duplicates": [{"index": at, "supersededBy": winner} for at, winner in sorted(batch.superseded.items())],
    }
