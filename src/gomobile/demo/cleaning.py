"""Duplicates, clean-ups by the clock, and who decided what about them."""

from __future__ import annotations

from gomobile.audit import service as audit
from gomobile.audit.entry import Entry
from gomobile.bulk import service as bulk
from gomobile.contacts import service as contacts
from gomobile.db.pool import Connection
from gomobile.demo.filling import Filling
from gomobile.imports import service as imports
from gomobile.quality.duplicates import service as duplicates
from gomobile.quality.hygiene import service as hygiene

SWITCHED_ON = ("flag_invalid", "refresh_duplicates")


def note_scan(filling: Filling, conn: Connection) -> None:
    """Note a search for duplicates."""
    run = duplicates.create_scan(conn, filling.org_id, filling.actor, full=True)
    filling.kept["scan"] = str(run.id)


def scan(filling: Filling) -> None:
    """Search for them."""
    duplicates.scan(filling.conninfo, filling.settings, filling.org_id, filling.id("scan"), stop=filling.stop)


def decide(filling: Filling, conn: Connection) -> None:
    """Decide about some pairs: two are one person, one is two, one is looked at later."""
    cases, _, _ = duplicates.list_cases(conn, filling.org_id, "open", 0.0, None, 100)
    seen: set[object] = set()
    apart = []
    for case in cases:  # not two pairs of one contact: a decision about one changes the other
        if not {case.pair.left_id, case.pair.right_id} & seen:
            seen |= {case.pair.left_id, case.pair.right_id}
            apart.append(case.pair)
    for pair in apart[:2]:
        duplicates.merge(conn, filling.organization, filling.actor, pair.left_id, pair.right_id)
    for pair in apart[-1:] if len(apart) > 2 else ():
        duplicates.dismiss(conn, filling.org_id, filling.actor, pair.left_id, pair.right_id)
    for pair in apart[-2:-1] if len(apart) > 3 else ():
        duplicates.skip(conn, filling.org_id, filling.actor, pair.left_id, pair.right_id)
    filling.made["merges"] = len(apart[:2])
    filling.made["duplicates"] = duplicates.count_waiting(conn, filling.org_id)


def switch_on(filling: Filling, conn: Connection) -> None:
    """Switch clean-ups on, and let two run now, one of them only to see what it would do."""
    for task in SWITCHED_ON:
        hygiene.set_schedule(conn, filling.organization, filling.actor, task, {"enabled": True})
    for task, dry_run in (("flag_invalid", False), ("archive_inactive", True)):
        run = hygiene.start(conn, filling.org_id, filling.actor, task, dry_run=dry_run)
        filling.kept[f"hygiene/{task}"] = str(run.id)


def clean(filling: Filling) -> None:
    """Do them here instead of leaving them to a worker, who finds them done."""
    for name in ("hygiene/flag_invalid", "hygiene/archive_inactive"):
        hygiene.run(filling.conninfo, filling.org_id, filling.id(name), stop=filling.stop)


_RECORDED = {
    "tag": ("tag.created", "tag"),
    "audience": ("audience.created", "audience"),
    "key": ("api_key.created", "api_key"),
    "import": ("import.started", "import"),
    "bulk": ("bulk_action.started", "bulk_action"),
}


def write_down(filling: Filling, conn: Connection) -> None:
    """Tell the audit log what was made, as it tells of the same done by hand."""
    entries = []
    for name, id in filling.kept.items():
        if recorded := _RECORDED.get(name.partition("/")[0]):
            entries.append(Entry(*recorded, id, None, None))
    entries += [
        Entry("import.undone", "import", filling.kept["import/fair"], None, None),
        *(Entry("hygiene.changed", "hygiene_task", task, None, {"enabled": True}) for task in SWITCHED_ON),
        Entry("demo.filled", "organization", str(filling.org_id), None, {"people": filling.demo.people}),
    ]
    audit.record_all(conn, filling.actor, entries, org_id=filling.org_id, actor_name="gomobile demo")
    rows, _, total = imports.list_imports(conn, filling.org_id, 1, 100)
    filling.made |= {
        "contacts": contacts.count_contacts(conn, filling.org_id),
        "imports": total,
        "rejected": sum(row.rejected for row in rows),
        "bulkActions": bulk.list_actions(conn, filling.org_id, 1, 1)[2],
    }
