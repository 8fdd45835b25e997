"""Every screen as it is seen: light, dark, Arabic and narrow. Screenshots lie in build/screens to be looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.axe import violations
from tests.web.conftest import ROOT, SCREENS, watch
from tests.web.site import Site

ROUTER = ROOT / "web" / "src" / "app" / "router.tsx"


@dataclass(frozen=True)
class Look:
    """How a screen is looked at."""

    name: str
    width: int = 1280
    locale: str = "en"
    scheme: str = "light"


LOOKS = (
    Look("light"),
    Look("dark", scheme="dark"),
    Look("arabic", locale="ar"),
    Look("narrow", width=390),
)

#: Addresses with an identifier, and where one is found.
EXAMPLES: dict[str, Callable[[Site], str]] = {
    "contacts/:id": lambda site: "/contacts/" + _first(site, "/api/contact?limit=1"),
    "audiences/:id": lambda site: "/audiences/" + _first(site, "/api/audience?limit=1&type=live"),
    "imports/:id": lambda site: "/imports/" + _first(site, "/api/imports?limit=1"),
}
SIGNED_OUT = ("/sign-in", "/forgot")


def addresses() -> list[str]:
    """Every address of the app's router that a signed-in person can open, in its order."""
    inside = ROUTER.read_text(encoding="utf-8").partition("index: true")[2]
    return ["", *(path for path in re.findall(r'path: "([^"]+)"', inside) if path != "*")]


def _first(site: Site, path: str) -> str:
    found = site.call("GET", path)
    assert isinstance(found, dict)
    return str(found["data"][0]["id"])


@pytest.fixture(params=LOOKS, ids=lambda look: look.name)
def look(request: pytest.FixtureRequest) -> Look:
    """One way to look at a screen."""
    return request.param


@pytest.fixture
def seen(browser: Browser, site: Site, look: Look) -> Iterator[Page]:
    """A page with that look, that must not complain."""
    context = browser.new_context(
        base_url=site.address,
        viewport={"width": look.width, "height": 800},
        locale={"en": "en-GB", "ar": "ar-MA"}[look.locale],
        timezone_id="Africa/Casablanca",
        color_scheme="dark" if look.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "gomobile_session", "value": site.session, "url": site.address}])
    stored = {"gomobile.locale": look.locale, "mantine-color-scheme-value": look.scheme}
    context.add_init_script(f"for (const [k, v] of Object.entries({json.dumps(stored)})) localStorage.setItem(k, v)")
    page = context.new_page()
    complaints = watch(page, site.address)
    yield page
    context.close()
    assert complaints == []


@pytest.mark.parametrize("path", addresses())
def test_a_screen_is_whole_readable_and_reachable(seen: Page, site: Site, look: Look, path: str) -> None:
    seen.goto(EXAMPLES[path](site) if path in EXAMPLES else f"/{path}")
    _check(seen, look, path or "home")


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_a_screen_before_signing_in_is_too(seen: Page, look: Look, path: str) -> None:
    seen.context.clear_cookies()
    seen.goto(path)
    _check(seen, look, path.strip("/"))


def _check(page: Page, look: Look, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => true)")
    SCREENS.mkdir(parents=True, exist_ok=True)
    file = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    page.screenshot(path=Path(SCREENS, f"{file}.{look.name}.png"))
    assert violations(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider == 0, f"the page is {wider} pixels wider than the screen"
