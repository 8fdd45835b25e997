"""WCAG checks of what a page shows, by axe-core (https://github.com/dequelabs/axe-core)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What WCAG 2.2 AA finds wrong: "rule: help (where)"."""
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(answer => answer.violations)", RULES
    )
    return [
        f"{one['id']}: {one['help']} ({', '.join(' '.join(node['target']) for node in one['nodes'][:3])})"
        for one in found
    ]
