"""Split an audience into new static ones."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.audiences import membership, store
from gomobile.audiences.audience import Audience
from gomobile.audiences.checks import problems_of
from gomobile.audiences.errors import AudienceExists, AudienceNotFound
from gomobile.audiences.splitting import MAX_PARTS, MIN_PARTS, part_names, split_ids
from gomobile.db.pool import Connection
from gomobile.errors import FieldError, InvalidInput


def split(
    conn: Connection,
    org_id: UUID,
    actor: Actor,
    id: UUID,
    parts: int,
    *,
    names: Sequence[str] | None = None,
    seed: str | None = None,
) -> list[Audience]:
    """Make `parts` static audiences that together have the present members, each one of them once.

    Sizes differ by at most one. The same seed (the audience's own when none is given) puts the same members into the
    same parts. Raises AudienceNotFound, InvalidInput, or AudienceExists for a name in use.
    """
    source = store.get(conn, org_id, id, "share_audience")
    if source is None or source.deleted_at is not None:
        raise AudienceNotFound
    names = _checked(conn, org_id, source, parts, names)
    ids = store.list_member_ids(conn, org_id, id)
    made = []
    for name, part in zip(names, split_ids(ids, parts, seed or str(id)), strict=True):
        values = {
            "name": name,
            "description": f"Part of {source.name!r}",
            "type": "static",
            "rules": None,
            "uses": [],
            "status": "ready",
        }
        audience_id = store.insert(conn, org_id, actor, values)
        if audience_id is None:
            raise AudienceExists(f"An audience is named {name!r} already; choose other names.", name=name)
        membership.enter(conn, org_id, actor, audience_id, membership.lock_live(conn, org_id, part))
        audience = store.get(conn, org_id, audience_id)
        assert audience is not None
        made.append(audience)
    return made


def _checked(
    conn: Connection, org_id: UUID, source: Audience, parts: int, names: Sequence[str] | None
) -> Sequence[str]:
    if not MIN_PARTS <= parts <= MAX_PARTS:
        text = f"An audience is split into {MIN_PARTS} to {MAX_PARTS} parts."
        code = "min" if parts < MIN_PARTS else "max"
        raise InvalidInput.of("parts", code, text, parts, min=MIN_PARTS, max=MAX_PARTS)
    if names is None:
        taken = store.find_named(conn, org_id, part_names(source.name, parts))
        return part_names(source.name, parts, [audience.name for audience in taken])
    names = [name.strip() for name in names]
    problems = [
        FieldError(f"names.{at}", problem.code, problem.message, problem.params, problem.value)
        for at, name in enumerate(names)
        for problem in problems_of(name, None, "static", None)
    ]
    if len(names) != parts:
        text = f"Give a name for each of the {parts} parts, or none; there are {len(names)}."
        problems.append(FieldError("names", "length", text, {"length": parts}))
    if problems:
        raise InvalidInput(problems)
    return names
