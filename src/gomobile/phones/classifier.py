"""Validity, type and region of the numbers of a calling code, by the patterns of all its regions at once."""

from __future__ import annotations

from dataclasses import dataclass

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberDesc

from gomobile.phones.automaton import Nfa
from gomobile.phones.patterns import read_pattern
from gomobile.phones.regions import general_description

POSSIBLE, LOCAL_ONLY, TOO_SHORT, TOO_LONG, INVALID_LENGTH = range(5)
"""How the length of a national number stands to the lengths that are possible in a plan."""

# The order in which libphonenumber tries the types; fixed line and mobile come last, since they may coincide.
_SPECIAL_TYPES = (
    "premium_rate",
    "toll_free",
    "shared_cost",
    "voip",
    "personal_number",
    "pager",
    "uan",
    "voicemail",
)


STATUSES = ("valid", "possible", "invalid")


@dataclass(frozen=True, slots=True)
class NumberClass:
    """What libphonenumber says about a number that was read."""

    status: str
    type: str
    region: str | None


def length_kind(desc: PhoneNumberDesc, length: int) -> int:
    """How a length stands to the possible lengths of a description (phonenumbers' `_test_number_length`)."""
    if length in desc.possible_length_local_only:
        return LOCAL_ONLY
    if length in desc.possible_length:
        return POSSIBLE
    if length < desc.possible_length[0]:
        return TOO_SHORT
    return TOO_LONG if length > desc.possible_length[-1] else INVALID_LENGTH


@dataclass(frozen=True, slots=True)
class _Description:
    accept: int
    lengths: tuple[int, ...]

    def fits(self, states: int, length: int) -> bool:
        return bool(states & self.accept) and (not self.lengths or length in self.lengths)


@dataclass(frozen=True, slots=True)
class _Region:
    metadata: PhoneMetadata
    leading: int | None
    descriptions: dict[str, _Description]

    def type(self, states: int, length: int) -> str:
        fits = {name for name, description in self.descriptions.items() if description.fits(states, length)}
        if "general_desc" not in fits:
            return "unknown"
        for name in _SPECIAL_TYPES:
            if name in fits:
                return name
        if "fixed_line" in fits:
            both = self.metadata.same_mobile_and_fixed_line_pattern or "mobile" in fits
            return "fixed_line_or_mobile" if both else "fixed_line"
        if "mobile" in fits and not self.metadata.same_mobile_and_fixed_line_pattern:
            return "mobile"
        return "unknown"


class Classifier:
    """Walk `nfa` over a national number; `classify` then reads the answer off the final states.

    Raises PatternError when a pattern of one of the regions cannot be read.
    """

    def __init__(self, calling_code: int) -> None:
        self.nfa = Nfa()
        self._regions = []
        for region in COUNTRY_CODE_TO_REGION_CODE[calling_code]:
            metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
            assert metadata is not None
            self._regions.append(self._add(metadata))
        self._possible_lengths = general_description(self._regions[0].metadata)

    def _add(self, metadata: PhoneMetadata) -> _Region:
        leading = metadata.leading_digits
        descriptions = {}
        for name in ("general_desc", *_SPECIAL_TYPES, "fixed_line", "mobile"):
            desc = getattr(metadata, name)
            if desc is not None and desc.national_number_pattern:
                accept = self.nfa.add(read_pattern(desc.national_number_pattern))
                descriptions[name] = _Description(accept, tuple(desc.possible_length))
        return _Region(
            metadata,
            None if leading is None else self.nfa.add(read_pattern(leading), prefix=True),
            descriptions,
        )

    def classify(self, states: int, length: int) -> NumberClass:
        """The class of a number of `length` digits after which the automaton is in `states`."""
        region, kind = self._region_and_type(states, length)
        if kind != "unknown":
            return NumberClass("valid", kind, region)
        possible = length_kind(self._possible_lengths, length) in (POSSIBLE, LOCAL_ONLY)
        return NumberClass("possible" if possible else "invalid", kind, region)

    def _region_and_type(self, states: int, length: int) -> tuple[str | None, str]:
        if len(self._regions) == 1:
            only = self._regions[0]
            return only.metadata.id, only.type(states, length)
        for region in self._regions:
            kind = region.type(states, length)
            belongs = bool(states & region.leading) if region.leading is not None else kind != "unknown"
            if belongs:
                return region.metadata.id, kind
        return None, "unknown"
