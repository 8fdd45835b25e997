"""`/custom-attributes`."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Query

from gomobile.attributes import answers, service
from gomobile.attributes.definition import Definition
from gomobile.attributes.messages import reportable
from gomobile.attributes.options import OptionChange
from gomobile.attributes.presenter import attribute_json, usage_json
from gomobile.attributes.schemas import IMMUTABLE, AttributeCreate, AttributeUpdate
from gomobile.attributes.service import UNSET
from gomobile.errors import FieldError, InvalidInput
from gomobile.http.call import AgentCall, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.etag import etag, expected_versions
from gomobile.http.json import Answer, json_response

router = make_router("/custom-attributes", "custom attributes")

IncludeArchived = Annotated[bool, Query(alias="includeArchived", description="List archived ones too.")]


@router.get("")
def list_attributes(call: AgentCall, include_archived: IncludeArchived = False) -> list[answers.Attribute]:
    """Every custom attribute of the organization, in the order of creation."""
    return [
        attribute_json(found) for found in service.list_definitions(call.conn, call.org_id, archived=include_archived)
    ]


@router.post("", status_code=201)
def create_attribute(call: ManagerCall, body: AttributeCreate) -> Answer[answers.Attribute]:
    """Define an attribute. Contacts hold its values under `name`, made from `displayName` for good."""
    made = service.create(
        call.conn,
        call.org_id,
        body.displayName,
        body.type,
        description=body.description,
        options=[option.label for option in body.options or ()],
        identifying=body.identifying,
        actor=call.caller.id,
    )
    return _answer(made, status=201)


@router.get("/{id}")
def get_attribute(call: AgentCall, id: UUID) -> Answer[answers.Attribute]:
    """One attribute, archived or not."""
    return _answer(service.get(call.conn, call.org_id, id))


@router.get("/{id}/usage")
def get_usage(call: AgentCall, id: UUID) -> answers.AttributeUsage:
    """How many contacts hold a value, in all and per option, some of them, and the live audiences that ask for it: to
    see before archiving.
    """
    return usage_json(service.usage(call.conn, call.org_id, id))


@router.put("/{id}")
@router.patch("/{id}")
def update_attribute(call: ManagerCall, id: UUID, body: AttributeUpdate) -> Answer[answers.Attribute]:
    """Change the description and the mark `identifying`; add, rename and archive options. The rest stays.

    `If-Match` with the ETag of the version that you read keeps you from undoing somebody else's change.
    """
    _refuse(body.unexpected)
    changed = service.update(
        call.conn,
        call.org_id,
        id,
        description=body.description if "description" in body.model_fields_set else UNSET,
        options=[OptionChange(change.id, change.label, change.archived) for change in body.options or ()],
        identifying=body.identifying,
        versions=expected_versions(call.request),
        actor=call.caller.id,
    )
    return _answer(changed)


@router.delete("/{id}")
def archive_attribute(call: ManagerCall, id: UUID) -> Answer[answers.Attribute]:
    """Archive an attribute: it and its values are hidden and take no changes; a restore brings them back.

    409 ATTRIBUTE_IN_USE while rules of live audiences name it.
    """
    versions = expected_versions(call.request)
    return _answer(service.archive(call.conn, call.org_id, id, versions=versions, actor=call.caller.id))


@router.post("/{id}/restore")
def restore_attribute(call: ManagerCall, id: UUID) -> Answer[answers.Attribute]:
    """Bring an archived attribute back, with the values that contacts kept."""
    return _answer(service.restore(call.conn, call.org_id, id, actor=call.caller.id))


def _answer(definition: Definition, *, status: int = 200) -> Answer[answers.Attribute]:
    return json_response(attribute_json(definition), status=status, headers=etag(definition.version))


def _refuse(unexpected: dict[str, Any]) -> None:
    problems = []
    for field, value in unexpected.items():
        if field in IMMUTABLE:
            text = "This cannot be changed; archive the attribute and define another one."
            problems.append(FieldError(field, "immutable", text, {}, reportable(value)))
        else:
            problems.append(FieldError(field, "unknownProperty", "This property is not known."))
    if problems:
        raise InvalidInput(problems)
