"""Read a file in another process, with a bound on its memory and time.

A library that reads a damaged or hostile workbook or Parquet file may ask for exabytes, overflow its stack or
loop; what it then ends is a process that has nothing else to do. Also, the memory of a large workbook (0.65
GB for 1M rows of 8 columns) returns to the system. Starting the process costs 0.15 s.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import gomobile
from gomobile.imports.sources import errors
from gomobile.imports.sources.options import ReadOptions

Answer = dict[str, Any]
Reader = Literal["sheet", "parquet"]

_CPU_SECONDS = 1_800
_ERRORS = {
    kind.code: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.SourceError)
}


def read_elsewhere(
    reader: Reader, path: Path, target: Path, options: ReadOptions, *, died: type[errors.SourceError]
) -> Answer:
    """Let `reader` write the records of `path` to `target`, and return what it says about them.

    Raises the SourceError that it raised, and `died` when its process ended without an answer. `target` is
    then removed.
    """
    package = str(Path(gomobile.__file__).parents[1])
    search = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    request = {"reader": reader, "path": str(path), "target": str(target), "options": asdict(options)}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "gomobile.imports.sources.isolated"],
        input=json.dumps(request).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": search},
        check=False,
    )
    if done.returncode:
        target.unlink(missing_ok=True)
        raise died
    answer = json.loads(done.stdout)
    if "error" in answer:
        target.unlink(missing_ok=True)
        raise _ERRORS[answer["error"]](answer["message"], **answer["params"])
    return answer


def main() -> None:
    """The other process: a request on standard input, an answer on standard output."""
    request = json.load(sys.stdin)
    options = ReadOptions(**request["options"])
    _limit(options.reader_memory)
    try:
        answer = _reader(request["reader"])(Path(request["path"]), Path(request["target"]), options)
    except errors.SourceError as error:
        answer = _refusal(error)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        answer = _refusal(errors.NoDiskSpace())
    json.dump(answer, sys.stdout)


def _reader(name: Reader) -> Callable[[Path, Path, ReadOptions], Answer]:
    if name == "sheet":
        from gomobile.imports.sources import sheet_reader as module
    else:
        from gomobile.imports.sources import parquet_reader as module
    return module.convert


def _refusal(error: errors.SourceError) -> Answer:
    return {"error": error.code, "message": error.message, "params": error.params}


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
