"""The data directory: created private, and adopted when it is empty."""

from __future__ import annotations

import os
from pathlib import Path

from gomobile.errors import AppError


class DataDirUnusable(AppError):
    """The data directory cannot be used; set GOMOBILE_DATA_DIR to a folder of your own."""

    code = "DATA_DIR_UNUSABLE"


def prepare(data_dir: Path) -> None:
    """Make sure that the data directory exists and may be written; raises DataDirUnusable saying why not.

    Contacts are personal data: nobody else may look inside. Root's directory may be passed through, not
    listed, because PostgreSQL runs there as another user. The permissions of a directory that holds something
    are its owner's choice.
    """
    try:
        ours = not data_dir.exists() or not any(data_dir.iterdir())
        for missing in [folder for folder in reversed(data_dir.parents) if not folder.exists()]:
            missing.mkdir()
            missing.chmod(0o755)
        data_dir.mkdir(exist_ok=True)
        if ours:
            data_dir.chmod(0o711 if os.geteuid() == 0 else 0o700)
        writable = os.access(data_dir, os.W_OK | os.X_OK)
    except (FileExistsError, NotADirectoryError) as error:
        raise DataDirUnusable(f"{error.filename} is not a folder. Set GOMOBILE_DATA_DIR to one.") from None
    except OSError as error:
        raise DataDirUnusable(
            f"{error.filename} cannot be used ({error.strerror}). Run gomobile as the user that owns it, "
            "or set GOMOBILE_DATA_DIR to a folder of your own."
        ) from None
    if not writable:
        raise DataDirUnusable(
            f"{data_dir} may not be written by this user. Run gomobile as the user that owns it, "
            "or set GOMOBILE_DATA_DIR to a folder of your own."
        )
