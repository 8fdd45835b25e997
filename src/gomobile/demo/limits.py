"""How many people may be invented, and how many are when nobody says. Pure."""

from __future__ import annotations

FEWEST, MOST = 100, 50_000
PEOPLE = 20_000
SEED = 1
