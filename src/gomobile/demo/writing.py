"""How people write numbers and amounts into lists. Pure."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from gomobile.demo.numbers import CALLING_CODES
from gomobile.demo.person import Person

NBSP = "\u00a0"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

# Of a Moroccan number by its nine digits; the shares are those of lists that were typed for years.
_MOROCCAN: tuple[Callable[[str], str | float], ...] = (
    lambda digits: float(digits),  # Excel took it for a number: the zero is lost
    lambda digits: float(f"212{digits}"),
    lambda digits: pairs(digits),
    lambda digits: pairs(digits),
    lambda digits: pairs(digits).replace(" ", NBSP),
    lambda digits: pairs(digits).replace(" ", "."),
    lambda digits: pairs(digits).replace(" ", "-"),
    lambda digits: f"0{digits}",
    lambda digits: f"0{digits}",
    lambda digits: f"00212{digits}",
    lambda digits: f"+212 {digits[:3]} {digits[3:]}",
    lambda digits: f"+212 (0) {digits}",
    lambda digits: f"Tél : {pairs(digits)}",
)


def pairs(digits: str) -> str:
    """A national number as it is read aloud: 06 92 51 23 45."""
    text = "0" + digits
    return " ".join(text[at : at + 2] for at in range(0, len(text), 2))


def national(person: Person) -> str:
    """The digits after the calling code."""
    return person.phone.removeprefix("+" + CALLING_CODES[person.country])


def messy(random: Random, person: Person) -> str | float:
    """A number as a workbook holds it."""
    if person.mistyped:
        return _cut(random, person)
    code, digits = CALLING_CODES[person.country], national(person)
    if person.country == "MA":
        return random.choice(_MOROCCAN)(digits)
    return random.choice((person.phone, f"00{code}{digits}", f"+{code} {digits[:3]} {digits[3:]}", f"+{code}-{digits}"))


def neat(random: Random, person: Person) -> str:
    """A number as a CRM exports it."""
    if person.mistyped:
        return _cut(random, person)
    code, digits = CALLING_CODES[person.country], national(person)
    return random.choice((person.phone, f"+{code} {digits[:3]}-{digits[3:]}"))


def _cut(random: Random, person: Person) -> str:
    """A number of which two or three digits were lost: too short to be dialled."""
    return "0" + national(person)[: random.choice((-2, -3))]


def french_amount(amount: float) -> str:
    """`1 234,50`."""
    return f"{amount:,.2f}".replace(",", "\u202f").replace(".", ",")
