"""A colleague is invited, joins, and may do what the role allows."""

from __future__ import annotations

import base64
import re

import pyotp.totp
from playwright.sync_api import Browser, Page, expect

from tests.web.conftest import watch
from tests.web.site import Site


def test_an_invited_agent_sees_contacts_and_may_not_erase(page: Page, browser: Browser, site: Site) -> None:
    page.goto("/settings/people")
    page.get_by_role("button", name="Invite somebody").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").fill("karim@example.com")
    dialog.get_by_role("button", name="Invite", exact=True).click()
    link = dialog.get_by_label("Link").input_value()
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_role("row").filter(has_text="karim@example.com")).to_contain_text("Invited")

    context = browser.new_context(locale="en-GB", base_url=site.address)
    colleague = context.new_page()
    complaints = watch(colleague, site.address)
    colleague.goto(link)
    expect(colleague.get_by_text("You are invited as Agent")).to_be_visible()
    colleague.get_by_label("Your name").fill("Karim Alami")
    colleague.get_by_label("Password", exact=True).fill("a bicycle in the rain")
    colleague.get_by_role("button", name="Join").click()
    places = colleague.get_by_role("navigation", name="Places")
    expect(places.get_by_role("link", name="Contacts")).to_be_visible()
    expect(places.get_by_role("link", name="Import")).to_have_count(0)
    colleague.goto("/imports/new")
    expect(colleague.get_by_text("Not for your role")).to_be_visible()
    colleague.get_by_role("link", name="Contacts", exact=True).click()
    expect(colleague.get_by_role("button", name="New contact")).to_be_visible()
    expect(colleague.get_by_role("button", name="Export")).to_have_count(0)
    grid = colleague.get_by_role("grid", name="Contacts")
    grid.get_by_role("row").nth(1).click()
    colleague.wait_for_url(re.compile("/contacts/[0-9a-f-]{36}"))
    colleague.get_by_role("button", name="More").click()
    expect(colleague.get_by_role("menuitem", name="Delete")).to_be_visible()
    expect(colleague.get_by_role("menuitem", name="Erase for good")).to_have_count(0)

    # The server refuses what the page does not offer.
    contact = colleague.url.rpartition("/")[2]
    status = colleague.evaluate(
        """id => fetch(`/api/contact/${id}/erase`, {method: "POST", body: JSON.stringify({reason: "other"}),
             headers: {"Content-Type": "application/json", "X-Requested-With": "gomobile"}}).then(a => a.status)""",
        contact,
    )
    assert status == 403
    assert complaints == []
    context.close()


def test_two_step_sign_in_asks_for_the_code_of_the_phone(browser: Browser, site: Site) -> None:
    made = site.call("POST", "/api/people/invitations", {"email": "nadia@example.com", "role": "manager"})
    assert isinstance(made, dict)
    context = browser.new_context(locale="en-GB", base_url=site.address)
    page = context.new_page()
    complaints = watch(page, site.address)
    page.goto(made["link"])
    page.get_by_label("Your name").fill("Nadia Fassi")
    page.get_by_label("Password", exact=True).fill("seven purple umbrellas")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()
    page.goto("/settings/me")
    page.get_by_role("button", name="Set up").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Current password", exact=True).fill("seven purple umbrellas")
    dialog.get_by_role("button", name="Set up").click()
    picture = dialog.get_by_role("img", name="QR code").get_attribute("src") or ""
    assert b"<svg" in base64.b64decode(picture.partition(",")[2])
    secret = dialog.get_by_role("code").or_(dialog.locator("code")).first.inner_text()
    totp = pyotp.totp.TOTP(secret)
    dialog.get_by_label("Code").fill(totp.now())
    dialog.get_by_role("button", name="Turn on").click()
    expect(dialog.get_by_text("Keep these recovery codes")).to_be_visible()
    recovery = dialog.locator("li code").first.inner_text()
    dialog.get_by_role("button", name="I have kept them").click()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_label("E-mail").fill("nadia@example.com")
    page.get_by_label("Password", exact=True).fill("seven purple umbrellas")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()
    assert complaints == []
    context.close()
