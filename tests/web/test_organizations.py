"""Somebody who belongs to two organizations looks at one of them in all windows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from gomobile.settings import Settings
from tests.ops.support import Serve, gomobile
from tests.web.conftest import watch
from tests.web.site import OWNER, PASSWORD, set_up


def test_a_window_left_on_another_organization_writes_nothing_and_follows(
    browser: Browser, start: Callable[[], tuple[Serve, Settings]]
) -> None:
    serve, settings = start()
    first = serve.first_line()
    assert first["address"]
    assert first["setupLink"]
    site = set_up(first["address"], first["setupLink"])
    email = OWNER[1]
    assert gomobile(settings, "org", "create", "Second", "--country", "MA").returncode == 0
    invited = gomobile(settings, "user", "create", email, "--role", "owner", "--org", "second", "--json")
    link = json.loads(invited.stdout)["link"]
    site.call("POST", "/api/auth/links/use", {"token": link.partition("#")[2], "password": PASSWORD})
    context = browser.new_context(locale="en-GB", base_url=site.address)
    left, other = context.new_page(), context.new_page()
    complaints = watch(left, site.address)
    left.goto("/sign-in")
    left.get_by_label("E-mail").fill(email)
    left.get_by_label("Password", exact=True).fill(PASSWORD)
    left.get_by_role("button", name="Sign in").click()
    left.get_by_role("link", name="Tags", exact=True).click()
    left.get_by_role("button", name="New tag").first.click()
    left.get_by_role("dialog").get_by_label("Name").fill("Written too late")

    other.goto("/")
    other.get_by_title("Organization").click()
    other.get_by_role("menuitem", name="Second").click()
    expect(other.get_by_title("Organization")).to_have_text(re.compile("Second"))
    left.get_by_role("dialog").get_by_role("button", name="Create").click()

    expect(left.get_by_text("Another organization was chosen in another window")).to_be_visible()
    expect(left.get_by_title("Organization")).to_have_text(re.compile("Second"))
    expect(left).to_have_url(f"{site.address}/")
    left.get_by_role("link", name="Tags", exact=True).click()
    expect(left.get_by_text("No tags yet")).to_be_visible()
    expect(left.get_by_text("Written too late")).to_have_count(0)
    left.get_by_role("button", name="New tag").first.click()
    left.get_by_role("dialog").get_by_label("Name").fill("regular")
    left.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(left.get_by_text("regular").first).to_be_visible()
    assert complaints == []
    context.close()
