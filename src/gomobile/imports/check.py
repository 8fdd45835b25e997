"""Check a block of cells column by column: what may be written, what is refused and why. Pure, on Polars.

Two steps, because an import reads its file twice: `check_identity` decides whose row it is and whether it is refused,
`complete` adds the rest for the rows that are written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import polars as pl

from gomobile.attributes.columns import coerce_series
from gomobile.attributes.messages import message as attribute_message
from gomobile.contacts.fields import ATTRIBUTES_BIT, CHANNELS, GENDERS, MAX_CHANNELS, TEXT_FIELDS, Field
from gomobile.contacts.upsert import FRAME_COLUMNS
from gomobile.imports.corrections.correct import SKIPPED
from gomobile.imports.plan import CLEAR, Plan
from gomobile.imports.sources.table import Problem
from gomobile.imports.text_cells import FORMULA_ERRORS, Read, formula_errors, read_emails, read_genders
from gomobile.phones.errors import PhoneError, PhoneErrorCode
from gomobile.phones.vectorized import normalize_series

if TYPE_CHECKING:
    from gomobile.imports import answers

# What is told of a cell that was taken.
NOTES = frozenset({"severalNumbers", "severalEmails"})
_FORMULA_TEXT = "The cell holds the error of a formula, not its result; mend the formula or write the value."


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell was refused: its row in the block, the column as the person knows it (None: the whole row)."""

    row: int
    column: str | None
    code: str
    message: str
    value: str | None

    def to_json(self) -> answers.CellProblem:
        """As it is stored and shown."""
        return {"column": self.column, "code": self.code, "message": self.message, "value": self.value}


@dataclass(frozen=True, slots=True)
class Checked:
    """A block after check_identity.

    `frame` has all rows: `n` (position in the block), the phone columns (`phone_key` null when refused), the text
    fields and `clear`. `refused` masks the rows that have a problem; `notes` are about cells of rows that are kept:
    those left out, and those taken in part.
    """

    frame: pl.DataFrame
    refused: pl.Series
    problems: list[CellProblem]
    notes: list[CellProblem]


def check_identity(cells: pl.DataFrame, refused_rows: Sequence[Problem], plan: Plan) -> Checked:
    """Normalise phones and check every text field. `cells` is a block as sources.read() returns it."""
    problems = [CellProblem(p.row, None, p.code, p.message, p.value) for p in refused_rows]
    phones = normalize_series(cells[str(plan.phone)], plan.region)
    problems += _phone_problems(phones["error"], cells[str(plan.phone)], plan)
    columns: dict[str, pl.Series] = {}
    left_blank: list[CellProblem] = []
    notes: list[CellProblem] = []
    clear = pl.repeat(0, cells.height, dtype=pl.Int32, eager=True)
    for column, field in plan.texts:
        given, found = _without_errors(cells[str(column)], plan.name(column))
        left_blank += found
        given, cleared = _cleared(given)
        if reader := _READERS.get(field.name):
            read = reader(given, plan)
            columns[field.column] = read.values
            left_blank += _text_problems(read.codes, given, field, plan.name(column))
            notes += _further(read.others, plan.name(column), "severalEmails", _SEVERAL_EMAILS)
        else:
            columns[field.column] = given
            problems += _text_problems(_text_codes(given, field), given, field, plan.name(column))
        if cleared is not None:
            clear = clear | cleared.cast(pl.Int32) * field.bit
    channels, cleared, found, wrong = _channels(cells, plan)
    problems += found
    left_blank += wrong
    if cleared is not None:
        clear = clear | cleared.cast(pl.Int32) * CHANNELS.bit
    blank = pl.repeat(None, cells.height, dtype=pl.String, eager=True)
    frame = pl.DataFrame(
        {
            "n": pl.int_range(cells.height, dtype=pl.Int32, eager=True),
            "phone_key": phones["key"],
            "primary_phone": phones["used"],
            "phone_status": phones["status"],
            "phone_type": phones["type"],
            "phone_region": phones["region"],
            "phone_digits": phones["digits"],
            **{field.column: columns.get(field.column, blank) for field in TEXT_FIELDS},
            CHANNELS.column: channels,
            "clear": clear,
        }
    )
    if left_out := {problem.row for problem in refused_rows if problem.code == SKIPPED}:
        problems = [problem for problem in problems if problem.code == SKIPPED or problem.row not in left_out]
    bad = {problem.row for problem in problems}
    refused = frame["n"].is_in(pl.Series(sorted(bad), dtype=pl.Int32).implode())
    # Of a row that is refused all is told at once, but not what would have been taken of it.
    problems += [problem for problem in left_blank if problem.row in bad - left_out]
    notes += _further(phones["others"], plan.name(plan.phone), "severalNumbers", _SEVERAL_NUMBERS)
    kept = [note for note in (*notes, *left_blank) if note.row not in bad]
    return Checked(frame, refused, problems, kept)


