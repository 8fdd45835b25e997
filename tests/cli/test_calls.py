"""`gomobile calls`."""

from __future__ import annotations

import json
from pathlib import Path

from tests import losing
from tests.cli.conftest import Run


def test_a_file_that_meets_other_writers_is_counted_once(
    run: Run, phones: list[str], conninfo: str, tmp_path: Path
) -> None:
    file = tmp_path / "calls.csv"
    file.write_text("phone,result\n" + "".join(f"{number},answered\n" for number in phones))
    losing.refuse(conninfo, "call_results")

    told = json.loads(run("calls", "import", str(file), "--json"))

    assert (told["rows"], told["recorded"]) == (3, 3)
    assert losing.refused(conninfo, "call_results") > 1
