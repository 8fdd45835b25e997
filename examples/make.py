"""Write the example files: `python examples/make.py [FOLDER]`. The same bytes each time.

The people are invented. Their e-mail addresses end in example.com; the French mobile numbers lie in the range that is
kept for fiction (06 39 98 ...), the Moroccan ones have the shape of mobile numbers and belong to nobody we know of.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import xlsxwriter

CREATED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
NBSP = "\u00a0"

FIRST = (
    "Amina Youssef Khadija Omar Salma Hamza Nadia Mehdi Fatima Rachid Sanaa Karim Imane Anas Zineb Tarik Houda "
    "Camille Lucas Chloé Hugo Léa Jules Inès Théo Manon Raphaël Élodie Benoît Aurélie Gaël Noémie François"
)
LAST = (
    "Bennani Alaoui Tazi Berrada Idrissi Chraïbi Fassi Lahlou Benjelloun Ouazzani Sebti Kabbaj Amrani Naciri "
    "Martin Dubois Lefèvre Moreau Girard Rousseau Gauthier Lambert Béranger Dupré Chevalier Marchand Noël"
)
PLACES = {
    "MA": "Casablanca|Rabat|Fès|Marrakech|Tanger|Agadir|Meknès|Oujda|Salé|Tétouan",
    "FR": "Paris|Lyon|Marseille|Toulouse|Nantes|Bordeaux|Lille|Évry",
}
STATES = {"MA": "Casablanca-Settat", "FR": "Île-de-France"}
JOBS = ("Comptable", "Pharmacienne", "Chef de projet", "Enseignant", "Gérante", "Électricien", "Infirmier", "")
PREFIXES = ("612", "621", "650", "661", "662", "668", "677", "700", "706", "770")

ARABIC_FIRST = "أمينة يوسف خديجة عمر سلمى حمزة نادية مهدي فاطمة رشيد سناء كريم إيمان أنس زينب طارق هدى"
ARABIC_LAST = "بناني العلوي التازي برادة الإدريسي الشرايبي الفاسي لحلو بنجلون الوزاني السبتي القباج"
ARABIC_CITIES = "الدار البيضاء|الرباط|فاس|مراكش|طنجة|أكادير|مكناس|وجدة|سلا|تطوان"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Person:
    """Somebody; `number` is the national number without its leading zero."""

    first: str
    last: str
    country: str
    number: str
    city: str

    @property
    def code(self) -> str:
        return "212" if self.country == "MA" else "33"

    @property
    def email(self) -> str:
        plain = f"{self.first}.{self.last}".lower().translate(str.maketrans("éèëêïîçâô", "eeeeiicao"))
        return f"{plain}{self.number[-3:]}@example.com"

    @property
    def pairs(self) -> str:
        """The number as it is read aloud: 06 12 34 56 78."""
        digits = "0" + self.number
        return " ".join(digits[at : at + 2] for at in range(0, 10, 2))


def people(seed: int, count: int, french: float) -> list[Person]:
    """Invent people with different numbers, this share of them in France."""
    rng = random.Random(seed)
    tails = rng.sample(range(10_000), count)
    found = []
    for at, tail in enumerate(tails):
        country = "FR" if rng.random() < french and at < 100 else "MA"
        number = f"63998{at:02d}{tail % 100:02d}" if country == "FR" else f"{rng.choice(PREFIXES)}00{tail:04d}"
        city = rng.choice(PLACES[country].split("|"))
        found.append(Person(rng.choice(FIRST.split()), rng.choice(LAST.split()), country, number, city))
    return found


MOROCCAN: tuple[Callable[[Person], str | float], ...] = (
    lambda person: float(person.number),  # Excel took it for a number: the zero is lost
    lambda person: float(person.number),
    lambda person: float(f"212{person.number}"),
    lambda person: person.pairs,
    lambda person: person.pairs,
    lambda person: person.pairs.replace(" ", NBSP),
    lambda person: person.pairs.replace(" ", "."),
    lambda person: f"00212{person.number}",
    lambda person: f"+212 {person.number[0]} {person.number[1:5]} {person.number[5:]}",
    lambda person: f"+212 (0) {person.number}",
    lambda person: f"0{person.number}",
    lambda person: f"Tél : {person.pairs}",
    lambda person: f"{person.pairs} / 0522{person.number[-6:]}",
)
FRENCH: tuple[Callable[[Person], str | float], ...] = (
    lambda person: float(f"33{person.number}"),
    lambda person: f"+33 {person.pairs[1:]}",
    lambda person: f"0033{person.number}",
    lambda person: f"+33{NBSP}(0){person.pairs[1:].replace(' ', NBSP)}",
)
JUNK = ("à rappeler", "06 12 34", "n/a", "00000", "voir fiche")


def clients_fr(folder: Path) -> None:
    """Write what a French Excel holds after years of typing."""
    rng = random.Random(1)
    rows: list[list[str | float | date]] = []
    known = people(11, 136, 0.15)
    for at, person in enumerate(known):
        rows.append(_client(rng, person))
        if at % 17 == 5:  # the same person again, written otherwise and with less
            again = known[at - 3]
            row = _client(rng, again)
            rows.append([again.first.upper(), again.last.upper(), row[2], "", *row[4:]])
        if at % 40 == 20:
            rows.append([])
    for at, junk in enumerate(JUNK):
        lost = Person(rng.choice(FIRST.split()), rng.choice(LAST.split()), "MA", "600000000", "Rabat")
        rows.insert(19 + 27 * at, [lost.first, lost.last, junk, lost.city, "0,00", "31/12/2026"])
    book = xlsxwriter.Workbook(folder / "clients-fr.xlsx")
    book.set_properties({"title": "Clients", "author": "Example", "created": CREATED})
    sheet = book.add_worksheet("Clients")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    header = ("Prénom", "Nom", "Téléphone", "Ville", "Solde dû", "Échéance")
    sheet.write_row(0, 0, header, bold)
    sheet.set_column(0, 5, 18)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(line, column, cell, day)
            elif isinstance(cell, str):
                sheet.write_string(line, column, cell)
            else:
                sheet.write_number(line, column, cell)
    book.close()


def _client(rng: random.Random, person: Person) -> list[str | float | date]:
    phone = rng.choice(MOROCCAN if person.country == "MA" else FRENCH)(person)
    cents = rng.choice((0, rng.randrange(1_000, 1_500_000)))
    blank = rng.choice((" ", NBSP, "\u202f"))
    amount = f"{cents / 100:,.2f}".replace(",", blank).replace(".", ",")
    due = date(2026, 1, 1) + timedelta(days=rng.randrange(365))
    return [person.first, person.last, phone, person.city, amount, due if rng.random() < 0.2 else f"{due:%d/%m/%Y}"]


HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,Job Title,City,"
    "State/Region,Postal Code,Lifecycle Stage,Lead Status,Contact owner,Create Date"
)


def hubspot(folder: Path) -> None:
    """Write contacts as HubSpot exports them."""
    rng = random.Random(2)
    rows = []
    for at, person in enumerate(people(22, 120, 0.4)):
        phone = rng.choice((f"+{person.code}{person.number}", f"+{person.code} {person.pairs[1:]}"))
        if at % 37 == 30:
            phone = rng.choice(("unknown", "-"))
        mobile = phone if rng.random() < 0.2 else ""
        company = rng.choice(("Atlas Conseil", "Dupré & Fils, SARL", 'Café "Le Phare"', ""))
        moment = CREATED - timedelta(minutes=rng.randrange(500_000))
        rows.append((
            str(51_000 + 7 * at), person.first, person.last, person.email, phone, mobile, company, rng.choice(JOBS),
            person.city, STATES[person.country], "75011" if person.country == "FR" else "20250",
            rng.choice(("lead", "opportunity", "customer")), rng.choice(("NEW", "OPEN", "CONNECTED", "")),
            rng.choice(("Sara Owner", "Paul Owner")), f"{moment:%Y-%m-%d %H:%M}",
        ))  # fmt: skip
    _csv(folder / "hubspot-export.csv", [tuple(HUBSPOT.split(",")), *rows], ",", "utf-8", csv.QUOTE_ALL)


def arabic(folder: Path) -> None:
    """Write a list of an Arabic Windows in its own encoding, which has no Arabic-Indic digits."""
    _csv(folder / "arabic.csv", _arabic(33, str), ";", "windows-1256")


def arabic_digits(folder: Path) -> None:
    """Write the "Unicode text" of an Arabic Excel: UTF-16, tabs, phones in Arabic-Indic digits."""
    rows = _arabic(34, lambda phone: phone.translate(ARABIC_DIGITS))
    _csv(folder / "arabic-digits.txt", rows, "\t", "utf-16-le", mark=True)


def _arabic(seed: int, digits: Callable[[str], str]) -> list[tuple[str, ...]]:
    rng = random.Random(seed)
    rows: list[tuple[str, ...]] = [("الاسم الشخصي", "الاسم العائلي", "رقم الهاتف", "المدينة", "البريد الإلكتروني")]
    for at, person in enumerate(people(seed, 60, 0.0)):
        phone = digits(rng.choice((person.pairs, f"00212{person.number}", f"0{person.number}")))
        if at % 31 == 12:
            phone = "لا يوجد"
        rows.append((
            rng.choice(ARABIC_FIRST.split()), rng.choice(ARABIC_LAST.split()), phone,
            rng.choice(ARABIC_CITIES.split("|")),
            f"client{seed}{at:02d}@example.com" if rng.random() < 0.6 else "",
        ))  # fmt: skip
    return rows


def _csv(
    path: Path,
    rows: list[tuple[str, ...]],
    delimiter: str,
    encoding: str,
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL,
    *,
    mark: bool = False,
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows(rows)
    path.write_bytes((("\ufeff" if mark else "") + text.getvalue()).encode(encoding))


def vcards(folder: Path) -> None:
    """Write address books of two ages in one file: vCard 3.0 and 4.0."""
    rng = random.Random(4)
    lines: list[str] = []
    for at, person in enumerate(people(44, 60, 0.3)):
        phone = f"+{person.code}{person.number}" if person.country == "FR" or at % 2 else person.pairs
        if at % 29 == 9:
            phone = "inconnu"
        lines += ["BEGIN:VCARD", *(_card_4 if at % 2 else _card_3)(person, phone, rng.choice(JOBS)), "END:VCARD"]
    (folder / "contacts.vcf").write_bytes("".join(f"{line}\r\n" for line in lines).encode())


def _card_3(person: Person, phone: str, job: str) -> Iterator[str]:
    yield "VERSION:3.0"
    yield f"N:{person.last};{person.first};;;"
    yield f"FN:{person.first} {person.last}"
    yield f"TEL;TYPE=CELL,VOICE:{phone}"
    yield f"EMAIL;TYPE=INTERNET,HOME:{person.email}"
    yield f"ADR;TYPE=HOME:;;12 rue des Orangers;{person.city};;;{'Maroc' if person.country == 'MA' else 'France'}"
    if job:
        yield f"TITLE:{job}"


def _card_4(person: Person, phone: str, job: str) -> Iterator[str]:
    yield "VERSION:4.0"
    yield f"FN:{person.first} {person.last}"
    yield f"N:{person.last};{person.first};;;"
    yield f"TEL;VALUE=uri;TYPE=cell:tel:{phone}" if phone.startswith("+") else f"TEL;TYPE=cell:{phone}"
    yield f"EMAIL:{person.email}"
    yield f"ADR:;;7 avenue de la Paix;{person.city};;;"
    if job:
        yield f"TITLE:{job}"


def main(folder: Path) -> None:
    """Write all of them into a folder."""
    for write in (clients_fr, hubspot, arabic, arabic_digits, vcards):
        write(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
