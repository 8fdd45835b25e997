"""HTTP on a connection, with a bound on what comes before a body: the parser has none.

One header without an end kept the event loop busy for good (40 s for 100 MB, the time grows with the square) and
stayed in memory, from anybody who can connect.
"""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST = 64 * 1024
_ANSWER = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: text/plain; charset=utf-8\r\n"
    b"content-length: 27\r\nconnection: close\r\n\r\nThe headers are too large.\n"
)


class BoundedProtocol(HttpToolsProtocol):
    """Closes a connection that sends more than MOST bytes, beyond what arrived with the first of them, which neither
    belong to a body nor complete anything: address, headers, and trailers after a body.
    """

    _pending = 0
    _progress = False

    def data_received(self, data: bytes) -> None:
        """Bytes of the connection."""
        self._progress = False
        super().data_received(data)
        self._pending = 0 if self._progress else self._pending + len(data)
        if self._pending > MOST and not self.transport.is_closing():
            self.transport.write(_ANSWER)
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head of a request is whole."""
        self._progress = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of a body, which waits for who reads it."""
        self._progress = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._progress = True
        super().on_message_complete()
