"""What became of the calls that the organization made in the last months."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from gomobile.calls import service as calls
from gomobile.calls.result import CallResult, Result
from gomobile.db.pool import connect
from gomobile.demo.filling import Filling
from gomobile.demo.person import Person

DAYS = 120
"""How many days ago the first calls were made."""
_AT_ONCE = 10_000
_USUAL: dict[Result, int] = {"answered": 54, "voicemail": 12, "no_answer": 23, "busy": 7, "rejected": 4}
_SILENT: dict[Result, int] = {"no_answer": 70, "busy": 12, "failed": 18}
_FLOWS = {"Payment reminder": 45, "Renewal": 20, "Satisfaction survey": 20, "Welcome": 15}
# Q.850 causes by which networks end such calls.
_CAUSES: dict[Result, int | None] = {
    "answered": 16, "voicemail": 16, "no_answer": 19, "busy": 17, "rejected": 21, "failed": 38, "not_in_service": 1,
}  # fmt: skip


def call(filling: Filling) -> None:
    """Tell all results, ten thousand in a transaction; one that was told before counts once, by its reference."""
    waiting: list[CallResult] = []
    told = 0
    for result in results(filling.random("calls"), filling.people, filling.demo.today):
        waiting.append(result)
        if len(waiting) == _AT_ONCE:
            _tell(filling, waiting)
            told += len(waiting)
            waiting = []
    _tell(filling, waiting)
    filling.made["calls"] = told + len(waiting)


def _tell(filling: Filling, results: list[CallResult]) -> None:
    with connect(filling.conninfo, name="gomobile-demo") as conn:
        calls.record_call_results(conn, filling.organization, filling.actor, results)


def results(random: Random, people: list[Person], today: date) -> Iterator[CallResult]:
    """The calls to everybody, person after person."""
    for at, person in enumerate(people):
        if person.mistyped:
            continue
        for number, (moment, result) in enumerate(sorted(_calls(random, person, today))):
            flow = random.choices(list(_FLOWS), list(_FLOWS.values()))[0]
            answered = result == "answered"
            yield CallResult(
                moment,
                result,
                phone_key=person.phone,
                hangup_cause=_CAUSES[result],
                duration_seconds=int(random.lognormvariate(3.9, 0.6)) if answered else None,
                flow=flow,
                campaign=f"{flow} {moment:%B}",
                pressed=(random.choice("1112239"),) if answered and random.random() < 0.6 else (),
                reference=f"demo-{at}-{number}",
            )


def _calls(random: Random, person: Person, today: date) -> list[tuple[datetime, Result]]:
    """When somebody was called, and with what result."""
    # Two days less: a call that falls on a week-end is made on the Friday before.
    reach = min(DAYS, (today - person.created.date()).days - 3)
    if person.habit == "uncalled" or reach < 1:
        return []
    if person.habit == "dead":
        return [(_moment(random, today, random.randrange(1, reach + 1)), "not_in_service")]
    if person.habit == "silent":
        return [
            (_moment(random, today, random.randrange(1, reach + 1)), _pick(random, _SILENT))
            for _ in range(random.randrange(5, 9))
        ]
    if person.habit == "fading":
        then = random.randrange(min(62, reach), reach + 1)
        answered: list[tuple[datetime, Result]] = [(_moment(random, today, then), "answered")]
        missed = random.choice((0, 0, 1, 2, 3, 4))
        return answered + [
            (_moment(random, today, random.randrange(1, max(2, then // 2))), "no_answer") for _ in range(missed)
        ]
    return [
        (_moment(random, today, random.randrange(1, reach + 1)), _pick(random, _USUAL))
        for _ in range(min(6, 1 + int(random.expovariate(0.7))))
    ]


def _pick(random: Random, weights: dict[Result, int]) -> Result:
    return random.choices(list(weights), list(weights.values()))[0]


def _moment(random: Random, today: date, days: int) -> datetime:
    """On a working day, in office hours."""
    day = today - timedelta(days=days)
    day -= timedelta(days=max(0, day.weekday() - 4))
    clock = time(random.choice((9, 10, 10, 11, 11, 14, 15, 16, 17, 18)), random.randrange(60), random.randrange(60))
    return datetime.combine(day, clock, UTC)
