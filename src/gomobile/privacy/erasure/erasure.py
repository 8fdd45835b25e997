"""What an erasure did. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Erasure:
    """What an erasure did: the contacts, how many rows of each place it removed or blanked, and files of imports."""

    contact_ids: list[UUID]
    removed: dict[str, int] = field(default_factory=dict)
    blanked: dict[str, int] = field(default_factory=dict)
    import_files: int = 0
    suppressed: bool = False
    phone_hashes: list[bytes] = field(default_factory=list)

    @property
    def found_anything(self) -> bool:
        """Whether there was anything to erase."""
        return bool(self.contact_ids or any(self.removed.values()) or any(self.blanked.values()) or self.import_files)
