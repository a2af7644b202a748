"""Files of a chat: up as bytes that nobody believes, down only to whom they were shown."""

from __future__ import annotations

import pytest
from django.core import signing

from channels_in.models import Receipt
from channels_in.webchat.shown import SALT
from tests.builders import a_reply, an_agent
from tests.channels_in.webchat.visitor import SHOP, a_visitor
from tests.tickets.files import a_picture, a_png
from tickets.actions.attach import attach
from tickets.models import Attachment, Draft, Ticket

PNG = a_png()


def link_in(visitor) -> str:
    visitor.visit()
    return next(one["files"][0]["url"] for one in visitor.messages.values() if one["files"])


def test_a_picture_comes_back_as_it_was_and_may_be_shown_elsewhere(visitor):
    assert visitor.upload("bukti.png", PNG, text="Look").status_code == 202

    answer = visitor.client.get(link_in(visitor))

    assert b"".join(answer.streaming_content) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_of_a_picture_it_is_said_how_large_it_stands_and_of_other_files_nothing(visitor):
    visitor.upload("room.png", a_picture(640, 480))
    visitor.upload("room.txt", b"3 x 4 metres", content_type="text/plain")

    visitor.visit()

    sizes = {one["files"][0]["name"]: one["files"][0] for one in visitor.messages.values()}
    assert (sizes["room.png"]["width"], sizes["room.png"]["height"]) == (640, 480)
    assert (sizes["room.txt"]["width"], sizes["room.txt"]["height"]) == (None, None)


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        (
            "x.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "image/svg+xml; x",
        ),
        ("x.html", b"<html><script>alert(1)</script></html>", "image/png"),
        ("x.png", b"<html>GIF89a", "image/png"),
    ],
)
def test_what_could_run_is_only_ever_saved(visitor, name, content, content_type):
    visitor.upload(name, content, content_type=content_type)

    answer = visitor.client.get(link_in(visitor))

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\r\nX-Evil: 1.png", "annexe\u202egnp.exe", "x" * 400])
def test_a_name_is_only_a_name(visitor, name):
    visitor.upload(name, PNG)

    answer = visitor.client.get(link_in(visitor))

    assert "X-Evil" not in answer
    assert Attachment.objects.get().name.isprintable()


def test_a_link_is_for_whom_it_was_made_and_for_some_minutes(visitor, chat, settings):
    visitor.upload("a.png", PNG)
    other = a_visitor(chat)
    other.upload("b.png", PNG)
    mine, theirs = link_in(visitor), link_in(other)
    attachment = Attachment.objects.get(name="a.png")

    swapped = theirs.split("?")[0] + "?" + mine.split("?")[1]
    unsigned = mine.split("?")[0]
    foreign = signing.dumps([attachment.pk, 10**9], salt=SALT)
    for link in (
        swapped,
        unsigned,
        f"{unsigned}?s={foreign}",
        f"{unsigned}?s=x",
        mine.replace(chat.token, "x" * 32),
    ):
        assert visitor.client.get(link).status_code == 404
    with pytest.MonkeyPatch.context() as patch:
        import time

        now = time.time()
        patch.setattr(time, "time", lambda: now + 301)
        assert visitor.client.get(mine).status_code == 404
    assert visitor.client.get(mine).status_code == 200


def test_fresh_links_are_given_for_what_is_theirs(visitor, chat):
    visitor.upload("a.png", PNG)
    other = a_visitor(chat)
    key = Attachment.objects.get().key

    assert list(visitor.say("links", token=visitor.token, files=[key]).json()["urls"]) == [key]
    assert other.say("links", token=other.token, files=[key]).json()["urls"] == {}


def test_who_signed_out_has_no_more_links(visitor):
    visitor.upload("a.png", PNG)
    link = link_in(visitor)

    visitor.say("forget", token=visitor.token)

    assert visitor.client.get(link).status_code == 404


def test_a_file_that_is_too_large_leaves_nothing_behind(visitor):
    answer = visitor.upload("big.bin", b"x" * (10 * 1024 * 1024 + 1))

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Receipt.objects.exists()


@pytest.mark.parametrize("fields", [{"ticket": "1"}, {"v": "2"}, {"key": "x"}])
def test_a_form_that_says_something_else_is_refused(visitor, fields):
    assert visitor.upload("a.png", PNG, **fields).status_code == 400


def test_an_agents_file_reaches_the_visitor(visitor, team):
    visitor.write("Send me the plan")
    ticket, agent = Ticket.objects.get(), an_agent(team)
    attach(ticket, agent=agent, kind=Draft.Kind.REPLY, name="plan.png", chunks=[PNG])
    a_reply(ticket, agent=agent, attachments_of_draft=Draft.objects.get())

    assert visitor.client.get(link_in(visitor)).status_code == 200


def test_a_form_that_cannot_be_taken_apart_is_refused_so_that_the_page_can_read_it(visitor, client):
    """Else it would take it for a bad line, and send it again and again."""
    name = "n" * 2000
    part = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nwords\r\n--x--\r\n'

    answer = client.post(
        f"/chat/{visitor.connection.token}/files/",
        part.encode(),
        content_type="multipart/form-data; boundary=x",
        headers={"origin": SHOP},
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_form")
    assert answer["Access-Control-Allow-Origin"] == SHOP
