"""Waiting for work that goes on in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gomobile.client.errors import JobFailed, WaitTimeout
from gomobile.client.models.job import Job
from gomobile.client.transport.steps import Call, Sleep, Steps

J = TypeVar("J", bound=Job)
FIRST_POLL, LONGEST_POLL = 0.25, 5.0


def wait_for(ask: Callable[[], Steps[J]], on_progress: Callable[[J], object] | None, timeout: float | None) -> Steps[J]:
    """Look at work, less and less often, until nothing is under way, and return its last state.

    `on_progress` is called with each state seen. Raises JobFailed, or WaitTimeout after `timeout` seconds.
    """
    waited, pause = 0.0, FIRST_POLL
    while True:
        state = yield from ask()
        if on_progress is not None:
            yield Call(on_progress, state)
        if not state.under_way:
            break
        if timeout is not None and waited >= timeout:
            raise WaitTimeout(state, timeout)
        pause = pause if timeout is None else min(pause, timeout - waited)
        yield Sleep(pause)
        waited, pause = waited + pause, min(LONGEST_POLL, pause * 1.5)
    if state.failed:
        raise JobFailed(state)
    return state
