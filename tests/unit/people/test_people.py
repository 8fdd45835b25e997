"""Addresses, links, mails and settings of people."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gomobile.people import links, mail_texts, second_factor
from gomobile.people.addresses import checked_email, email_key
from gomobile.people.person import LOCALES
from gomobile.people.secrets import hash_secret, lookup, new_token
from gomobile.people.service import public_url
from gomobile.settings import BadSetting, Settings


@pytest.mark.parametrize("written", ["Amina@Example.com", " amina@example.COM ", "ａmina@example.com"])
def test_an_address_is_one_person_however_it_is_written(written: str) -> None:
    assert email_key(written) == "amina@example.com"


@given(st.emails())
def test_folding_an_address_twice_changes_nothing(email: str) -> None:
    assert email_key(email_key(email)) == email_key(email)


def test_an_address_is_checked() -> None:
    assert checked_email(" Amina@Example.com") == ("Amina@example.com", [])
    assert [one.code for one in checked_email("amina")[1]] == ["format"]
    assert [one.code for one in checked_email("a" * 250 + "@example.com")[1]] == ["maxLength"]


def test_tokens_hold_256_bits_and_differ() -> None:
    made = {new_token().token for _ in range(100)}

    assert len(made) == 100
    assert all(len(token) == 43 for token in made)
    token = made.pop()
    assert lookup(token) == (hash_secret(token), hash_secret(token)[:8])


def test_the_secret_of_a_link_is_behind_the_hash() -> None:
    assert [links.path(purpose, "T") for purpose in ("set_up", "invitation", "reset")] == [
        "/welcome#T", "/welcome#T", "/reset#T"
    ]  # fmt: skip


@pytest.mark.parametrize("locale", [*LOCALES, None])
def test_mails_say_who_where_and_until_when(locale: str | None) -> None:
    invitation = mail_texts.invitation(
        locale, organization="Atlas {x}", inviter="Amina\r\nBcc: eve@example.com", link="L#T", expires="2026"  # type: ignore[arg-type]
    )  # fmt: skip
    reset = mail_texts.reset(locale, link="L#T", expires="2026")  # type: ignore[arg-type]

    assert "Atlas {x}" in invitation.subject
    assert "Amina Bcc: eve@example.com" in invitation.body
    for text in (invitation, reset):
        assert "\n" not in text.subject
        assert "\nL#T\n" in text.body
        assert "2026" in text.body


def test_a_recovery_code_is_the_same_however_it_is_written() -> None:
    assert second_factor.recovery_hash("ABCD efgh-IJKL mnop") == second_factor.recovery_hash("abcd-efgh-ijkl-mnop")


def settings(**given: str) -> Settings:
    return Settings.from_env({"GOMOBILE_DATA_DIR": "/tmp", **given})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"GOMOBILE_HOST": "0.0.0.0", "GOMOBILE_PORT": "80"}, "http://127.0.0.1:80"),
        ({"GOMOBILE_HOST": "::"}, "http://[::1]:8000"),
        ({"GOMOBILE_PUBLIC_URL": "https://contacts.example.com/"}, "https://contacts.example.com"),
    ],
)
def test_links_have_the_address_that_people_open(given: dict[str, str], expected: str) -> None:
    assert public_url(settings(**given)) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "contacts.example.com"),
        ("PUBLIC_URL", "ftp://contacts.example.com"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://host:port"),
        ("SMTP_URL", "https://mail.example.com?from=a@example.com"),
        ("SMTP_URL", "smtp://u:secret@mail.example.com"),
        ("SMTP_URL", "smtp://u:secret@mail.example.com?from=nobody"),
        ("SMTP_URL", "smtp://u:secret@mail.example.com?from=a@example.com&tls=perhaps"),
        ("SMTP_URL", "smtp://u:secret@mail.example.com?from=a@example.com&starttls=on"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_without_its_secrets(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings(**{f"GOMOBILE_{name}": value})

    assert f"GOMOBILE_{name}" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_mail_server_is_read() -> None:
    url = "smtps://u:secret@mail.example.com?from=a@example.com"

    assert settings(GOMOBILE_SMTP_URL=url).smtp_url == url
    assert settings().data_dir == Path("/tmp").resolve()


def test_a_qr_code_is_an_image_that_a_page_may_hold() -> None:
    drawn = second_factor.qr(second_factor.uri(second_factor.new_secret(), "amina@example.com"))

    assert drawn.startswith("<svg")
    assert drawn.rstrip().endswith("</svg>")
    assert "style=" not in drawn
    assert "<script" not in drawn
