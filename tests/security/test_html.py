"""Markup that somebody writes is text wherever it is shown or sent (N13-N20)."""

from __future__ import annotations

import json
import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from django.test import Client

from channels_in.mail.compose import compose
from people.models import Company
from tests import builders
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.security.answers import Inline
from tests.tickets.views.conftest import SCRIPT as HTMX
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
HOSTILE = [
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<div style='position:fixed;inset:0'>overlay</div>",
    "<style>@import url(https://evil.example/x.css);</style>",
    "<a href='java\tscript:alert(1)'>x</a><a href='data:text/html,<script>1</script>'>y</a>",
    "<form action='https://evil.example'><input name=password></form>",
    "<div hx-get='/tickets/' hx-trigger=load data-hx-post='/me/beat/' hx-on:load='alert(1)'>x</div>",
    "<iframe src='https://evil.example'></iframe><object data=x></object><embed src=x>",
    "<img src='https://ads.example/p.gif'><img srcset='https://ads.example/p.gif 1x'>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<body onload=alert(1) background='https://ads.example/p.gif'>",
    "<p class='button button--danger' id='main'>x</p>",
]


@pytest.fixture
def client():
    Company.objects.update_or_create(pk=Company.ONLY, defaults={"name": "Nusa Living", "ticket_prefix": "NL"})
    client = Client()
    client.force_login(builders.an_admin(language="en"))
    return client


@pytest.mark.parametrize("body", HOSTILE)
def test_the_frame_of_a_mail_runs_and_fetches_nothing(client, body):
    box = a_mailbox()
    mail = a_mail(box.address)
    mail.add_alternative(f"<html><body><p>Halo</p>{body}</body></html>", subtype="html")
    message = arrives(box, mail).message

    page = client.get(f"/tickets/{message.ticket_id}/messages/{message.pk}/html/").content.decode()

    assert Inline(page, may_style=True).found == []
    assert re.search(r"<(script|iframe|object|embed|form|input|base|link|svg|math)\b", page) is None
    assert re.search(r"\s(hx-|data-hx-|on\w+=|srcset=|background=|action=)", page) is None
    assert (
        re.search(r"""\s(src|href)=["']?(?!/attachments/|https?:|mailto:|tel:|cid:|#)[^"'>\s]""", page)
        is None
    )
    assert re.search(r"""\ssrc=["']?https?:""", page) is None
    assert "position:fixed" not in page.replace(" ", "")
    assert "@import" not in page


@pytest.mark.parametrize("header", ["subject", "name"])
def test_what_a_mail_says_in_its_header_is_text_on_page_title_row_and_toast(client, header):
    box = a_mailbox()
    fields = {"subject": MARKUP} if header == "subject" else {}
    sender = (
        '"<script>alert(1)</script>" <rina@people.example>' if header == "name" else "rina@people.example"
    )
    ticket = arrives(box, a_mail(box.address, sender=sender, **fields)).message.ticket

    for place in (f"/tickets/{ticket.pk}/", "/tickets/?view=all", f"/tickets/rows/?view=all&ids={ticket.pk}"):
        page = client.get(place, headers=HTMX if "rows" in place else {}).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
    said = client.post(f"/tickets/{ticket.pk}/subject/", {"to": MARKUP}, headers=HTMX)
    assert "<script>alert" not in said.content.decode()
    assert all(isinstance(words, dict) for words in json.loads(said.headers["HX-Trigger"]).values())


def test_markup_in_a_reply_and_a_signature_leaves_as_text(client):
    html = as_sent(signed(MARKUP), f"Halo {MARKUP}").get_body(("html",)).get_content()
    assert "<script" not in html
    assert "<img src=x" not in html


def test_a_template_in_what_an_agent_writes_is_never_run(client, settings):
    text = "{{ ticket.__class__ }} {% include '500.html' %} {{ settings.SECRET_KEY }} {{7*7}} ${7*7}"
    ticket = signed("Salam ${7*7}")  # what would be filled in is refused where it is written

    raw = as_sent(ticket, text)
    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    for shown in (raw.as_string(), page):
        assert settings.SECRET_KEY not in shown
        assert "49 " not in shown
        assert "tickets.models" not in shown


def test_htmx_may_not_evaluate_and_asks_only_us(client):
    page = client.get("/tickets/").content.decode()

    found = re.search(r"<meta name=\"htmx-config\" content='([^']+)'", page)
    assert found
    config = json.loads(found[1])
    assert (config["allowEval"], config["allowScriptTags"], config["selfRequestsOnly"]) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    "place", ["/tickets/", "/tickets/999999/", "/tickets/rows/", "/no/such/page/", "/tickets/?order=x"]
)
def test_parts_and_refusals_for_scripts_carry_the_strict_policy_too(client, place):
    answer = client.get(place, headers=HTMX)

    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def signed(words: str) -> Ticket:
    """A ticket of a mailbox whose signature says that."""
    box = a_mailbox(channel={"signatures": {"en": words, "id": words}})
    return arrives(box, a_mail(box.address)).message.ticket


def as_sent(ticket: Ticket, text: str) -> EmailMessage:
    composed = compose(builders.a_reply(ticket, text=text).delivery, ticket.channel.connection)
    return BytesParser(policy=policy.default).parsebytes(composed.content)
