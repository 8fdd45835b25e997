"""Refuse what a route does not know, so that nothing that a caller sent is dropped silently: a mistyped
`?permanant=true` is told, not ignored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args, get_origin

from fastapi import params
from fastapi.routing import APIRoute
from starlette.requests import Request

from gomobile.errors import AppError, FieldError, InvalidInput

FORM = "multipart/form-data"
# Every address takes these: see `sessions.check_organization`.
_GENERAL = {"organization": False}


class UnsupportedMediaType(AppError):
    """The body is of another kind than this address takes."""

    code: ClassVar[str] = "UNSUPPORTED_MEDIA_TYPE"
    status: ClassVar[int] = 415


@dataclass(frozen=True, slots=True)
class Known:
    """What a route takes: its query parameters and its form fields, with whether they may be repeated, or JSON; and
    whether it takes a form at all, also one that it reads itself.
    """

    query: Mapping[str, bool]
    form: Mapping[str, bool] | None
    json: bool
    forms: bool

    @classmethod
    def of(cls, route: APIRoute) -> Known:
        """What the parameters of the route's function say."""
        body = route.body_field
        is_form = body is not None and isinstance(body.field_info, params.Form)
        described = (route.openapi_extra or {}).get("requestBody", {}).get("content", {})
        return cls(
            _repeatable(route.dependant.query_params),
            _repeatable(route.dependant.body_params) if is_form else None,
            body is not None and not is_form,
            is_form or FORM in described,
        )

    async def check(self, request: Request) -> None:
        """Raise InvalidInput for unknown or repeated parameters, UnsupportedMediaType for another kind of body."""
        _refuse(request.query_params.multi_items(), {**_GENERAL, **self.query})
        if self.form is None and not self.json:
            return
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if self.form is None:
            if kind not in ("", "application/json") and not kind.endswith("+json"):
                raise UnsupportedMediaType(
                    "This address takes JSON: send the header `Content-Type: application/json` with it."
                )
        elif kind not in ("", FORM):
            raise UnsupportedMediaType(f"This address takes a form with a file: send it as {FORM}.")
        elif kind:
            form = await request.form()  # the framework gets the same one afterwards
            try:
                _refuse(form.multi_items(), self.form)
            except InvalidInput:
                await form.close()
                raise


def _repeatable(fields: Iterable[Any]) -> dict[str, bool]:
    """The names of parameters, and which take several values."""
    kinds = {field.alias: field.field_info.annotation for field in fields}
    return {name: any(get_origin(part) is list for part in (kind, *get_args(kind))) for name, kind in kinds.items()}


def _refuse(given: Iterable[tuple[str, object]], known: Mapping[str, bool]) -> None:
    errors = []
    for name, count in Counter(name for name, _ in given).items():
        if name not in known:
            errors.append(FieldError(name[:64], "unknownProperty", "This property is not known."))
        elif count > 1 and not known[name]:
            errors.append(FieldError(name, "duplicate", f"{name} is given {count} times; give it once."))
    if errors:
        raise InvalidInput(errors)
