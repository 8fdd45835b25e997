"""Request bodies of policies, for the API description. `policies.policy.changed` is what checks them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Body
from pydantic import Field, SkipValidation

Settings = Annotated[
    dict[str, Annotated[int | bool | None, Field(description="See `settings` of GET /policies for its limits.")]],
    Field(description="Settings by name; those left out stay."),
]
PolicyBody = Annotated[SkipValidation[Settings], Body()]
