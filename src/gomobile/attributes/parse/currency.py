"""Currencies and percent signs around a number."""

from __future__ import annotations

import re
import unicodedata

# ISO 4217, active in 2026.
_ISO = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN
PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY
TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
# What people write instead, in capitals and without dots and spaces.
_WRITTEN = "DH DHS FCFA EURO EUROS US$ C$ A$ R$ % ٪ دم دج دت رس درهم دراهم دينار ريال"
UNITS = frozenset(_ISO.split()) | frozenset(_WRITTEN.split())

_WORD = r"[^\d\s()+\-.,'][^\d()+\-,']*"
_BEFORE = re.compile(rf"({_WORD}?) *(?=[-+(]|[.,]?\d)")
_AFTER = re.compile(rf"(?<=[\d).,\- ])({_WORD})$")


def strip_unit(body: str) -> str:
    """Take a currency or percent sign off the front or, if there is none, off the end; other words stay."""
    if body and not (body[0].isdecimal() and body[-1].isdecimal()):
        before = _BEFORE.match(body)
        if before and _is_unit(before[1]):
            return body[before.end() :]
        after = _AFTER.search(body)
        if after and _is_unit(after[1]):
            return body[: after.start()]
    return body


def _is_unit(word: str) -> bool:
    word = word.upper().replace(".", "").replace(" ", "")
    return word in UNITS or (len(word) == 1 and unicodedata.category(word) == "Sc")
