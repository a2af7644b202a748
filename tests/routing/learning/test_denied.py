"""What a "not" turns round is read as another word."""

import pytest

from routing.learning.denied import denied


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("makanannya enak", "makanannya enak"),
        ("tidak terlalu enak", "tidak not_terlalu not_enak"),
        ("gak enak, pelayan ramah", "gak not_enak , pelayan ramah"),
        ("i don't like the new one much", "i don't not_like not_the not_new one much"),
        ("", ""),
    ],
)
def test_three_words_far_and_no_further_than_the_clause(said, read):
    assert denied(said) == read
