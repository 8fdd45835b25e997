"""Build a live audience, watch the count, and see why somebody is in and another is not."""

from __future__ import annotations

import re
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect

from tests.web.axe import violations
from tests.web.site import Site

NUMBER = re.compile(r"^[\d,]+ contacts?$")


def test_a_live_audience_is_built_while_its_count_follows_and_says_why(page: Page, site: Site) -> None:
    # Whom the demo invents differs by the day of the week: one whose number is certainly not valid.
    site.call("POST", "/api/contact", {"primaryPhone": "12345", "fullName": "Short Number", "city": "Rabat"})
    page.goto("/audiences")
    page.get_by_role("link", name="New audience").click()
    page.get_by_role("textbox", name="Name").fill("Valid in two cities")
    page.get_by_role("button", name="Add a condition").click()
    expect(page.get_by_text("Add a condition to see whom it means.")).to_be_visible()
    condition(page, "City is …").get_by_role("textbox", name="Value").fill("Casablanca")
    one_city = count(page)
    # A group inside: either city, and a valid number.
    condition(page, "City is Casablanca").get_by_role("button", name="Remove: City is Casablanca").click()
    page.get_by_role("button", name="Add a group").click()
    condition(page, "City is …").get_by_role("textbox", name="Value").fill("Casablanca")
    expect(page.get_by_text(f"{one_city:,} contacts", exact=True)).to_be_visible()
    inner = page.get_by_role("group", name="Any of these holds")
    inner.get_by_role("button", name="Add a condition").click()
    condition(page, "City is …").get_by_role("textbox", name="Value").fill("Rabat")
    expect(page.get_by_text(f"{one_city:,} contacts", exact=True)).to_be_hidden()
    two_cities = count(page)
    assert two_cities > one_city
    page.get_by_role("button", name="Add a condition").last.click()
    last = condition(page, "City is …")
    last.get_by_role("combobox", name="Field").fill("validity")
    page.get_by_role("option", name="Number’s validity").click()
    added = condition(page, "Number’s validity is …")
    added.get_by_role("combobox", name="Value").click()
    page.get_by_role("option", name="Valid", exact=True).click()
    expect(page.get_by_text(f"{two_cities:,} contacts", exact=True)).to_be_hidden()
    valid = count(page)
    assert 0 < valid < two_cities
    assert violations(page) == []
    page.get_by_role("button", name="Create the live audience").click()

    expect(page.get_by_text(f"Live · {valid:,} contacts")).to_be_visible()
    expect(page.get_by_role("grid", name="Contacts")).to_have_attribute("aria-rowcount", str(valid + 1))
    member = page.get_by_role("row").nth(1)
    expect(member).to_contain_text(re.compile("Casablanca|Rabat"))
    page.get_by_role("link", name="Rules", exact=True).click()
    expect(page.get_by_text("City is Casablanca")).to_be_visible()
    expect(page.get_by_text("Number’s validity is Valid")).to_be_visible()
    # What is being changed waits while another tab is looked at.
    page.get_by_role("button", name="Change the rules").click()
    condition(page, "City is Rabat").get_by_role("textbox", name="Value").fill("Agadir")
    page.get_by_role("link", name="Members", exact=True).click()
    expect(page.get_by_role("grid", name="Contacts")).to_be_visible()
    page.get_by_role("link", name="Rules", exact=True).click()
    expect(condition(page, "City is Agadir")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("City is Rabat")).to_be_visible()

    ask_why(page, person(site, "Rabat"))
    answer = page.get_by_role("region", name="The answer")
    expect(answer.get_by_role("heading")).to_contain_text("is in this audience.")
    expect(answer.get_by_role("listitem").filter(has_text="City is Rabat").last).to_contain_text("Holds")
    expect(answer.get_by_role("listitem").filter(has_text="City is Casablanca").last).to_contain_text("Does not hold")
    ask_why(page, person(site, "Marrakech"))
    expect(answer.get_by_role("heading")).to_contain_text("is not in this audience.")
    expect(answer.get_by_role("listitem").filter(has_text="City is Rabat").last).to_contain_text("Marrakech")
    assert violations(page) == []


