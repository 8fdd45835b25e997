"""Invitations, resets, and the mails that carry them."""

from __future__ import annotations

import email
import email.policy
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from tests import make
from tests.api.described import DescribedClient
from tests.api.people.conftest import PASSWORD, Browser, NewPerson

from gomobile.db.pool import Database
from gomobile.http.app import create_app
from gomobile.jobs.names import MAIL_LINK
from gomobile.people import mailing, smtp
from gomobile.people.smtp import MailNotSent
from gomobile.settings import Settings

NewBrowser = Callable[[], Browser]
NEW = "another harbour entirely"


def token_of(link: str) -> str:
    return link.partition("#")[2]


def invited(by: Any, email: str = "badr@example.com", **more: Any) -> str:
    """The token of a new invitation."""
    answer = by.post("/people/invitations", json={"email": email, **more})
    assert answer.status_code == 201, answer.text
    return token_of(answer.json()["link"])


def test_an_invitation_makes_a_person_who_is_signed_in(api: make.Api, owner: Browser, browser: NewBrowser) -> None:
    answer = owner.post("/people/invitations", json={"email": "Badr@example.com", "name": "Badr", "role": "agent"})
    assert answer.json()["link"].startswith("http://testserver/welcome#")
    token, mine = token_of(answer.json()["link"]), browser()
    shown = mine.post("/auth/links/read", json={"token": token}).json()
    used = mine.post("/auth/links/use", json={"token": token, "password": PASSWORD, "locale": "fr"})

    assert (shown["email"], shown["name"], shown["role"], shown["existing"]) == (
        "Badr@example.com", "Badr", "agent", False
    )  # fmt: skip
    assert used.json()["person"]["name"] == "Badr"
    assert mine.get("/auth/session").json()["role"] == "agent"
    assert mine.post("/auth/links/use", json={"token": token, "password": PASSWORD}).status_code == 404
    accepted = api.get("/audit-log", params={"action": "invitation.accepted"}).json()["data"]
    assert [line["after"] for line in accepted] == [{"role": "agent"}]


def test_somebody_known_joins_with_the_password_that_they_have(
    api: make.Api, other: make.Api, owner: Browser, person: NewPerson, browser: NewBrowser
) -> None:
    person(other.organization, "manager", email="badr@example.com", name="Badr")
    token, mine = invited(owner, "BADR@example.com", name="Another name"), browser()

    assert mine.post("/auth/links/read", json={"token": token}).json()["existing"] is True
    wrong = mine.post("/auth/links/use", json={"token": token, "password": NEW, "name": "Eve"})
    right = mine.post("/auth/links/use", json={"token": token, "password": PASSWORD})

    assert (wrong.status_code, wrong.json()["code"]) == (401, "INVALID_CREDENTIALS")
    assert right.json()["person"]["name"] == "Badr"
    assert right.json()["organization"]["slug"] == api.organization.slug
    assert {one["role"] for one in right.json()["organizations"]} == {"agent", "manager"}


def test_who_is_there_or_invited_is_not_invited_again(owner: Browser) -> None:
    invited(owner)
    again = owner.post("/people/invitations", json={"email": "BADR@example.com"})
    member = owner.post("/people/invitations", json={"email": owner.email})
    wrong = owner.post("/people/invitations", json={"email": "badr", "role": "king"})

    assert (again.json()["code"], member.json()["code"]) == ("PERSON_INVITED", "PERSON_EXISTS")
    assert wrong.status_code == 400


def test_an_invitation_is_sent_again_and_taken_back(owner: Browser, browser: NewBrowser) -> None:
    first = owner.post("/people/invitations", json={"email": "badr@example.com"}).json()
    path = f"/people/invitations/{first['id']}"
    second = owner.post(f"{path}/resend").json()
    read = [
        browser().post("/auth/links/read", json={"token": token_of(one["link"])}).status_code for one in (first, second)
    ]

    assert read == [404, 200]
    assert owner.delete(path).status_code == 204
    assert browser().post("/auth/links/read", json={"token": token_of(second["link"])}).status_code == 404
    assert owner.delete(path).json()["code"] == "INVITATION_NOT_FOUND"
    assert owner.get("/people").json()["meta"]["total"] == 1


