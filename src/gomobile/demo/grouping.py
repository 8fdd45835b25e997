"""Tags and audiences, and what was done to many contacts at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gomobile.audiences import service as audiences
from gomobile.bulk import service as bulk
from gomobile.db.pool import Connection
from gomobile.demo.filling import Filling, Step
from gomobile.demo.person import Person
from gomobile.tags import service as tags

Rules = dict[str, Any]


def tag(filling: Filling, conn: Connection) -> None:
    """Put the tags on those whom they describe."""
    random = filling.random("tags")
    chosen: dict[str, Callable[[Person], bool]] = {
        "Payment reminder": lambda person: person.balance > 400 and random.random() < 0.7,
        "Satisfaction survey": lambda person: person.habit == "answers" and random.random() < 0.12,
        "Loyal customer": lambda person: person.source == "excel" and random.random() < 0.18,
        "Call in the evening": lambda _: random.random() < 0.04,
        "Newsletter": lambda person: person.email is not None and random.random() < 0.3,
        "Complaint open": lambda _: random.random() < 0.006,
        "Trade fair": lambda person: person.source == "form" and random.random() < 0.05,
    }
    people = filling.contacts(conn)
    for name, fits in chosen.items():
        tags.add(
            conn, filling.org_id, filling.actor, filling.id(f"tag/{name}"), [id for one, id in people if fits(one)]
        )


def static_members(filling: Filling, conn: Connection) -> None:
    """Who is in the audiences without rules; those of the CRM are in theirs by the import."""
    random = filling.random("audiences")
    people = [id for person, id in filling.contacts(conn) if person.habit == "answers"]
    pilot = random.sample(people, min(200, len(people) // 4))
    spring = random.sample(people, len(people) // 3)
    for name, ids in (("Pilot group", pilot), ("Spring campaign", spring)):
        audiences.add_contacts(conn, filling.org_id, filling.actor, filling.id(f"audience/{name}"), ids)


def live_audiences(filling: Filling, conn: Connection) -> None:
    """Audiences by rules: ready-made ones, and some of the organization's own."""
    for template, parameters in (
        ("callable", {}),
        ("never-called", {}),
        ("at-risk", {"from": 60, "to": 90}),
        ("birthday-this-week", {"attribute": "birthday"}),
        ("city", {"city": "Casablanca"}),
    ):
        audiences.create_from_template(conn, filling.organization, filling.actor, template, parameters)
    for name, description, rules in OWN:
        audiences.create(
            conn, filling.organization, filling.actor, name, description=description, type="live", rules=rules
        )
    filling.made["audiences"] = 3 + 5 + len(OWN)


def _when(field: str, operator: str, value: Any = None) -> Rules:
    return {"field": field, "operator": operator} | ({} if value is None else {"value": value})


def _all(*conditions: Rules) -> Rules:
    return {"logic": "AND", "conditions": list(conditions)}


_BALANCE, _DUE = "customAttributes.account_balance", "customAttributes.due_date"
OWN: tuple[tuple[str, str, Rules], ...] = (
    (
        "Overdue above 500",
        "Owe more than 500 and are late; nobody with an open complaint.",
        _all(
            _when(_BALANCE, "gt", 500),
            _when(_DUE, "before_today"),
            {"logic": "NOT", "conditions": [_when("tags", "has_any", ["Complaint open"])]},
        ),
    ),
    (
        "Due in the next 7 days",
        "Get a friendly reminder before the day.",
        _all(_when(_BALANCE, "gt", 0), _when(_DUE, "within_next", {"amount": 7, "unit": "days"})),
    ),
    (
        "VIP or Premium, French, answered lately",
        "For the colleagues who speak French.",
        _all(
            {
                "logic": "OR",
                "conditions": [
                    _when("customAttributes.vip", "equals", value=True),
                    _when("customAttributes.plan", "equals", "Premium"),
                ],
            },
            _when("customAttributes.language", "equals", "French"),
            _when("engagement.lastAnsweredAt", "within_last", {"amount": 30, "unit": "days"}),
        ),
    ),
    (
        "May be called for marketing",
        "Said yes, and were not suppressed since.",
        _all(_when("consent.marketing.call", "equals", "granted"), _when("suppressed.call", "equals", value=False)),
    ),
)


_RENEWAL = _all(
    _when("customAttributes.plan", "in", ["Plus", "Premium"]),
    _when(_DUE, "within_next", {"amount": 3, "unit": "weeks"}),
)
_LONG_SILENT = _all(
    _when("engagement.lastCalledAt", "more_than_ago", {"amount": 90, "unit": "days"}),
    _when("engagement.lastAnsweredAt", "is_empty"),
)


def bulk_steps() -> tuple[Step, ...]:
    """What was done to many at once: a tag for a plan, and an archive of whom nobody reached for long."""
    return (
        *_bulk("Tagging whose plan ends soon", "renewal", "tag", _RENEWAL, {"tag": "Renewal"}),
        *_bulk("Archiving whom nobody reached", "archive", "archive", _LONG_SILENT, {}),
    )


def _bulk(doing: str, name: str, action: str, rules: Rules, parameters: dict[str, str]) -> tuple[Step, Step]:
    def note(filling: Filling, conn: Connection) -> None:
        chosen = {"filter": rules}
        expected = bulk.count(conn, filling.organization, chosen)
        made = bulk.create(
            conn,
            filling.organization,
            filling.actor,
            action=action,
            parameters=parameters,
            filter=chosen,
            expected=expected,
            queue=False,
        )
        filling.kept[f"bulk/{name}"] = str(made.id)

    def run(filling: Filling) -> None:
        done = bulk.run(filling.conninfo, filling.org_id, filling.id(f"bulk/{name}"), stop=filling.stop)
        if action == "archive":
            filling.made["archived"] = done.changed

    return Step(doing, write=note), Step(doing, work=run)
