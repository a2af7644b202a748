"""In how many parts a text goes through the air: every part is paid for."""

import pytest

from channels_in.sms.fake_segments import segments_of
from helpdesk.lib.sms_text import parts_of, with_common_letters


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("a" * 160, 1, id="160 letters"),
        pytest.param("a" * 161, 2, id="one more"),
        pytest.param("a" * 306, 2, id="two full parts"),
        pytest.param("a" * 307, 3, id="and one more"),
        pytest.param("é" * 160, 1, id="a common letter with an accent"),
        pytest.param("a" * 158 + "€", 1, id="a sign of two places"),
        pytest.param("a" * 159 + "€", 2, id="for which there is no room"),
        pytest.param("ő" * 70, 1, id="70 rare letters"),
        pytest.param("ő" * 71, 2, id="one more rare one"),
        pytest.param("ő" * 134, 2, id="two full rare parts"),
        pytest.param("ő" * 135, 3, id="and one more rare one"),
        pytest.param("\U0001f600" * 35, 1, id="35 faces"),
        pytest.param("\U0001f600" * 36, 2, id="a face is never cut"),
        pytest.param("a" * 152 + "€" + "a" * 152, 3, id="nor a sign of two places"),
    ],
)
def test_a_text_has_its_number_of_parts(text, parts):
    assert parts_of(text) == parts
    assert segments_of(text) == max(parts, 1)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("“Halo” – kak…", '"Halo" - kak...'),
        ("’s-Gravenhage", "'s-Gravenhage"),
        ("“Halo” \U0001f600", "“Halo” \U0001f600"),
        ("Rp\u00a050.000", "Rp 50.000"),
        ("baris\nbaru", "baris\nbaru"),
    ],
)
def test_marks_of_print_go_as_plain_ones_where_that_makes_it_cheap(text, sent):
    assert with_common_letters(text) == sent
