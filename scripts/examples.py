"""Run the examples of a page: the commands of its ```console blocks, in order, on an installation of its own.

`python -m scripts.examples PAGE…` compares what they print with what the page shows; with `--write` the page is given
what they print. In a page `…` stands for anything within a line and, alone on a line, for any lines.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT = "8000"
DATA_DIR = "~/.local/share/gomobile"
LAST_LINE = "Ctrl-C stops everything."
ANY = "…"

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_UUID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_SECRET = re.compile(r"\bgm_sk_live_[\w-]+")
# What differs from one run to the next.
_VARIES = (
    (_UUID, "<id>"),
    (_SECRET, "<key>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|\+00:00)?"), "<when>"),
    (re.compile(r"\b\d+(\.\d+)? (s|ms)\b"), "<time>"),
    (re.compile(r'("(?:nextCursor|cursor|seconds|requestId)": )("[^"]*"|[\d.]+)'), r"\1<varies>"),
    (re.compile(r"(?i)(x-ratelimit-(?:remaining|reset)|x-request-id): \S+"), r"\1: <varies>"),
)


@dataclass
class Example:
    """A command, the lines that a page shows below it, and where they are in the page."""

    command: str
    shown: list[str]
    start: int
    end: int


@dataclass
class Installation:
    """A scratch installation: its own data directory, port and working folder with the example files."""

    folder: Path
    port: int
    serving: subprocess.Popen[str] | None = None
    secret: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the caller's own settings."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GOMOBILE_", "PG"))}
        return kept | {
            "PYTHONPATH": str(ROOT / "src"),
            "GOMOBILE_DATA_DIR": str(self.folder / "data"),
            "GOMOBILE_DATABASE_FSYNC": "off",
            "GOMOBILE_PORT": str(self.port),
            "COLUMNS": "110",
            "KEY": self.secret,
        }

    def serve(self) -> list[str]:
        """Start the service and return what it tells people."""
        self.serving = subprocess.Popen(
            [".venv/bin/gomobile", "serve"],
            cwd=self.folder / "here",
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert self.serving.stdout is not None
        lines = []
        for line in self.serving.stdout:
            lines.append(line.rstrip())
            if found := _SECRET.search(line):
                self.secret = found[0]
            if line.strip() == LAST_LINE:
                return lines
        raise RuntimeError("gomobile serve ended: " + "\n".join(lines))

    def run(self, command: str) -> list[str]:
        """Run a command as a shell does and return what it prints on either stream."""
        if command == "make run":
            return self.serve()
        if command.startswith("export "):
            return []
        for shown, actual in self.ids.items():
            command = command.replace(shown, actual)
        done = subprocess.run(
            ["bash", "-c", command.replace(f":{PORT}", f":{self.port}")],
            cwd=self.folder / "here",
            # As after `. .venv/bin/activate`.
            env=self.environment | {"PATH": f"{self.folder / 'here' / '.venv' / 'bin'}:{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return [line.rstrip() for line in done.stdout.splitlines()]

    def learn(self, shown: list[str], printed: list[str]) -> None:
        """Remember which id of this run stands for which id of the page, for the commands that follow."""
        pages, ours = _UUID.findall("\n".join(shown)), _UUID.findall("\n".join(printed))
        self.ids |= dict(zip(dict.fromkeys(pages), dict.fromkeys(ours), strict=False))

    def presentable(self, line: str) -> str:
        """A line as a page shows it: the usual port and folder, no secret."""
        line = line.replace(f"127.0.0.1:{self.port}", f"127.0.0.1:{PORT}")
        line = line.replace(f"GOMOBILE_DATA_DIR={self.folder / 'data'} ", "").replace(
            str(self.folder / "data"), DATA_DIR
        )
        return _SECRET.sub(f"gm_sk_live_{ANY}", line).replace("\ufeff", "")


@contextlib.contextmanager
def installation() -> Iterator[Installation]:
    """An installation that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gomobile-examples-"))
    folder.chmod(0o755)  # the database's own user passes through it
    (folder / "here").mkdir()
    (folder / "here" / "examples").symlink_to(ROOT / "examples")
    program = folder / "here" / ".venv" / "bin" / "gomobile"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!{sys.executable}\nfrom gomobile.cli.main import main\nmain()\n")
    program.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place = Installation(folder, port)
    try:
        yield place
    finally:
        if place.serving is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(place.serving.pid, signal.SIGINT)
            place.serving.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def examples(page: str) -> list[Example]:
    """The commands of a page: lines after `$ `, which go on in lines after `> ` as in a terminal."""
    found: list[Example] = []
    for block in _BLOCK.finditer(page):
        at = block.start(1)
        for line in block[1].splitlines(keepends=True):
            at += len(line)
            if line.startswith("$ "):
                found.append(Example(line[2:].rstrip("\n"), [], at, at))
            elif line.startswith("> ") and found and not found[-1].shown:
                found[-1].command += "\n" + line[2:].rstrip("\n")
                found[-1].start = found[-1].end = at
            elif found:
                found[-1].shown.append(line.rstrip())
                found[-1].end = at
    return found


def run(page: str) -> Iterator[tuple[Example, list[str]]]:
    """Run the examples of a page; yields each with the lines that it printed."""
    found = examples(page)
    with installation() as place:
        if any("$KEY" in example.command for example in found):
            if found[0].command != "make run":
                place.serve()
        else:
            place.run("gomobile org create 'My organization' --country MA")
        for example in found:
            printed = place.run(example.command)
            place.learn(example.shown, printed)
            text = "\n".join(map(place.presentable, printed)).strip("\n")
            yield example, text.splitlines()


def differs(shown: list[str], printed: list[str]) -> bool:
    """Whether a page shows something else than a command printed, apart from what is never the same."""
    pattern = "".join(
        r"(?:.*\n)*" if line == ANY else re.escape(line).replace(re.escape(ANY), ".*") + r"\n" for line in _usual(shown)
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _usual(printed))) is None


def _usual(lines: list[str]) -> list[str]:
    text = "\n".join(" ".join(line.split()) for line in lines if line.strip())
    for pattern, stand_in in _VARIES:
        text = pattern.sub(stand_in, text)
    return text.splitlines()


def main() -> None:
    """Compare, or write."""
    write = "--write" in sys.argv
    wrong = 0
    for name in (argument for argument in sys.argv[1:] if not argument.startswith("--")):
        path = Path(name)
        page = path.read_text(encoding="utf-8")
        results = list(run(page))
        for example, printed in results:
            if differs(example.shown, printed):
                wrong += 1
                print(f"{name}: $ {example.command}\n" + "\n".join(printed) + "\n")
        if write:
            for example, printed in reversed(results):
                if differs(example.shown, printed):
                    text = "".join(f"{line}\n" for line in printed)
                    page = page[: example.start] + text + page[example.end :]
            path.write_text(page, encoding="utf-8")
    print(json.dumps({"differ": wrong}))
    sys.exit(1 if wrong and not write else 0)


if __name__ == "__main__":
    main()
