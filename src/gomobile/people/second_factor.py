"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for when it is lost. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import secrets
from datetime import datetime

import segno
from pyotp import random_base32
from pyotp.totp import TOTP

_STEP = 30
_RECOVERY_CODES = 10


def new_secret() -> str:
    """160 random bits in base 32, as authenticator apps take them."""
    return random_base32()


def uri(secret: str, email: str) -> str:
    """What the QR code holds."""
    return TOTP(secret).provisioning_uri(name=email, issuer_name="gomobile")


def qr(text: str) -> str:
    """A QR code as SVG markup, black on white whatever the page: cameras want it so."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", xmldecl=False, omitsize=True, border=3, dark="#000", light="#fff")
    return out.getvalue().decode()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """The 30-second step that a code belongs to, if it is of this one or a neighbour: clocks go wrong a little."""
    given = "".join(code.split())
    if not (len(given) == 6 and given.isascii() and given.isdigit()):
        return None
    current = int(at.timestamp()) // _STEP
    found = None
    for step in (current - 1, current, current + 1):  # all of them, in the same time whichever fits
        if hmac.compare_digest(TOTP(secret).generate_otp(step), given):
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Ten codes of 80 random bits, such as `abcd-efgh-ijkl-mnop`."""
    made = [base64.b32encode(secrets.token_bytes(10)).decode().lower() for _ in range(_RECOVERY_CODES)]
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in made]


def recovery_hash(code: str) -> bytes:
    """What is stored of a recovery code; spaces, hyphens and case do not matter."""
    return hashlib.sha256("".join(one for one in code.casefold() if one.isalnum()).encode()).digest()
