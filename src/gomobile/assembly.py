"""Where nouns are connected that do not know each other; called once by each process before it works."""

from __future__ import annotations

import zoneinfo

from gomobile.accounts.reactions import on_organization_change
from gomobile.audiences import membership, upkeep
from gomobile.audiences.live import rebuilding
from gomobile.audiences.live import works as audience_builds
from gomobile.bulk import service as bulk
from gomobile.bulk import works as bulk_actions
from gomobile.calls import attaching
from gomobile.contacts import reactions
from gomobile.demo import works as demo_works
from gomobile.imports import service as imports
from gomobile.imports import works as import_works
from gomobile.policies import registry
from gomobile.privacy.retention.policy import NAME as RETENTION
from gomobile.privacy.retention.policy import RetentionPolicy
from gomobile.privacy.suppression import service as suppression
from gomobile.quality import reachability
from gomobile.quality import service as quality
from gomobile.quality.duplicates import service as duplicate_runs
from gomobile.quality.duplicates import upkeep as duplicates
from gomobile.quality.duplicates import works as duplicate_works
from gomobile.quality.hygiene import service as hygiene
from gomobile.quality.hygiene import works as clean_ups
from gomobile.quality.policies import ARCHIVE, HYGIENE, ArchivePolicy, HygienePolicy
from gomobile.tags import service as tags
from gomobile.works import registry as works
from gomobile.works.registry import Source


def connect_nouns() -> None:
    """Connect what reacts to changes of contacts, and read time zones from the data that we ship.

    Python prefers the machine's own, which may be years old: Morocco has changed its clock since.
    """
    zoneinfo.reset_tzpath(())
    # Suppressions first: live audiences look at them by number.
    reactions.connect(suppression.react, attaching.react, tags.react, upkeep.react, duplicates.react)
    membership.on_membership_change[:] = [upkeep.react_to_members]
    on_organization_change[:] = [rebuilding.organization_changed]
    registry.register(reachability.NAME, reachability.ReachabilityPolicy, quality.reachability_changed)
    registry.register(ARCHIVE, ArchivePolicy)
    registry.register(HYGIENE, HygienePolicy)
    registry.register(RETENTION, RetentionPolicy)
    works.connect(
        Source(("import",), "manager", import_works.works_of, imports.cancel),
        Source(("bulk_action",), "agent", bulk_actions.works_of, bulk.cancel),
        Source(("duplicate_scan", "duplicate_acceptance"), "agent", duplicate_works.works_of, duplicate_runs.cancel),
        Source(("hygiene",), "manager", clean_ups.works_of, hygiene.cancel),
        Source(("audience_build",), "agent", audience_builds.works_of),
        Source(("demo",), "agent", demo_works.works_of),
    )
