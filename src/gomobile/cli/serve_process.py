"""One child process of `gomobile serve`, the HTTP service or the worker, as the supervisor starts it.

What it needs arrives as one line of JSON on standard input, so that no password is ever in the list of
processes. The pipe stays open: when it closes, the supervisor is gone, and the child stops too.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
import threading
import time
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from gomobile.settings import Settings

if TYPE_CHECKING:
    import uvicorn

#: Seconds that running requests get to finish.
GRACE = 8
#: An orphan that could not stop in this time ends at once; its transaction is rolled back.
ORPHAN_GRACE = 10


@dataclass(frozen=True, slots=True)
class Task:
    """What a child is to do.

    `listener` is the number of an inherited socket, `ready` of a pipe to write to when requests are accepted.
    `metrics` is the folder in which several HTTP processes share their figures.
    """

    part: str
    conninfo: str
    host: str
    port: int
    listener: int | None = None
    ready: int | None = None
    metrics: str | None = None

    def encode(self) -> bytes:
        """One line for the child's standard input."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main() -> None:
    """Run the part that standard input names until told to stop."""
    task = Task(**json.loads(sys.stdin.buffer.readline()))
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    from gomobile import logs

    settings = replace(Settings.from_env(), host=task.host, port=task.port)
    logs.configure(settings.log_level)
    if task.part == "api":
        if task.metrics is not None:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = task.metrics  # read when http.middleware is imported
        _serve_http(task, settings)
    else:
        _work(task, settings)


def _serve_http(task: Task, settings: Settings) -> None:
    import uvicorn

    from gomobile.db.pool import Database
    from gomobile.http.app import create_app
    from gomobile.http.protocol import BoundedProtocol

    assert task.listener is not None
    listener = socket.socket(fileno=task.listener)
    with Database(task.conninfo) as database:
        config = uvicorn.Config(
            create_app(database, settings),
            loop="uvloop",
            http=BoundedProtocol,
            log_config=None,
            access_log=False,
            server_header=False,
            # Longer than the idle time of usual client pools and proxies, which else meet a connection just
            # closed.
            timeout_keep_alive=75,
            timeout_graceful_shutdown=GRACE,
        )
        # What the application is made of stays: a collection that looks at all of it again takes 80 ms in the middle of
        # a request, and an upsert of 1,000 contacts brings one on every few times (an eighth of its time in Python).
        gc.collect()
        gc.freeze()
        announcing(config, task.ready).run(sockets=[listener])


def announcing(config: uvicorn.Config, ready: int | None) -> uvicorn.Server:
    """A server that tells the supervisor when it accepts requests."""
    import uvicorn

    class Announcing(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if ready is not None:
                os.write(ready, b"1")
                os.close(ready)

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # Else pages that listen to live updates hold the process until GRACE is over.
            self.config.app.state.live.close()  # type: ignore[union-attr]  # the app of create_app()
            await super().shutdown(sockets)

    return Announcing(config)


def _work(task: Task, settings: Settings) -> None:
    from gomobile.jobs import worker

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    worker.run(task.conninfo, settings, stop)


def _stop_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORPHAN_GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
