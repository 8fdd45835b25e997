"""The body of `POST /demo`."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from gomobile.demo.limits import FEWEST, MOST, PEOPLE, SEED


class DemoBody(BaseModel):
    """How many people to invent; another seed makes others."""

    model_config = ConfigDict(extra="forbid")

    people: Annotated[int, Field(ge=FEWEST, le=MOST)] = PEOPLE
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = SEED
