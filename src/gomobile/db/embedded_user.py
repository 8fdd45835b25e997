"""Which system user runs the embedded PostgreSQL, and whether that user can reach what it needs.

PostgreSQL refuses to run as root. Root therefore runs it as the owner of an existing cluster, else as the
system user `gomobile`, which is created once. Everybody else runs it as themselves.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gomobile.db.embedded_errors import DatabaseUnavailable

SYSTEM_USER = "gomobile"


@dataclass(frozen=True, slots=True)
class DatabaseUser:
    """The system user that owns the cluster; `switch` says that we are root and must become that user."""

    name: str
    uid: int
    gid: int
    switch: bool

    @contextlib.contextmanager
    def acting(self) -> Iterator[None]:
        """Do file work as this user, so that root never follows a link that a lesser user has laid.

        It changes the effective user of the whole process: use it for a moment and before threads are
        started.
        """
        if not self.switch:
            yield
            return
        groups, gid = os.getgroups(), os.getegid()
        os.setgroups([])
        os.setegid(self.gid)
        os.seteuid(self.uid)
        try:
            yield
        finally:
            os.seteuid(0)
            os.setegid(gid)
            os.setgroups(groups)

    def can_enter(self, folder: Path) -> bool:
        """Say whether this user may reach what is inside `folder`."""
        with self.acting():
            return os.access(folder, os.X_OK, effective_ids=os.access in os.supports_effective_ids)

    def can_read(self, file: Path, *, execute: bool = False) -> bool:
        """Say whether this user may read (and run) `file`."""
        mode = os.R_OK | (os.X_OK if execute else 0)
        with self.acting():
            return os.access(file, mode, effective_ids=os.access in os.supports_effective_ids)

    def closed_folder(self, folder: Path) -> Path | None:
        """Return the first folder on the way to `folder` that this user may not enter, or None."""
        for place in (*reversed(folder.parents), folder):
            if not self.can_enter(place):
                return place
        return None


def database_user(cluster: Path) -> DatabaseUser:
    """Return the user that runs the server of `cluster`, creating the system user when root needs one.

    Raises DatabaseUnavailable when there is no such user and none can be made, or the cluster belongs to
    somebody else.
    """
    owner = cluster.stat().st_uid if cluster.exists() else None
    if os.geteuid() != 0:
        if owner not in (None, os.geteuid()):
            raise DatabaseUnavailable(
                f"{cluster} belongs to the user {_name(owner)}. Run gomobile as that user, "
                "or set GOMOBILE_DATA_DIR to a folder of your own."
            )
        return _user(os.geteuid(), switch=False)
    if owner:
        return _user(owner, switch=True)
    with contextlib.suppress(KeyError):
        return _user(pwd.getpwnam(SYSTEM_USER).pw_uid, switch=True)
    _create_system_user()
    return _user(pwd.getpwnam(SYSTEM_USER).pw_uid, switch=True)


def _user(uid: int, *, switch: bool) -> DatabaseUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise DatabaseUnavailable(
            f"The user id {uid} has no name on this system, which PostgreSQL needs. Add it to /etc/passwd, "
            "run gomobile as another user, or set GOMOBILE_DATABASE_URL."
        ) from None
    return DatabaseUser(entry.pw_name, uid, entry.pw_gid, switch)


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)


def _create_system_user() -> None:
    nologin = next(
        (shell for shell in ("/usr/sbin/nologin", "/sbin/nologin") if os.path.exists(shell)),
        "/bin/false",
    )
    # The first is everywhere in GNU userlands, the second is BusyBox (Alpine).
    commands = (
        [
            "useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
            "--shell",
            nologin,
        ],
        ["adduser", "-S", "-D", "-H", "-h", "/nonexistent", "-s", nologin],
    )
    path = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    problem = "neither useradd nor adduser is installed"
    for command in commands:
        program = shutil.which(command[0], path=path)
        if program is None:
            continue
        done = subprocess.run(
            [program, *command[1:], SYSTEM_USER],
            capture_output=True,
            text=True,
            check=False,
        )
        with contextlib.suppress(KeyError):
            pwd.getpwnam(SYSTEM_USER)
            return
        problem = (done.stderr.strip().splitlines() or [f"{command[0]} failed"])[-1]
    raise DatabaseUnavailable(
        f"PostgreSQL refuses to run as root, and the system user {SYSTEM_USER!r} could not be created: "
        f"{problem}. Create it, or run gomobile as a normal user, or set GOMOBILE_DATABASE_URL."
    )
