"""The commands of the pages are run, and print what the pages show; the links of the README lead somewhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from scripts.examples import ROOT, differs, examples, run

from tests.docs.test_why import broken_links

PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if examples(page.read_text(encoding="utf-8"))
]


@pytest.mark.skipif(not shutil.which("curl"), reason="the pages use curl")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_print_what_it_shows(page: Path) -> None:
    wrong = [
        f"$ {example.command}\n" + "\n".join(printed)
        for example, printed in run(page.read_text(encoding="utf-8"))
        if differs(example.shown, printed)
    ]

    assert not wrong, "\n\n".join(wrong)


def test_the_readme_starts_with_the_two_commands_and_has_a_tour() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [example.command for example in examples(text)]

    assert re.search(r"^make run\b.*\n^make test\b", text, re.MULTILINE)
    assert commands[0] == "make run"
    assert sum("gomobile" in command for command in commands) > 5


def test_every_link_of_the_readme_leads_somewhere() -> None:
    assert broken_links(ROOT / "README.md") == []


@pytest.mark.parametrize(
    ("shown", "printed", "different"),
    [
        (["a  b", ""], ["a b"], False),
        (["a …", "…", "z"], ["a 17", "b", "c", "z"], False),
        (["rows in 0.2 s"], ["rows in 11 s"], False),
        (["created 138"], ["created 137"], True),
        (["a"], ["a", "b"], True),
        (["a", "b"], ["a"], True),
    ],
)
def test_only_what_never_stays_the_same_may_differ(shown: list[str], printed: list[str], *, different: bool) -> None:
    assert differs(shown, printed) == different
