"""An erasure as the API and the command line show it. Pure."""

from __future__ import annotations

from typing import Any

from gomobile.privacy import erasure_answers as answers
from gomobile.privacy.erasure.erasure import Erasure


def erasure_json(done: Erasure) -> answers.Erasure:
    """What was removed and blanked, by place."""
    return {
        "contactIds": done.contact_ids,
        "removed": done.removed,
        "blanked": done.blanked,
        "importFiles": done.import_files,
        "suppressed": done.suppressed,
    }


def facts(done: Erasure) -> dict[str, Any]:
    """The counts for the audit log."""
    return {
        "contacts": len(done.contact_ids),
        "removed": done.removed,
        "blanked": done.blanked,
        "importFiles": done.import_files,
        "suppress": done.suppressed,
    }
