"""Refuse what a route does not know, so that nothing that a caller sent is dropped silently: a mistyped
`?permanant=true` is told, not ignored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from fastapi import params
from fastapi.routing import APIRoute
from starlette.requests import Request

from gomobile.errors import AppError, FieldError, InvalidInput

FORM = "multipart/form-data"


class UnsupportedMediaType(AppError):
    """The body is of another kind than this address takes."""

    code: ClassVar[str] = "UNSUPPORTED_MEDIA_TYPE"
    status: ClassVar[int] = 415


@dataclass(frozen=True, slots=True)
class Known:
    """What a route takes: its query parameters, and its form fields or a JSON body."""

    query: frozenset[str]
    form: frozenset[str] | None
    json: bool

    @classmethod
    def of(cls, route: APIRoute) -> Known:
        """What the parameters of the route's function say."""
        body = route.body_field
        is_form = body is not None and isinstance(body.field_info, params.Form)
        names = frozenset(field.alias for field in route.dependant.body_params)
        return cls(
            frozenset(field.alias for field in route.dependant.query_params),
            names if is_form else None,
            body is not None and not is_form,
        )

    async def check(self, request: Request) -> None:
        """Raise InvalidInput for unknown parameters and form fields, UnsupportedMediaType for another kind of body."""
        _refuse(request.query_params.keys() - self.query)
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
            if unknown := form.keys() - self.form:
                await form.close()
                _refuse(unknown)


def _refuse(unknown: Iterable[str]) -> None:
    errors = [FieldError(name[:64], "unknownProperty", "This property is not known.") for name in sorted(unknown)]
    if errors:
        raise InvalidInput(errors)
