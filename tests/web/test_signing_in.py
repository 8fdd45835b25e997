"""From the first start to a signed-in owner, out and in again."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from gomobile.settings import Settings
from tests.ops.support import Serve
from tests.web.axe import violations
from tests.web.conftest import watch
from tests.web.site import OWNER, PASSWORD


def test_the_link_of_the_first_start_opens_ready_to_use(
    browser: Browser, start: Callable[[], tuple[Serve, Settings]]
) -> None:
    serve, _ = start()
    first = serve.first_line()
    assert first["address"]
    page = browser.new_page(locale="en-GB")
    complaints = watch(page, first["address"])
    page.goto(str(first["setupLink"]))
    assert violations(page) == []
    name, email = OWNER
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_text(re.compile("at least 10 characters")).last).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()
    page.get_by_role("button", name=f"{name}: profile and settings").click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in to gomobile")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Places")).to_be_visible()
    page.goto(str(first["setupLink"]))
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    assert complaints == []
    page.close()


def test_an_address_inside_asks_for_a_session_and_is_opened_after_it(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/settings/me")
    expect(page.get_by_role("heading", name="Sign in to gomobile")).to_be_visible()
    page.get_by_label("E-mail").fill(OWNER[1])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/settings/me")
