"""Logs on standard error: JSON lines, or readable ones on a terminal. Never a contact's data."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

# PostgreSQL's DETAIL and CONTEXT quote whole rows, and libpq points at the place in the statement.
_DATA_LINES = re.compile(r"^(?:DETAIL|CONTEXT|LINE \d+):.*(?:\n[ \t]+.*)*\n?", re.MULTILINE)


def configure(level: str, stream: TextIO | None = None) -> None:
    """Send the logs of gomobile and of the libraries it uses to `stream` (default: standard error)."""
    import structlog

    target: TextIO = stream or sys.stderr
    people = target.isatty()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        *([] if people else [structlog.stdlib.add_logger_name]),
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if people else "iso", utc=not people),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        without_data,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Any = structlog.processors.JSONRenderer()
    if people:
        # Not the default formatter of exceptions, which prints local variables: contacts are among them.
        plain = structlog.dev.plain_traceback
        renderer = structlog.dev.ConsoleRenderer(
            sort_keys=False, pad_event_to=0, pad_level=False, exception_formatter=plain
        )
    handler = logging.StreamHandler(target)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # These tell at INFO what gomobile tells itself, or nothing that an operator can use.
    for chatty in ("uvicorn", "uvicorn.error", "procrastinate", "httpx", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, logging.getLevelName(level.upper())))


def without_data(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog processor: drop the lines of database errors that quote rows or statements."""
    for key in ("exception", "event", "error"):
        if isinstance(event.get(key), str):
            event[key] = _DATA_LINES.sub("", event[key]).rstrip("\n")
    return event
