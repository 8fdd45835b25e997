"""The example files are those that examples/make.py writes, and they import without a word of mapping."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from examples import make

from gomobile.imports import service
from tests.jobs.conftest import Importer

EXAMPLES = Path(make.__file__).parent
FULL = {"primaryPhone", "firstName", "lastName", "city"}
# Rows, created, merged into a row before, rejected; fields that must be recognised by name.
EXPECTED = {
    "clients-fr.xlsx": ((149, 138, 8, 3), FULL | {"customAttributes.solde_du", "customAttributes.echeance"}),
    "hubspot-export.csv": ((120, 117, 0, 3), FULL | {"primaryEmail", "occupation", "state", "zip"}),
    "arabic.csv": ((60, 58, 0, 2), FULL | {"primaryEmail"}),
    "arabic-digits.txt": ((60, 58, 0, 2), FULL | {"primaryEmail"}),
    "contacts.vcf": ((60, 58, 0, 2), FULL | {"primaryEmail", "occupation", "address"}),
}


def members(path: Path) -> dict[str, bytes]:
    """The content of a zip: compressors differ between machines, contents do not."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_make_writes_what_is_committed(tmp_path: Path) -> None:
    make.main(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == set(EXPECTED)
    for fresh in tmp_path.iterdir():
        committed = EXAMPLES / fresh.name
        if fresh.suffix == ".xlsx":
            assert members(fresh) == members(committed)
        else:
            assert fresh.read_bytes() == committed.read_bytes()


def test_the_examples_are_small() -> None:
    assert sum((EXAMPLES / name).stat().st_size for name in EXPECTED) < 200_000


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_is_recognised_and_imports(importer: Importer, name: str) -> None:
    (rows, created, merged, rejected), fields = EXPECTED[name]

    id = importer.upload((EXAMPLES / name).read_bytes(), name)
    dry = service.preview(importer.conninfo, importer.settings, importer.organization.id, id).preview or {}
    row = importer.run(id)

    assert fields <= {column["field"] for column in row.columns}
    assert (row.rows, row.created, row.merged, row.rejected) == (rows, created, merged, rejected)
    assert {key: dry[key] for key in ("rows", "created", "merged", "rejected")} == {
        "rows": rows,
        "created": created,
        "merged": merged,
        "rejected": rejected,
    }
    assert row.attribute_errors == 0


def test_the_amounts_and_dates_of_a_french_excel_become_numbers_and_days(importer: Importer) -> None:
    importer.run(importer.upload((EXAMPLES / "clients-fr.xlsx").read_bytes(), "clients-fr.xlsx"))

    kinds = importer.scalar(
        "SELECT array_agg(DISTINCT jsonb_typeof(attributes->'solde_du') || ' ' ||"
        " (attributes->>'echeance' ~ '^2026-\\d\\d-\\d\\d$')) FROM contacts WHERE organization_id = %s"
    )

    assert kinds == ["number true"]


def test_phones_in_arabic_digits_are_the_same_numbers(importer: Importer) -> None:
    importer.run(importer.upload((EXAMPLES / "arabic-digits.txt").read_bytes(), "arabic-digits.txt"))

    keys = [str(contact[0]) for contact in importer.contacts()]

    assert keys
    assert all(key.startswith(("+2126", "+2127")) for key in keys)
