"""A number is the same number however it is written."""

import pytest

from people.phone_numbers import country_of_zone, international, numbers_in


@pytest.mark.parametrize(
    "written",
    ["+6281234567890", "0812 3456 7890", "(0812) 3456-7890", "62 812-3456-7890", "+62 (0)812 3456 7890"],
)
def test_one_number_has_one_form(written):
    assert international(written, country="ID") == "+6281234567890"


@pytest.mark.parametrize(
    "written", ["", "08", "halo", "0800-FLOWERS", "+6", "1" * 70, "+62812345678901234567890"]
)
def test_what_is_no_number_is_none(written):
    assert international(written, country="ID") == ""


def test_without_a_country_only_an_international_number_is_one():
    assert (international("0812 3456 7890"), international("+65 6123 4567")) == ("", "+6561234567")


def test_numbers_are_found_among_words_and_prices_are_not():
    text = "Hubungi 0812-3456-7890 atau +62 21 5551234, harganya Rp 1.250.000, resi JP1234567890."

    assert numbers_in(text, country="ID") == ["+6281234567890", "+62215551234"]


def test_where_a_company_lives_says_how_it_dials():
    assert (country_of_zone("Asia/Jakarta"), country_of_zone("Asia/Makassar"), country_of_zone("UTC")) == (
        "ID",
        "ID",
        "",
    )
