"""What a first visit fetches."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

from gomobile.http.web import DIST
from tests.web.conftest import ROOT
from tests.web.site import Site
from tests.web.test_screens import EXAMPLES, addresses

LIMIT = 300 * 1024


@pytest.mark.parametrize("address", [*addresses(), "sign-in"])
def test_a_first_load_is_small(
    page: Page, site: Site, address: str, record_property: Callable[[str, object], None]
) -> None:
    fetched: dict[str, int] = {}

    def note(response: Response) -> None:
        kind = response.headers.get("content-type", "")
        if "/api/" not in response.url and response.ok and any(one in kind for one in ("javascript", "css", "html")):
            fetched[response.url] = len(gzip.compress(response.body()))

    page.on("response", note)
    page.goto(EXAMPLES[address](site) if address in EXAMPLES else f"/{address}")
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(
        """async () => {
            const files = () => performance.getEntriesByType("resource").length;
            const before = files();
            await new Promise((done) => setTimeout(done, 400));
            return files() === before;
        }"""
    )
    total = sum(fetched.values())
    record_property("first load", total)
    print(f"\nfirst load of /{address}: {total / 1024:.0f} KB gzip in {len(fetched)} files (limit {LIMIT // 1024} KB)")
    assert fetched
    assert total <= LIMIT


def test_no_part_of_the_component_library_lacks_its_styles(built: None) -> None:
    library = (ROOT / "web/node_modules/@mantine/core/styles.css").read_text(encoding="utf-8")
    scripts = "".join(path.read_text(encoding="utf-8") for path in DIST.glob("assets/*.js"))
    styles = "".join(path.read_text(encoding="utf-8") for path in DIST.glob("assets/*.css"))
    names = re.compile(r"\bm_[0-9a-f]{6,8}\b")
    used = set(names.findall(scripts)) & set(names.findall(library))
    assert used
    assert used - set(names.findall(styles)) == set()
