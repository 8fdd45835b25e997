"""Consent."""

from __future__ import annotations

from gomobile.http.call import router as make_router

router = make_router("", "consent")
