"""The keyed hash of a number."""

from __future__ import annotations

import hashlib
import hmac

from hypothesis import given
from hypothesis import strategies as st

from gomobile.privacy.phone_hash import phone_hash, phone_hashes

SECRETS = st.binary(min_size=1, max_size=64)


@given(SECRETS, st.text())
def test_it_is_the_standard_hmac(secret: bytes, number: str) -> None:
    if number.isascii():
        assert phone_hash(secret, number) == hmac.new(secret, number.encode(), hashlib.sha256).digest()


@given(SECRETS, st.lists(st.text(alphabet="+0123456789")))
def test_many_are_hashed_as_one(secret: bytes, numbers: list[str]) -> None:
    assert phone_hashes(secret, numbers) == {number: phone_hash(secret, number) for number in numbers}


def test_another_organization_has_other_hashes() -> None:
    assert phone_hash(b"a" * 32, "+212612345678") != phone_hash(b"b" * 32, "+212612345678")
