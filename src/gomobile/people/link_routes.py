"""`/auth/links` and `/auth/forgot`: coming in by a link."""

from __future__ import annotations

from gomobile.accounts import service as accounts
from gomobile.http.call import OpenVisit
from gomobile.http.call import router as make_router
from gomobile.people import answers, links, resets
from gomobile.people.schemas import Forgot, LinkRead, LinkUse
from gomobile.people.sign_in_routes import device_of, entered

router = make_router("/auth", "sign-in")

NO_MAIL = "No mail server is set here: ask an administrator of your organization for a link."


@router.post("/links/read")
def read_link(visit: OpenVisit, body: LinkRead) -> answers.Link:
    """What a link is for: to set up the first account, to accept an invitation, or to choose a new password. Needs no
    key. It stays usable.
    """
    with visit.database.transaction() as conn:
        link, existing = links.read(conn, body.token)
        organization = accounts.organization_of(conn, link.organization_id) if link.organization_id else None
        return {
            "purpose": link.purpose,
            "email": link.email,
            "name": link.name,
            "organization": {"id": organization.id, "name": organization.name} if organization else None,
            "role": link.role,
            "existing": existing,
            "expiresAt": link.expires_at,
        }


@router.post("/links/use")
def use_link(visit: OpenVisit, body: LinkUse) -> answers.SignedIn:
    """Do what a link is for, once, and sign in: the answer sets the cookie of the session. Needs no key.

    `set_up` makes the first owner, with the `email` and `name` given. `invitation` makes a person of that address, who
    chooses a `password`; somebody who has it already (`existing`) gives the password that they have. `reset` sets a new
    password and ends every other session. Where the second factor is on, `CODE_REQUIRED` asks for the `code`.
    """
    begun = links.use(
        visit.database,
        body.token,
        body.password,
        device_of(visit),
        name=body.name,
        email=body.email,
        locale=body.locale,
        code=body.code,
        keep=body.keep,
        request_id=visit.request_id,
    )
    return entered(visit, begun, keep=body.keep)


@router.post("/forgot", status_code=202)
def forgot_password(visit: OpenVisit, body: Forgot) -> answers.Asked:
    """Have a link mailed to choose a new password. Needs no key. The answer is the same whether somebody has this
    address or not; `mailed` is false where no mail server is set: then an administrator makes the link.
    """
    mailed = visit.settings.smtp_url is not None
    resets.forgot(visit.database, body.email, visit.address, mailed=mailed)
    text = "If somebody has this address, a mail with a link is on its way." if mailed else NO_MAIL
    return {"message": text, "mailed": mailed}
