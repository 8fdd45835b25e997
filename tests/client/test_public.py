"""What the package promises by name."""

from __future__ import annotations

import inspect
import subprocess
import sys
import types
from pathlib import Path

import pytest

import gomobile.client
from gomobile.client import AsyncGomobile, Gomobile
from gomobile.client.resources.methods import Noun

NOUNS = (
    *("contacts", "attributes", "audiences", "imports", "api_keys", "suppressions", "consents", "tags"),
    *("bulk_actions", "duplicates", "merges"),
)


def methods(thing: object) -> dict[str, inspect.Signature]:
    """The public methods and their signatures."""
    found = inspect.getmembers(type(thing), inspect.isfunction)
    return {name: inspect.signature(member) for name, member in found if not name.startswith("_")}


def test_all_lists_every_public_name_once_and_in_order() -> None:
    names = gomobile.client.__all__
    public = {
        name
        for name, value in vars(gomobile.client).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType) and name != "annotations"
    }
    assert set(names) == public
    assert len(names) == len(set(names))


def test_everything_public_says_what_it_is() -> None:
    for name in set(gomobile.client.__all__) - {"NOT_GIVEN"}:
        documented = vars(getattr(gomobile.client, name)).get("__doc__") or ""
        assert documented.strip(), name
        assert not documented.startswith(f"{name}("), name  # what a dataclass writes by itself


def test_importing_the_client_needs_no_part_of_the_service() -> None:
    heavy = "fastapi starlette psycopg polars pydantic phonenumbers orjson numpy typer uvicorn"
    program = (
        "import sys, gomobile.client\n"
        f"print([name for name in {heavy.split()} if name in sys.modules])\n"
        "ours = {name.split('.')[1] for name in sys.modules if name.startswith('gomobile.')}\n"
        "print(ours - {'client'} or [])"
    )
    source = str(Path(gomobile.client.__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": source},
    )
    assert ran.stdout.split("\n")[:2] == ["[]", "[]"]


@pytest.mark.parametrize("noun", [None, *NOUNS])
def test_both_clients_have_the_same_methods_and_arguments(noun: str | None) -> None:
    clients = Gomobile("key"), AsyncGomobile("key")
    blocking, awaiting = (methods(getattr(client, noun) if noun else client) for client in clients)
    assert blocking.keys() == awaiting.keys()
    for name, signature in blocking.items():
        beyond = awaiting[name].parameters.keys() - signature.parameters.keys()
        assert beyond == ({"concurrency"} if name == "upsert_many" else set())
        assert signature.parameters.keys() <= awaiting[name].parameters.keys()


@pytest.mark.parametrize("noun", NOUNS)
def test_methods_are_documented_with_their_results(noun: str) -> None:
    for client in (Gomobile("key"), AsyncGomobile("key")):
        for name, member in inspect.getmembers(type(getattr(client, noun)), inspect.isfunction):
            if not name.startswith("_"):
                assert inspect.getdoc(member), name
                assert "Steps" not in str(inspect.signature(member)), name


def test_asynchronous_methods_are_coroutine_functions() -> None:
    contacts = AsyncGomobile("key").contacts
    assert inspect.iscoroutinefunction(contacts.get)
    assert inspect.iscoroutinefunction(contacts.upsert_many)
    assert not inspect.iscoroutinefunction(contacts.iterate)
    assert isinstance(contacts, Noun)
