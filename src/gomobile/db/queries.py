"""Load the named SQL queries of a noun.

A `queries.sql` file holds blocks of the form::

    -- name: find_contact
    -- One sentence that says what it is for.
    SELECT …

Parameters are named and cast where PostgreSQL cannot infer a type: `%(org_id)s::uuid`. A line `-- include: other`
stands for another query of the same file.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import LiteralString, cast

_NAME = re.compile(r"^-- name: ([a-z0-9_]+)\s*$", re.MULTILINE)
_INCLUDE = re.compile(r"^ *-- include: ([a-z0-9_]+)\s*$", re.MULTILINE)


@functools.cache
def load(package: str, file: str = "queries.sql") -> dict[str, LiteralString]:
    """Return the queries of a file of `package` by name; another one than queries.sql is not for PostgreSQL.

    They are typed LiteralString because they come from files of this package, never from a caller.
    """
    text = resources.files(package).joinpath(file).read_text(encoding="utf-8")
    parts = _NAME.split(text)
    names, bodies = parts[1::2], parts[2::2]
    if len(set(names)) != len(names):
        raise ValueError(f"{package}/{file} names a query twice")
    queries = {name: body.strip().rstrip(";") for name, body in zip(names, bodies, strict=True)}
    return {
        name: cast("LiteralString", _INCLUDE.sub(lambda found: queries[found[1]], body))
        for name, body in queries.items()
    }
