"""What rules are read against, and what a rule builder offers."""

from __future__ import annotations

from gomobile.accounts.caller import Organization
from gomobile.attributes import service as attributes
from gomobile.attributes.parse.text import fold
from gomobile.db.pool import Connection
from gomobile.segments import answers, describing, store
from gomobile.segments.context import Context
from gomobile.segments.operators import FITTING, SHAPES, Kind, Operator

_SHOWN = 1_000


def load_context(conn: Connection, organization: Organization) -> Context:
    """The attributes, tags and audiences that rules of an organization may name: three small reads."""
    return Context(
        organization,
        attributes.load_definitions(conn, organization.id),
        {fold(name): id for id, name in store.tags(conn, organization.id)},
        frozenset(store.audiences(conn, organization.id)),
    )


def fields(context: Context) -> list[answers.RuleField]:
    """Every field for a rule builder: name, label, group, type, the operators that fit with what each takes, and
    options where it has them.

    Of consents those to the usual purposes are listed; others are named `consent.purpose.channel` as well.
    """
    listed: list[answers.RuleField] = []
    for field in describing.offered(context):
        entry: answers.RuleField = {
            "name": field.name,
            "label": field.label,
            "group": describing.group_of(field),
            "type": field.kind,
            "operators": list(FITTING[field.kind]),
            "takes": {operator: _takes(field.kind, operator) for operator in FITTING[field.kind]},
        }
        if field.options:
            options = [option for option in field.options if not option.archived]
            entry["options"] = [{"value": option.id, "label": option.label} for option in options[:_SHOWN]]
        listed.append(entry)
    return listed


def _takes(kind: Kind, operator: Operator) -> answers.RuleValue:
    shape = SHAPES[operator]
    taken: answers.RuleValue = {"shape": shape, "input": describing.input_of(kind, operator)}
    if shape == "span":
        taken["units"] = describing.units_of(kind, operator)
    return taken
