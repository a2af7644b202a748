"""By which channels a customer can be answered now; what cannot go is refused with the best way left."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.identity import identify
from tests.builders import a_channel, a_customer, a_reply, a_ticket, an_admin, an_agent, receives
from tests.tickets.chats import PNG, a_chat, shuts, writes
from tickets.actions.attach import attach
from tickets.manner import Manner
from tickets.models import Attachment, Delivery, Draft, Message, MessageTemplate
from tickets.refusals import Refused
from tickets.ways import all_ways_to, other_way, ways_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat():
    return a_chat()


def through(ticket, **manner):
    return a_reply(ticket, text=manner.pop("text", "Baik"), manner=Manner(**manner))


def a_template(channel, body="Halo {{1}}, pesanan {{2}} siap.", **fields):
    names = ["1", "2"] if "{{2}}" in body else ["1"] if "{{1}}" in body else []
    variables = [{"name": name, "example": f"contoh {name}"} for name in names]
    return MessageTemplate.objects.create(
        channel=channel,
        **{
            "name": "pesanan_siap",
            "language": "id",
            "status": "approved",
            "components": {"body": {"text": body, "variables": variables}},
            **fields,
        },
    )


@pytest.mark.parametrize("kind", ["whatsapp", "messenger", "instagram"])
def test_a_second_before_the_window_shuts_words_go_and_a_second_after_not(kind):
    ticket = a_chat(kind)
    shuts(ticket, hours=24 - 5 / 3600)
    assert through(ticket).channel == ticket.channel

    shuts(ticket, hours=24 + 1 / 3600)
    with pytest.raises(Refused) as refused:
        through(ticket)

    assert refused.value.code == "window_closed"
    assert Message.objects.filter(direction="outbound").count() == 1


def test_a_refusal_names_the_best_way_that_is_left(chat):
    mail = a_channel(name="Surat kami")
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])
    shuts(chat)

    with pytest.raises(Refused) as refused:
        through(chat)

    assert refused.value.params["way"].channel == mail
    assert "Surat kami" in refused.value.words


def test_a_chosen_way_is_where_it_goes_and_the_next_one_goes_as_usual(chat):
    mail = a_channel()
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])

    message = through(chat, channel_id=mail.pk)

    assert (message.channel, message.delivery.channel) == (mail, mail)
    assert message.recipients == {"to": [["Budi Santoso", "budi@example.test"]]}
    assert through(chat).channel == chat.channel


def test_a_way_to_somebody_else_does_not_exist(chat):
    stranger = a_channel()
    a_customer("rina@example.test")

    with pytest.raises(Refused, match="no_such_way"):
        through(chat, channel_id=stranger.pk)
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("kind", ["messenger", "instagram", "telegram", "line"])
def test_who_never_wrote_to_a_page_has_no_address_there(kind, chat):
    identify(kind=kind, address="4711", also=[("phone", "+6281234567890")])
    other = a_channel(kind=kind)

    assert other not in [way.channel for way in all_ways_to(chat)]
    with pytest.raises(Refused, match="no_such_way"):
        through(chat, channel_id=other.pk)


def test_all_of_the_ways_say_why_they_are_none(chat):
    a_channel()
    a_channel(kind="form")
    a_channel(kind="sms", is_active=False)
    shuts(chat)

    assert {way.channel.pk: way.shut for way in all_ways_to(chat)} == {chat.channel_id: "window_closed"}
    assert ways_to(chat) == []
    assert other_way(chat, chat.channel) is None


def test_the_same_number_is_reached_by_text_message_where_whatsapp_is_shut(chat):
    sms = a_channel(kind="sms")
    shuts(chat)

    assert [way.channel for way in ways_to(chat)] == [sms]


def test_who_wants_no_text_messages_is_offered_none(chat):
    sms = a_channel(kind="sms")
    receives(
        channel=sms,
        customer=chat.customer,
        text="STOP",
        from_address="+6281234567890",
        extras=[{"kind": "opt_out"}],
    )

    assert sms not in [way.channel for way in ways_to(chat)]


def test_a_person_may_answer_late_where_that_is_granted(settings):
    from channels_in.models import Connection

    ticket = a_chat("messenger")
    Connection.objects.create(channel=ticket.channel, options={"human_agent": True})
    shuts(ticket, hours=7 * 24 - 1)
    assert through(ticket).channel == ticket.channel

    shuts(ticket, hours=7 * 24 + 1)
    with pytest.raises(Refused, match="window_closed"):
        through(ticket)


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
    mail = a_channel(name="Surat kami")
    identify(kind="mail", address="budi@example.test", also=[("phone", "+6281234567890")])

    def attached(kind):
        content = {"name": "a.png", "chunks": [PNG]}
        return attach(chat, agent=an_agent(), kind=kind, channel_id=texts.pk, **content)

    with pytest.raises(Refused) as refused:
        attached("reply")
    assert refused.value.code == "no_files"
    assert refused.value.params["way"].channel == chat.channel or mail
    assert attached("note").size == len(PNG)  # a note goes nowhere


def test_outside_of_the_window_a_template_goes(chat):
    template = a_template(chat.channel)
    shuts(chat)

    message = through(chat, template=template.pk, values={"body-1": "Budi", "body-2": "NL-1"})

    assert message.text == "Halo Budi, pesanan NL-1 siap."
    assert message.extras[0]["values"] == [
        {"where": "body", "name": "1", "index": 0, "value": "Budi"},
        {"where": "body", "name": "2", "index": 0, "value": "NL-1"},
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"body-1": "Budi"}, "template_value"),
        ({"body-1": "Budi", "body-2": "  "}, "template_value"),
        ({"body-1": "Budi", "body-2": "a\nb"}, "template_value_broken"),
        ({"body-1": "Budi", "body-2": "a      b"}, "template_value_broken"),
        ({"body-1": "Budi", "body-2": "x" * 1100}, "template_too_long"),
    ],
)
def test_a_template_that_is_not_filled_in_rightly_does_not_go(values, code, chat):
    template = a_template(chat.channel)
    shuts(chat)

    with pytest.raises(Refused, match=f"^{code}$"):
        through(chat, template=template.pk, values=values)
    assert not Delivery.objects.exists()


HEADED = {"header": {"format": "document"}, "body": {"text": "Halo.", "variables": []}}


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"is_supported": False}, "left out"), ({"components": HEADED}, "left out"), ({}, "offered")],
    ids=["a part that nobody can fill in", "a file", "words alone"],
)
def test_a_template_is_offered_or_it_is_said_why_not(client, fields, why, chat):
    a_template(chat.channel, "Halo.", **fields)
    shuts(chat)
    client.force_login(an_admin())

    url = reverse("tickets:way", args=[chat.pk])
    page = client.get(url, {"templates": ""}, headers={"HX-Request": "true"}).content.decode()

    assert ("pesanan_siap" in page) is (why == "offered")
    assert ("begins with a file" in page) is (why == "left out")


@pytest.mark.parametrize("fields", [{"status": "paused"}, {"is_supported": False}])
def test_a_template_that_cannot_be_sent_any_more_does_not_go(fields, chat):
    template = a_template(chat.channel, "Halo.", **fields)

    with pytest.raises(Refused, match="template_gone"):
        through(chat, template=template.pk)


def test_another_numbers_template_does_not_go(chat):
    template = a_template(a_channel(kind="whatsapp"), "Halo.")

    with pytest.raises(Refused, match="template_gone"):
        through(chat, template=template.pk)


def test_what_was_begun_in_other_words_stays_begun_beside_a_template(chat):
    agent = an_agent()
    Draft.objects.create(ticket=chat, agent=agent, kind="reply", text="Nanti saya")
    template = a_template(chat.channel, "Halo.")

    a_reply(chat, agent=agent, text="", manner=Manner(template=template.pk))

    assert Draft.objects.get().text == "Nanti saya"


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


def test_old_words_that_come_late_do_not_lengthen_the_window(chat):
    shuts(chat)
    writes(chat, "Lama", sent_at=timezone.now() - timedelta(hours=26))

    with pytest.raises(Refused, match="window_closed"):
        through(chat)
