"""`client.imports`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from gomobile.client.models.imports import Import, ImportMapping
from gomobile.client.models.page import Page
from gomobile.client.resources.files import opened, saved
from gomobile.client.resources.methods import Awaiting, Blocking, Noun, iterator, method, read_list
from gomobile.client.resources.pages import walk_entries
from gomobile.client.resources.waiting import wait_for
from gomobile.client.transport.request import Id, Upload, form, make_request, path
from gomobile.client.transport.steps import Emits, Steps


class ImportMethods(Noun):
    """Bring files in: look at the dry run, execute, watch, fetch what was refused, undo."""

    @method
    def create(
        self,
        file: str | Path | IO[bytes],
        *,
        dry_run: bool = True,
        columns: Mapping[str, str | None] | None = None,
        mapping: str | None = None,
        create_attributes: bool = False,
        filename: str | None = None,
        region: str | None = None,
        decimal: str | None = None,
        date: str | None = None,
        encoding: str | None = None,
        delimiter: str | None = None,
        sheet: str | int | None = None,
        has_header: bool | None = None,
        idempotency_key: str | None = None,
    ) -> Steps[Import]:
        """Upload a file and check it, or import it with `dry_run=False`, in the background; see `wait`.

        file: a path, or a file open in binary mode: CSV, TSV, XLSX, XLS, ODS, JSON Lines, Parquet or vCard,
            as it is or in gzip or zip
        columns: by header, over what the service recognises itself: `{"mobile": "primaryPhone",
            "balance": "customAttributes.account_balance:comma", "city": "city:fill", "notes": None}`; `:fill`
            only fills blanks, `:never` never overwrites, `:MDY` and `:comma` say how this column is written, None
            ignores it
        mapping: the name of a saved one
        create_attributes: make an attribute of each column that is none yet
        region, decimal (`.` or `,`), date (`DMY`, `MDY`, `YMD`), encoding, delimiter, sheet, has_header:
            found out from the file and the organization unless given
        """
        fields = {
            "dryRun": dry_run,
            "map": [f"{header}={field or '-'}" for header, field in (columns or {}).items()],
            "mapping": mapping,
            "createAttributes": create_attributes,
            "region": region,
            "decimal": decimal,
            "date": date,
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "hasHeaderRow": has_header,
        }
        with opened(file, filename) as (stream, name):
            upload = Upload(name, stream, form(fields))
            request = make_request("POST", "/imports", upload=upload, idempotency_key=idempotency_key)
            return (yield from self._ask(request, Import.from_json))

    @method
    def get(self, id: Id) -> Steps[Import]:
        """One import: its state, progress, counts, dry run and undo."""
        return self._get(id)

    @method
    def list(self, *, page: int | None = None, limit: int | None = None) -> Steps[Page[Import]]:
        """A page of imports, newest first."""
        return self._page({"page": page, "limit": limit})

    @iterator
    def iterate(self, *, limit: int = 100) -> Emits[Import]:
        """Every import, newest first."""
        return walk_entries(lambda opening: self._page({"limit": limit, **opening}))

    @method
    def map(
        self, id: Id, columns: Sequence[Mapping[str, Any]], *, options: Mapping[str, Any] | None = None
    ) -> Steps[Import]:
        """Change the mapping of an import that has not run; its dry run is made again.

        columns: `{"column": 0, "field": "primaryPhone", "policy": "overwrite"}`, by position in the file
        options: `region`, `decimal`, `date`, `createAttributes`
        """
        body = {"columns": columns, **({"options": options} if options else {})}
        return self._ask(make_request("PUT", path("imports", id, "mapping"), json=body), Import.from_json)

    @method
    def execute(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Import]:
        """Run an import that was looked at."""
        return self._act(id, "execute", idempotency_key)

    @method
    def resume(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Import]:
        """Go on with one that was cancelled or failed, where it stopped."""
        return self._act(id, "resume", idempotency_key)

    @method
    def cancel(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Import]:
        """Stop it; what is committed stays, to be undone or resumed."""
        return self._act(id, "cancel", idempotency_key)

    @method
    def undo(self, id: Id, *, idempotency_key: str | None = None) -> Steps[Import]:
        """Delete what it created and put back what it overwrote, except where somebody changed it since."""
        return self._act(id, "undo", idempotency_key)

    @method
    def wait(
        self, id: Id, *, on_progress: Callable[[Import], object] | None = None, timeout: float | None = None
    ) -> Steps[Import]:
        """Wait until the dry run, run or undo has ended, and return its last state.

        `on_progress` is called with each state seen. Raises JobFailed, or WaitTimeout after `timeout` seconds.
        """
        return wait_for(lambda: self._get(id), on_progress, timeout)

    @method
    def rejects(self, id: Id, to: str | Path | IO[bytes], *, all: bool = False) -> Steps[int]:
        """Save the refused rows as a CSV to mend and import again, and return its size in bytes.

        `all`: also rows whose contact was kept although some cell was not.
        """
        request = make_request("GET", path("imports", id, "rejects"), params={"all": all or None})
        return saved(request, to, self._policy)

    @method
    def mappings(self) -> Steps[tuple[ImportMapping, ...]]:
        """The saved mappings, by name."""
        return self._ask(make_request("GET", "/import-mappings"), read_list(ImportMapping.from_json, "data"))

    @method
    def save_mapping(self, name: str, id: Id, *, idempotency_key: str | None = None) -> Steps[ImportMapping]:
        """Save the mapping of the import `id` for `create(mapping=name)`; replaces that name."""
        body = {"name": name, "importId": id}
        request = make_request("POST", "/import-mappings", json=body, idempotency_key=idempotency_key)
        return self._ask(request, ImportMapping.from_json)

    @method
    def delete_mapping(self, id: Id) -> Steps[None]:
        """Forget a saved mapping."""
        yield from self._send(make_request("DELETE", path("import-mappings", id)))

    def _get(self, id: Id) -> Steps[Import]:
        return self._ask(make_request("GET", path("imports", id)), Import.from_json)

    def _page(self, params: Mapping[str, Any]) -> Steps[Page[Import]]:
        request = make_request("GET", "/imports", params=params)
        return self._ask(request, lambda answer: Page.from_json(answer, Import.from_json))

    def _act(self, id: Id, verb: str, idempotency_key: str | None) -> Steps[Import]:
        request = make_request("POST", path("imports", id, verb), idempotency_key=idempotency_key)
        return self._ask(request, Import.from_json)


class Imports(ImportMethods, Blocking):
    """Imports of the organization."""


class AsyncImports(ImportMethods, Awaiting):
    """Imports of the organization."""
