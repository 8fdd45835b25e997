"""`/duplicates`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.attributes import service as attributes
from gomobile.contacts.contact import contact_json
from gomobile.db.pool import Connection
from gomobile.exports.download import ListDownload
from gomobile.http.answers import CSV
from gomobile.http.call import AgentCall, Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.lists import Limit, Page
from gomobile.http.paging import bad_cursor, decode_cursor, encode_cursor, meta, page_meta
from gomobile.quality.duplicate_schemas import AcceptBody, MergePairBody, ScanBody
from gomobile.quality.duplicates import answers, presenter, service
from gomobile.quality.duplicates.service import Case, SimilarKind, Status
from gomobile.quality.duplicates.similar_csv import similar_csv

router = make_router("/duplicates", "duplicates")

MinScore = Annotated[float, Query(alias="minScore", ge=0, le=1, allow_inf_nan=False, description="The least score.")]
Cursor = Annotated[str | None, Query(max_length=500, description="The nextCursor of the page before.")]
Certain = Annotated[
    bool | None, Query(description="true: only pairs with a number or an e-mail address in common; false: the others.")
]
Kind = Annotated[SimilarKind | None, Query(description="Only this kind.")]


@router.get("")
def list_duplicates(
    call: AgentCall,
    status: Status = "open",
    minScore: MinScore = 0.0,
    certain: Certain = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> answers.DuplicatePage:
    """Pairs of contacts that may be one person, the likeliest first, those that were skipped last. Each has both
    contacts, what was compared and what came of it, and the group of all contacts that pairs connect with it.

    `status` is open (the skipped ones too), skipped, dismissed or merged.
    """
    try:
        after = presenter.place(decode_cursor(cursor, 4)) if cursor else None
    except (ValueError, TypeError, AttributeError) as error:
        raise bad_cursor() from error
    found, more, total = service.list_cases(call.conn, call.org_id, status, minScore, after, limit, certain)
    next_cursor = encode_cursor(presenter.place_of(found[-1].pair)) if more else None
    definitions = attributes.load_definitions(call.conn, call.org_id)
    data = [presenter.case_json(one, definitions) for one in found]
    return {"data": data, "meta": meta(1, limit, total, next_cursor)}


@router.post("/{leftId}/{rightId}/dismiss")
def dismiss_duplicate(call: ManagerCall, leftId: UUID, rightId: UUID) -> answers.Duplicate:
    """Two persons: the pair is remembered and never asked about again. 409 ALREADY_DECIDED when it was decided."""
    return _shown(call, service.dismiss(call.conn, call.org_id, call.caller.actor, leftId, rightId))


@router.post("/{leftId}/{rightId}/skip")
def skip_duplicate(call: ManagerCall, leftId: UUID, rightId: UUID) -> answers.Duplicate:
    """Ask about the pair later: it goes to the end of the queue. 409 ALREADY_DECIDED when it was decided."""
    return _shown(call, service.skip(call.conn, call.org_id, call.caller.actor, leftId, rightId))


@router.post("/{leftId}/{rightId}/reopen")
def reopen_duplicate(call: ManagerCall, leftId: UUID, rightId: UUID) -> answers.Duplicate:
    """Ask again about a pair that was dismissed or skipped. One that was merged is undone by an unmerge."""
    return _shown(call, service.reopen(call.conn, call.org_id, call.caller.actor, leftId, rightId))


@router.post("/merge", status_code=201)
def merge_duplicate(call: ManagerCall, body: MergePairBody) -> answers.DuplicateMerged:
    """One person: the two contacts become one, the older one unless `survivor` tells otherwise. What else was asked
    about the other one is asked about it from now on. 409 ALREADY_DECIDED when the pair was decided.
    """
    made = service.merge(
        call.conn,
        call.caller.organization,
        call.caller.actor,
        body.left,
        body.right,
        survivor_id=body.survivor,
        choices=body.choices,
    )
    definitions = attributes.load_definitions(call.conn, call.org_id)
    return {"mergeId": made.id, "contact": contact_json(made.survivor, definitions)}


@router.post("/accept", status_code=202)
def accept_duplicates(call: ManagerCall, body: AcceptBody) -> answers.DuplicateRun:
    """Merge every open pair from `minScore` on, in the background; a group becomes one contact, the oldest.

    `expectedCount` is the number of those pairs that you have seen: 409 COUNT_CHANGED tells the number of now. Follow
    it at `/duplicates/runs/{id}`. Each merge can be undone.
    """
    run = service.create_acceptance(call.conn, call.org_id, call.caller.actor, body.minScore, body.expectedCount)
    return _queued(call, run)


@router.get("/runs")
def list_runs(call: AgentCall, page: Page = 1, limit: Limit = 20) -> answers.DuplicateRunPage:
    """Scans and acceptances, newest first."""
    found, total = service.list_runs(call.conn, call.org_id, page, limit)
    return {"data": [presenter.run_json(run) for run in found], "meta": page_meta(page, limit, total)}


@router.post("/runs", status_code=202)
def create_scan(call: ManagerCall, body: ScanBody | None = None) -> answers.DuplicateRun:
    """Search for duplicates in the background: what changed since the last scan is compared with every contact.

    With `full` every contact is compared again. 409 DUPLICATE_RUN_ACTIVE while another scan waits or works.
    """
    full = body.full if body else False
    return _queued(call, service.create_scan(call.conn, call.org_id, call.caller.actor, full=full))


@router.get("/runs/{id}")
def get_run(call: AgentCall, id: UUID) -> answers.DuplicateRun:
    """A scan or an acceptance: how far it is, and what it has done. `report.capped` tells which values too many
    contacts share to be compared by them.
    """
    return presenter.run_json(service.get_run(call.conn, call.org_id, id))


@router.post("/runs/{id}/cancel")
def cancel_run(call: ManagerCall, id: UUID) -> answers.DuplicateRun:
    """Stop a run at its next resting point; what it has found or merged stays."""
    return presenter.run_json(service.cancel(call.conn, call.org_id, id))


@router.get("/similar-numbers")
def list_similar_numbers(
    call: AgentCall, kind: Kind = None, cursor: Cursor = None, limit: Limit = 20
) -> answers.SimilarNumbersPage:
    """Numbers that differ in one digit, in two swapped neighbours, or only in what stands before the last eight digits:
    one may be a slip of the other. As of the last scan.
    """
    after = service.FIRST
    if cursor:
        try:
            left, right = decode_cursor(cursor, 2)
            after = (UUID(left), UUID(right))
        except (ValueError, TypeError, AttributeError) as error:
            raise bad_cursor() from error
    found, more, total = service.list_similar(call.conn, call.org_id, kind, after, limit)
    next_cursor = encode_cursor([str(found[-1].left_id), str(found[-1].right_id)]) if more else None
    return {"data": [presenter.similar_json(one) for one in found], "meta": meta(1, limit, total, next_cursor)}


@router.get("/similar-numbers/export", response_class=Download, responses=CSV)
def export_similar_numbers(call: ManagerCall, kind: Kind = None) -> Download:
    """The similar numbers as a CSV."""

    def pieces(conn: Connection) -> Iterator[bytes]:
        return similar_csv(service.similar_blocks(conn, call.org_id, kind))

    headers = {"Content-Disposition": 'attachment; filename="similar-numbers.csv"'}
    source = ListDownload(call.database.conninfo, call.caller.organization, pieces, call.settings.temporary)
    return Download(source, media_type="text/csv; charset=utf-8", headers=headers)


def _shown(call: Call, case: Case) -> answers.Duplicate:
    return presenter.case_json(case, attributes.load_definitions(call.conn, call.org_id))


def _queued(call: Call, run: service.Run) -> answers.DuplicateRun:
    service.queue(call.conn, call.org_id, run)
    return presenter.run_json(run)
