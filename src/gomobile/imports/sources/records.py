"""Records of well-written text: find their ends, count them, take them one by one."""

from __future__ import annotations

from collections.abc import Iterator

from gomobile.imports.sources.grammar import cells_of


def records_of(data: bytes, quote: str | None) -> Iterator[bytes]:
    """The records of `data` without their "\\n"; `quote` is None when no cell holds a line break."""
    end = len(data) - data.endswith(b"\n")
    lines = data[:end].split(b"\n") if data else []
    if not quote:
        yield from lines
        return
    mark = quote.encode()
    held: list[bytes] = []
    is_open = False
    for line in lines:
        held.append(line)
        is_open ^= bool(line.count(mark) % 2)
        if not is_open:
            yield b"\n".join(held)
            held = []
    if held:
        yield b"\n".join(held)


def count_line_ends(data: bytes, quote: str | None) -> int:
    """The line ends that end records, not cells; `quote` is None when no cell holds a line break."""
    if quote and quote.encode() in data:
        # Every second piece between quotes is outside of them: doubled quotes leave an empty piece there.
        return sum(piece.count(b"\n") for piece in data.split(quote.encode())[::2])
    return data.count(b"\n")


def count_records(data: bytes, quote: str | None) -> int:
    """How many records `data` holds, blank ones included; `quote` is None when no cell holds a line break."""
    return count_line_ends(data, quote) + bool(data and not data.endswith(b"\n"))


def last_record_end(data: bytes, quote: str | None) -> int:
    """The position behind the last complete record that `data`, which starts with a record, holds; 0 when
    there is none.
    """
    end = data.rfind(b"\n") + 1
    if not quote:
        return end
    mark = quote.encode()
    quotes = data.count(mark, 0, end)
    while end and quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(mark, before, end)
        end = before
    return end


def cell_counts(data: bytes, separator: str, quote: str | None, multiline: bool) -> list[int]:
    """How many cells each record of `data` has."""
    mark, between = (quote or "\n").encode(), separator.encode()
    return [
        len(cells_of(record.decode(), separator, quote)) if mark in record else record.count(between) + 1
        for record in records_of(data, quote if multiline else None)
    ]
