"""The files that people are taken in from: as they come from Excel, a CRM and an Arabic list.

Each has what such files have: numbers in many formats, lost zeros, cells that are refused, the same row twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from gomobile.demo.person import Person
from gomobile.demo.writing import ARABIC_DIGITS, french_amount, messy, neat

Cell = str | float | date
_OWN = "customAttributes."
_CRM_HEADER = """
Record ID,First Name,Last Name,Email,Phone Number,Company Name,Job Title,Street Address,City,State/Region,Postal Code
Gender,Plan,Preferred Language,Account Balance,Due Date,VIP,Date of Birth,Last Visit,Create Date
"""
_WRONG_AMOUNTS = ("voir compta", "?", "à vérifier", "1 2O0,00")
_WRONG_DATES = ("31/02/2026", "fin du mois", "??/12", "32/13/2026")


@dataclass(frozen=True, slots=True)
class File:
    """A file to take in: its name, its bytes, and which of its columns is which field; the others are guessed."""

    name: str
    content: bytes
    fields: Mapping[str, str]


def workbook(random: Random, people: Sequence[Person]) -> File:
    """The French Excel that an office kept for years."""
    columns = {
        "Prénom": "firstName", "Nom": "lastName", "Téléphone": "primaryPhone", "E-mail": "primaryEmail",
        "Adresse": "address", "Ville": "city", "Code postal": "zip", "Profession": "occupation",
        "Société": _OWN + "company", "Solde dû": _OWN + "account_balance", "Échéance": _OWN + "due_date",
        "Formule": _OWN + "plan", "Langue": _OWN + "language", "VIP": _OWN + "vip",
        "Né(e) le": _OWN + "birthday", "Remarques": _OWN + "notes",
    }  # fmt: skip
    rows: list[list[Cell]] = []
    for person in people:
        due = f"{person.due:%d/%m/%Y}" if person.due else ""
        amount = french_amount(person.balance) if person.balance else random.choice(("0,00", "0", ""))
        if random.random() < 0.004:
            amount = random.choice(_WRONG_AMOUNTS)
        if due and random.random() < 0.006:
            due = random.choice(_WRONG_DATES)
        rows.append([
            person.first, person.last.upper() if random.random() < 0.3 else person.last, messy(random, person),
            person.email or "", person.address or "", person.city, person.zip, person.occupation or "",
            person.company or "", amount, due, person.plan, person.language, "Oui" if person.vip else "Non",
            f"{person.birthday:%d/%m/%Y}" if person.birthday else "", person.notes or "",
        ])  # fmt: skip
        if random.random() < 0.01:  # typed a second time further down, and by now otherwise
            rows.append([*rows[-1][:9], french_amount(person.balance + 50), *rows[-1][10:]])
    for at, junk in enumerate(("à rappeler", "n/a", "voir fiche", "00000", "sur liste rouge")):
        if rows:
            rows.insert((at + 1) * len(rows) // 7, [*rows[0][:2], junk, *[""] * 13])
    return File("Clients Casablanca.xlsx", _xlsx("Clients", list(columns), rows), columns)


def crm_export(random: Random, people: Sequence[Person]) -> File:
    """Contacts as HubSpot exports them."""
    fields = {
        "Company Name": _OWN + "company", "Plan": _OWN + "plan", "Preferred Language": _OWN + "language",
        "Account Balance": _OWN + "account_balance", "Due Date": _OWN + "due_date", "VIP": _OWN + "vip",
        "Date of Birth": _OWN + "birthday", "Last Visit": _OWN + "last_visit",
    }  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for at, person in enumerate(people):
        made = person.created - timedelta(minutes=random.randrange(1_000, 500_000))
        phone = random.choice(("unknown", "-", "")) if random.random() < 0.003 else neat(random, person)
        rows.append((
            str(51_000 + 7 * at), person.first, person.last, person.email or "", phone, person.company or "",
            person.occupation or "", person.address or "", person.city, person.state, person.zip, person.gender,
            person.plan, person.language, f"{person.balance:.2f}", str(person.due or ""), str(person.vip).lower(),
            str(person.birthday or ""), f"{person.last_visit:%Y-%m-%d %H:%M}" if person.last_visit else "",
            f"{made:%Y-%m-%d %H:%M}",
        ))  # fmt: skip
    return File(
        "hubspot-crm-exports-all-contacts.csv", _csv(_words(_CRM_HEADER), rows, ",", "utf-8", csv.QUOTE_ALL), fields
    )


def arabic_list(random: Random, people: Sequence[Person]) -> File:
    """A list from an Arabic Windows, in its own encoding."""
    columns = {
        "الاسم الشخصي": "firstName", "الاسم العائلي": "lastName", "رقم الهاتف": "primaryPhone", "المدينة": "city",
        "البريد الإلكتروني": "primaryEmail", "الجنس": "gender", "المهنة": "occupation",
        "الرصيد": _OWN + "account_balance", "تاريخ الاستحقاق": _OWN + "due_date", "العرض": _OWN + "plan",
        "اللغة": _OWN + "language", "تاريخ الميلاد": _OWN + "birthday",
    }  # fmt: skip
    rows = [
        (
            person.first, person.last, str(neat(random, person)), person.city, person.email or "",
            "ذكر" if person.gender == "male" else "أنثى", person.occupation or "", f"{person.balance:.2f}",
            f"{person.due:%d/%m/%Y}" if person.due else "", person.plan, "Arabic",
            f"{person.birthday:%d/%m/%Y}" if person.birthday else "",
        )
        for person in people
    ]  # fmt: skip
    return File("قائمة الزبناء.csv", _csv(list(columns), rows, ";", "windows-1256"), columns)


def balances(random: Random, people: Sequence[Person], today: date) -> File:
    """What customers owe by now: some have paid, some owe more; with numbers in Arabic digits and some mistakes."""
    columns = {
        "Phone": "primaryPhone", "Balance": _OWN + "account_balance", "Due date": _OWN + "due_date",
    }  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for person in people:
        if person.mistyped:
            continue
        share = random.random()
        amount = 0.0 if share < 0.3 else person.balance if share < 0.55 else round(person.balance * 1.1 + 40, 2)
        due = person.due if share < 0.55 else today + timedelta(days=random.randrange(5, 60))
        phone = person.phone.translate(ARABIC_DIGITS) if random.random() < 0.02 else person.phone
        written = random.choice(_WRONG_AMOUNTS) if random.random() < 0.002 else f"{amount:.2f}"
        rows.append((phone, written, str(due or "")))
    rows += [("closed account", "0.00", ""), ("total", f"{len(rows)}", ""), *rows[:: max(1, len(rows) // 9)]]
    return File(f"balances-{today:%Y-%m}.csv", _csv(list(columns), rows, ",", "utf-8"), columns)


def fair(random: Random, people: Sequence[Person]) -> File:
    """Visitors of a trade fair, taken in by mistake."""
    rows = [(f"{person.first} {person.last}", neat(random, person), person.city) for person in people]
    return File("salon-visiteurs.csv", _csv(["Nom complet", "GSM", "Ville"], rows, ";", "utf-8"), {})


def _words(text: str) -> list[str]:
    return text.strip().replace("\n", ",").split(",")


def _xlsx(sheet: str, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": sheet, "created": datetime(2026, 1, 5, 9)})  # noqa: DTZ001 - a workbook has no zone
    page = book.add_worksheet(sheet)
    page.write_row(0, 0, header, book.add_format({"bold": True}))
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, column, cell)
            elif isinstance(cell, float):
                page.write_number(line, column, cell)
    book.close()
    return buffer.getvalue()


def _csv(
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    delimiter: str,
    encoding: str,
    quoting: int = csv.QUOTE_MINIMAL,
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]  # one of csv's constants
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)
