"""Telephone numbers as people write them, to the one form in which they are kept: +, country, number (E.164).

What providers hand us is international already. A number without its country is one of the country where
it is dialled: 0812 3456 789 in Indonesia.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
WRITTEN = re.compile(r"[+(]?[0-9][0-9\s().\-/\u2010-\u2015]{5,24}[0-9]")
SEPARATORS = re.compile(r"[\s().\-/\u2010-\u2015]")


@dataclass(frozen=True, slots=True)
class Dialling:
    """How a country dials. Source: ITU-T E.164 list of country codes, E.123."""

    code: str
    trunk: str = "0"  # before a number of the country itself; dropped behind the code
    abroad: tuple[str, ...] = ("00",)  # before a number of another country


COUNTRIES: dict[str, Dialling] = {
    "ID": Dialling("62", abroad=("00", "001", "007", "008", "01017")),
    "MY": Dialling("60"),
    "SG": Dialling("65", trunk="", abroad=("000", "001", "002", "008")),
    "PH": Dialling("63"),
    "TH": Dialling("66", abroad=("001", "007", "009")),
    "VN": Dialling("84"),
    "TL": Dialling("670", trunk=""),
    "AU": Dialling("61", abroad=("0011",)),
    "IN": Dialling("91"),
    "JP": Dialling("81", abroad=("010",)),
    "GB": Dialling("44"),
    "DE": Dialling("49"),
    "NL": Dialling("31"),
}
ZONES = {
    **dict.fromkeys(("Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"), "ID"),
    **dict.fromkeys(("Asia/Kuala_Lumpur", "Asia/Kuching"), "MY"),
    "Asia/Singapore": "SG",
    "Asia/Manila": "PH",
    "Asia/Bangkok": "TH",
    "Asia/Ho_Chi_Minh": "VN",
    "Asia/Dili": "TL",
    **dict.fromkeys(("Australia/Sydney", "Australia/Melbourne", "Australia/Perth", "Australia/Darwin"), "AU"),
    "Asia/Kolkata": "IN",
    "Asia/Tokyo": "JP",
    "Europe/London": "GB",
    "Europe/Berlin": "DE",
    "Europe/Amsterdam": "NL",
}


def country_of_zone(zone: str) -> str:
    """Where a company that lives by this clock dials; empty: numbers need their country."""
    return ZONES.get(zone, "")


def international(written: str, *, country: str = "") -> str:
    """The number in its one form; empty if it is none, or if nobody can say of which country."""
    digits = SEPARATORS.sub("", written.strip())
    if not re.fullmatch(r"\+?[0-9]{4,20}", digits):
        return ""
    if not digits.startswith("+"):
        digits = _with_country(digits, COUNTRIES.get(country))
    # Many write the trunk prefix behind the country all the same: +62 (0)812 …
    starts = ((one, f"+{one.code}{one.trunk}") for one in COUNTRIES.values() if one.trunk)
    known = next((one for one, start in starts if digits.startswith(start)), None)
    if known:
        digits = f"+{known.code}{digits[1 + len(known.code) + len(known.trunk) :]}"
    return digits if E164.fullmatch(digits) else ""


def numbers_in(text: str, *, country: str = "") -> list[str]:
    """What may be a telephone number in somebody's words, each once. Prices and parcels look like some."""
    found = (international(one.group(), country=country) for one in WRITTEN.finditer(text[:20_000]))
    return list(dict.fromkeys(one for one in found if one))


def _with_country(digits: str, dialling: Dialling | None) -> str:
    if dialling is None:
        return f"+{digits[2:]}" if digits.startswith("00") else ""
    for prefix in sorted(dialling.abroad, key=len, reverse=True):
        if digits.startswith(prefix):
            return f"+{digits[len(prefix) :]}"
    if digits.startswith(dialling.code) and len(digits) >= len(dialling.code) + 8:
        return f"+{digits}"  # 62812…: international, its sign left out
    if dialling.trunk and digits.startswith(dialling.trunk):
        return f"+{dialling.code}{digits[len(dialling.trunk) :]}"
    return f"+{dialling.code}{digits}" if not dialling.trunk or len(digits) >= 9 else ""
