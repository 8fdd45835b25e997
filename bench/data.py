"""A file of people in mixed phone formats: 8 columns, three of them attributes. Seeded, so that runs compare."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

FIRST = [
    "Mohamed",
    "Fatima",
    "Youssef",
    "Khadija",
    "Amine",
    "Salma",
    "Hamza",
    "Imane",
    "Omar",
    "Sara",
    "Rachid",
    "Nadia",
    "Karim",
    "Zineb",
    "Mehdi",
    "Houda",
    "Anas",
    "Meryem",
    "Yassine",
    "Sanae",
    "Jean",
    "Marie",
    "Pierre",
    "Claire",
    "Luc",
    "Sophie",
    "Élodie",
    "François",
    "Aïcha",
    "Noé",
    "Ilyas",
    "Ghita",
]
LAST = [
    "Alaoui",
    "Benani",
    "Idrissi",
    "Tazi",
    "Bennis",
    "Fassi",
    "Berrada",
    "Chraibi",
    "Lahlou",
    "Kettani",
    "Mansouri",
    "Amrani",
    "Dupont",
    "Martin",
    "Bernard",
    "Durand",
    "Leroy",
    "Moreau",
    "Petit",
    "Garcia",
    "Benjelloun",
    "Sqalli",
    "Ouazzani",
    "Filali",
    "Naciri",
    "Zouiten",
    "Haddad",
    "Kabbaj",
    "Lemaire",
    "Rousseau",
]
CITIES = ["Casablanca", "Rabat", "Fès", "Marrakech", "Tanger", "Agadir", "Oujda", "Kénitra", "Tétouan", "Safi"]
TIERS = ["gold", "silver", "bronze", "vip", "trial"]
MILLION = 1_000_000


def frame(rows: int, start: int = 0) -> pl.DataFrame:
    """Rows `start` to `start + rows`: numbers never repeat, names and cities do."""
    random = np.random.default_rng(1 + start)
    n = np.arange(start, start + rows, dtype=np.int64)
    # A permutation of 8 digits, so that neighbours in the file are strangers in the index.
    national = np.where(n % 3 == 0, 7, 6) * 100_000_000 + n * 7_919 % 100_000_000
    shape = n % 10
    digits = pl.Series(national).cast(pl.String)
    first = pl.Series(FIRST)[random.integers(0, len(FIRST), rows)]
    last = pl.Series(LAST)[random.integers(0, len(LAST), rows)]
    table = pl.DataFrame({"d": digits, "s": shape, "n": n, "first": first, "last": last})
    d = pl.col("d")
    spaced = [d.str.slice(0, 1), d.str.slice(1, 2), d.str.slice(3, 2), d.str.slice(5, 2), d.str.slice(7, 2)]
    phone = (
        pl.when(pl.col("s") < 3)
        .then("+212" + d)
        .when(pl.col("s") < 5)
        .then("0" + pl.concat_str(pl.concat_str(spaced[:2]), *spaced[2:], separator=" "))
        .when(pl.col("s") < 6)
        .then("0" + d)
        .when(pl.col("s") < 7)
        .then("00212" + d)
        .when(pl.col("s") < 8)
        .then("0" + pl.concat_str(pl.concat_str(spaced[:2]), *spaced[2:], separator="."))
        .when(pl.col("s") < 9)
        .then(d)
        .otherwise("+212 " + d.str.slice(0, 3) + "-" + d.str.slice(3))
    )
    return table.select(
        phone.alias("mobile"),
        pl.col("first").alias("first name"),
        pl.col("last").alias("last name"),
        (
            pl.col("first").str.to_lowercase()
            + "."
            + pl.col("last").str.to_lowercase()
            + pl.col("n").cast(pl.String)
            + "@example.com"
        )
        .str.replace_many(["é", "ï", "ç"], ["e", "i", "c"])
        .alias("email"),
        pl.Series("city", pl.Series(CITIES)[random.integers(0, len(CITIES), rows)]),
        pl.Series("account balance", random.integers(0, MILLION, rows) / 100),
        pl.format(
            "2026-{}-{}",
            pl.Series(random.integers(1, 13, rows)).cast(pl.String).str.zfill(2),
            pl.Series(random.integers(1, 29, rows)).cast(pl.String).str.zfill(2),
        ).alias("due date"),
        pl.Series("tier", pl.Series(TIERS)[random.integers(0, len(TIERS), rows)]),
    )


def write(path: Path, rows: int, start: int = 0, *, raise_balance: float = 0.0) -> None:
    """Write a file; `raise_balance` changes one column on every row."""
    with path.open("wb") as file:
        for first in range(start, start + rows, MILLION):
            part = frame(min(MILLION, start + rows - first), first)
            part = part.with_columns((pl.col("account balance") + raise_balance).round(2))
            part.write_csv(file, include_header=first == start)
