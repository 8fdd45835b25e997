"""Duplicates are decided by keyboard, side by side, and every decision can be taken back."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.web.site import Site


def _waiting(site: Site) -> list[tuple[str, str]]:
    found: Any = site.call("GET", "/api/duplicates?limit=100")
    return [(one["leftId"], one["rightId"]) for one in found["data"]]


def _total(site: Site, status: str) -> int:
    found: Any = site.call("GET", f"/api/duplicates?limit=1&minScore=0.95&status={status}")
    return found["meta"]["total"]


def _merges(site: Site) -> list[dict[str, Any]]:
    found: Any = site.call("GET", "/api/merges?limit=100")
    return found["data"]


def _chosen(page: Page) -> tuple[str, str]:
    """The pair on the screen, by the links to its two contacts."""
    links = page.get_by_role("region", name="The pair").get_by_role("link")
    left, right = (links.nth(at).get_attribute("href") or "" for at in (0, 1))
    return left.rpartition("/")[2], right.rpartition("/")[2]


def _expect_pair(page: Page, pair: tuple[str, str]) -> None:
    links = page.get_by_role("region", name="The pair").get_by_role("link")
    expect(links.nth(0)).to_have_attribute("href", re.compile(pair[0]))
    expect(links.nth(1)).to_have_attribute("href", re.compile(pair[1]))


def _press(page: Page, key: str, path: str) -> None:
    """Press a key and wait until the server has answered to what it does."""
    with page.expect_response(lambda answer: re.search(path, answer.url) is not None) as answer:
        page.keyboard.press(key)
    assert answer.value.ok


def test_pairs_are_decided_and_undone_by_keyboard(page: Page, site: Site) -> None:
    before = _waiting(site)
    page.goto("/quality/duplicates")
    first = before[0]
    _expect_pair(page, first)
    merging = page.get_by_role("button", name="Merge")
    expect(merging).to_be_enabled()

    _press(page, "m", "/duplicates/merge$")
    second = _chosen(page)
    assert second != first
    assert first not in _waiting(site)

    _press(page, "n", "/dismiss$")
    third = _chosen(page)
    assert third not in (first, second)
    assert second not in _waiting(site)

    _press(page, "s", "/skip$")
    assert _chosen(page) != third
    assert _waiting(site)[-1] == third

    _press(page, "u", "/reopen$")
    _expect_pair(page, third)
    _press(page, "u", "/reopen$")
    _expect_pair(page, second)
    _press(page, "u", "/reopen$")
    _expect_pair(page, first)
    assert _merges(site)[0]["unmergedAt"] is not None
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    assert sorted(_waiting(site)) == sorted(before)


def test_the_chosen_contact_stays_with_the_chosen_values_and_history_undoes_the_merge(page: Page, site: Site) -> None:
    before = _waiting(site)
    page.goto("/quality/duplicates")
    _expect_pair(page, before[0])
    page.get_by_role("radio", name="This one stays").nth(1).check()
    phones = page.get_by_role("group", name="Phone").get_by_role("radio")
    expect(phones.nth(1)).to_be_checked()
    phones.nth(0).check()
    _press(page, "m", "/duplicates/merge$")
    left, right = before[0]
    made = _merges(site)[0]
    assert (made["survivorId"], made["loserId"]) == (right, left)
    assert made["fields"]["primaryPhone"] == left

    page.get_by_role("link", name="Merges").click()
    row = page.get_by_role("row").nth(1)
    row.get_by_role("button", name="Unmerge").click()
    dialog = page.get_by_role("dialog", name="Undo this merge")
    expect(dialog).to_contain_text("comes back with its numbers")
    dialog.get_by_role("button", name="Unmerge").click()
    expect(row).to_contain_text("Undone")
    expect(dialog).to_have_count(0)
    assert _merges(site)[0]["unmergedAt"] is not None
    page.goto("/quality/duplicates?status=dismissed")
    page.get_by_role("list", name="Pairs to review").get_by_role("button").first.wait_for()
    assert before[0] not in _waiting(site)


def test_many_are_accepted_with_their_number_first(page: Page, site: Site) -> None:
    merges = len(_merges(site))
    page.goto("/quality/duplicates")
    page.get_by_role("button", name="Accept many…").click()
    dialog = page.get_by_role("dialog", name="Merge every likely pair")
    dialog.get_by_label("Least score").fill("95")
    found, skipped = (_total(site, status) for status in ("open", "skipped"))
    expect(dialog).to_contain_text(f"{found - skipped} pairs have this score or more.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert len(_merges(site)) == merges
