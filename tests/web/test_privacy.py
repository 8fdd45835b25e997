"""Numbers that are not called, and the record of what was done."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect


def test_numbers_are_suppressed_checked_and_lifted(page: Page, tmp_path: Path) -> None:
    page.goto("/privacy")
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="Add numbers").click()
    dialog.get_by_label("Numbers").fill("06 60 11 22 33\nnot a number")
    dialog.get_by_role("button", name="Suppress 2 numbers").click()
    # What could not be read stays to be mended; the rest is done.
    expect(dialog.get_by_text("1 number could not be read")).to_be_visible()
    expect(dialog.get_by_label("Numbers")).to_have_value("not a number")
    dialog.get_by_role("button", name="Cancel").click()
    grid = page.get_by_role("grid", name="Do not call")
    page.get_by_role("textbox", name="Search").or_(page.get_by_role("searchbox", name="Search")).fill("0660 112 233")
    expect(grid.get_by_text("+212660112233")).to_be_visible()

    file = tmp_path / "list.csv"
    file.write_text("phone;reason\n+212660445566;complaint\n0660445567;asked\nx;asked\n", encoding="utf-8")
    page.get_by_role("button", name="Import").click()
    with page.expect_file_chooser() as chooser:
        dialog.get_by_role("button", name="Choose a file").or_(dialog.get_by_label("File")).first.click()
    chooser.value.set_files(file)
    dialog.get_by_role("button", name="Suppress all").click()
    expect(dialog.get_by_text("Newly suppressed: 2")).to_be_visible()
    expect(dialog.get_by_text("Could not be read: 1")).to_be_visible()
    dialog.get_by_role("button", name="Done").click()

    page.get_by_role("button", name="Check numbers").click()
    dialog.get_by_label("Numbers").fill("0660445566\n0660998877")
    dialog.get_by_role("button", name="Check").click()
    expect(dialog.get_by_role("row").filter(has_text="+212660445566")).to_contain_text("Do not contact")
    expect(dialog.get_by_role("row").filter(has_text="+212660998877")).to_contain_text("May be contacted")
    page.keyboard.press("Escape")

    grid.get_by_role("row").filter(has_text="+212660112233").get_by_role("button", name="Lift").click()
    dialog.get_by_label("Reason").fill("Asked by mistake")
    dialog.get_by_role("button", name="Lift").click()
    expect(grid.get_by_text("+212660112233")).to_have_count(0)


def test_the_audit_log_shows_what_was_done_and_is_unbroken(page: Page) -> None:
    page.goto("/privacy/audit-log")
    grid = page.get_by_role("grid", name="Audit log")
    expect(grid.get_by_role("row").nth(3)).to_be_visible()
    page.get_by_role("button", name="Verify").click()
    expect(page.get_by_text("is unbroken")).to_be_visible()
    grid.get_by_role("row").nth(1).click()
    expect(page.get_by_role("dialog").get_by_text("Hash", exact=True)).to_be_visible()


def test_periods_tell_what_they_would_remove_before_they_are_saved(page: Page) -> None:
    page.goto("/privacy/retention")
    days = page.get_by_role("textbox", name="Deleted contacts: remove after so many days")
    expect(days).to_have_value("90 days")
    days.fill("120")
    page.get_by_role("button", name="See what it removes").click()
    dialog = page.get_by_role("dialog")
    # The demo's first imports are half a year old.
    expect(dialog.get_by_role("listitem").filter(has_text="Rejected rows")).to_be_visible()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The periods are saved.")).to_be_visible()
    page.reload()
    expect(days).to_have_value("120 days")
