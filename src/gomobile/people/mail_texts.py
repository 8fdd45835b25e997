"""What the mails say, in English, French and Arabic. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.people.person import Locale


@dataclass(frozen=True, slots=True)
class MailText:
    """A plain-text mail."""

    subject: str
    body: str


_INVITATION: dict[Locale, MailText] = {
    "en": MailText(
        "You are invited to {organization} on gomobile",
        """Hello,

{inviter} invites you to work in {organization} on gomobile.

Open this link to choose a password and sign in:

{link}

It works once, until {expires} (UTC). If you did not expect it, ignore this mail.
""",
    ),
    "fr": MailText(
        "Vous êtes invité à rejoindre {organization} sur gomobile",
        """Bonjour,

{inviter} vous invite à travailler dans {organization} sur gomobile.

Ouvrez ce lien pour choisir un mot de passe et vous connecter :

{link}

Il fonctionne une seule fois, jusqu'au {expires} (UTC). Si vous ne l'attendiez pas, ignorez ce message.
""",
    ),
    "ar": MailText(
        "دعوة للانضمام إلى {organization} على gomobile",
        """مرحبا،

يدعوك {inviter} للعمل ضمن {organization} على gomobile.

افتح هذا الرابط لاختيار كلمة مرور وتسجيل الدخول:

{link}

يعمل الرابط مرة واحدة، حتى {expires} (UTC). إذا لم تكن تنتظر هذه الرسالة فتجاهلها.
""",
    ),
}
_RESET: dict[Locale, MailText] = {
    "en": MailText(
        "Choose a new password for gomobile",
        """Hello,

Somebody, probably you, asked for a new password for gomobile. Open this link to choose one:

{link}

It works once, until {expires} (UTC). If it was not you, ignore this mail: nothing has changed.
""",
    ),
    "fr": MailText(
        "Choisissez un nouveau mot de passe pour gomobile",
        """Bonjour,

Quelqu'un, sans doute vous, a demandé un nouveau mot de passe pour gomobile. Ouvrez ce lien pour le choisir :

{link}

Il fonctionne une seule fois, jusqu'au {expires} (UTC). Si ce n'était pas vous, ignorez ce message : rien n'a changé.
""",
    ),
    "ar": MailText(
        "اختر كلمة مرور جديدة لـ gomobile",
        """مرحبا،

طلب شخص ما، أنت على الأرجح، كلمة مرور جديدة لـ gomobile. افتح هذا الرابط لاختيارها:

{link}

يعمل الرابط مرة واحدة، حتى {expires} (UTC). إذا لم تكن أنت فتجاهل هذه الرسالة: لم يتغير شيء.
""",
    ),
}
_SOMEBODY: dict[Locale, str] = {"en": "A colleague", "fr": "Un collègue", "ar": "زميل"}


def invitation(locale: Locale | None, *, organization: str, inviter: str | None, link: str, expires: str) -> MailText:
    """The mail of an invitation."""
    language = locale or "en"
    return _filled(
        _INVITATION[language],
        {
            "organization": organization,
            "inviter": inviter or _SOMEBODY[language],
            "link": link,
            "expires": expires,
        },
    )


def reset(locale: Locale | None, *, link: str, expires: str) -> MailText:
    """The mail to choose a new password."""
    return _filled(_RESET[locale or "en"], {"link": link, "expires": expires})


def _filled(text: MailText, values: dict[str, str]) -> MailText:
    # A name with a line break would begin another header, or another text.
    plain = {name: " ".join(value.split()) for name, value in values.items()}
    return MailText(text.subject.format_map(plain), text.body.format_map(plain))
