"""One person from the first number to being erased."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_a_contact_is_made_changed_suppressed_and_erased(page: Page) -> None:
    page.goto("/contacts")
    page.get_by_role("button", name="New contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Phone", exact=True).fill("06 61 23 45 67")
    dialog.get_by_label("First name").fill("Hajar")
    dialog.get_by_label("Last name").fill("Essaidi")
    dialog.get_by_role("button", name="Create contact").click()

    # The number is read as the organization's country writes it.
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hajar Essaidi")
    expect(page.get_by_text("+212 6 61 23 45 67").first).to_be_visible()
    history = page.get_by_role("region", name="History")
    expect(history.get_by_text("Created")).to_be_visible()

    # A value is changed where it stands; the history keeps the one before.
    page.get_by_role("button", name=re.compile("^City: ")).click()
    page.get_by_role("textbox", name="City").fill("Rabat")
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("^City: Rabat")).click()
    page.get_by_role("textbox", name="City").fill("Tanger")
    page.keyboard.press("Enter")
    change = history.get_by_role("listitem").filter(has_text="Tanger")
    expect(change).to_contain_text("Rabat")
    expect(change).to_contain_text("Salma Tazi")

    # The same number again leads to the one that has it.
    page.get_by_role("link", name="Contacts", exact=True).first.click()
    page.get_by_role("button", name="New contact").click()
    dialog.get_by_label("Phone", exact=True).fill("+212661234567")
    dialog.get_by_role("button", name="Create contact").click()
    dialog.get_by_role("link", name="Open it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hajar Essaidi")

    page.get_by_role("button", name="Do not call").click()
    dialog.get_by_label("Source").fill("Letter of 3 March")
    dialog.get_by_role("button", name="Do not call").click()
    expect(page.get_by_text("Is not called")).to_be_visible()
    expect(page.get_by_text("The number is on the do-not-call list.").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="More").click()
        page.get_by_role("menuitem", name="Everything held (JSON)").click()
    assert "Tanger" in download.value.path().read_text(encoding="utf-8")

    address = page.url
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Erase for good").click()
    erase = dialog.get_by_role("button", name="Erase for good")
    expect(erase).to_be_disabled()
    dialog.get_by_label(re.compile("to go on")).fill("06 61 23 45 67")
    erase.click()
    expect(page.get_by_text("The contact is erased.")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("alert")).to_be_visible()


def test_search_finds_as_one_types_and_the_address_keeps_it(page: Page) -> None:
    page.goto("/contacts")
    grid = page.get_by_role("grid", name="Contacts")
    expect(grid.get_by_role("row").nth(5)).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("zzzz nobody")
    expect(page.get_by_text("No contact matches")).to_be_visible()
    expect(page).to_have_url(re.compile("search=zzzz"))
    page.get_by_role("button", name="Show all contacts").click()
    expect(grid.get_by_role("row").nth(5)).to_be_visible()
    expect(page).not_to_have_url(re.compile("search="))


def test_what_matches_is_tagged_at_once_and_the_tag_is_taken_back(page: Page) -> None:
    page.goto("/contacts?search=casablanca")
    page.goto("/contacts?phoneStatus=invalid")
    grid = page.get_by_role("grid", name="Contacts")
    expect(grid.get_by_role("row").nth(1)).to_be_visible()
    page.get_by_role("checkbox", name="Select all that is shown").check()
    bar = page.get_by_role("toolbar", name="Actions on the selected contacts")
    expect(bar).to_contain_text("selected")
    bar.get_by_role("button", name="Tag", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tags").fill("To be checked")
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Tag", exact=True).click()
    notice = page.get_by_role("alert").filter(has_text="Working on")
    expect(grid.get_by_text("To be checked").first).to_be_visible()
    notice.get_by_role("button", name="Undo").click()
    expect(grid.get_by_text("To be checked")).to_have_count(0)


def test_a_table_is_used_by_keyboard_alone(page: Page) -> None:
    page.goto("/contacts")
    grid = page.get_by_role("grid", name="Contacts")
    first = grid.get_by_role("row").nth(1)
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press(" ")
    expect(grid.get_by_role("row").nth(2)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/contacts/[0-9a-f-]{36}"))


def test_a_contact_is_changed_without_leaving_the_list(page: Page) -> None:
    page.goto("/contacts")
    grid = page.get_by_role("grid", name="Contacts")
    row = grid.get_by_role("row").nth(1)
    row.get_by_role("button", name=re.compile("^Edit ")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("City").fill("Ifrane")
    dialog.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Ifrane")
    expect(page).to_have_url(re.compile("/contacts$"))


def test_one_that_is_unticked_of_all_is_spared_and_the_others_stay_selected(page: Page) -> None:
    page.goto("/contacts?phoneStatus=invalid")
    grid = page.get_by_role("grid", name="Contacts")
    expect(grid.get_by_role("row").nth(2)).to_be_visible()
    head = page.get_by_role("checkbox", name="Select all that is shown")
    head.check()
    bar = page.get_by_role("toolbar", name="Actions on the selected contacts")
    everything = int(re.sub(r"\D", "", bar.locator("strong").inner_text()))
    grid.get_by_role("row").nth(2).get_by_role("checkbox").click()
    expect(bar.locator("strong")).to_have_text(re.compile(f"^{everything - 1}\\D"))
    expect(grid.get_by_role("row").nth(2)).to_have_attribute("aria-selected", "false")


def test_whoever_comes_back_from_a_contact_finds_the_place_in_the_list(page: Page) -> None:
    page.goto("/contacts")
    grid = page.get_by_role("grid", name="Contacts")
    expect(grid.get_by_role("row").nth(1)).to_be_visible()
    grid.evaluate("list => list.scrollTo({top: 1800})")
    row = grid.locator("[data-index='52']")
    row.locator("[role=gridcell]").nth(2).click()
    page.wait_for_url(re.compile("/contacts/[0-9a-f-]{36}"))
    page.go_back()
    expect(row).to_be_in_viewport()


def test_a_phone_has_the_actions_of_a_row_too(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/contacts")
    grid = page.get_by_role("grid", name="Contacts")
    card = grid.get_by_role("row").nth(1)
    card.get_by_role("checkbox").click()
    expect(page.get_by_role("toolbar", name="Actions on the selected contacts")).to_contain_text("1 ")
    grid.get_by_label("Order").select_option(label="Name ↑")
    expect(page).to_have_url(re.compile("sortBy"))
    card.get_by_role("button", name=re.compile("^Edit ")).click()
    expect(page.get_by_role("dialog")).to_be_visible()
