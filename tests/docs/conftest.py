"""The fixtures of the jobs' tests serve here too: an organization and the import service over a real database."""

from __future__ import annotations

from tests.jobs.conftest import importer as importer
