"""How long things are kept. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from gomobile.policies.policy import setting

NAME = "retention"
_MOST = 36_500


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """How many days things are kept before they are removed for good; null keeps them. Applied once a day."""

    trash_days: int | None = setting(
        90, "Days in the trash until a contact is erased.", minimum=1, maximum=_MOST, nullable=True
    )
    import_rejects_days: int | None = setting(
        90,
        "Days after the end of an import until its refused rows and its preview are removed; its counts stay.",
        minimum=1,
        maximum=_MOST,
        nullable=True,
    )
    call_results_days: int | None = setting(
        None, "Days until a call result is removed.", minimum=30, maximum=_MOST, nullable=True
    )
    audience_exits_days: int | None = setting(
        None, "Days until it is forgotten that a contact was in an audience.", minimum=1, maximum=_MOST, nullable=True
    )
    history_days: int | None = setting(
        None,
        "Days until what a change overwrote is forgotten: it leaves the timeline, and imports older than that can no"
        " longer be undone.",
        minimum=30,
        maximum=_MOST,
        nullable=True,
    )
