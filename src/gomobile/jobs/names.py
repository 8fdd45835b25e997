"""Names of the tasks that requests queue."""

from __future__ import annotations

RUN_IMPORT = "imports.run"
PREVIEW_IMPORT = "imports.preview"
UNDO_IMPORT = "imports.undo"
REMOVE_TAG = "tags.remove"
RUN_BULK_ACTION = "bulk.run"
UNDO_BULK_ACTION = "bulk.undo"
BUILD_AUDIENCE = "audiences.build"
SCAN_DUPLICATES = "duplicates.scan"
ACCEPT_DUPLICATES = "duplicates.accept"
FIND_CERTAIN_DUPLICATES = "duplicates.certain"
RUN_HYGIENE = "hygiene.run"
MAIL_LINK = "people.mail_link"
END_EXPIRED = "privacy.end_expired"
SUMMARIZE_QUALITY = "quality.summarize"
FILL_DEMO = "demo.fill"
