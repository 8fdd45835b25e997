"""Which policies there are. Nouns own them; `assembly` registers them, so that policies know no noun."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from gomobile.accounts.caller import Actor
from gomobile.db.pool import Connection

Changed = Callable[[Connection, UUID, Actor], None]


@dataclass(frozen=True, slots=True)
class Registered:
    """A policy that organizations may tune. `on_change` runs in the transaction that changes it."""

    name: str
    policy: type
    on_change: Changed | None = None

    @property
    def text(self) -> str:
        """What it is for: the docstring of its class."""
        return inspect.cleandoc(self.policy.__doc__ or "")


_registered: dict[str, Registered] = {}


def register(name: str, policy: type, on_change: Changed | None = None) -> None:
    """Let organizations tune a policy (see `policies.policy`) under a name."""
    _registered[name] = Registered(name, policy, on_change)


def registered() -> dict[str, Registered]:
    """Every policy by name, in the order of registration."""
    return dict(_registered)
