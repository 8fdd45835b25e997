"""A request with a file that PostgreSQL ends in favour of another one is made again with the whole file."""

from __future__ import annotations

import pytest

from tests import losing, make

CALLS = ("/call-results/file", "call_results", "phone,result\n{},answered\n", {})
SUPPRESSIONS = ("/suppressions/import", "suppressions", "phone\n{}\n", {"reason": "regulator"})
IMPORT = ("/imports", "imports", "phone,name\n{},Ann\n", {})
SOURCE = ("/imports/upload", "imports", "phone,name\n{},Ann\n", {})
MEMBERS = ("/audience/{}/members", "audience_members", "phone,name\n{},Ann\n", {})


@pytest.mark.parametrize(("path", "table", "text", "fields"), [CALLS, SUPPRESSIONS, IMPORT, SOURCE, MEMBERS])
def test_the_file_is_read_from_its_beginning(
    api: make.Api, conninfo: str, path: str, table: str, text: str, fields: dict[str, str]
) -> None:
    number = make.phone()
    assert api.post("/contact", json={"primaryPhone": number}).status_code == 201
    audience = api.post("/audience", json={"name": "Donors", "type": "static"}).json()
    file = {"file": ("a.csv", text.format(number).encode())}
    losing.refuse(conninfo, table)

    send = api.put if path.endswith("/members") else api.post
    answer = send(path.format(audience["id"]), files=file, **({"data": fields} if fields else {}))

    assert answer.status_code < 300, answer.text
    assert losing.refused(conninfo, table) > 1
