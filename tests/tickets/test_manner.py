"""What a reply brings beside words: files, a quote, choices; as the kind takes them."""

import pytest

from people.identity import identify
from tests.builders import a_channel, a_reply, a_ticket, an_agent
from tests.tickets.chats import PNG, a_chat, through, writes
from tickets.actions.attach import attach
from tickets.models import Attachment, Draft
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db


def test_what_the_provider_measures_counts(chat):
    sms = a_chat("sms", address="+6281111111111")

    with pytest.raises(Refused, match="too_long"):
        through(sms, text="a" * 1601)
    telegram = a_chat("telegram")
    with pytest.raises(Refused, match="too_long"):
        through(telegram, text="😀" * 10_001)  # two units each


@pytest.mark.parametrize(
    ("kind", "content_type", "size", "code"),
    [
        ("whatsapp", "image/png", 6 * 1024**2, "file_too_large"),
        ("whatsapp", "application/pdf", 6 * 1024**2, ""),
        ("whatsapp", "video/mp4", 17 * 1024**2, "file_too_large"),
        ("instagram", "application/zip", 1000, "file_type"),
        ("instagram", "application/pdf", 1000, ""),
        ("sms", "image/png", 1000, "no_files"),
        ("line", "image/png", 1000, "no_files"),
    ],
)
def test_files_go_as_the_kind_takes_them(kind, content_type, size, code):
    address = "+6281234567890" if kind == "sms" else ""
    ticket, agent = a_chat(kind, address=address), an_agent()
    draft = Draft.objects.create(ticket=ticket, agent=agent, kind="reply")
    Attachment.objects.create(draft=draft, name="x", content_type=content_type, size=size, sha256="")

    def sends():
        return a_reply(ticket, agent=agent, text="Lihat", attachments_of_draft=draft)

    if code:
        with pytest.raises(Refused, match=code):
            sends()
    else:
        assert sends().attachments.count() == 1


def test_who_attaches_a_file_hears_by_which_way_it_can_go(chat):
    texts = a_channel(kind="sms")
    a_channel(name="Surat kami")
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])

    def attached(kind):
        content = {"name": "a.png", "chunks": [PNG]}
        return attach(chat, agent=an_agent(), kind=kind, channel_id=texts.pk, **content)

    with pytest.raises(Refused) as refused:
        attached("reply")
    assert refused.value.code == "no_files"
    assert refused.value.params["way"].channel == chat.channel
    assert attached("note").size == len(PNG)  # a note goes nowhere


def test_an_answer_names_what_it_answers(chat):
    theirs = writes(chat, "Yang biru")

    assert through(chat, answers=theirs.pk).replies_to == theirs


def test_nothing_of_another_customer_can_be_answered(chat):
    theirs = a_chat(address="+6289999999999").messages.get()

    with pytest.raises(Refused, match="nothing_to_answer"):
        through(chat, answers=theirs.pk)


def test_a_letter_names_no_message():
    ticket = a_ticket()

    with pytest.raises(Refused, match="cannot_quote"):
        through(ticket, answers=ticket.messages.get().pk)


def test_choices_go_with_the_words(chat):
    message = through(chat, text="Kapan?", choices=["Pagi", "Sore "])

    assert message.extras == [
        {
            "kind": "offer",
            "label": "",
            "choices": [{"id": "choice-1", "title": "Pagi"}, {"id": "choice-2", "title": "Sore"}],
        }
    ]


@pytest.mark.parametrize(
    ("choices", "text", "code"),
    [
        (["x" * 21], "Kapan?", "choice_too_long"),
        (["a", "b", "c", "x" * 25], "Kapan?", "choice_too_long"),
        (["Pagi", "pagi"], "Kapan?", "same_choices"),
        ([str(n) for n in range(11)], "Kapan?", "too_many_choices"),
        (["Pagi"], "x" * 1025, "words_over_choices"),
    ],
)
def test_choices_that_the_provider_would_refuse_do_not_go(choices, text, code, chat):
    with pytest.raises(Refused, match=code):
        through(chat, text=text, choices=choices)


def test_a_letter_offers_nothing_to_choose_from():
    with pytest.raises(Refused, match="no_choices"):
        through(a_ticket(), choices=["Ya"])
