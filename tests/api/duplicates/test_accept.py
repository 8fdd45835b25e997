"""Many pairs accepted at once."""

from __future__ import annotations

from uuid import UUID

from gomobile.quality.duplicates import service
from tests import make
from tests.api.duplicates.conftest import Queue


def pairs_of(queue: Queue, *sizes: int) -> list[list[str]]:
    """Groups of contacts of one person each."""
    return [
        [queue.contact(firstName=f"Person {at}", primaryEmail=f"p{at}@example.com") for _ in range(size)]
        for at, size in enumerate(sizes)
    ]


def live(queue: Queue) -> set[str]:
    return {contact["id"] for contact in queue.api.get("/contact", params={"limit": 100}).json()["data"]}


def asked(queue: Queue, count: int, score: float = 0.95) -> str:
    answer = queue.api.post("/duplicates/accept", json={"minScore": score, "expectedCount": count})
    assert answer.status_code == 202, answer.text
    return answer.json()["id"]


def test_groups_become_one_contact_each(queue: Queue) -> None:
    groups = pairs_of(queue, 2, 4)

    run = queue.accept(asked(queue, 1 + 6))

    assert run.status == "completed", run.error
    assert run.report == {"merged": 4, "refused": 0, "refusedSample": []}
    assert live(queue) == {group[0] for group in groups}
    assert queue.pairs() == []


def test_what_is_below_the_score_or_skipped_stays(queue: Queue) -> None:
    (first, skipped) = pairs_of(queue, 2, 2)
    low = [queue.contact(firstName=name, primaryEmail="home@example.com") for name in ("Karim", "Zineb")]
    queue.api.post(f"/duplicates/{skipped[0]}/{skipped[1]}/skip")

    queue.accept(asked(queue, 1))

    assert live(queue) == {first[0], *skipped, *low}


def test_another_number_than_the_expected_one_is_told(queue: Queue) -> None:
    pairs_of(queue, 2, 2)

    answer = queue.api.post("/duplicates/accept", json={"minScore": 0.95, "expectedCount": 1})

    assert (answer.status_code, answer.json()["code"]) == (409, "COUNT_CHANGED")
    assert answer.json()["params"]["count"] == 2


def test_a_stopped_acceptance_goes_on_where_it_was(queue: Queue) -> None:
    groups = pairs_of(queue, 3, 2)
    id = asked(queue, 3 + 1)
    owner = queue.api.organization.id

    class Died(Exception):
        """The worker went away."""

    def die(progress: dict[str, int]) -> None:
        if progress.get("merged") == 1:
            raise Died

    stopped = None
    try:
        service.accept(queue.conninfo, owner, UUID(id), die)
    except Died:
        stopped = queue.api.get(f"/duplicates/runs/{id}").json()
    assert stopped is not None
    assert len(live(queue)) == 4
    queue_again(queue, id)

    run = queue.accept(id)

    assert (run.status, run.report["merged"]) == ("completed", 3)
    assert live(queue) == {group[0] for group in groups}


def queue_again(queue: Queue, id: str) -> None:
    """As if the process had been killed: the run is `running` and nobody holds it."""
    from gomobile.db.pool import connect

    with connect(queue.conninfo) as conn:
        conn.execute("UPDATE duplicate_runs SET status = 'running' WHERE id = %s", [id])
    service.resume(queue.conninfo)
    with connect(queue.conninfo) as conn:
        waiting = conn.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'duplicates.accept' AND status = 'todo'"
        ).fetchone()
    assert waiting
    assert waiting[0] >= 1


def test_another_organization_has_nothing_to_accept(queue: Queue, other: make.Api) -> None:
    pairs_of(queue, 2)

    answer = other.post("/duplicates/accept", json={"minScore": 0, "expectedCount": 1})

    assert answer.json()["params"]["count"] == 0
    assert len(queue.pairs()) == 1
