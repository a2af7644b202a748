"""Telephone numbers as people write them, to the one form in which they are kept: +, country, number (E.164).

What providers hand us is international already. A number without its country is one of the country where
it is dialled: 0812 3456 789 in Indonesia.
"""

from __future__ import annotations

from babel.core import get_global
from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
    format_number,
    is_possible_number,
    is_valid_number,
    number_type,
    parse,
)

LONGEST_TEXT = 20_000  # characters in which numbers are looked for
LONGEST = 60
EARNING = (PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PERSONAL_NUMBER)


def country_of_zone(zone: str) -> str:
    """Where a company that lives by this clock dials, ISO 3166; empty: numbers need their country."""
    return str(get_global("zone_territories").get(zone, ""))


def international(written: str, *, country: str = "") -> str:
    """The number in its one form; empty if it is none, or if nobody can say of which country.

    With its country a number has only to be long enough: ranges are given out all the time.
    """
    if len(written) > LONGEST or any(character.isalpha() for character in written):
        return ""
    try:
        number = parse(written, country or None)
    except NumberParseException:
        return ""
    has_country = written.lstrip(" (").startswith("+")
    return _kept(number) if (is_possible_number if has_country else is_valid_number)(number) else ""


def numbers_in(text: str, *, country: str = "") -> list[str]:
    """What may be a telephone number in somebody's words, each once. Prices and parcels look like some."""
    found = PhoneNumberMatcher(text[:LONGEST_TEXT], country or None, leniency=Leniency.VALID)
    return list(dict.fromkeys(_kept(one.number) for one in found))


def earns_when_called(number: str) -> bool:
    """Whose owner has a share in what the call costs, like +62 809: of a number with its country."""
    try:
        return number_type(parse(number)) in EARNING
    except NumberParseException:
        return False


def _kept(number: PhoneNumber) -> str:
    return str(format_number(number, PhoneNumberFormat.E164))
