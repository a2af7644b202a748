import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk.lib.markdown import escape, to_html
from helpdesk.lib.placeholders import VARIABLES, fill, variables

VALUES = {"customer.name": "Sari Dewi", "ticket.number": "NL-20312"}


def test_known_variables_are_replaced_however_they_are_spaced():
    made = fill("Halo {{ customer.name }}, tiket {{ticket.number}}.", VALUES)

    assert made.text == "Halo Sari Dewi, tiket NL-20312."
    assert (made.unknown, made.missing) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "{{ ticket.__class__.__mro__ }}", "{{ settings.SECRET_KEY }}", "{{ customer.name|upper }}",
        "{{ Customer.name }}", "{{ }}", "{{}}",
    ],
)  # fmt: skip
def test_anything_else_stays_as_it_is_and_is_reported(text):
    made = fill(text, VALUES)

    assert made.text == text
    assert made.unknown == (text.strip("{} "),)


@pytest.mark.parametrize(
    "text", ["{% include 'x' %}", "{{ a", "{{ {{ }", "{{{", "${customer.name}", "{customer.name}"]
)
def test_what_is_no_variable_is_plain_text(text):
    assert fill(text, VALUES).text == text


def test_a_variable_without_a_value_is_left_out_and_reported():
    made = fill("Halo {{ agent.name }}!", {"agent.name": "  "})

    assert (made.text, made.missing) == ("Halo !", ("agent.name",))


def test_a_value_is_never_read_as_a_variable():
    assert fill("{{ customer.name }}", {"customer.name": "{{ ticket.number }}"}).text == "{{ ticket.number }}"


def test_a_value_brings_no_new_line_into_a_header():
    made = fill("Re: {{ ticket.subject }}", {"ticket.subject": "x\r\nBcc: all@example.com"})

    assert made.text == "Re: x Bcc: all@example.com"


def test_a_value_is_fitted_to_the_language_of_the_text():
    made = fill("**{{ customer.name }}**", {"customer.name": "[x](https://evil.example)"}, escape=escape)

    assert "<a" not in to_html(made.text)


def test_the_form_learns_each_variable_once():
    assert variables("{{ x }} {{ customer.name }} {{ y }} {{ x }}") == ["x", "customer.name", "y"]


@given(st.text(alphabet="{} .acemnortsu", max_size=200))
def test_no_text_breaks_it_and_only_the_list_counts(text):
    made = fill(text, {})

    assert set(made.missing) <= set(VARIABLES)
    assert not set(made.unknown) & set(VARIABLES)


@pytest.mark.parametrize("piece", ["{{", "{{ ", "{{ a", "{", " ", "}}{{"])
def test_a_megabyte_is_filled_in_linear_time(piece):
    text = piece * (1_000_000 // len(piece))
    begin = time.process_time()

    fill(text, VALUES)

    assert time.process_time() - begin < 1
