"""A column gives, row for row, what the scalar path gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneMetadata
from tests.unit.phones.samples import REGIONS, examples, mutated, written

from gomobile.phones.normalize import PhoneError, normalize
from gomobile.phones.plans import plans
from gomobile.phones.vectorized import SCHEMA, normalize_series, normalize_series_counted

ARABIC = {48 + digit: 0x660 + digit for digit in range(10)}
FULL_WIDTH = {48 + digit: 0xFF10 + digit for digit in range(10)}
DECORATIONS = [
    lambda text, _: text,
    lambda text, _: text.translate(ARABIC),
    lambda text, _: text.translate(FULL_WIDTH),
    lambda text, _: text.replace(" ", "\u00a0").replace("-", "\u2013"),
    lambda text, _: f"\u202a{text}\u202c",
    lambda text, _: f" {text}\t",
    lambda text, _: f"'{text}",
    lambda text, _: f'="{text}"',
    lambda text, _: f"({text})",
    lambda text, _: f"+{text}",
    lambda text, _: f"{text}.0",
    lambda text, _: f"{text} (bureau)",
    lambda text, _: f"Tel: {text}",
    lambda text, _: f"{text} home",
    lambda text, _: f"{text} ext. 12",
    lambda text, _: f"{text}x5",
    lambda text, _: f"{text}/12",
    lambda text, _: f"{text}   {text}",
    lambda text, _: "/".join(text[index : index + 2] for index in range(0, len(text), 2)),
    lambda text, other: f"{text} / {other}",
    lambda text, other: f"{text}/{other}",
    lambda text, other: f"{text};{other}",
    lambda text, other: f"{text}\n{other}",
    lambda text, other: f"{text} ou {other}",
    lambda text, other: f"{text} - {other}",
    lambda text, other: f"{text} {other}",
]
JUNK = [
    "",
    " ",
    "n/a",
    "-",
    "+",
    "0",
    "12",
    "123",
    "++",
    "()",
    "2.12612E+11",
    "2.12612345678E+11",
    "\x00",
    "é",
]


def row_of(raw: str | None, region: str) -> tuple[str | None, ...]:
    """The row of a column that the scalar path stands for."""
    try:
        phone = normalize(raw or "", region)
    except PhoneError as error:
        return (None,) * 7 + (error.code,)
    others = "; ".join(phone.others) or None
    return phone.used, phone.key, phone.status, phone.type, phone.region, phone.digits, others, None


@st.composite
def columns(draw: st.DrawFn) -> tuple[str, list[str | None]]:
    """A region and cells of numbers of it and of others, well and badly written, decorated and broken."""
    region = draw(st.sampled_from(REGIONS))
    dice = random.Random(draw(st.integers(0, 2**32)))

    def number() -> str:
        home = region if dice.random() < 0.6 else dice.choice(REGIONS)
        text = dice.choice(written(dice.choice(examples(home)), region))
        return mutated(text, dice) if dice.random() < 0.5 else text

    cells: list[str | None] = []
    for _ in range(12):
        text = number()
        for _ in range(dice.choice([0, 1, 1, 2])):
            text = dice.choice(DECORATIONS)(text, number())
        cells.append(text)
    typed = st.text(st.sampled_from("0123456789 +-.()/\u00a0٠٦x,;E'\"=*#~") | st.characters(codec="utf-8"), max_size=30)
    return region, [*cells, draw(typed), draw(typed), draw(st.sampled_from(JUNK)), None]


@settings(max_examples=120)
@given(columns())
def test_any_column_equals_the_scalar_path(column: tuple[str, list[str | None]]) -> None:
    region, cells = column
    expected = [row_of(cell, region) for cell in cells]
    assert normalize_series(pl.Series(cells, dtype=pl.String), region).rows() == expected
    # Once more with enough unusual cells to be folded in bulk.
    repeated = normalize_series(pl.Series(cells * 8, dtype=pl.String), region)
    assert repeated.rows() == expected * 8


@pytest.mark.parametrize("alphabet", [ARABIC, FULL_WIDTH])
def test_a_column_in_other_digits_needs_no_row_by_row_reading(alphabet: dict[int, int]) -> None:
    numbers = [f"06 {number:08}".translate(alphabet) for number in range(12345678, 12345978)]
    found, one_by_one = normalize_series_counted(pl.Series(numbers), "MA")
    assert one_by_one == 0
    assert found["used"].to_list() == numbers
    assert found["key"].to_list() == [f"+2126{number:08}" for number in range(12345678, 12345978)]


def test_null_and_blank_cells_are_the_error_required() -> None:
    found = normalize_series(pl.Series([None, "", "  ", "0612345678"], dtype=pl.String), "MA")
    assert found["error"].to_list() == ["required", "required", "required", None]
    assert found["key"].to_list() == [None, None, None, "+212612345678"]


def test_an_empty_column_gives_an_empty_frame_of_the_same_columns() -> None:
    found = normalize_series(pl.Series([], dtype=pl.String), "MA")
    assert (found.height, found.schema) == (0, SCHEMA)


@pytest.mark.parametrize("cells", [["0612345678"], [None], ["0612345678; 0522123456"], ["0612345678", "x", None]])
def test_the_columns_are_always_the_same(cells: list[str | None]) -> None:
    assert normalize_series(pl.Series(cells, dtype=pl.String), "MA").schema == SCHEMA


def test_the_column_that_was_given_stays_as_it_was() -> None:
    cells = ["0612345678; 0522123456", "0612345678 (bureau)", "n/a", "0612345678", "2.12612345678E+11"] * 30
    column = pl.Series(cells)
    assert normalize_series(column, "MA")["used"].to_list() != cells
    assert column.to_list() == cells


@pytest.mark.parametrize(
    "column",
    [pl.Series([612345678]), pl.Series([212612345678.0]), pl.Series(["0612345678"], dtype=pl.Categorical)],
)
def test_columns_of_other_types_are_read_as_text(column: pl.Series) -> None:
    assert normalize_series(column, "MA")["key"].to_list() == ["+212612345678"]


def test_rows_keep_their_order_whatever_path_they_take() -> None:
    cells = ["0612345678", "tel:0612345679", None, "0612345670; 0522123456", "0698", "n/a", "٠٦١٢٣٤٥٦٧١"] * 20
    found = normalize_series(pl.Series(cells, dtype=pl.String), "MA")
    assert found.rows() == [row_of(cell, "MA") for cell in cells]
    assert found["others"][3] == "0522123456"


@pytest.fixture
def lookahead_in_morocco() -> Iterator[None]:
    """A numbering plan with a construct that the bulk path cannot read, as newer metadata may bring."""
    metadata = PhoneMetadata.metadata_for_region("MA")
    assert metadata is not None
    known = metadata.national_prefix_for_parsing
    metadata._mutable = True
    metadata.national_prefix_for_parsing = "0(?=[5-8])"
    plans.cache_clear()
    yield
    metadata.national_prefix_for_parsing = known
    metadata._mutable = False
    plans.cache_clear()


@pytest.mark.usefixtures("lookahead_in_morocco")
def test_a_plan_that_cannot_be_compiled_is_read_row_by_row() -> None:
    cells = ["0612345678", "+212612345678", "+33123456789", "0033 1 23 45 67 89"]
    found, one_by_one = normalize_series_counted(pl.Series(cells), "MA")
    assert found.rows() == [row_of(cell, "MA") for cell in cells]
    assert one_by_one == 3


def test_threads_that_compile_plans_at_once_agree() -> None:
    regions = REGIONS[::12]
    columns = [
        pl.Series([text for number in examples(region) for text in written(number, region)]) for region in regions
    ]
    alone = [normalize_series(column, region) for column, region in zip(columns, regions, strict=True)]
    plans.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(normalize_series, columns, regions))
    assert all(one.equals(other) for one, other in zip(alone, together, strict=True))
