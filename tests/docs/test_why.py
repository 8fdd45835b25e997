"""The index of decisions lists every page, and every link of the documentation leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))

_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


def text_of(page: Path) -> str:
    """The page without its blocks of code, which hold no links and no headings."""
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them; a repeated one gets a number."""
    found: set[str] = set()
    for heading in _HEADING.findall(text_of(page)):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "").lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        numbered = slug
        number = 0
        while numbered in found:
            number += 1
            numbered = f"{slug}-{number}"
        found.add(numbered)
    return found


def broken_links(page: Path) -> list[str]:
    """The links to files or headings that do not exist. Addresses of the web are not asked for."""
    broken = []
    for link in _LINK.findall(_CODE.sub("", text_of(page))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.is_file() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def test_the_index_of_decisions_lists_every_page_in_order() -> None:
    listed = _LINK.findall(text_of(DOCS / "why" / "README.md"))

    assert listed == sorted(page.name for page in (DOCS / "why").glob("[0-9]*.md"))


@pytest.mark.parametrize("page", sorted((DOCS / "why").glob("[0-9]*.md")), ids=lambda page: page.stem)
def test_a_decision_says_why_what_what_follows_and_what_else(page: Path) -> None:
    text = text_of(page)
    parts = [text.find(f"**{name}.**") for name in ("Context", "Decision", "Consequences", "Alternatives")]

    assert -1 not in parts
    assert parts == sorted(parts)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(DOCS)))
def test_every_link_leads_to_a_file_or_a_heading(page: Path) -> None:
    assert broken_links(page) == []


def test_every_page_can_be_reached_from_the_index() -> None:
    reached: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        for link in _LINK.findall(_CODE.sub("", text_of(page))):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target.is_file():
                waiting.append(target)

    assert [str(page.relative_to(DOCS)) for page in PAGES if page not in reached] == []
