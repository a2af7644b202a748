# ruff: noqa: RUF001 - a colon as Chinese programs write it
"""Ids, numbers and tokens that say which conversation a mail belongs to."""

from __future__ import annotations

import pytest

from channels_in.mail.threads import (
    ids_in,
    make_token,
    message_id_in,
    read_token,
    ticket_number_in,
    tokens_in,
)
from helpdesk.lib.subjects import plain_subject
from tests.channels_in.mail.letters import a_letter, read

KEY = b"k" * 32
RINA = "rina@people.example"


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        ("<a@x> <b@y>", ("a@x", "b@y")),
        ("<a@x>,<b@y>", ("a@x", "b@y")),
        ("<a@x><a@x>", ("a@x",)),
        ("a@x.example b@y.example", ("a@x.example", "b@y.example")),
        ("Your message of Monday <a@x>", ("a@x",)),
        ("<long\r\n id@x>", ("longid@x",)),
        ("", ()),
    ],
)
def test_ids_are_found_however_they_are_written(field: str, ids: tuple[str, ...]):
    assert ids_in(field) == ids


def test_of_thousands_of_references_the_last_ones_are_kept():
    ids = ids_in(" ".join(f"<{n}@x>" for n in range(5000)))

    assert (len(ids), ids[-1]) == (200, "4999@x")


@pytest.mark.parametrize(
    ("field", "found"), [("<a@x>", "a@x"), ("a@x", "a@x"), ("no-at-sign", "no-at-sign"), ("", "")]
)
def test_a_message_id_is_bare(field: str, found: str):
    assert message_id_in(field) == found


def test_what_a_mail_answers_comes_likeliest_first():
    mail = read(a_letter(In_Reply_To="<c@x>", References="<a@x> <b@x> <c@x>"))

    assert mail.thread_ids == ("c@x", "b@x", "a@x")


@pytest.mark.parametrize(
    "subject",
    [
        "Paket",
        "Re: Paket",
        "RE: re: Paket",
        "Bls: Paket",
        "Fwd: Re: Paket",
        "AW: Paket",
        "Re[2]: Paket",
        "回复：Paket",
        "Balasan: Paket",
    ],
)
def test_a_subject_is_compared_without_its_prefixes(subject: str):
    assert plain_subject(subject) == "Paket"


def test_a_word_that_begins_like_a_prefix_is_kept():
    assert plain_subject("Refund: Paket") == "Refund: Paket"


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        ("[ALUR-17] Paket", 17),
        ("Re: paket alur-17", 17),
        ("ALUR-99 dan [ALUR-17]", 17),
        ("XALUR-17", None),
        ("ALUR-17-3", None),
        ("ALUR-x", None),
        ("ALUR-9999999999999999999", None),
        ("Paket", None),
    ],
)
def test_the_number_of_a_ticket_is_found_in_a_subject(subject: str, number: int | None):
    assert ticket_number_in(subject, prefix="ALUR") == number


@pytest.mark.parametrize("ticket", [0, 1, 35, 36, 123456789])
def test_a_token_leads_back_to_its_ticket(ticket: int):
    token = make_token(KEY, ticket=ticket, address=RINA)

    assert read_token(KEY, token, address=RINA) == ticket
    assert read_token(KEY, token.upper(), address="RINA@people.example") == ticket


def test_a_token_fits_beside_a_mailbox_name_and_holds_128_bits():
    token = make_token(KEY, ticket=2**31, address=RINA)

    assert len(f"customer-support+{token}") <= 64
    assert len(token.partition("-")[2]) * 5 >= 128


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(lambda token: token, id="another sender"),
        pytest.param(lambda token: "2" + token[1:], id="another ticket"),
        pytest.param(lambda token: token[:-1] + ("a" if token[-1] != "a" else "b"), id="one letter changed"),
        pytest.param(lambda token: token[:-10], id="cut short"),
        pytest.param(lambda token: "0" + token, id="its number written otherwise"),
        pytest.param(lambda token: "17", id="of an older form"),
        pytest.param(lambda token: "", id="empty"),
    ],
)
def test_a_forged_token_leads_nowhere(forged, request: pytest.FixtureRequest):
    token = forged(make_token(KEY, ticket=1, address=RINA))
    sender = "eve@people.example" if "another sender" in request.node.name else RINA

    assert read_token(KEY, token, address=sender) is None


def test_a_token_of_another_installation_leads_nowhere():
    assert read_token(b"other" * 8, make_token(KEY, ticket=1, address=RINA), address=RINA) is None


def test_tokens_are_found_where_answers_carry_them():
    token = make_token(KEY, ticket=17, address=RINA)

    for headers in (
        {"To": f"Help <help+{token}@ours.example>"},
        {"Delivered_To": f"help+{token.upper()}@ours.example"},
        {"In_Reply_To": f"<reply.{token}@ours.example>"},
    ):
        assert tokens_in(read(a_letter(**headers))) == (token,)
