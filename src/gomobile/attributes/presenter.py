"""Custom attributes as callers see them. Pure."""

from __future__ import annotations

from gomobile.attributes import answers
from gomobile.attributes.definition import Definition, EnumOption
from gomobile.attributes.service import Usage


def attribute_json(definition: Definition) -> answers.Attribute:
    """A definition as the API shows it; `options` only for an enum."""
    assert definition.organization_id is not None, "a stored definition"
    assert definition.created_at is not None, "a stored definition"
    assert definition.updated_at is not None, "a stored definition"
    shown: answers.Attribute = {
        "id": definition.id,
        "organizationId": definition.organization_id,
        "name": definition.name,
        "displayName": definition.display_name,
        "description": definition.description,
        "type": definition.type,
        "identifying": definition.identifying,
        "createdAt": definition.created_at,
        "updatedAt": definition.updated_at,
        "deletedAt": definition.deleted_at,
        "createdBy": definition.created_by,
        "updatedBy": definition.updated_by,
        "deletedBy": definition.deleted_by,
    }
    if definition.type == "enum":
        shown["options"] = [_option_json(option) for option in definition.options]
    return shown


def usage_json(found: Usage) -> answers.AttributeUsage:
    """A usage report as the API shows it."""
    shown: answers.AttributeUsage = {
        "id": found.definition.id,
        "name": found.definition.name,
        "displayName": found.definition.display_name,
        "type": found.definition.type,
        "contactCount": found.contacts,
        "sample": [
            {
                "contactId": holder.id,
                "fullName": holder.full_name,
                "primaryPhone": holder.primary_phone,
                "value": holder.value,
            }
            for holder in found.sample
        ],
        "audiences": [{"id": id, "name": name} for id, name in found.audiences],
    }
    if found.definition.type == "enum":
        shown["options"] = [{**_option_json(used.option), "contactCount": used.contacts} for used in found.options]
    return shown


def _option_json(option: EnumOption) -> answers.AttributeOption:
    return {"id": option.id, "label": option.label, "archived": option.archived}
