"""`/auth/me`, `/auth/password` and `/auth/totp`: what people change about themselves."""

from __future__ import annotations

from gomobile.http.call import PersonCall
from gomobile.http.call import router as make_router
from gomobile.people import answers, own_account, service
from gomobile.people.presenter import signed_in_json
from gomobile.people.schemas import MeUpdate, PasswordChange, PasswordProof, TotpCode

router = make_router("/auth", "sign-in")


@router.patch("/me")
def update_me(call: PersonCall, body: MeUpdate) -> answers.SignedIn:
    """Change one's name, or the language of the app and of mails (null: as the browser has it)."""
    changes = {field: getattr(body, field) for field in body.model_fields_set}
    person = service.rename(call.conn, call.caller.id, changes)
    return signed_in_json(call.caller, person, service.belongings(call.conn, person.id))


@router.post("/password")
def change_password(call: PersonCall, body: PasswordChange) -> answers.Ended:
    """Choose another password; every other session of oneself ends."""
    with call.apart():
        proven = own_account.check_password(call.database, call.caller.id, body.current, "current")
    ended = own_account.change_password(call.conn, call.caller, proven, body.new)
    call.audit("person.password_changed", "person", call.caller.id, after={"sessions": ended})
    return {"ended": ended}


@router.post("/totp/begin")
def begin_totp(call: PersonCall, body: PasswordProof) -> answers.TotpSecret:
    """Begin to set up the second factor: an authenticator app takes the secret, or reads the QR code.

    It is off until a first code of the app is confirmed. The password is asked for: who found a session open must not
    shut its owner out.
    """
    with call.apart():
        own_account.check_password(call.database, call.caller.id, body.password, "password")
    call.shown_once = ("secret", "uri", "qr")
    secret, uri, qr = own_account.begin_totp(call.conn, call.caller.id)
    return {"secret": secret, "uri": uri, "qr": qr}


@router.post("/totp/confirm")
def confirm_totp(call: PersonCall, body: TotpCode) -> answers.RecoveryCodes:
    """Turn the second factor on with a first code of the app. The recovery codes are in this answer only."""
    call.shown_once = ("recoveryCodes",)
    with call.apart():
        own_account.count_attempt(call.database, "first code", call.caller.id)
    codes = own_account.confirm_totp(call.conn, call.caller.id, body.code)
    call.audit("person.totp_on", "person", call.caller.id)
    return {"recoveryCodes": codes}


@router.post("/totp/remove", status_code=204)
def remove_totp(call: PersonCall, body: PasswordProof) -> None:
    """Turn the second factor off."""
    with call.apart():
        own_account.check_password(call.database, call.caller.id, body.password, "password")
    own_account.remove_totp(call.conn, call.caller.id)
    call.audit("person.totp_off", "person", call.caller.id)
