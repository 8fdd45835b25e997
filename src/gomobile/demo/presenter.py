"""The filling of an organization as the API and the command line show it."""

from __future__ import annotations

from gomobile.demo import answers
from gomobile.demo.store import Demo


def demo_json(demo: Demo) -> answers.DemoProgress:
    """How far it is, and what it made."""
    return {
        "status": demo.status,
        "people": demo.people,
        "seed": demo.seed,
        "done": demo.done,
        "total": demo.steps,
        "doing": demo.doing,
        "made": demo.made,
        "error": demo.error,
        "startedAt": demo.started_at,
        "finishedAt": demo.finished_at,
    }
