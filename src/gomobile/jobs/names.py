"""Names of the tasks that requests queue."""

from __future__ import annotations

RUN_IMPORT = "imports.run"
PREVIEW_IMPORT = "imports.preview"
UNDO_IMPORT = "imports.undo"
