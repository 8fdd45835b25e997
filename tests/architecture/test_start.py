"""Nothing happens on import, and the command line starts without what it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture.source import PACKAGE, SOURCE, Module, modules

HEAVY = ("fastapi", "numpy", "phonenumbers", "polars", "psycopg", "pydantic", "procrastinate", "starlette")
SERVICES = sorted(f"gomobile.{path.parent.name}.service" for path in PACKAGE.glob("*/service.py"))


def python(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program with an environment that says nothing."""
    return subprocess.run(
        [sys.executable, "-B", "-X", "utf8", "-W", "error", "-c", program],
        env={"PYTHONPATH": str(SOURCE), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        check=False,
    )


NO_WORLD = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir"):
        raise AssertionError(f"importing did {event} {arguments}")

sys.addaudithook(refuse)
"""


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_imported_without_environment_and_network(service: str) -> None:
    done = python(f"{NO_WORLD}\nimport {service}")

    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def test_help_loads_no_heavy_library() -> None:
    program = f"""
import sys
from gomobile.cli.main import app
try:
    app(["--help"], prog_name="gomobile")
except SystemExit:
    pass
print("LOADED", [name for name in {HEAVY!r} if name in sys.modules])
"""
    done = python(program)

    assert "Usage" in done.stdout, done.stderr
    assert done.stdout.rstrip().endswith("LOADED []"), done.stdout[-200:]


def test_modules_do_not_import_each_other_in_circles() -> None:
    graph = {module.name: needed_at_load(module) for module in modules()}
    done: set[str] = set()
    circles: list[str] = []

    def visit(name: str, path: tuple[str, ...]) -> None:
        if name in path:
            circles.append(" → ".join([*path[path.index(name) :], name]))
        elif name not in done:
            for other in sorted(graph[name]):
                visit(other, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())

    assert not circles


def needed_at_load(module: Module) -> set[str]:
    names = {one.name for one in modules()}
    return {one.module for one in module.imports if one.at_load and one.module in names and one.module != module.name}
