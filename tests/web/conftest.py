"""The web app in a real browser, Debian's Chromium, against a real server with a demo organization.

Without a browser these tests are skipped with a loud line; with BROWSER_TESTS=required they fail instead.
All of them run in one worker, one after the other: they share the server.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from gomobile.settings import Settings
from tests.ops.support import Serve, gomobile
from tests.web.site import Site, set_up

ROOT = Path(__file__).resolve().parents[2]
SCREENS = ROOT / "build" / "screens"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
REQUIRED = os.environ.get("BROWSER_TESTS") == "required"
MISSING = "No Chromium was found: the tests of the web app did NOT run. On Debian: apt-get install chromium"
# A busy machine is slow, not wrong.
expect.set_options(timeout=20_000)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker for all of these, so that one server and one browser are enough."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("web"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that nothing was seen in a browser."""
    if any("No Chromium" in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("WEB APP NOT TESTED", red=True, bold=True)
        terminalreporter.line(MISSING, red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    if CHROMIUM is None:
        if REQUIRED:
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def built() -> None:
    """The app of this source."""
    subprocess.run([sys.executable, "-m", "scripts.web", "build"], cwd=ROOT, check=True)


@pytest.fixture(scope="session")
def start(built: None) -> Iterator[Callable[[], tuple[Serve, Settings]]]:
    """Start servers, each over a data directory of its own."""
    started: list[tuple[Serve, Path]] = []

    def start() -> tuple[Serve, Settings]:
        folder = Path(tempfile.mkdtemp(prefix="gomobile-web-"))
        folder.chmod(0o755)
        settings = Settings(folder / "data", database_fsync=False)
        # Quiet: nobody reads what it logs, and a full pipe would stop it.
        started.append((Serve(settings, "--json", GOMOBILE_LOG_LEVEL="error"), folder))
        return started[-1][0], settings

    yield start
    for serve, folder in started:
        serve.stop()
        serve.end()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def site(browser: Browser, start: Callable[[], tuple[Serve, Settings]]) -> Site:
    """A server whose organization holds 1,500 invented people, with an owner."""
    serve, settings = start()
    first = serve.first_line()
    assert first["address"]
    assert first["setupLink"]
    made = gomobile(settings, "demo", "--people", "1500", "--org", str(first["organization"]), "--json")
    assert made.returncode == 0, made.stderr
    return set_up(first["address"], first["setupLink"])


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A browser profile in which the owner is signed in."""
    context = browser.new_context(
        base_url=site.address, viewport={"width": 1280, "height": 800}, locale="en-GB", timezone_id="Africa/Casablanca"
    )
    context.set_default_timeout(20_000)
    context.add_cookies([{"name": "gomobile_session", "value": site.session, "url": site.address}])
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page that must neither complain nor ask anybody else: no console errors, no request to another origin."""
    page = context.new_page()
    complaints = watch(page, site.address)
    yield page
    assert complaints == []


def watch(page: Page, address: str) -> list[str]:
    """Collect what a page complains of: errors of scripts and of the policy, and requests that leave its origin."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on(
        "console",
        # A refused request is expected where a test makes one; the page's own errors are not.
        lambda message: (
            complaints.append(f"console: {message.text}")
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    origin = urlsplit(address).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != origin:
            complaints.append(f"left the origin: {url}")

    page.on("request", lambda request: asked(request.url))
    return complaints