def test_a_link_that_expired_is_told_so(owner: Browser, browser: NewBrowser, database: Database) -> None:
    token = invited(owner)
    with database.transaction() as conn:
        conn.execute("UPDATE sign_in_links SET expires_at = now()")

    for path, body in (("read", {}), ("use", {"password": PASSWORD, "name": "Badr"})):
        answer = browser().post(f"/auth/links/{path}", json={"token": token, **body})
        assert (answer.status_code, answer.json()["code"]) == (409, "LINK_EXPIRED")


WEAK = {
    "short": "minLength",
    "x" * 257: "maxLength",
    "badr.alaoui@example.com": "sameAsEmail",
    "Badr.Alaoui": "sameAsEmail",
    "Password1234": "common",
    "zzzzzzzzzzzz": "common",
    "1234567890": "common",
}


def test_a_weak_password_is_refused_with_every_other_problem(owner: Browser, browser: NewBrowser) -> None:
    token, mine = invited(owner, "badr.alaoui@example.com"), browser()

    for password, code in WEAK.items():
        details = mine.post("/auth/links/use", json={"token": token, "password": password}).json()["fieldDetails"]
        assert {field: [one["code"] for one in found] for field, found in details.items()} == {
            "name": ["required"], "password": [code]
        }  # fmt: skip
    assert mine.post("/auth/links/read", json={"token": token}).status_code == 200


def test_a_reset_sets_a_password_and_ends_every_session(
    api: make.Api, owner: Browser, person: NewPerson, browser: NewBrowser
) -> None:
    colleague = person(api.organization)
    first, second = (token_of(owner.post(f"/people/{colleague.person}/reset-link").json()["link"]) for _ in range(2))
    mine = browser()

    assert mine.post("/auth/links/use", json={"token": first, "password": NEW}).status_code == 404
    assert mine.post("/auth/links/read", json={"token": second}).json()["purpose"] == "reset"
    assert mine.post("/auth/links/use", json={"token": second, "password": NEW}).status_code == 200
    assert colleague.get("/auth/session").status_code == 401
    assert mine.get("/auth/session").json()["person"]["id"] == colleague.person
    assert browser().sign_in(colleague.email).status_code == 401
    assert browser().sign_in(colleague.email, NEW).status_code == 200
    assert mine.post("/auth/links/use", json={"token": second, "password": NEW}).status_code == 404


def test_a_repeated_request_shows_no_link(owner: Browser) -> None:
    body, headers = {"email": "badr@example.com"}, {"Idempotency-Key": "once"}
    owner.post("/people/invitations", json=body, headers=headers)
    answer = owner.client.build_request("POST", "/api/people/invitations", json=body, headers=headers)
    answer.headers["X-Requested-With"] = "gomobile"
    again = owner.client.send(answer)

    assert again.headers["Idempotent-Replayed"] == "true"
    assert "link" not in again.json()


def test_without_a_mail_server_forgetting_mails_nothing_and_says_so(
    owner: Browser, browser: NewBrowser, database: Database
) -> None:
    answers = [browser().post("/auth/forgot", json={"email": one}) for one in (owner.email, "nobody@example.com")]

    assert [one.status_code for one in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["mailed"] is False
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM sign_in_links").fetchone() == (0,)


class Post(socketserver.StreamRequestHandler):
    """A mail server that takes every mail, or none when `refuses` is set."""

    def handle(self) -> None:
        server: Any = self.server
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            if word == b"RCPT" and server.refuses:
                self.wfile.write(b"550 no such person <badr@example.com>\r\n")
                continue
            if word == b"DATA":
                self.wfile.write(b"354 go\r\n")
                text = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    text += part
                server.mails.append(email.message_from_bytes(text, policy=email.policy.default))
            self.wfile.write(b"250 fine\r\n")


@pytest.fixture
def post() -> Iterator[Any]:
    """A mail server; `mails` are those that it took."""
    server: Any = socketserver.TCPServer(("127.0.0.1", 0), Post)
    server.mails, server.refuses = [], False
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    yield server
    server.shutdown()
    running.join()
    server.server_close()


@pytest.fixture
def mail_settings(app_settings: Settings, post: Any) -> Settings:
    url = f"smtp://127.0.0.1:{post.server_address[1]}?from=contacts@example.com&tls=off"
    return replace(app_settings, smtp_url=url, public_url="https://contacts.example.com")


@pytest.fixture
def mailing_owner(database: Database, mail_settings: Settings, owner: Browser) -> Browser:
    """The owner, of a service that has a mail server."""
    client = DescribedClient(create_app(database, mail_settings), raise_server_exceptions=False)
    client.cookies.set("gomobile_session", owner.client.cookies["gomobile_session"])
    return Browser(client, owner.email, owner.person)


def run_jobs(database: Database, settings: Settings) -> int:
    """Do the queued mails; says how many there were."""
    with database.transaction() as conn:
        rows = conn.execute(
            "UPDATE procrastinate_jobs SET status = 'succeeded' WHERE task_name = %s AND status = 'todo'"
            " RETURNING args ->> 'link_id'",
            [MAIL_LINK],
        ).fetchall()
    for (link_id,) in rows:
        mailing.mail_link(database.conninfo, settings, UUID(link_id))
    return len(rows)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"https://\S+", mail.get_content())
    assert found is not None
    return found[0]