def test_a_static_audience_is_refreshed_from_pasted_numbers_after_a_look(page: Page, site: Site) -> None:
    numbers = [number for _, number in people(site, "Rabat")[:3]]
    page.goto("/audiences/new?kind=static")
    page.get_by_role("textbox", name="Name").fill("Pasted")
    page.get_by_role("button", name="Create the static audience").click()
    page.get_by_role("link", name="Refresh from a list").click()
    page.get_by_text("Pasted numbers").click()
    page.get_by_role("textbox", name="Numbers").fill("\n".join([*numbers, numbers[0], "+212 600 000 000", "no number"]))
    page.get_by_role("button", name="See what would change").click()
    report = page.get_by_role("status").filter(has_text="What would happen")
    expect(report).to_contain_text("On the list6")
    expect(report).to_contain_text("New3")
    expect(page.get_by_text("Static · 0 contacts")).to_be_visible()
    page.get_by_role("button", name="Replace the members: 3 in, 0 out").click()
    expect(page.get_by_text("Static · 3 contacts")).to_be_visible()
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page).to_have_url(re.compile(r"/audiences$"))
    expect(page.get_by_role("link", name="Pasted")).to_be_hidden()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Pasted")).to_be_visible()


def condition(page: Page, sentence: str) -> Locator:
    """The editor of the condition that reads so."""
    return page.get_by_role("group", name=sentence, exact=True)


def count(page: Page) -> int:
    """What the preview says, once it has come to rest."""
    preview = page.get_by_role("region", name="Who is meant")
    expect(preview).not_to_have_attribute("data-stale", "true")
    figure = preview.get_by_text(NUMBER)
    expect(figure).to_be_visible()
    return int((figure.text_content() or "").split()[0].replace(",", ""))


def ask_why(page: Page, name: str) -> None:
    page.get_by_role("link", name="Why is somebody in?").click()
    page.get_by_role("combobox", name="Contact").fill(name)
    page.get_by_role("option", name=re.compile(f"^{re.escape(name)} ·")).first.click()


def person(site: Site, city: str) -> str:
    """Somebody of a city with a valid number, whose name nobody else has."""
    return people(site, city)[0][0]


def people(site: Site, city: str) -> list[tuple[str, str]]:
    """Names and numbers of a city's contacts with a valid number; each name is that of one contact."""
    rules = {
        "logic": "AND",
        "conditions": [
            {"field": "city", "operator": "equals", "value": city},
            {"field": "phone.status", "operator": "equals", "value": "valid"},
        ],
    }
    found = site.call("POST", "/api/audience/preview", {"rules": rules, "sample": 50})
    assert isinstance(found, dict)
    chosen: list[tuple[str, str]] = []
    for contact in found["sample"]:
        name = contact["displayName"] or contact["fullName"]
        if not name:
            continue
        same = site.call("GET", f"/api/contact?limit=2&search={quote(name)}")
        assert isinstance(same, dict)
        if same["meta"]["total"] == 1:
            chosen.append((name, contact["primaryPhone"]))
        if len(chosen) == 3:
            break
    return chosen


def test_rules_that_are_not_saved_are_not_lost_unasked(page: Page) -> None:
    page.goto("/audiences/new")
    page.get_by_role("button", name="Add a condition").click()
    condition(page, "City is …").get_by_role("textbox", name="Value").fill("Fes")
    page.get_by_role("link", name="Home").click()
    dialog = page.get_by_role("dialog", name="Leave without saving?")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("textbox", name="Value")).to_have_value("Fes")
    page.get_by_role("link", name="Home").click()
    dialog.get_by_role("button", name="Leave").click()
    expect(page).to_have_url(re.compile(r":\d+/$"))
