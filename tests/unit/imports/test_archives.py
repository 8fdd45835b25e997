"""Packed files: unpacked with one table inside, refused when cut, locked or made to fill the disk."""

from __future__ import annotations

import gzip
import zipfile
import zlib

import pytest

from gomobile.imports.sources.errors import (
    ArchiveTooLarge,
    EmptyFile,
    EncryptedFile,
    SeveralFiles,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)

from .conftest import Open, rows_of
from .workbooks import xlsx, zipped

CSV = "tel,name\n0612345678,Élodie\n".encode()
ROWS = [["0612345678", "Élodie"]]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (gzip.compress(CSV, mtime=0), "clients.csv.gz"),
        (gzip.compress(CSV, mtime=0), "clients"),
        (gzip.compress(CSV[:9], mtime=0) + gzip.compress(CSV[9:], mtime=0), "two-members.csv.gz"),
        (
            zipped({"folder/clients.csv": CSV, "__MACOSX/._clients.csv": b"\0\0", ".DS_Store": b"\0"}),
            "clients.zip",
        ),
        (zipped({"clients.xlsx": xlsx([["tel", "name"], *ROWS])}, zipfile.ZIP_STORED), "clients.zip"),
        (zipped({"clients.csv": CSV.decode().encode("utf-16")}), "clients.zip"),
    ],
    ids=["gzip", "gzip-without-name", "gzip-of-two", "zip", "zip-of-xlsx", "zip-of-utf-16"],
)
def test_a_packed_table_is_unpacked(opened: Open, content: bytes, name: str) -> None:
    table = opened(content, name)
    assert rows_of(table) == ROWS
    assert table.notes[0].startswith("unpacked ")


def test_the_name_inside_tells_the_format(opened: Open) -> None:
    assert opened(gzip.compress(b"tel\tname\n0612345678\ta, b\n", mtime=0), "clients.tsv.gz").format == "tsv"


@pytest.mark.parametrize("cut", [1, 4, 9, 20])
def test_a_truncated_gzip_is_refused(opened: Open, cut: int) -> None:
    with pytest.raises(TruncatedFile):
        opened(gzip.compress(CSV * 100, mtime=0)[:-cut], "clients.csv.gz")


def test_a_damaged_gzip_is_refused(opened: Open) -> None:
    content = bytearray(gzip.compress(CSV * 100, mtime=0))
    content[-6] ^= 0xFF
    with pytest.raises(UnreadableFile):
        opened(bytes(content), "clients.csv.gz")


@pytest.mark.parametrize("share", [0.2, 0.6, 0.95])
def test_a_truncated_zip_is_refused(opened: Open, share: float) -> None:
    content = zipped({"clients.csv": CSV * 100})
    with pytest.raises(TruncatedFile):
        opened(content[: int(len(content) * share)], "clients.zip")


def test_a_zip_with_several_files_is_refused_and_names_them(opened: Open) -> None:
    with pytest.raises(SeveralFiles, match=r"a\.csv, b\.csv"):
        opened(zipped({"a.csv": CSV, "b.csv": CSV}), "clients.zip")


@pytest.mark.parametrize(
    "content",
    [zipped({}), zipped({"folder/": b"", "__MACOSX/x": b"x"}), gzip.compress(b"", mtime=0)],
    ids=["nothing", "no-data", "no-bytes"],
)
def test_an_archive_with_nothing_in_it_is_empty(opened: Open, content: bytes) -> None:
    with pytest.raises(EmptyFile):
        opened(content, "clients.zip")


def test_an_archive_inside_an_archive_is_refused(opened: Open) -> None:
    for content in (gzip.compress(gzip.compress(CSV), mtime=0), zipped({"a.zip": zipped({"a.csv": CSV})})):
        with pytest.raises(UnsupportedFormat):
            opened(content, "clients.zip")


def test_a_locked_zip_is_refused(opened: Open) -> None:
    content = bytearray(zipped({"clients.csv": CSV}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(EncryptedFile):
        opened(bytes(content), "clients.zip")


def _gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    line = b"0612345678,Elodie,Fes\n" * 50_000
    return b"".join([packer.compress(line[: 1024 * 1024]) for _ in range(megabytes)]) + packer.flush()


def test_bombs_are_refused_and_leave_nothing_behind(opened: Open, tmp_path: object) -> None:
    for content in (_gzip_bomb(300), zipped({"a.csv": bytes(80 * 1024 * 1024)})):
        with pytest.raises(ArchiveTooLarge):
            opened(content, "clients.csv.gz", max_ratio=100)
    assert not list(tmp_path.glob("work/*"))  # type: ignore[attr-defined]


def test_a_stated_bound_on_size_is_kept(opened: Open) -> None:
    with pytest.raises(ArchiveTooLarge):
        opened(gzip.compress(CSV * 1000, mtime=0), "clients.csv.gz", max_bytes=10_000)
    with pytest.raises(ArchiveTooLarge):
        opened((CSV * 1000).decode().encode("utf-16"), "clients.csv", max_bytes=10_000)


def test_equal_rows_that_pack_very_well_are_no_bomb(opened: Open) -> None:
    assert len(rows_of(opened(gzip.compress(CSV * 20_000, 9, mtime=0), "clients.csv.gz"))) == 39_999


def test_a_name_from_the_archive_cannot_leave_the_folder(opened: Open, tmp_path: object) -> None:
    table = opened(zipped({"../../evil.csv": CSV}), "clients.zip")
    assert table.path.parent == tmp_path / "work"  # type: ignore[operator]
