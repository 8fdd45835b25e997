"""The queue: what is shown of a pair, what is decided about it, and who is told that somebody was faster."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest

from gomobile.db.pool import Database
from tests import make
from tests.api.duplicates.conftest import Queue


def two(queue: Queue, email: str = "amal@example.com", **more: Any) -> tuple[str, str]:
    """A certain pair."""
    names = {"firstName": "Amal", "lastName": "Tazi", **more}
    return queue.contact(primaryEmail=email, **names), queue.contact(primaryEmail=email, **names)


def decide(queue: Queue, pair: tuple[str, str], verb: str) -> Any:
    return queue.api.post(f"/duplicates/{pair[0]}/{pair[1]}/{verb}")


def test_a_dismissed_pair_is_never_asked_again(queue: Queue) -> None:
    pair = two(queue)

    answer = decide(queue, pair, "dismiss")

    assert (answer.status_code, answer.json()["status"]) == (200, "dismissed")
    assert queue.pairs() == []
    queue.api.patch(f"/contact/{pair[0]}", json={"city": "Fès"})
    queue.scan(full=True)
    queue.scan()
    assert queue.pairs() == []
    assert queue.ids(status="dismissed") == {pair}


def test_either_contact_may_be_named_first(queue: Queue) -> None:
    left, right = two(queue)

    assert decide(queue, (right, left), "dismiss").json()["leftId"] == left


def test_a_skipped_pair_goes_to_the_end(queue: Queue) -> None:
    pairs = [two(queue, f"u{at}@example.com") for at in range(3)]

    for pair in (pairs[1], pairs[0]):
        assert decide(queue, pair, "skip").json()["status"] == "skipped"

    assert [(pair["leftId"], pair["rightId"]) for pair in queue.pairs()] == [pairs[2], pairs[1], pairs[0]]
    assert queue.ids(status="skipped") == {pairs[0], pairs[1]}


def test_the_summary_counts_the_queue_that_it_opens(queue: Queue) -> None:
    pair = two(queue)
    two(queue, "other@example.com")
    decide(queue, pair, "skip")

    items = queue.api.get("/quality/summary").json()["items"]
    (item,) = (one for one in items if one["name"] == "duplicates")
    listed = queue.api.get(item["path"], params=item["parameters"]).json()["meta"]["total"]

    assert item["count"] == listed == 2


def test_pages_put_together_are_the_queue(queue: Queue) -> None:
    for at in range(6):
        pair = two(queue, f"u{at}@example.com", **({"firstName": f"N{at}"} if at % 2 else {}))
        if at in (1, 4):
            decide(queue, pair, "skip")
    whole = [(pair["leftId"], pair["rightId"]) for pair in queue.pairs()]
    pages, cursor = [], None
    while True:
        answer = queue.api.get("/duplicates", params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        pages += [(pair["leftId"], pair["rightId"]) for pair in answer["data"]]
        assert answer["meta"]["total"] == 6
        cursor = answer["meta"]["nextCursor"]
        if not cursor:
            break

    assert len(whole) == 6
    assert pages == whole


@pytest.mark.parametrize("cursor", ["x", "WzEsMiwzLDRd", "W251bGwsMC45LCJhIiwiYiJd"])
def test_a_cursor_of_somewhere_else_is_refused(queue: Queue, cursor: str) -> None:
    answer = queue.api.get("/duplicates", params={"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (400, "VALIDATION_FAILED")


def test_a_least_score_leaves_out_what_is_below(queue: Queue) -> None:
    high = two(queue)
    queue.contact(firstName="Karim", lastName="Tazi", primaryEmail="home@example.com")
    queue.contact(firstName="Zineb", lastName="Tazi", primaryEmail="home@example.com")

    assert len(queue.pairs()) == 2
    assert queue.ids(minScore=0.95) == {high}


def test_a_reopened_pair_is_asked_again(queue: Queue) -> None:
    pair = two(queue)
    decide(queue, pair, "dismiss")

    assert decide(queue, pair, "reopen").json()["status"] == "open"
    assert queue.ids() == {pair}


def test_three_contacts_of_one_person_are_one_group(queue: Queue) -> None:
    members = [queue.contact(firstName="Amal", primaryEmail="amal@example.com") for _ in range(3)]
    lone = two(queue, "sara@example.com")

    found = queue.pairs()

    assert len(found) == 4
    assert {pair["groupId"] for pair in found} == {members[0], lone[0]}
    assert {tuple(pair["group"]["members"]) for pair in found} == {tuple(members), lone}


def test_a_merge_leaves_one_contact_and_hands_its_questions_over(queue: Queue) -> None:
    first, second, third = [queue.contact(firstName="Amal", primaryEmail="amal@example.com") for _ in range(3)]

    answer = queue.api.post("/duplicates/merge", json={"left": first, "right": second, "survivor": second})

    assert answer.status_code == 201, answer.text
    assert answer.json()["contact"]["id"] == second
    assert queue.api.get(f"/contact/{first}").status_code in (404, 409, 410)
    assert queue.ids() == {(second, third)}
    assert queue.ids(status="merged") == {(first, second)}
    assert queue.api.post(f"/merges/{answer.json()['mergeId']}/unmerge").status_code == 200
    assert queue.api.get(f"/contact/{first}").status_code == 200
    assert (first, second) in queue.ids(status="dismissed")


def test_a_survivor_is_one_of_the_two(queue: Queue) -> None:
    left, right = two(queue)

    answer = queue.api.post("/duplicates/merge", json={"left": left, "right": right, "survivor": str(uuid4())})

    assert (answer.status_code, list(answer.json()["fieldDetails"])) == (400, ["survivor"])
    assert queue.ids() == {(left, right)}


@pytest.mark.parametrize(("first", "second"), [("dismiss", "dismiss"), ("dismiss", "merge"), ("merge", "dismiss")])
def test_the_second_to_decide_is_told(queue: Queue, first: str, second: str) -> None:
    pair = two(queue)

    answers = [
        queue.api.post("/duplicates/merge", json={"left": pair[0], "right": pair[1]})
        if verb == "merge"
        else decide(queue, pair, verb)
        for verb in (first, second)
    ]

    assert answers[0].status_code in (200, 201), answers[0].text
    assert (answers[1].status_code, answers[1].json()["code"]) == (409, "ALREADY_DECIDED")


@pytest.mark.parametrize("verbs", [("merge", "merge"), ("merge", "dismiss"), ("dismiss", "dismiss")])
def test_of_two_reviewers_at_once_one_wins(queue: Queue, verbs: tuple[str, str]) -> None:
    pair = two(queue)
    answers: list[Any] = []
    ready = threading.Barrier(2)

    def act(verb: str) -> None:
        ready.wait()
        if verb == "merge":
            answers.append(queue.api.post("/duplicates/merge", json={"left": pair[0], "right": pair[1]}))
        else:
            answers.append(decide(queue, pair, verb))

    threads = [threading.Thread(target=act, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    won = [answer for answer in answers if answer.status_code in (200, 201)]
    lost = [answer for answer in answers if answer.status_code == 409]
    assert (len(won), len(lost)) == (1, 1), [answer.text for answer in answers]
    assert lost[0].json()["code"] == "ALREADY_DECIDED"


def test_a_pair_that_is_none_is_not_found(queue: Queue) -> None:
    left, right = queue.contact(), queue.contact()

    for verb in ("dismiss", "skip", "reopen"):
        answer = decide(queue, (left, right), verb)
        assert (answer.status_code, answer.json()["code"]) == (404, "DUPLICATE_NOT_FOUND")


def test_another_organization_decides_nothing(queue: Queue, other: make.Api) -> None:
    pair = two(queue)

    for verb in ("dismiss", "skip", "reopen"):
        assert other.post(f"/duplicates/{pair[0]}/{pair[1]}/{verb}").status_code == 404
    assert other.post("/duplicates/merge", json={"left": pair[0], "right": pair[1]}).status_code == 404
    assert queue.ids() == {pair}


def test_an_agent_looks_and_decides_nothing(queue: Queue, database: Database) -> None:
    pair = two(queue)
    agent = make.Api(queue.api.http, queue.api.organization, make.key(database, queue.api.organization, "agent"))

    assert len(agent.get("/duplicates").json()["data"]) == 1
    assert agent.post(f"/duplicates/{pair[0]}/{pair[1]}/dismiss").status_code == 403