def test_an_invitation_is_mailed_and_not_shown(
    database: Database, mailing_owner: Browser, mail_settings: Settings, post: Any
) -> None:
    answer = mailing_owner.post("/people/invitations", json={"email": "badr@example.com"})
    assert (answer.json()["mailed"], "link" in answer.json()) == (True, False)
    assert run_jobs(database, mail_settings) == 1

    (mail,) = post.mails
    assert (mail["To"], mail["From"]) == ("badr@example.com", "contacts@example.com")
    assert "Amina invites you" in mail.get_content()
    link = link_in(mail)
    assert link.startswith("https://contacts.example.com/welcome#")
    used = mailing_owner.post("/auth/links/use", json={"token": token_of(link), "name": "B", "password": PASSWORD})
    assert used.status_code == 200
    with database.transaction() as conn:
        assert token_of(link) not in str(conn.execute("SELECT args::text FROM procrastinate_jobs").fetchall())


def test_who_forgot_gets_a_mail_in_their_language_and_nobody_else_does(
    database: Database, mailing_owner: Browser, mail_settings: Settings, post: Any
) -> None:
    mailing_owner.patch("/auth/me", json={"locale": "ar"})
    answers = [mailing_owner.post("/auth/forgot", json={"email": one}) for one in (" AMINA@example.com", "x@y.example")]

    assert answers[0].json() == answers[1].json()
    assert run_jobs(database, mail_settings) == 2
    (mail,) = post.mails
    assert mail["To"] == "amina@example.com"
    assert "كلمة مرور" in mail["Subject"]
    token = token_of(link_in(mail))
    assert mailing_owner.post("/auth/links/use", json={"token": token, "password": NEW}).status_code == 200
    with database.transaction() as conn:
        assert conn.execute("SELECT count(*) FROM sign_in_links WHERE used_at IS NULL").fetchone() == (0,)


def test_nobody_is_flooded_with_mails(database: Database, mailing_owner: Browser, mail_settings: Settings) -> None:
    statuses = {mailing_owner.post("/auth/forgot", json={"email": "amina@example.com"}).status_code for _ in range(6)}

    assert statuses == {202}
    assert run_jobs(database, mail_settings) == 2


def test_a_mail_that_is_not_taken_is_tried_again_and_its_error_names_nobody(
    database: Database, mailing_owner: Browser, mail_settings: Settings, post: Any
) -> None:
    post.refuses = True
    mailing_owner.post("/people/invitations", json={"email": "badr@example.com"})

    with pytest.raises(MailNotSent) as refused:
        run_jobs(database, mail_settings)

    assert "badr" not in str(refused.value)
    post.refuses = False
    mailing.resume(database.conninfo)
    mailing.resume(database.conninfo)
    assert run_jobs(database, mail_settings) == 1
    assert len(post.mails) == 1


def test_a_mail_that_waits_or_was_tried_often_enough_is_not_queued_again(
    database: Database, mailing_owner: Browser, mail_settings: Settings
) -> None:
    mailing_owner.post("/people/invitations", json={"email": "badr@example.com"})

    mailing.resume(database.conninfo)
    assert run_jobs(database, mail_settings) == 1

    mailing_owner.post("/people/invitations", json={"email": "dina@example.com"})
    with database.transaction() as conn:
        conn.execute("UPDATE procrastinate_jobs SET status = 'failed', attempts = 11 WHERE status = 'todo'")
    mailing.resume(database.conninfo)
    assert run_jobs(database, mail_settings) == 0


def test_no_mail_goes_out_in_plain_unless_it_is_said(post: Any) -> None:
    text = mailing.MailText("a", "b")
    with pytest.raises(MailNotSent):
        smtp.send(f"smtp://127.0.0.1:{post.server_address[1]}?from=a@example.com", "b@example.com", text)

    assert post.mails == []
