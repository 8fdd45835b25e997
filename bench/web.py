"""The web app in a real browser over a large organization: `python -m bench.web --rows 1000000`."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import httpx2
from playwright.sync_api import Page, sync_playwright

from bench import http, imports
from bench.report import Report
from bench.world import World
from gomobile.accounts import service as accounts
from gomobile.cli.context import conninfo as ready_database
from gomobile.db.pool import connect
from gomobile.people import links
from gomobile.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
LOADS = 7
TYPED = ("benali", "fatima z", "0612 34", "salma.t")
#: Resolves when the rows of what was typed last are shown, with the milliseconds since the key went down.
SETTLED = """() => new Promise(done => {
  const started = window.pressed;
  let busy = false;
  const look = () => {
    const grid = document.querySelector('[role=grid]');  // not there while nothing matches
    const now = grid !== null && grid.getAttribute('aria-busy') === 'true';
    if (busy && !now) return requestAnimationFrame(() => done(performance.now() - started));
    if (performance.now() - started > (busy ? 10_000 : 1_500)) return done(busy ? 10_000 : null);
    busy = busy || now;
    requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Fill an organization, then measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.web")
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    folder = Path(tempfile.mkdtemp(prefix="gomobile-bench-"))
    folder.chmod(0o755)
    os.environ["GOMOBILE_DATA_DIR"] = str(folder / "data")
    try:
        with ready_database() as conninfo:
            with connect(conninfo) as conn:
                organization = accounts.create_organization(conn, "Bench", country="MA", plan="enterprise")
            world = World(Settings.from_env(), conninfo, folder, organization)
            first, _ = imports.files(world, rows)
            imports.run(world, first)
            with http.served(world) as base:
                measure(Report(rows), world, base)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measure(report: Report, world: World, base: str) -> None:
    """Time from opening the list of contacts to its first rows, and from a key in its search to the rows."""
    if CHROMIUM is None:
        print("web app: not measured, no Chromium was found")
        return
    address = base.removesuffix("/api")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        context.add_cookies([{"name": "gomobile_session", "value": _session(world, address), "url": address}])
        page = context.new_page()
        report.add("web: first rows of the contacts, browser without a cache", _load(page, address) * 1000, "ms")
        loads = [_load(page, address) * 1000 for _ in range(LOADS)]
        report.add("web: first rows of the contacts, median", statistics.median(loads), "ms", at_most=1000)
        typed = [one for word in TYPED for one in _type(page, word)]
        report.add("web: a key in the search to the rows, median", statistics.median(typed), "ms", at_most=200)
        report.add("web: a key in the search to the rows, p95", statistics.quantiles(typed, n=20)[-1], "ms")
        browser.close()


def _session(world: World, address: str) -> str:
    with connect(world.conninfo) as conn:
        token = links.new_set_up_link(conn, world.organization.id)
    body = {"token": token, "name": "Bench", "email": "bench@example.com", "password": "correct horse battery"}
    headers = {"X-Requested-With": "gomobile", "Origin": address}
    with httpx2.Client() as client:
        client.post(f"{address}/api/auth/links/use", json=body, headers=headers).raise_for_status()
        return client.cookies["gomobile_session"]


def _load(page: Page, address: str) -> float:
    started = time.perf_counter()
    page.goto(f"{address}/contacts", wait_until="commit")
    page.locator('[role=row][data-index="0"]').wait_for()
    return time.perf_counter() - started


def _type(page: Page, word: str) -> list[float]:
    """Type a word as people do, a key every 300 ms or when its rows are there; milliseconds for each key."""
    search = page.get_by_role("searchbox")
    search.fill("")
    page.locator('[role=row][data-index="0"]').wait_for()
    page.wait_for_timeout(500)
    page.evaluate("addEventListener('keydown', () => { window.pressed = performance.now() }, true)")
    search.focus()
    found = []
    for key in word:
        page.keyboard.press("Space" if key == " " else key)
        milliseconds = page.evaluate(SETTLED)
        if milliseconds is not None:
            found.append(milliseconds)
    return found


if __name__ == "__main__":
    main()
