"""`gomobile serve`: the first start, Ctrl-C, kill -9, two of them, and what happens when a part dies."""

from __future__ import annotations

import re
import signal
import socket
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import psycopg
import pytest

from gomobile.db.embedded import embedded_database
from gomobile.settings import Settings
from tests.ops.support import Serve, gomobile, servers_below, status, wait_for


@pytest.fixture
def serve(settings: Settings) -> Iterator[Callable[..., Serve]]:
    """Start servers; what still runs at the end is killed."""
    started: list[Serve] = []

    def start(*arguments: str, **more: str) -> Serve:
        started.append(Serve(settings, *arguments, **more))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_the_first_start_makes_a_key_that_works_and_is_never_shown_or_stored_again(
    settings: Settings, serve: Callable[..., Serve]
) -> None:
    first = serve("--json")
    line = first.first_line()
    assert set(line) == {"address", "organization", "setupLink", "key"}
    assert line["setupLink"].startswith(f"{line['address']}/welcome#")
    assert line["organization"] == "my-organization"
    key = line["key"]
    assert key
    assert status(line["address"], "/api/users/me", key) == 200
    assert status(line["address"], "/api/users/me") == 401
    assert first.stop() == 0
    assert servers_below(settings.data_dir) == []
    stored = [path for path in settings.data_dir.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
    assert stored == []
    second = serve("--json")
    again = second.first_line()
    assert (again["organization"], again["key"]) == ("my-organization", None)
    assert again["setupLink"].partition("#")[2] not in ("", line["setupLink"].partition("#")[2])
    assert status(again["address"], "/api/users/me", key) == 200
    assert second.stop() == 0


def test_the_first_start_tells_people_the_address_the_key_and_what_to_try(
    serve: Callable[..., Serve],
) -> None:
    server = serve()
    assert server.process.stdout is not None
    lines: list[str] = []
    for line in server.process.stdout:
        lines.append(line)
        if "Ctrl-C stops everything." in line:
            break
    text = "".join(lines)
    address = text.split("gomobile runs at")[1].split()[0]
    key = text.split("Admin API key")[1].split()[0]
    assert text.index(f"Open  {address}/welcome#") < text.index("gomobile runs at")
    assert '"My organization" (MA, Africa/Casablanca, MAD)' in text
    assert f"curl -H 'X-API-Key: {key}' {address}/api/users/me" in text
    assert "import " in text
    assert "--dry-run" in text
    assert status(address, "/api/users/me", key) == 200


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_every_usual_signal_stops_every_process(
    settings: Settings, serve: Callable[..., Serve], number: signal.Signals
) -> None:
    server = serve("--json", "--workers", "2")
    server.first_line()
    processes = psutil.Process(server.process.pid).children(recursive=True)
    assert len(processes) > 3
    assert server.stop(number) == 0
    assert [process for process in processes if process.is_running()] == []
    assert servers_below(settings.data_dir) == []


def test_metrics_add_up_over_the_processes(settings: Settings, serve: Callable[..., Serve]) -> None:
    left = settings.data_dir / "metrics" / "counter_1.db"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of a process that is gone")
    address = serve("--json", "--workers", "2").first_line()["address"]

    assert not left.exists()
    for _ in range(40):
        assert status(address, "/api/health") == 200

    def counted() -> list[str]:
        with urllib.request.urlopen(f"{address}/metrics", timeout=10) as answer:
            told = answer.read().decode()
        return re.findall(r'^gomobile_http_requests_total{.*route="/health",status="200"} (.+)$', told, re.MULTILINE)

    # A request is counted after its answer is sent.
    wait_for(lambda: counted() == ["40.0"])


def test_kill_9_and_a_restart_lose_nothing_that_was_committed(settings: Settings, serve: Callable[..., Serve]) -> None:
    server = serve("--json")
    server.first_line()
    children = psutil.Process(server.process.pid).children()
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute("CREATE TABLE acknowledged AS SELECT generate_series(1, 1000) AS n")
        server.process.kill()
        servers_below(settings.data_dir)[0].kill()
    psutil.wait_procs(children, timeout=30)
    assert [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE] == []
    again = serve("--json")
    assert again.first_line()["key"] is None
    with embedded_database(settings) as conninfo, psycopg.connect(conninfo) as conn:
        assert conn.execute("SELECT count(*) FROM acknowledged").fetchone() == (1000,)


def test_a_second_serve_is_refused_and_commands_work_beside_the_first(
    settings: Settings, serve: Callable[..., Serve], folder: Path
) -> None:
    server = serve("--json")
    address = server.first_line()["address"]
    second = gomobile(settings, "serve")
    assert second.returncode == 1
    assert f"(process {server.process.pid}, {address}) already runs on {settings.data_dir}" in second.stderr
    assert gomobile(settings, "backup", str(folder / "beside.dump")).returncode == 0
    restored = gomobile(settings, "restore", str(folder / "beside.dump"), "--replace", "--yes")
    assert restored.returncode == 1
    assert f"`gomobile serve` is running (process {server.process.pid})" in restored.stderr
    doctor = gomobile(settings, "doctor")
    assert f"runs at {address}" in doctor.stdout
    assert status(address, "/api/ready") == 200


def test_a_port_that_is_taken_is_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = gomobile(settings, "serve", "--port", str(port))
    assert done.returncode == 1
    assert f"Another program listens on 127.0.0.1:{port}" in done.stderr


def test_an_address_of_another_machine_is_refused(settings: Settings) -> None:
    done = gomobile(settings, "serve", "--host", "192.0.2.1")
    assert done.returncode == 1
    assert "192.0.2.1:8000 cannot be listened on" in done.stderr


def test_a_killed_worker_and_a_killed_database_are_started_again(
    settings: Settings, serve: Callable[..., Serve]
) -> None:
    server = serve("--json")
    address = server.first_line()["address"]
    worker = server.child("worker")
    worker.kill()
    server.said("The worker was killed by signal 9; starting it again in 1 s.")
    assert server.child("worker").pid != worker.pid
    servers_below(settings.data_dir)[0].kill()
    server.said("The database had stopped; it was started again.")
    wait_for(lambda: status(address, "/api/ready") == 200)
    assert server.stop() == 0


def test_serve_ends_when_its_http_service_dies(settings: Settings, serve: Callable[..., Serve]) -> None:
    server = serve("--json")
    server.first_line()
    server.child("api").kill()
    server.said("The HTTP service was killed by signal 9.")
    server.process.communicate(timeout=60)
    assert server.process.returncode == 1
    assert servers_below(settings.data_dir) == []


def test_the_roles_run_apart_on_one_data_directory_but_only_once_each(
    settings: Settings, serve: Callable[..., Serve]
) -> None:
    api = serve("--role", "api", "--json")
    api.first_line()
    worker = serve("--role", "worker", "--json")
    worker.first_line()
    for role in ("api", "worker", "all"):
        assert gomobile(settings, "serve", "--role", role).returncode == 1
    assert worker.stop() == 0
    assert len(servers_below(settings.data_dir)) == 1
    assert api.stop() == 0
    assert servers_below(settings.data_dir) == []


def test_an_external_database_is_served_once_migrated(settings: Settings, folder: Path) -> None:
    external = replace(settings, data_dir=folder / "external")
    with embedded_database(settings) as conninfo:
        refused = gomobile(external, "serve", "--port", "0", GOMOBILE_DATABASE_URL=conninfo)
        assert refused.returncode == 1
        assert "gomobile migrate" in refused.stderr
        from gomobile.db.migrate import migrate

        migrate(conninfo)
        server = Serve(external, "--json", GOMOBILE_DATABASE_URL=conninfo)
        line = server.first_line()
        assert status(line["address"], "/api/users/me", line["key"]) == 200
        assert server.stop() == 0
        assert not (external.data_dir / "postgres").exists()


def test_headers_without_an_end_are_cut_and_nobody_waits_for_them(serve: Callable[..., Serve]) -> None:
    address = serve("--json").first_line()["address"]
    port = int(address.rpartition(":")[2])
    begun = b"POST /api/auth/sign-in HTTP/1.1\r\nHost: localhost\r\n"
    body = b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n"
    for head in (begun + b"X-Long: ", begun + body + b"X-Trailer: "):
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            client.sendall(head)
            with pytest.raises(OSError, match=r"."):  # cut while it sends
                client.sendall(b"a" * (64 << 20))
        assert status(address, "/api/health") == 200