def complete(
    checked: Checked, cells: pl.DataFrame, write: pl.Series, plan: Plan
) -> tuple[pl.DataFrame, list[CellProblem]]:
    """Add the attributes of the rows in the mask `write`; returns rows for upsert() and what is told of their cells.

    A refused attribute cell does not refuse its row: the contact keeps what it has.
    """
    frame = checked.frame.filter(write)
    parts: list[pl.Series] = []
    written = set(frame["n"]) if checked.notes else set()
    problems = [note for note in checked.notes if note.row in written]
    clear = frame["clear"]
    for attribute in plan.attributes:
        given, wrong = _without_errors(
            cells[str(attribute.column)].filter(write), plan.name(attribute.column), frame["n"]
        )
        problems += wrong
        cleared = given == CLEAR
        wipes = bool(cleared.any())
        asked = pl.select(pl.when(~cleared).then(given)).to_series() if wipes else given
        stored, codes = coerce_series(asked, attribute.definition, attribute.format)
        if wipes:
            stored = pl.select(
                pl.when(cleared.fill_null(value=False)).then(pl.lit("null")).otherwise(stored)
            ).to_series()
            clear = clear | cleared.fill_null(value=False).cast(pl.Int32) * ATTRIBUTES_BIT
        name = attribute.definition.name
        parts.append(pl.select(pl.lit(f'"{name}": ') + stored).to_series().alias(name))
        for n, code, value in _where(frame["n"], codes, given):
            text = attribute_message(code, attribute.definition, value)
            problems.append(CellProblem(n, plan.name(attribute.column), code, text, value))
    attributes = pl.Series("attributes", [None] * frame.height, dtype=pl.String)
    if parts:
        joined = pl.select(pl.concat_str(parts, separator=", ", ignore_nulls=True)).to_series()
        attributes = pl.select(pl.when(joined != "").then(pl.lit("{") + joined + "}")).to_series().alias("attributes")
    return frame.with_columns(attributes, clear.alias("clear")).select(FRAME_COLUMNS), problems


def _where(positions: pl.Series, codes: pl.Series, values: pl.Series) -> list[tuple[int, str, str | None]]:
    if codes.null_count() == len(codes):
        return []
    found = pl.DataFrame({"n": positions, "code": codes, "value": values}).filter(pl.col("code").is_not_null())
    return list(found.iter_rows())


def _phone_problems(codes: pl.Series, values: pl.Series, plan: Plan) -> list[CellProblem]:
    positions = pl.int_range(len(codes), dtype=pl.Int32, eager=True)
    return [
        CellProblem(n, plan.name(plan.phone), "formulaError", _FORMULA_TEXT, value)
        if value in FORMULA_ERRORS
        else CellProblem(n, plan.name(plan.phone), code, PhoneError(cast("PhoneErrorCode", code)).message, value)
        for n, code, value in _where(positions, codes, values)
    ]


def _without_errors(
    cells: pl.Series, column: str, positions: pl.Series | None = None
) -> tuple[pl.Series, list[CellProblem]]:
    """The cells with those blank that hold the error of a formula, and what is said of these."""
    mask = formula_errors(cells)
    if mask is None:
        return cells, []
    if positions is None:
        positions = pl.int_range(len(cells), dtype=pl.Int32, eager=True)
    codes = pl.select(pl.when(mask).then(pl.lit("formulaError"))).to_series()
    problems = [
        CellProblem(n, column, code, _FORMULA_TEXT, value) for n, code, value in _where(positions, codes, cells)
    ]
    return pl.select(pl.when(~mask).then(cells)).to_series(), problems


