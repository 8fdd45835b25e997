"""Routes of exports."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Query

from gomobile.audiences import service as audiences
from gomobile.clock import now
from gomobile.contacts.contact_filter import MAX_RULES_TEXT, Archived, ContactFilter, PhoneStatus, rules_from_text
from gomobile.contacts.listing import SortBy
from gomobile.exports.download import ExportDownload
from gomobile.exports.request import MEDIA_TYPES, Decimal, Delimiter, ExportRequest, Format, TextOptions, column_names
from gomobile.http.answers import files
from gomobile.http.call import Call, ManagerCall
from gomobile.http.call import router as make_router
from gomobile.http.download import Download
from gomobile.http.lists import Search, SortOrder

router = make_router("/contact", "exports")
audience_router = make_router("/audience", "exports")

_Columns = Annotated[
    list[str],
    Query(
        description="Names of columns, separated by commas or repeated; `customAttributes` and `phone` mean all of"
        " theirs. Without it: every field, every custom attribute, then the read-only facts."
    ),
]
_Delimiter = Annotated[Delimiter, Query(description="Between the cells of a CSV file.")]
_Decimal = Annotated[Decimal, Query(description="The decimal mark of a CSV file.")]
_Bom = Annotated[bool, Query(description="Begin a CSV file with a mark by which Excel reads it as UTF-8.")]

_RESPONSES = files(*MEDIA_TYPES.values())


@router.get("/export", response_class=Download, responses=_RESPONSES)
def export_contacts(
    call: ManagerCall,
    format: Annotated[Format, Query(description="The kind of file.")] = "csv",
    columns: _Columns = [],  # noqa: B006 - FastAPI copies it
    include_archived: Annotated[
        bool, Query(alias="includeArchived", description="Archived custom attributes too.")
    ] = False,
    search: Search = None,
    sort_by: Annotated[SortBy, Query(alias="sortBy")] = "createdAt",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "desc",
    phone_status: Annotated[PhoneStatus | None, Query(alias="phoneStatus")] = None,
    deleted: Annotated[bool, Query(description="Export the trash instead.")] = False,
    archived: Annotated[Archived, Query(description="Archived contacts: without them, only they, or all.")] = "false",
    tag_id: Annotated[UUID | None, Query(alias="tagId", description="Only contacts with this tag.")] = None,
    audience_id: Annotated[
        UUID | None, Query(alias="audienceId", description="Only present members of this audience.")
    ] = None,
    filter: Annotated[
        str | None, Query(max_length=MAX_RULES_TEXT, description="A rule tree as JSON: only contacts that match it.")
    ] = None,
    delimiter: _Delimiter = ",",
    decimal: _Decimal = ".",
    bom: _Bom = False,
) -> Download:
    """Every contact that the list would show, as a file, from one consistent snapshot.

    The file is streamed; an import into an empty organization brings every contact back. `X-Total-Count` is sent when
    no filter is set. Two exports of an organization run at once; 429 TOO_MANY_EXPORTS beyond.
    """
    request = ExportRequest(
        format=format,
        columns=column_names(columns),
        include_archived=include_archived,
        contacts=ContactFilter(
            rules=rules_from_text(filter),
            search=search,
            audience_id=audience_id,
            tag_id=tag_id,
            phone_status=phone_status,
            archived=archived,
            deleted=deleted,
        ),
        sort_by=sort_by,
        sort_order=sort_order,
        text=TextOptions(delimiter, decimal, bom),
    )
    return _download(call, request, "contacts")


@audience_router.get("/{id}/export", response_class=Download, responses=_RESPONSES)
def export_audience(
    call: ManagerCall,
    id: UUID,
    format: Annotated[Format, Query(description="The kind of file.")] = "csv",
    columns: _Columns = [],  # noqa: B006 - FastAPI copies it
    search: Search = None,
    sort_by: Annotated[SortBy, Query(alias="sortBy")] = "createdAt",
    sort_order: Annotated[SortOrder, Query(alias="sortOrder")] = "desc",
    delimiter: _Delimiter = ",",
    decimal: _Decimal = ".",
    bom: _Bom = False,
) -> Download:
    """The present members of an audience as a file, from one consistent snapshot. As `GET /contact/export`."""
    audience = audiences.get(call.conn, call.org_id, id)
    request = ExportRequest(
        format=format,
        columns=column_names(columns),
        contacts=ContactFilter(search=search, audience_id=audience.id),
        sort_by=sort_by,
        sort_order=sort_order,
        text=TextOptions(delimiter, decimal, bom),
    )
    return _download(call, request, f"audience-{audience.id}")


def _download(call: Call, request: ExportRequest, name: str) -> Download:
    source = ExportDownload(call.database.conninfo, call.caller.organization, request, call.settings.temporary)
    headers = {"Content-Disposition": f'attachment; filename="gomobile-{name}-{now():%Y%m%d}.{request.format}"'}
    if source.total is not None:
        headers["X-Total-Count"] = str(source.total)
    return Download(source, media_type=MEDIA_TYPES[request.format], headers=headers)
