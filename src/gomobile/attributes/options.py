"""The options of an enum attribute: made with stable ids, added to, renamed, archived; never removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gomobile.attributes.definition import EnumOption
from gomobile.attributes.parse.text import fold, storable
from gomobile.attributes.slug import unique_slug
from gomobile.errors import FieldError, InvalidInput

MAX_OPTIONS = 1000
MAX_LABEL = 64


@dataclass(frozen=True, slots=True)
class OptionChange:
    """One entry of an update: with an `id` it changes that option, without one it adds one. None: leave."""

    id: str | None = None
    label: str | None = None
    archived: bool | None = None


def new_options(labels: Sequence[str]) -> tuple[EnumOption, ...]:
    """Options with ids made from their labels. Raises InvalidInput naming each refused label."""
    return change_options((), [OptionChange(label=label) for label in labels])


def change_options(current: Sequence[EnumOption], changes: Sequence[OptionChange]) -> tuple[EnumOption, ...]:
    """Apply changes: the options named come first, in the order given, then the others as they were.

    Raises InvalidInput with the path of each refused entry (`options.2.label`).
    """
    known = {option.id: option for option in current}
    result: dict[str, EnumOption] = {}
    problems: list[FieldError] = []
    for index, change in enumerate(changes):
        path = f"options.{index}"
        label = change.label.strip() if change.label is not None else None
        problem = _label_problem(label, required=change.id is None)
        if problem:
            problems.append(FieldError(f"{path}.label", *problem, {"max": MAX_LABEL}, None))
        elif change.id is not None and (change.id not in known or change.id in result):
            again = change.id in result
            text = (
                "This option is named twice." if again else "There is no option with this id; leave id out to add one."
            )
            problems.append(FieldError(f"{path}.id", "duplicate" if again else "enum", text, {}, change.id))
        elif change.id is not None:
            old = known[change.id]
            archived = old.archived if change.archived is None else change.archived
            result[old.id] = replace(old, label=label or old.label, archived=archived)
        else:
            assert label is not None
            id = unique_slug(label, known.keys() | result.keys(), fallback="option")
            result[id] = EnumOption(id, label, archived=bool(change.archived))
    kept = [option for option in current if option.id not in result]
    options = (*result.values(), *kept)
    problems = problems or _clashes(tuple(result.values()), kept)
    if len(options) > MAX_OPTIONS:
        text = f"An attribute has at most {MAX_OPTIONS:,} options; use a text attribute for open lists."
        problems.append(FieldError("options", "maxItems", text, {"max": MAX_OPTIONS}, None))
    if problems:
        raise InvalidInput(problems)
    return options


def _label_problem(label: str | None, *, required: bool) -> tuple[str, str] | None:
    if label is None:
        return ("required", "A new option needs a label.") if required else None
    if not label:
        return "minLength", "A label has at least 1 character."
    if len(label) > MAX_LABEL:
        return "maxLength", f"A label has at most {MAX_LABEL} characters."
    if not storable(label) or not label.isprintable():
        return "invalidCharacter", "A label holds no control characters."
    return None


def _clashes(changed: Sequence[EnumOption], kept: Sequence[EnumOption]) -> list[FieldError]:
    """Labels that could not be told from another option's label or id when a file or a caller writes them."""
    by_id = {fold(option.id): option for option in (*changed, *kept)}
    by_label = {fold(option.label): option for option in kept}
    problems = []
    for index, option in enumerate(changed):
        word = fold(option.label)
        other = by_label.setdefault(word, option)
        if other is option:
            other = by_id.get(word, option)
        if other is not option:
            text = f'"{option.label}" already means the option {other.id} ("{other.label}"); choose another.'
            problems.append(FieldError(f"options.{index}.label", "duplicate", text, {"id": other.id}, option.label))
    return problems
