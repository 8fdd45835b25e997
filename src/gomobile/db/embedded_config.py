"""The configuration of the embedded PostgreSQL, computed from the machine it runs on.

`tuned` is pure; `measure` asks the machine. The result is written at each start, so that a machine that grew
is used.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

MB = 1024**2
GB = 1024**3
SHARED_MEMORY = "/dev/shm"  # noqa: S108 (measured, not written)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the configuration depends on: sizes in bytes."""

    memory: int
    cpus: int
    disk_free: int
    shared_memory: int = 1 * GB


def measure(folder: Path) -> Machine:
    """Measure this machine (or the container's limits) and the disk that holds `folder`."""
    import psutil

    memory = psutil.virtual_memory().total
    for limit in _cgroup_limits():
        memory = min(memory, limit)
    shared = shutil.disk_usage(SHARED_MEMORY).total if os.path.isdir(SHARED_MEMORY) else 1 * GB
    return Machine(memory, _cpus(), shutil.disk_usage(folder).free, shared)


def _cpus() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _cgroup_limits() -> list[int]:
    """Memory limits of every control group above this process, version 2 and 1."""
    limits: list[int] = []
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return limits
    for line in lines:
        _, controllers, group = line.split(":", 2)
        if controllers == "":
            root, name = Path("/sys/fs/cgroup"), "memory.max"
        elif "memory" in controllers.split(","):
            root, name = Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"
        else:
            continue
        folder = root / group.lstrip("/")
        # Inside a container the path may name the host's group: the container's own root then holds its
        # limit.
        for place in (folder, *folder.parents):
            with contextlib.suppress(OSError, ValueError):
                limits.append(int((place / name).read_text()))
            if place == root:
                break
    return limits


def tuned(machine: Machine, *, fsync: bool = True, wal_compression: str = "off") -> dict[str, str]:
    """Return the server settings for `machine`; fsync=False is for throw-away test databases only."""
    shared_buffers = _clamp(machine.memory // 4, 128 * MB, 4 * GB)
    max_wal = _clamp(machine.disk_free // 4, 512 * MB, 8 * GB)
    return {
        # Nobody but the owner of the data directory (and root) can reach the server: no TCP, a private
        # socket.
        "listen_addresses": "",
        "port": "5432",
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "cluster_name": "gomobile",
        # Memory. The rest of the machine is left to the page cache and to gomobile itself.
        "shared_buffers": _size(shared_buffers),
        "effective_cache_size": _size(max(machine.memory * 6 // 10, shared_buffers)),
        "work_mem": "32MB" if machine.memory >= 4 * GB else "8MB",
        "maintenance_work_mem": _size(_clamp(machine.memory // 16, 64 * MB, 1 * GB)),
        "autovacuum_work_mem": _size(_clamp(machine.memory // 32, 64 * MB, 256 * MB)),
        "temp_buffers": "64MB" if machine.memory >= 4 * GB else "8MB",
        # Containers often have 64 MB of /dev/shm, where a parallel hash join fails with "No space left on
        # device".
        "dynamic_shared_memory_type": "posix" if machine.shared_memory >= 256 * MB else "sysv",
        # Durability: what was acknowledged survives kill -9 and a power cut.
        "fsync": "on" if fsync else "off",
        "synchronous_commit": "on",
        "full_page_writes": "on" if fsync else "off",
        # Bulk imports write much: rare, spread checkpoints and room for their log.
        "wal_compression": wal_compression,
        "wal_buffers": "64MB",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_logical_replication_workers": "0",
        "max_wal_size": _size(max_wal),
        "min_wal_size": _size(min(1 * GB, max_wal // 4)),
        "checkpoint_timeout": "15min",
        "checkpoint_completion_target": "0.9",
        # Planner: solid-state disks; compiling short queries costs more than it gains.
        "random_page_cost": "1.1",
        "effective_io_concurrency": "64",
        "jit": "off",
        "max_worker_processes": str(max(8, machine.cpus)),
        "max_parallel_workers": str(max(2, machine.cpus)),
        "max_parallel_workers_per_gather": str(_clamp(machine.cpus // 2, 1, 4)),
        "max_parallel_maintenance_workers": str(_clamp(machine.cpus // 2, 1, 4)),
        # An import updates a large share of a table at once: clean up early, but leave the disk to the import.
        "autovacuum_vacuum_scale_factor": "0.05",
        "autovacuum_vacuum_insert_scale_factor": "0.1",
        "autovacuum_analyze_scale_factor": "0.02",
        "autovacuum_vacuum_cost_limit": "600",
        "autovacuum_naptime": "60s",
        # Results must not depend on where the server was started.
        "timezone": "UTC",
        "log_timezone": "UTC",
        "datestyle": "ISO, MDY",
        "lc_messages": "C",
        # The log names problems, never the contacts in the statements that had them: DETAIL lines and
        # parameters hold phone numbers and names.
        "log_destination": "stderr",
        "logging_collector": "off",
        "log_line_prefix": "%m [%p] ",
        "log_min_messages": "warning",
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
        "log_parameter_max_length_on_error": "0",
        "log_checkpoints": "off",
        "log_autovacuum_min_duration": "-1",
    }


def render(settings: dict[str, str], custom: str = "") -> str:
    """Return the text of the configuration file: `settings`, then the operator's own lines."""
    lines = ["# Written by gomobile at each start. Your settings go to postgres.custom.conf beside this folder."]
    lines += [f"{name} = {quoted(value)}" for name, value in settings.items()]
    if custom.strip():
        lines += ["", "# From postgres.custom.conf:", custom.rstrip()]
    return "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """Return `value` as a configuration string, safe for any path."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _clamp(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _size(count: int) -> str:
    return f"{count // MB}MB"
