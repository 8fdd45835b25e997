"""Start the child processes of `gomobile serve`, watch them, and stop them in order."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import FrameType

from gomobile.cli.serve_process import Task

#: Seconds between SIGTERM and SIGKILL. An import stops at its next chunk; a killed one is rolled back to the
#: last.
STOP_SECONDS = 15.0
#: A worker that crashes at once is started again after 1, 2, 4 … seconds, at most this many.
LONGEST_PAUSE = 60.0


class Interrupts:
    """Counts Ctrl-C, `kill` and a closed terminal.

    Until `calm` the first one interrupts whatever runs; after it, the count is for the supervisor to read.
    """

    def __init__(self) -> None:
        self.count = 0
        self.calm = False

    @contextlib.contextmanager
    def installed(self) -> Iterator[Interrupts]:
        """Handle the signals within the block."""
        before = {
            number: signal.signal(number, self._seen) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        }
        try:
            yield self
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _seen(self, number: int, frame: FrameType | None) -> None:
        self.count += 1
        if not self.calm:
            raise KeyboardInterrupt


@dataclass
class Child:
    """One running part."""

    task: Task
    process: subprocess.Popen[bytes]
    ready: int
    started: float = field(default_factory=time.monotonic)


class Supervisor:
    """The children of one serve. `say` gets sentences for people."""

    def __init__(self, interrupts: Interrupts, say: Callable[[str], None]) -> None:
        self._interrupts = interrupts
        self._say = say
        self._children: list[Child] = []
        self._due: list[tuple[float, Task]] = []
        self._pause = 0.5

    def start(self, task: Task) -> Child:
        """Start a part in its own session, so that the terminal's Ctrl-C reaches only the supervisor."""
        ready, announce = os.pipe()
        task = replace(task, ready=announce)
        process = subprocess.Popen(
            # -P: a file of the current folder must not stand in for a module of the same name. The part is
            # named for those who read the list of processes.
            [sys.executable, "-P", "-m", "gomobile.cli.serve_process", task.part],
            stdin=subprocess.PIPE,
            stdout=sys.stderr.fileno(),
            pass_fds=[announce] if task.listener is None else [announce, task.listener],
            start_new_session=True,
        )
        os.close(announce)
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(task.encode())
            process.stdin.flush()
        child = Child(task, process, ready)
        self._children.append(child)
        return child

    def wait_until_serving(self) -> bool:
        """Wait until every HTTP process accepts requests; False when one ended or on an interrupt."""
        starting = {child.ready for child in self._children if child.task.part == "api"}
        while starting and not self._interrupts.count:
            for pipe in select.select(list(starting), [], [], 0.1)[0]:
                # Nothing to read from a pipe that is readable: its writer is gone.
                if not os.read(pipe, 1):
                    return False
                starting.remove(pipe)
        return not starting

    def watch(self, every_second: Callable[[], None]) -> bool:
        """Run until an interrupt (True) or the death of an HTTP process (False); restart a dead worker."""
        checked = 0.0
        while not self._interrupts.count:
            for child in [child for child in self._children if child.process.poll() is not None]:
                self._children.remove(child)
                _close(child)
                if child.task.part == "api":
                    self._say(f"The HTTP service {_ended(child)}. Stopping; the log above says why.")
                    return False
                self._restart_later(child)
            for entry in [entry for entry in self._due if entry[0] <= time.monotonic()]:
                self._due.remove(entry)
                self.start(entry[1])
            if time.monotonic() - checked >= 1:
                checked = time.monotonic()
                every_second()
            time.sleep(0.1)
        return True

    def stop(self) -> None:
        """Ask every child to stop, and end those that do not within STOP_SECONDS or at the next interrupt."""
        seen, deadline = self._interrupts.count, time.monotonic() + STOP_SECONDS
        for child in self._children:
            child.process.terminate()
        while any(child.process.poll() is None for child in self._children):
            if self._interrupts.count > max(seen, 1) or time.monotonic() > deadline:
                for child in self._children:
                    child.process.kill()
            time.sleep(0.02)
        for child in self._children:
            _close(child)
        self._children.clear()

    def _restart_later(self, child: Child) -> None:
        lived = time.monotonic() - child.started
        self._pause = 1.0 if lived > LONGEST_PAUSE else min(LONGEST_PAUSE, self._pause * 2)
        self._say(f"The worker {_ended(child)}; starting it again in {self._pause:.0f} s.")
        self._due.append((time.monotonic() + self._pause, child.task))


def bind(host: str, port: int) -> socket.socket:
    """Take the address; raises OSError when it cannot be had."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        # From now on a second server on this address is refused, and early clients wait instead of failing.
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener


def _close(child: Child) -> None:
    os.close(child.ready)
    if child.process.stdin:
        with contextlib.suppress(BrokenPipeError):
            child.process.stdin.close()


def _ended(child: Child) -> str:
    status = child.process.returncode
    return f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
