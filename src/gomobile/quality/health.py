"""What the health page counts: each number with the rules, or the list, that opens the contacts behind it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from gomobile.attributes.definition import Definition
from gomobile.quality import conditions as rules
from gomobile.quality.conditions import Rules, condition, every
from gomobile.quality.policies import ArchivePolicy

Path = Literal["/contact", "/duplicates"]


@dataclass(frozen=True, slots=True)
class Item:
    """A number of the health page.

    rules: those of the contacts behind it, for `filter` of GET /contact
    parameters: further parameters of that list
    path: where to look instead, when it is not contacts that are counted
    """

    name: str
    text: str
    rules: Rules | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    path: Path = "/contact"


def items(definitions: Iterable[Definition], archive: ArchivePolicy) -> list[Item]:
    """Every number, in the order of the page. Those with rules are of live contacts that are not archived."""
    unset = every(condition("displayName", "is_empty"))
    days = archive.inactive_days
    return [
        Item("contacts", "Contacts, those archived left out."),
        Item("phoneValid", "Numbers that exist in their numbering plan.", rules.phone_status("valid")),
        Item("phonePossible", "Numbers of the right length that no plan knows.", rules.phone_status("possible")),
        Item("phoneInvalid", "Numbers that do not exist.", rules.phone_status("invalid")),
        Item("missingName", "Contacts without any name.", unset),
        Item("missingEmail", "Contacts without an e-mail address.", rules.empty("primaryEmail")),
        *(_misfit(one) for one in definitions if _archived_options(one)),
        Item("duplicates", "Pairs that wait for a decision.", path="/duplicates", parameters={"status": "open"}),
        Item("atRisk", "Numbers that several calls in a row did not reach.", rules.reachability("at_risk")),
        Item("unreachable", "Numbers that calls do not reach.", rules.reachability("unreachable")),
        Item("notInService", "Numbers out of service.", rules.reachability("not_in_service")),
        Item("stale", f"Contacts without an update or a call for {days} days.", rules.inactive(days)),
        Item("suppressed", "Numbers that must not be called.", rules.suppressed("call")),
        Item("archived", "Archived contacts.", parameters={"archived": "true"}),
        Item("callable", "Contacts that can be called now.", rules.callable_now()),
    ]


def _archived_options(definition: Definition) -> list[str]:
    if definition.archived or definition.type != "enum":
        return []
    return [option.id for option in definition.options if option.archived]


def _misfit(definition: Definition) -> Item:
    text = f"Contacts whose {definition.display_name} is an archived option."
    found = condition(f"customAttributes.{definition.name}", "in", _archived_options(definition))
    return Item(f"misfit.{definition.name}", text, every(found))
