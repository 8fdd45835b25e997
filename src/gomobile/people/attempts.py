"""How often somebody may try: counted in the database before the work is done, so that all processes share one count
and many attempts at once do not pass together.
"""

from __future__ import annotations

import hashlib
import ipaddress
from uuid import UUID

from gomobile.db.pool import Connection
from gomobile.db.queries import load
from gomobile.people.errors import TooManyAttempts

SQL = load("gomobile.people")

# Of one e-mail address from one network address: five at once, then 1, 2, 4 … seconds apart, up to 15 minutes.
_PAIR = {"free": 5, "first": 1, "longest": 900}
# Of one network address, whatever e-mail address: an office of fifty that mistypes in one hour is not shut out.
_ADDRESS = {"free": 50, "first": 1, "longest": 60}
# Of one e-mail address: only counted, to be told in the audit log. Blocking it would let anybody lock anybody out.
_PERSON = {"free": 1_000_000_000, "first": 0, "longest": 0}


def begin(conn: Connection, email_key: str, address: str | None) -> None:
    """Count an attempt as failed; `succeeded` takes that back. Raises TooManyAttempts, and counts nothing then.

    `conn` commits each statement, so that the count stands whatever becomes of the request.
    """
    pair = _key("pair", email_key, network(address))
    _count(conn, pair, _PAIR)
    try:
        _count(conn, _key("address", network(address)), _ADDRESS)
    except TooManyAttempts:
        conn.execute(SQL["take_back_attempt"], {"key": pair})
        raise
    _count(conn, _key("person", email_key), _PERSON)


def succeeded(conn: Connection, email_key: str, address: str | None) -> int:
    """Forget the attempts of who signed in; says how many had failed since the last time, from anywhere."""
    conn.execute(SQL["forget_attempts"], {"key": _key("pair", email_key, network(address))})
    conn.execute(SQL["take_back_attempt"], {"key": _key("address", network(address))})
    row = conn.execute(SQL["forget_attempts"], {"key": _key("person", email_key)}).fetchone()
    return max(0, int(row[0]) - 1) if row else 0


def taken_back(conn: Connection, email_key: str, address: str | None) -> None:
    """The last attempt was none: the password was right, and a code is asked for."""
    for key in (
        _key("pair", email_key, network(address)),
        _key("address", network(address)),
        _key("person", email_key),
    ):
        conn.execute(SQL["take_back_attempt"], {"key": key})


def begin_code(conn: Connection, person_id: UUID) -> None:
    """Count a code of the second factor, from wherever it comes, of who has the password or a link: a million codes are
    soon tried from many addresses. `forget_codes` takes all of them back. Raises TooManyAttempts.
    """
    begin_other(conn, "code", str(person_id), free=10, first=1, longest=900)


def forget_codes(conn: Connection, person_id: UUID) -> None:
    """The person gave the right code."""
    forget_other(conn, "code", str(person_id))


def begin_other(conn: Connection, what: str, who: str, *, free: int, first: int, longest: int) -> None:
    """Count an attempt of another kind, such as asking for a reset: after `free` of them the next must wait for `first`
    seconds, then for twice as many, up to `longest`. Raises TooManyAttempts.
    """
    _count(conn, _key(what, who), {"free": free, "first": first, "longest": longest})


def forget_other(conn: Connection, what: str, who: str) -> None:
    """Forget the attempts of another kind."""
    conn.execute(SQL["forget_attempts"], {"key": _key(what, who)})


def _count(conn: Connection, key: bytes, limits: dict[str, int]) -> None:
    row = conn.execute(SQL["count_attempt"], {"key": key, **limits}).fetchone()
    assert row is not None
    if row[1] > 0:
        raise TooManyAttempts(retryAfter=int(row[1]))


def _key(*parts: str) -> bytes:
    """A hash: the table tells nobody which addresses were tried."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def network(address: str | None) -> str:
    """What counts as one network address: of IPv6 the first 64 bits, which one household has."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False).network_address)
    return str(found)
