"""Writers of definitions at the same moment, each in its own transaction."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import UUID

from gomobile.attributes import service
from gomobile.attributes.errors import AttributeExists
from gomobile.attributes.options import OptionChange
from gomobile.db.pool import Connection, Database
from tests import make


def together(database: Database, works: list[Callable[[Connection], object]]) -> list[object]:
    """What each piece of work returned or raised; none commits before all have begun."""
    results: list[object] = [None] * len(works)
    begun = threading.Barrier(len(works))

    def run(index: int) -> None:
        try:
            with database.transaction() as conn:
                conn.execute("SELECT 1")
                begun.wait(10)
                results[index] = works[index](conn)
        except AttributeExists as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def create(org_id: UUID, name: str) -> Callable[[Connection], object]:
    return lambda conn: service.create(conn, org_id, name, "text")


def test_one_of_several_with_the_same_name_wins(database: Database) -> None:
    owner = make.organization(database)
    results = together(database, [create(owner.id, "Balance")] * 5)
    assert sum(isinstance(result, AttributeExists) for result in results) == 4
    assert sum(isinstance(result, service.Definition) for result in results) == 1


def test_names_with_the_same_slug_all_get_one(database: Database) -> None:
    owner = make.organization(database)
    results = together(database, [create(owner.id, "Balance" + "!" * number) for number in range(5)])
    names = {result.name for result in results if isinstance(result, service.Definition)}
    assert names == {"balance", "balance_2", "balance_3", "balance_4", "balance_5"}


def test_options_added_at_the_same_moment_are_all_kept(database: Database) -> None:
    owner = make.organization(database)
    with database.transaction() as conn:
        made = service.create(conn, owner.id, "Tier", "enum", options=["Gold"])

    def add(label: str) -> Callable[[Connection], object]:
        return lambda conn: service.update(conn, owner.id, made.id, options=[OptionChange(label=label)])

    together(database, [add(f"Level {number}") for number in range(5)])
    with database.transaction() as conn:
        kept = service.get(conn, owner.id, made.id)
    assert {option.id for option in kept.options} == {"gold", *(f"level_{number}" for number in range(5))}
    assert kept.version == made.version + 5
