"""The clean-ups, each one step at a time: what it looks at next, what it does about it."""

from __future__ import annotations

from uuid import UUID

from gomobile.calls import service as calls
from gomobile.contacts import archiving
from gomobile.db.pool import Connection
from gomobile.policies import service as policies
from gomobile.quality import store
from gomobile.quality.conditions import OUT_OF_REACH, engagement, failing, inactive, reachability
from gomobile.quality.duplicates import runs
from gomobile.quality.duplicates.errors import DuplicateRunActive
from gomobile.quality.hygiene.step import Step, Work
from gomobile.quality.matching import Matcher
from gomobile.quality.policies import ARCHIVE, HYGIENE, ArchivePolicy, HygienePolicy
from gomobile.quality.verification import OfflineProvider, recheck
from gomobile.tags import service as tags
from gomobile.tags.errors import TagNotFound

INVALID_TAG = "invalid-number"
_ROWS = 10_000
"""Contacts that are looked at in one transaction."""
_FEW = 2_000
"""Contacts whose numbers are read again, or which are tagged, in one transaction."""


def archive_inactive(conn: Connection, work: Work) -> Step:
    """Archive contacts without an update or a call for as long as the policy says."""
    days = policies.get(conn, work.organization.id, ARCHIVE, ArchivePolicy).inactive_days
    matcher = Matcher(conn, work.organization, inactive(days), work.at)
    last, found, looked = matcher.next(work.after, _ROWS)
    if found and not work.dry_run:
        found = archiving.archive_many(conn, work.organization.id, work.actor, matcher.hold(found))
    counts = {"checked": looked, "archived": len(found)}
    return Step(last, counts, {"archived": found}, {"inactiveDays": days})


def flag_invalid(conn: Connection, work: Work) -> Step:
    """Tag failing numbers, and take the tag off those that work again."""
    policy = policies.get(conn, work.organization.id, HYGIENE, HygienePolicy)
    rules = failing(
        invalid=policy.flag_invalid, unreachable=policy.flag_unreachable, not_in_service=policy.flag_not_in_service
    )
    tag = _tag(conn, work)
    # Archived contacts too: the tag tells the truth when they come back.
    last, seen, looked = Matcher(conn, work.organization, None, work.at, archived=True).next(work.after, _FEW)
    wrong: list[UUID] = []
    if rules is not None and seen:
        _, wrong, _ = Matcher(conn, work.organization, rules, work.at, archived=True).next(work.after, _FEW)
    tagged = store.tagged(conn, work.organization.id, tag, seen) if tag else set()
    add = [id for id in wrong if id not in tagged]
    remove = sorted(tagged - set(wrong)) if policy.remove_flag else []
    if not work.dry_run:
        if add:
            tag = tag or tags.create(conn, work.organization.id, work.actor, INVALID_TAG).id
            add = tags.add(conn, work.organization.id, work.actor, tag, add)
        if remove and tag:
            remove = tags.remove(conn, work.organization.id, work.actor, tag, remove)
    counts = {"checked": looked, "failing": len(wrong), "tagged": len(add), "untagged": len(remove)}
    return Step(last, counts, {"tagged": add, "untagged": remove}, {"tag": INVALID_TAG})


def recheck_phones(conn: Connection, work: Work) -> Step:
    """Read the numbers again by the numbering plans of today."""
    return recheck(conn, work, OfflineProvider(work.organization.default_region), _FEW)


def refresh_duplicates(conn: Connection, work: Work) -> Step:
    """Queue a scan for duplicates among what changed since the last one; a scan that waits or works is enough."""
    if work.dry_run:
        return Step(None, {"scans": 0})
    try:
        scan = runs.create(conn, work.organization.id, work.actor, "scan")
    except DuplicateRunActive as active:
        return Step(None, {"scans": 0}, {}, {"scan": str(active.params["runId"])})
    runs.queue(conn, work.organization.id, scan)
    return Step(None, {"scans": 1}, {}, {"scan": str(scan.id)})


def attribute_check(conn: Connection, work: Work) -> Step:
    """Count values that do not fit their attribute any more. Changes nothing."""
    found = store.misfits(conn, work.organization.id)
    counts = {"misfits": sum(one.contacts for one in found)}
    facts = [{"attribute": one.attribute, "reason": one.reason, "contacts": one.contacts} for one in found]
    return Step(None, counts, {}, {"attributes": facts})


def engagement_review(conn: Connection, work: Work) -> Step:
    """Count who answered lately, who stopped answering and who was never called. Changes nothing."""
    last, _, looked = Matcher(conn, work.organization, None, work.at).next(work.after, _ROWS)
    counts = {"checked": looked}
    for name, rules in {**engagement(), "outOfReach": reachability(*OUT_OF_REACH)}.items():
        _, found, _ = Matcher(conn, work.organization, rules, work.at).next(work.after, _ROWS)
        counts[name] = len(found)
    return Step(last, counts)


def judge_reachability(conn: Connection, work: Work) -> Step:
    """Apply changed rules of reachability to every contact that was called."""
    last, changed = calls.judge_next(conn, work.organization.id, work.after)
    return Step(last, {"changed": changed})


def _tag(conn: Connection, work: Work) -> UUID | None:
    try:
        return tags.find(conn, work.organization.id, INVALID_TAG).id
    except TagNotFound:
        return None
