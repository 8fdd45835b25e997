"""How the cells of a file become contacts: which column is which field, in which format, by which policy. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypedDict

from gomobile.attributes.definition import Definition
from gomobile.attributes.detect import detect_format
from gomobile.attributes.values import ValueFormat
from gomobile.contacts.fields import CHANNELS, FIELDS, TEXT_FIELDS, Field
from gomobile.contacts.upsert import Policy
from gomobile.imports.aliases import GENDER_WORDS
from gomobile.imports.errors import NoPhoneColumn
from gomobile.imports.mapping import ColumnMapping

if TYPE_CHECKING:
    from gomobile.imports import answers

ATTRIBUTE = "customAttributes."
CLEAR = "--"
SPANISH_WORDS: Mapping[str, str] = {**GENDER_WORDS, "m": "female"}


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """A column that holds a custom attribute."""

    column: int
    definition: Definition
    format: ValueFormat


@dataclass(frozen=True, slots=True)
class Plan:
    """Where each field is found; `region` (ISO 3166-1 alpha-2) reads numbers without a country code."""

    header: tuple[str, ...]
    region: str
    phone: int
    texts: tuple[tuple[int, Field], ...]
    channels: int | None
    attributes: tuple[AttributeColumn, ...]
    gender_words: Mapping[str, str]
    policy: Policy = field(default_factory=Policy)

    def name(self, column: int) -> str:
        """The header of a column, as the person knows it."""
        return self.header[column]


class AttributeFormat(TypedDict):
    """How the cells of an attribute's column are written."""

    decimal: Any
    date: Any


class KnownFormats(TypedDict):
    """How the columns of a file are written: `attributes` by name, and whether M is a woman."""

    attributes: dict[str, AttributeFormat]
    spanish: bool


def make_plan(
    header: Sequence[str],
    columns: Sequence[ColumnMapping],
    definitions: Mapping[str, Definition],
    format: ValueFormat,
    samples: Sequence[Sequence[str | None]],
    known: KnownFormats | None = None,
) -> Plan:
    """Turn a mapping into a plan. Raises NoPhoneColumn.

    `samples` are some rows of the file: a column whose mapping names no format is read as its own cells suggest, unless
    its format is `known` from before.
    """
    by_field = {column.field: column for column in columns if column.field}
    if "primaryPhone" not in by_field:
        raise NoPhoneColumn(columns=list(header))
    attributes = []
    for name, column in by_field.items():
        if name.startswith(ATTRIBUTE) and (definition := definitions.get(name.removeprefix(ATTRIBUTE))):
            cells = [row[column.column] for row in samples if column.column < len(row)]
            if known and (written := known["attributes"].get(definition.name)):
                shape = column.format_over(replace(format, decimal=written["decimal"], date=written["date"]))
            else:
                shape = detect_format(cells, definition.type, column.format_over(format))
            attributes.append(AttributeColumn(column.column, definition, shape))
    texts = tuple((by_field[text.name].column, text) for text in TEXT_FIELDS if text.name in by_field)
    channels = by_field.get(CHANNELS.name)
    return Plan(
        header=tuple(header),
        region=format.region,
        phone=by_field["primaryPhone"].column,
        texts=texts,
        channels=channels.column if channels else None,
        attributes=tuple(attributes),
        gender_words=(
            (SPANISH_WORDS if known["spanish"] else GENDER_WORDS)
            if known
            else _gender_words(by_field.get("gender"), samples)
        ),
        policy=_policy(columns),
    )


def _gender_words(column: ColumnMapping | None, samples: Sequence[Sequence[str | None]]) -> Mapping[str, str]:
    """Spanish lists write H for hombre and M for mujer: a column with H, M and no F is one of them."""
    if column is None:
        return GENDER_WORDS
    cells = {(row[column.column] or "").strip(" .").lower() for row in samples if column.column < len(row)}
    spanish = {"h", "m"} <= cells and not any(word.startswith("f") for word in cells)
    return SPANISH_WORDS if spanish else GENDER_WORDS


def formats_to_json(plan: Plan) -> dict[str, Any]:
    """How the columns are written, as KnownFormats: nobody's data."""
    shapes = {one.definition.name: {"decimal": one.format.decimal, "date": one.format.date} for one in plan.attributes}
    return {"attributes": shapes, "spanish": plan.gender_words is SPANISH_WORDS}


def _policy(columns: Sequence[ColumnMapping]) -> Policy:
    masks = {"fill": 0, "never": 0}
    keys: dict[str, list[str]] = {"fill": [], "never": []}
    for column in columns:
        if column.policy == "overwrite" or not column.field:
            continue
        if column.field.startswith(ATTRIBUTE):
            keys[column.policy].append(column.field.removeprefix(ATTRIBUTE))
        elif column.field in FIELDS:
            masks[column.policy] |= FIELDS[column.field].bit
    return Policy(masks["fill"], masks["never"], tuple(keys["fill"]), tuple(keys["never"]))


def mapping_to_json(columns: Sequence[ColumnMapping]) -> list[answers.ImportColumn]:
    """A mapping as it is stored and shown."""
    return [
        {
            "column": c.column,
            "header": c.header,
            "field": c.field,
            "policy": c.policy,
            "decimal": c.decimal,
            "date": c.date,
            "reason": c.reason,
        }
        for c in columns
    ]


def mapping_from_json(columns: Sequence[Mapping[str, Any]]) -> list[ColumnMapping]:
    """The mapping that mapping_to_json wrote."""
    return [
        ColumnMapping(
            column=int(c["column"]),
            header=str(c["header"]),
            field=str(c["field"]),
            policy=c.get("policy", "overwrite"),
            confidence=1.0,
            reason=str(c.get("reason", "")),
            decimal=c.get("decimal"),
            date=c.get("date"),
        )
        for c in columns
    ]
