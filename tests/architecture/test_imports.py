"""Imports flow one way: routes → service → store → db. `# allow: reason` on the line is the way out."""

from __future__ import annotations

import functools

import pytest

from tests.architecture.source import Import, Module, module_names, modules, nouns

#: Where nouns are put together: these may import any of them. `http.call` is where the caller is found out.
ASSEMBLY = ("gomobile.assembly", "gomobile.http.app", "gomobile.http.call", "gomobile.jobs.app", "gomobile.cli.")
#: Of another noun: its service, what is pure in it, and these doors that several nouns go through.
DOORS = frozenset(
    {f"gomobile.contacts.{name}" for name in ("archiving", "reactions", "search", "upsert")}
    | {"gomobile.audiences.membership"}
)
#: What talks to the world. `psycopg.sql` and `psycopg.types` only build values.
OUTSIDE = frozenset(
    {"asyncio", "fastapi", "httpx2", "procrastinate", "psycopg", "psycopg_pool", "socket", "starlette"}
    | {"subprocess", "uvicorn", "urllib"}
)
WEB = frozenset({"fastapi", "starlette", "pydantic"})
SHELL = frozenset({"typer", "rich"})
PURE_KERNEL = frozenset(
    {"gomobile.http.answers", "gomobile.http.batches", "gomobile.http.paging", "gomobile.jobs.names"}
)
#: Names that say nothing: what would go there belongs to a concept with a name.
NAMELESS = frozenset({"base", "common", "helpers", "misc", "models", "shared", "tools", "utils"})

LAYERS = {"routes": 3, "schemas": 3, "service": 2, "store": 1}


def layer(name: str) -> int | None:
    """3 for routes, 2 for a service, 1 for a store, None for what any layer may use."""
    last = name.rpartition(".")[2]
    return LAYERS["routes"] if last.endswith(("_routes", "_schemas")) else LAYERS.get(last)


def talks(imported: Import) -> bool:
    """Whether an import brings in the world outside the process."""
    if (imported.module, imported.name) == ("psycopg", "sql") or imported.module.startswith("psycopg.types"):
        return False
    return imported.library in OUTSIDE


def is_pure(module: Module) -> bool:
    """Whether a module imports nothing that does I/O. `http.paging` is a pure part of the kernel."""
    return not any(
        talks(one)
        or (one.module.startswith(("gomobile.db", "gomobile.jobs", "gomobile.http")) and one.module not in PURE_KERNEL)
        for one in module.imports
    )


@functools.cache
def pure_names() -> frozenset[str]:
    return frozenset(module.name for module in modules() if is_pure(module))


def violations() -> list[tuple[Module, Import, str]]:
    pure = pure_names()
    return [
        (module, one, why)
        for module in modules()
        for one in module.imports
        if one.module in module_names() and not one.allowed and (why := wrong(module, one, pure))
    ]


def wrong(module: Module, one: Import, pure: frozenset[str]) -> str | None:
    """Why a module may not import another one of the package."""
    target = one.module.split(".")[1:2]
    noun = target[0] if target else ""
    if module.noun == "client":
        return None if noun in ("", "client") else "the SDK stands alone"
    if noun == "client":
        return "the SDK is for other programs"
    if module.noun in nouns() and noun == "cli":
        return "the command line is above everything"
    if module.noun not in nouns():
        assembles = module.name.startswith(ASSEMBLY)
        return "the kernel knows no noun" if noun in nouns() and not assembles else None
    if noun in nouns() and noun != module.noun:
        allowed = one.module.endswith(".service") or one.module in DOORS or one.module in pure
        return None if allowed else "of another noun only its service and what is pure"
    own, theirs = layer(module.name), layer(one.module)
    if theirs == 3 and own != 3:
        return "routes and schemas are the outermost layer"
    if theirs == 2 and own == 1:
        return "a store knows no service"
    if theirs == 1 and own == 3 and not one.name[:1].isupper():
        return "routes go through the service (they may name a row's type)"
    if noun == "http" and own != 3 and one.module not in pure:
        return "only routes know HTTP"
    return None


def test_imports_flow_from_routes_to_services_to_stores() -> None:
    found = [f"{module.where(one.line)} imports {one.module}: {why}" for module, one, why in violations()]

    assert not found, "\n" + "\n".join(found)


def describes(module: Module) -> bool:
    """Whether a module says what HTTP requests and answers look like."""
    return layer(module.name) == 3 or module.kind.endswith("answers")


def test_the_web_framework_stays_at_the_edge() -> None:
    found = [
        f"{module.where(one.line)} imports {one.module}"
        for module in modules()
        for one in module.imports
        if one.library in WEB and module.noun != "http" and not describes(module) and not one.allowed
    ]

    assert not found, "\n" + "\n".join(found)


def test_the_terminal_is_the_business_of_the_command_line() -> None:
    found = [
        f"{module.where(one.line)} imports {one.module}"
        for module in modules()
        for one in module.imports
        if one.library in SHELL and module.noun != "cli"
    ]

    assert not found, "\n" + "\n".join(found)


def claims_to_be_pure(module: Module) -> bool:
    return "Pure" in (module.docstring or "")


def test_modules_that_say_that_they_are_pure_are() -> None:
    claiming = [module for module in modules() if claims_to_be_pure(module)]
    found = [module.name for module in claiming if not is_pure(module)]

    assert len(claiming) > 10
    assert not found


def test_transactions_are_ended_at_the_edge_only() -> None:
    found = [
        module.where(number)
        for module in modules()
        for number, line in enumerate(module.text.splitlines(), 1)
        if (".commit(" in line or ".rollback(" in line) and not module.allows(number)
    ]

    assert not found


def test_no_module_is_a_drawer_for_anything() -> None:
    found = [module.name for module in modules() if module.kind in NAMELESS and module.noun != "client"]

    assert not found


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("contacts.routes", "contacts.service.create", True),
        ("contacts.routes", "contacts.store.Deleted", True),
        ("contacts.routes", "contacts.store.find", False),
        ("contacts.service", "contacts.routes.router", False),
        ("contacts.service", "http.call.Call", False),
        ("contacts.service", "accounts.service.get_organization", True),
        ("contacts.service", "accounts.store.get_organization", False),
        ("contacts.service", "accounts.caller.Actor", True),
        ("contacts.store", "contacts.service.create", False),
        ("db.pool", "contacts.fields.FIELDS", False),
        ("jobs.app", "imports.service.run", True),
        ("contacts.service", "client.main.Gomobile", False),
        ("client.main", "errors.AppError", False),
        ("contacts.service", "cli.context.table", False),
    ],
)
def test_the_rule_tells_right_from_wrong(importer: str, imported: str, *, allowed: bool) -> None:
    module = next(module for module in modules() if module.name == f"gomobile.{importer}")
    target, _, name = f"gomobile.{imported}".rpartition(".")

    assert (wrong(module, Import(target, name, 1, True, False), pure_names()) is None) == allowed