def _further(others: pl.Series, column: str, code: str, text: str) -> list[CellProblem]:
    """What cells hold beside what was taken of them."""
    positions = pl.int_range(len(others), dtype=pl.Int32, eager=True)
    codes = pl.select(pl.when(others.is_not_null()).then(pl.lit(code))).to_series()
    return [CellProblem(n, column, code, text, value) for n, code, value in _where(positions, codes, others)]


def _cleared(cells: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """The cells without clear tokens, and a mask of those tokens if there are any."""
    mask = (cells == CLEAR).fill_null(value=False)
    if not mask.any():
        return cells, None
    return pl.select(pl.when(~mask).then(cells)).to_series(), mask


def _text_codes(cells: pl.Series, field: Field) -> pl.Series:
    bad = (cells.str.len_chars() > field.max_length) | cells.str.contains("\x00", literal=True)
    return pl.select(pl.when(bad).then(pl.lit("maxLength"))).to_series()


def _text_problems(codes: pl.Series, given: pl.Series, field: Field, column: str) -> list[CellProblem]:
    positions = pl.int_range(len(codes), dtype=pl.Int32, eager=True)
    problems = []
    for n, found, value in _where(positions, codes, given):
        code = "invalidCharacter" if value and "\x00" in value else found
        problems.append(CellProblem(n, column, code, _text_message(code, field), value))
    return problems


def _text_message(code: str, field: Field) -> str:
    if code == "maxLength":
        return f"{field.name} has at most {field.max_length} characters; shorten it."
    if code == "invalidCharacter":
        return f"{field.name} holds an invisible NUL character; remove it."
    if field.name == "gender":
        return f"gender is one of {', '.join(GENDERS)}, or a usual word or abbreviation for one of them."
    return "This is not an e-mail address; correct it or leave the cell blank."


def _read_gender(cells: pl.Series, plan: Plan) -> Read:
    return read_genders(cells, plan.gender_words)


def _read_email(cells: pl.Series, _plan: Plan) -> Read:
    return read_emails(cells)


# Of these fields a cell that cannot be read is left blank: it costs nobody the contact.
_READERS: dict[str, Callable[[pl.Series, Plan], Read]] = {"gender": _read_gender, "primaryEmail": _read_email}
_SEVERAL_EMAILS = "The cell holds more than an e-mail address; the first address was taken, this was not."
_SEVERAL_NUMBERS = "The cell holds several numbers; the first was taken, these were not."


def _channels(
    cells: pl.DataFrame, plan: Plan
) -> tuple[pl.Series, pl.Series | None, list[CellProblem], list[CellProblem]]:
    """A cell such as `phone; sms` as a PostgreSQL array literal; what refuses its row, and what is left blank."""
    if plan.channels is None:
        return pl.repeat(None, cells.height, dtype=pl.String, eager=True), None, [], []
    given, wrong = _without_errors(cells[str(plan.channels)], plan.name(plan.channels))
    given, cleared = _cleared(given)
    if given.null_count() == len(given):
        return given.cast(pl.String), cleared, [], wrong
    parts = (
        given.str.split(";")
        .list.eval(pl.element().str.strip_chars())
        .list.eval(pl.element().filter(pl.element() != ""))
    )
    bad = (parts.list.len() > MAX_CHANNELS) | (
        parts.list.eval(pl.element().str.len_chars()).list.max() > CHANNELS.max_length
    )
    codes = pl.select(pl.when(bad).then(pl.lit("maxLength"))).to_series()
    quoted = parts.list.eval(
        pl.lit('"')
        + pl.element().str.replace_all("\\", "\\\\", literal=True).str.replace_all('"', '\\"', literal=True)
        + '"'
    )
    literal = pl.select(pl.lit("{") + quoted.list.join(",") + "}").to_series()
    text = (
        f"channels holds at most {MAX_CHANNELS} entries of at most {CHANNELS.max_length} characters, separated by ';'."
    )
    positions = pl.int_range(len(codes), dtype=pl.Int32, eager=True)
    problems = [
        CellProblem(n, plan.name(plan.channels), code, text, value)
        for n, code, value in _where(positions, codes, given)
    ]
    return literal, cleared, problems, wrong
