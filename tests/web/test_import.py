"""A French Excel becomes clean contacts: columns, check, a cell put right in the grid, run, undo."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.web.axe import violations

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_french_excel_becomes_contacts_and_is_undone(page: Page) -> None:
    page.goto("/imports")
    page.get_by_role("link", name="Import a file").click()
    assert violations(page) == []
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(EXAMPLES / "clients-fr.xlsx")

    expect(page.get_by_role("combobox", name="Téléphone becomes")).to_have_value("Phone")
    expect(page.get_by_role("combobox", name="Nom becomes", exact=True)).to_have_value("Last name")
    assert violations(page) == []
    becomes = page.get_by_role("combobox", name="Échéance becomes")
    becomes.click()
    becomes.fill("New")
    page.get_by_role("option", name="New attribute “Échéance”").click()
    expect(page.get_by_role("combobox", name="Échéance: type of the new attribute")).to_have_value("Date")
    expect(page.get_by_role("combobox", name="Échéance: how dates are written")).to_have_value("31/12/2026 (found)")
    page.get_by_role("button", name="Check the file").click()

    expect(page.get_by_role("button", name="Import 146 rows")).to_be_visible(timeout=60_000)
    assert violations(page) == []
    page.reload()
    page.get_by_role("button", name=re.compile("Téléphone Row rejected")).click()
    grid = page.get_by_role("grid", name="Rows to look at")
    expect(grid.get_by_role("row")).to_have_count(4)
    grid.get_by_role("button", name="Téléphone, row 21: à rappeler").click()
    cell = grid.get_by_role("textbox", name="Téléphone, row 21")
    cell.fill("06 12 99 00 77")
    cell.press("Enter")
    expect(grid.get_by_text("Put right")).to_be_visible()
    page.get_by_role("button", name="Import 147 rows").click()

    expect(page.get_by_role("link", name="Download 2 rejected rows")).to_be_visible(timeout=60_000)
    assert violations(page) == []
    address = page.url
    page.goto("/contacts?search=0612990077")
    expect(page.get_by_text("Karim Kabbaj")).to_be_visible()

    page.goto(address)
    page.get_by_role("button", name="Undo the import").click()
    page.get_by_role("dialog").get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone")).to_be_visible(timeout=60_000)
    page.goto("/contacts?search=0612990077")
    expect(page.get_by_text("Karim Kabbaj")).to_have_count(0)
    page.goto("/imports")
    expect(page.get_by_role("row", name=re.compile("clients-fr.xlsx Undone"))).to_be_visible()


def test_the_same_bad_value_is_put_right_everywhere_and_a_mapping_is_kept(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "weekly.csv"
    bad = "".join(f"Client {n};abc;Nord\n" for n in range(40))
    file.write_text(f"Nom;Mobile;Zone\nAmal Idrissi;0677001234;Nord\n{bad}", encoding="utf-8")
    page.goto("/imports/new")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Save the mapping").click()
    page.get_by_role("textbox", name="Name").fill("Weekly list")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The mapping “Weekly list” is saved.")).to_be_visible()
    page.get_by_role("button", name="Mobile Row rejected Not a phone number 40").click()
    page.get_by_role("button", name="abc 40").click()
    page.get_by_role("textbox", name="Replace “abc” in Mobile with").fill("0677001235")
    page.get_by_role("button", name="Fix all 40 cells").click()
    expect(page.get_by_text("40 rows put right")).to_be_visible()
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_role("button", name="Import 41 rows")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Same number again")).to_be_visible()

    page.goto("/imports/new")
    page.locator("input[type=file]").set_input_files(file)
    saved = page.get_by_role("combobox", name="Saved mapping")
    saved.click()
    page.get_by_role("option", name="Weekly list (2 of 2 columns)").click()
    expect(page.get_by_role("combobox", name="Mobile becomes")).to_have_value("Phone")
    page.goto("/imports/mappings")
    page.get_by_role("row", name=re.compile("Weekly list")).get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("row", name=re.compile("Weekly list"))).to_have_count(0)


def test_rejected_rows_are_put_right_afterwards_and_taken_in_again(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "late.csv"
    file.write_text("Nom;Mobile\nSara Benani;0677001301\nYassine Alami;unknown\n", encoding="utf-8")
    page.goto("/imports/new")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Import 1 row", exact=True).click()
    expect(page.get_by_role("link", name="Show the contacts")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Mobile, row 3: unknown").click()
    cell = page.get_by_role("textbox", name="Mobile, row 3")
    cell.fill("0677001302")
    cell.press("Enter")
    expect(page.get_by_text("Put right")).to_be_visible()
    page.get_by_role("button", name="Take the rejected rows in again").click()
    page.get_by_role("button", name="Import 1 row", exact=True).click(timeout=60_000)
    page.get_by_role("link", name="Open the first import").click(timeout=60_000)
    expect(page.get_by_role("link", name="The rejected rows were taken in again: open that import")).to_be_visible()
    page.goto("/contacts?search=0677001302")
    expect(page.get_by_text("Yassine Alami")).to_be_visible()


def test_an_import_that_was_not_run_is_discarded(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "left.csv"
    file.write_text("phone,name\n0612990101,Left Alone\n")
    page.goto("/imports/new")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(file)
    expect(page.get_by_role("combobox", name="phone becomes")).to_have_value("Phone")
    page.goto("/imports")
    row = page.get_by_role("row").filter(has_text="left.csv")
    row.get_by_role("button").click()
    page.get_by_role("menuitem", name="Discard").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard").click()
    expect(row).to_have_count(0)
