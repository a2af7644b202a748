"""What Instagram takes otherwise than Messenger: bytes instead of characters, uploads, an account alone."""

import pytest
from django.utils import timezone

from channels_in import delivery
from channels_in.chat.send import pieces
from channels_in.fakes.server import Told, as_json
from tests.builders import an_agent
from tests.channels_in.answers import answered
from tests.channels_in.direct.hooks import SECRET, TOKEN, a_page, a_text, an_instagram, arrives
from tests.tickets.chats import OGG
from tickets.actions.attach import attach
from tickets.capabilities import utf8_bytes, utf16_units
from tickets.models import Delivery
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
PDF, TEXT = b"%PDF-1.4 invoice", b"only words\n"
PAGE = "1357924680"


def sent_through(client, connection, text="Ini", *, file=b"", name="tagihan.pdf"):
    ticket = arrives(client, connection, a_text(connection)).message.ticket
    agent = an_agent()
    draft = attach(ticket, agent=agent, kind="reply", name=name, chunks=[file]).draft if file else None
    return answered(ticket, text, agent=agent, attachments_of_draft=draft)


@pytest.fixture
def account(graph):
    graph.accounts[PAGE] = "instagram"
    return an_instagram(options={"page_id": PAGE})


def test_nine_hundred_letters_of_two_bytes_are_two_messages(client, account, graph):
    sent = sent_through(client, account, "é" * 900)

    texts = [taken["message"]["text"] for taken in graph.taken]
    assert "".join(texts) == "é" * 900
    assert [len(text.encode()) <= 1000 for text in texts] == [True, True]
    assert sent.status == "sent"


def test_one_letter_more_than_messenger_takes_is_two_messages(client, graph):
    page = a_page()
    graph.accounts[page.address] = "messenger"

    sent_through(client, page, "x" * 2001)

    assert [len(taken["message"]["text"]) for taken in graph.taken] == [2000, 1]


@pytest.mark.parametrize("size", [utf8_bytes, utf16_units])
@pytest.mark.parametrize("text", ["👩🏽‍🚒" * 300, "a" * 999 + "👍🏽" * 30, "e\u0301" * 900, "\u0301" * 3000])
def test_cutting_loses_nothing_and_what_is_one_sign_stays_one(text, size):
    found = list(pieces(text, 1000, size=size))

    assert "".join(found) == text
    assert max(map(size, found)) <= 1000
    if text[0] != "\u0301":
        assert not any(piece[0] in "\u0301\u200d\U0001f3fd" or piece[-1] == "\u200d" for piece in found)


def test_a_file_is_uploaded_and_then_shown_by_its_id_after_the_words(client, account, graph):
    sent = sent_through(client, account, file=PDF, name="tagihan bulan ini – Ñ.pdf")

    words, file = graph.taken
    (upload,) = graph.uploads.items()
    assert words["message"]["text"] == "Ini"
    assert file["message"]["attachment"] == {"type": "file", "payload": {"attachment_id": upload[0]}}
    assert (upload[1], sent.status, file["account"]) == (PDF, "sent", PAGE)


def test_an_upload_that_failed_is_tried_again_and_the_words_are_not(client, account, graph):
    graph.moods.then(as_json({"message_id": "m_words"}), Told(status=503))

    sent = sent_through(client, account, file=PDF)
    assert (sent.status, sent.reason) == ("queued", "provider_trouble")
    Delivery.objects.update(due_at=timezone.now())
    delivery.deliver_due(account.channel_id)

    sent.refresh_from_db()
    assert (sent.status, len(graph.taken), len(graph.uploads)) == ("sent", 1, 1)


def test_a_kind_of_file_that_instagram_refuses_is_not_tried(client, account, graph):
    with pytest.raises(Refused, match="file_type"):
        sent_through(client, account, text="", file=TEXT, name="a.txt")

    assert graph.asked == []


def test_a_sound_that_instagram_does_not_take_fails_before_it_is_uploaded(client, account, graph):
    sent = sent_through(client, account, text="", file=OGG, name="suara.ogg")

    assert (sent.status, sent.reason) == ("failed", "file_refused")
    assert graph.asked == []


def test_an_account_without_a_page_is_asked_at_its_own_host(client, graph):
    account = an_instagram(options={"login": "instagram"})
    graph.accounts[account.address] = "instagram"

    sent_through(client, account)

    (asked,) = graph.asked
    assert asked.path == f"/ig/v25.0/{account.address}/messages"
    assert "messaging_type" not in asked.json


def test_messenger_gets_a_file_with_its_message(client, graph):
    page = a_page()
    graph.accounts[page.address] = "messenger"

    sent = sent_through(client, page, file=PDF)

    _, file = graph.taken
    assert file["message"]["attachment"]["type"] == "file"
    assert (file["filedata"], file["messaging_type"], sent.status) == (PDF, "RESPONSE", "sent")


@pytest.mark.parametrize("make", [a_page, an_instagram])
def test_an_app_that_demands_a_proof_gets_it(client, graph, make):
    account = make()
    graph.accounts[account.address] = account.channel.kind
    graph.demands_proof_of = SECRET

    assert sent_through(client, account, file=PDF).status == "sent"
    assert all(TOKEN not in str(one.query) for one in graph.asked)


def test_a_secret_that_proves_nothing_stops_the_channel_and_loses_no_message(client, graph):
    page = a_page()
    graph.accounts[page.address] = "messenger"
    graph.demands_proof_of = "the app's secret since today"

    sent = sent_through(client, page)

    page.refresh_from_db()
    assert (sent.status, sent.reason) == ("queued", "login_failed")
    assert page.problems["send"]["code"] == "send_secret"
