"""What people said about being reached: consent, and numbers that must not be called."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gomobile.db.pool import Connection
from gomobile.demo.filling import Filling
from gomobile.demo.numbers import Numbers
from gomobile.privacy.consent import service as consent
from gomobile.privacy.suppression import service as suppression

_AT_ONCE = 5_000
_SOURCES = ("website form", "call", "paper form")
_WHY: tuple[tuple[str, str, str, str | None], ...] = (
    ("asked", "all", "call", None),
    ("asked", "call", "call", None),
    ("asked", "sms", "website form", None),
    ("complaint", "all", "e-mail", "Ticket 2041"),
    ("wrong_person", "call", "call", None),
    ("regulator", "call", "list of the regulator", "List of this quarter"),
    ("legal", "all", "legal department", "File 77/B"),
)


def consents(filling: Filling, conn: Connection) -> None:
    """A third said yes to marketing when they came; some have changed their mind since."""
    random = filling.random("consents")
    said: list[dict[str, Any]] = []
    for person in filling.people:
        if person.mistyped or random.random() > 0.33:
            continue
        first = _statement(person.phone, person.created + timedelta(minutes=3), random.choice(_SOURCES))
        later = person.created + timedelta(days=random.randrange(2, 60))
        said.append(first | {"channel": random.choice(("call", "call", "sms", "whatsapp"))})
        share = random.random()
        if share < 0.08 and later.date() < filling.demo.today:
            said.append(said[-1] | {"status": "withdrawn", "statedAt": later.isoformat(), "source": "call"})
        elif share < 0.2:
            said.append(first | {"purpose": "survey", "status": random.choice(("granted", "denied"))})
    for start in range(0, len(said), _AT_ONCE):
        batch = consent.record_batch(conn, filling.organization, filling.actor, said[start : start + _AT_ONCE])
        filling.made["consents"] = filling.made.get("consents", 0) + len(batch.done)


def suppressions(filling: Filling, conn: Connection) -> None:
    """Numbers that must not be called: one in eighty contacts, one of them until next month, and a few of nobody's."""
    random = filling.random("suppressions")
    known = [person.phone for person in filling.people if not person.mistyped]
    numbers = Numbers(filling.random("numbers of nobody"))
    nobody = [phone for phone in (numbers.take("FR") for _ in range(8)) if phone not in set(known)]
    entries: list[dict[str, Any]] = []
    for phone in [*random.sample(known, max(8, len(known) // 80)), *nobody]:
        reason, channel, source, proof = random.choice(_WHY)
        entries.append({"phone": phone, "reason": reason, "channel": channel, "source": source, "proof": proof})
    entries[0]["expiresAt"] = str(filling.demo.today + timedelta(days=30))
    entries[0]["reason"] = "asked"
    entries[1]["reason"] = "On parental leave until spring"
    batch = suppression.add_batch(conn, filling.organization, filling.actor, entries)
    filling.made["suppressions"] = batch.added


def _statement(phone: str, at: Any, source: str) -> dict[str, Any]:
    return {
        "phone": phone, "purpose": "marketing", "channel": "call", "status": "granted", "source": source,
        "statedAt": at.isoformat(),
    }  # fmt: skip
