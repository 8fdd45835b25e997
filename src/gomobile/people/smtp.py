"""Send a mail through the server of GOMOBILE_SMTP_URL."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from gomobile.errors import AppError
from gomobile.people.mail_texts import MailText

_SECONDS = 30


class MailNotSent(AppError):
    """The mail server did not take the mail."""

    code = "MAIL_NOT_SENT"


def send(url: str, to: str, text: MailText) -> None:
    """Send a plain-text mail. Raises MailNotSent, which names no address."""
    parts = urlsplit(url)
    options = parse_qs(parts.query)
    sender = options["from"][0]
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = text.subject, sender, to
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.body)
    try:
        with _server(parts.scheme, parts.hostname or "", parts.port, plain=options.get("tls") == ["off"]) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise MailNotSent(f"The mail server answered {error.smtp_code}.") from None
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # Their texts quote addresses.
        raise MailNotSent(f"The mail server could not be used ({type(error).__name__}).") from None


def _server(scheme: str, host: str, port: int | None, *, plain: bool) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port or 587, timeout=_SECONDS)
    if not plain:
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
