"""What changes on the server appears on the open page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.web.site import Site


def test_a_tag_made_elsewhere_appears_without_a_reload(page: Page, site: Site) -> None:
    page.goto("/tags")
    expect(page.get_by_role("grid", name="Tags")).to_be_visible()
    with page.expect_event("request", lambda request: request.url.endswith("/api/events")):
        page.reload()
    expect(page.get_by_role("grid", name="Tags")).to_be_visible()
    site.call("POST", "/api/tags", {"name": "Made elsewhere"})
    expect(page.get_by_text("Made elsewhere")).to_be_visible()


def test_a_session_that_ended_elsewhere_leads_to_signing_in(page: Page, site: Site) -> None:
    page.goto("/tags")
    expect(page.get_by_role("grid", name="Tags")).to_be_visible()
    page.context.clear_cookies()
    page.get_by_role("link", name="Attributes", exact=True).click()
    expect(page.get_by_role("heading", name="Sign in to gomobile")).to_be_visible()
