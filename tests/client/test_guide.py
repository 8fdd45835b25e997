"""The examples of the guide run, in order, as one program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.client.conftest import Service

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "python-sdk.md"


def test_every_example_of_the_guide_runs(
    service: Service, worker: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__", "API_KEY": service.key, "BASE_URL": service.base_url}
    text = GUIDE.read_text(encoding="utf-8")
    for block in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        line = text.count("\n", 0, block.start(1))
        exec(compile("\n" * line + block[1], str(GUIDE), "exec"), names)
