"""`/people`."""

from __future__ import annotations

from uuid import UUID

from gomobile.accounts.caller import Role
from gomobile.http.call import AdminCall, Call
from gomobile.http.call import router as make_router
from gomobile.http.lists import Limit, Page, Search
from gomobile.http.paging import page_meta
from gomobile.http.sessions import base_url
from gomobile.people import answers, invitations, links, members, resets
from gomobile.people.invitations import Sent
from gomobile.people.presenter import member_json
from gomobile.people.schemas import InvitationCreate, MemberUpdate

router = make_router("/people", "people")


@router.get("")
def list_people(call: AdminCall, page: Page = 1, limit: Limit = 100, search: Search = None) -> answers.MemberPage:
    """Who belongs to the organization, and who is invited to it, by name."""
    found = members.list_members(call.conn, call.org_id, search)
    shown = [member_json(one) for one in found[(page - 1) * limit : page * limit]]
    return {"data": shown, "meta": page_meta(page, limit, len(found))}


@router.post("/invitations", status_code=201)
def invite_person(call: AdminCall, body: InvitationCreate) -> answers.Invitation:
    """Invite somebody. The link is mailed where a mail server is set, else it is in this answer only: hand it over.

    It works once, for seven days. Nobody invites to a role above their own.
    """
    call.shown_once = ("link",)
    sent = invitations.invite(
        call.conn,
        call.org_id,
        call.caller.actor,
        call.caller.role,
        body.email,
        body.role,
        name=body.name,
        mailed=_mails(call),
    )
    call.audit("invitation.sent", "invitation", sent.link.id, after={"role": body.role, "mailed": sent.token is None})
    return _invitation(call, sent)


@router.post("/invitations/{id}/resend")
def resend_invitation(call: AdminCall, id: UUID) -> answers.Invitation:
    """Send an invitation again, with a new link and seven more days; the link before does not work any more."""
    call.shown_once = ("link",)
    sent = invitations.resend(call.conn, call.org_id, call.caller.role, id, mailed=_mails(call))
    return _invitation(call, sent)


@router.delete("/invitations/{id}", status_code=204)
def take_back_invitation(call: AdminCall, id: UUID) -> None:
    """Take an invitation back: its link does not work any more."""
    invitations.take_back(call.conn, call.org_id, call.caller.role, id)


@router.patch("/{id}")
def update_person(call: AdminCall, id: UUID, body: MemberUpdate) -> answers.Member:
    """Change the role of a person in this organization, or disable and enable them here.

    Only owners give and take the role `owner`, and one of them always stays.
    """
    before = members.get_member(call.conn, call.org_id, id)
    changed = members.change(
        call.conn,
        call.org_id,
        call.caller.role,
        id,
        role=body.role,
        disabled=body.disabled,
        own_id=call.caller.person_id,
    )
    facts = [{"role": one.role, "disabled": one.status == "disabled"} for one in (before, changed)]
    call.audit("person.updated", "person", id, before=facts[0], after=facts[1])
    return member_json(changed)


@router.delete("/{id}", status_code=204)
def remove_person(call: AdminCall, id: UUID) -> None:
    """Let a person belong to this organization no longer; the history keeps their name."""
    role: Role = members.remove(call.conn, call.org_id, call.caller.role, id, own_id=call.caller.person_id).role
    call.audit("person.removed", "person", id, before={"role": role})


@router.post("/{id}/reset-link")
def send_reset_link(call: AdminCall, id: UUID) -> answers.ResetLink:
    """Let a person choose a new password: the link is mailed, or in this answer only where no mail server is set.

    The second factor stays on. Without a mail server, it is refused for somebody who belongs to other organizations.
    """
    call.shown_once = ("link",)
    sent = resets.for_member(call.conn, call.org_id, call.caller.actor, call.caller.role, id, mailed=_mails(call))
    call.audit("person.reset_link", "person", id, after={"mailed": sent.token is None})
    answer: answers.ResetLink = {"mailed": sent.token is None, "expiresAt": sent.link.expires_at}
    if sent.token is not None:
        answer["link"] = _link(call, sent.link.purpose, sent.token)
    return answer


def _invitation(call: Call, sent: Sent) -> answers.Invitation:
    answer: answers.Invitation = {**member_json(sent.member), "mailed": sent.token is None}
    if sent.token is not None:
        answer["link"] = _link(call, sent.link.purpose, sent.token)
    return answer


def _link(call: Call, purpose: str, token: str) -> str:
    return base_url(call.request, call.settings) + links.path(purpose, token)


def _mails(call: Call) -> bool:
    return call.settings.smtp_url is not None
