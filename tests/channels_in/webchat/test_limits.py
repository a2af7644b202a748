"""A visitor, a network and everybody together have an end; others are not harmed by it."""

from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as Gone

from channels_in import counting
from people.models import Customer
from tests.channels_in.webchat.visitor import Visitor as Page
from tests.channels_in.webchat.visitor import a_visitor, a_web_chat


@pytest.fixture(params=["together", "alone"])
def counted(request, monkeypatch):
    def gone(*args, **kwargs):
        raise Gone("away")

    if request.param == "alone":
        monkeypatch.setattr(counting.cache, "add", gone)


def test_who_writes_too_much_waits_and_another_does_not(db, counted):
    chat = a_web_chat(limits={"messages.visitor": [[3, 60]]})
    fast, slow = a_visitor(chat), a_visitor(chat)

    answers = [fast.write(f"{n}") for n in range(4)]

    assert [one.status_code for one in answers] == [202, 202, 202, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert answers[-1]["Access-Control-Allow-Origin"]
    assert slow.write("me").status_code == 202


def test_a_network_that_opens_chats_without_end_waits_whoever_it_says_it_is(db, counted):
    chat = a_web_chat(limits={"visits.network": [[2, 60]]})
    pages = [Page(chat) for _ in range(3)]
    for n, page in enumerate(pages):
        page.client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{n}"

    assert [page.visit().status_code for page in pages] == [200, 200, 429]
    assert Page(chat, peer="198.51.100.7").visit().status_code == 200
    assert pages[0].visit().status_code == 200  # it is known already


def test_a_program_that_fills_in_whatever_it_finds_has_told_us_nothing(db):
    asks = {"when": "always", "fields": [{"name": "email", "required": True}]}
    program = a_visitor(a_web_chat(asks=asks))
    told = {"token": program.token, "email": "bot@spam.example"}

    assert program.say("details", website="https://spam.example", **told).status_code == 200

    assert program.write("Buy this").json()["code"] == "details_needed"
    assert not Customer.objects.exists()
    program.say("details", website="", **told)
    assert program.write("I am a person").status_code == 202


def test_who_fills_in_the_form_without_end_waits(db, counted):
    asks = {"when": "always", "fields": [{"name": "email", "required": True}]}
    chat = a_web_chat(asks=asks, limits={"details.visitor": [[2, 3600]]})
    program = a_visitor(chat)

    answers = [program.say("details", token=program.token, email="a@b.example") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]


def test_new_chats_are_counted_and_old_ones_go_on(db, counted):
    chat = a_web_chat(limits={"chats.network": [[1, 3600]]})
    first, second = a_visitor(chat), a_visitor(chat)

    assert first.write("One").status_code == 202
    assert second.write("Two").status_code == 429
    assert first.write("Three").status_code == 202


def test_who_leaves_without_end_waits_and_another_does_not(db, counted):
    chat = a_web_chat(limits={"leave.visitor": [[2, 60]]})
    fast, slow = a_visitor(chat), a_visitor(chat)

    answers = [fast.say("leave", token=fast.token).status_code for _ in range(3)]

    assert answers == [204, 204, 429]
    assert slow.say("leave", token=slow.token).status_code == 204


@pytest.mark.parametrize(("what", "limit"), [("leave", "leave.network"), ("forget", "forget.network")])
def test_a_network_that_leaves_without_end_waits_and_others_do_not(db, counted, what, limit):
    chat = a_web_chat(limits={limit: [[2, 60]]})
    pages = [a_visitor(chat) for _ in range(3)]
    elsewhere = a_visitor(chat)
    elsewhere.peer = "198.51.100.7"

    assert [page.say(what, token=page.token).status_code for page in pages] == [204, 204, 429]
    assert elsewhere.say(what, token=elsewhere.token).status_code == 204


def test_who_guesses_whom_to_forget_waits(db, counted):
    chat = a_web_chat(limits={"forget.network": [[2, 60]]})
    program = Page(chat)

    answers = [program.say("forget", token=f"{n}" * 43).status_code for n in range(3)]

    assert answers == [204, 204, 429]
