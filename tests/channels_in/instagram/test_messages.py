"""What only Instagram has: stories, unsending, what its application alone can show."""

import threading

import pytest
from django.db import connections

from channels_in.models import MediaFetch, ReceiptItem
from tests.channels_in.direct.hooks import (
    a_said,
    a_text,
    an_echo,
    an_entry,
    an_event,
    an_instagram,
    arrives,
    body,
    in_time,
    post,
)
from tests.channels_in.mails import work
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db(transaction=True)
CARD = "my card is 4111"


@pytest.fixture
def account():
    return an_instagram()


def unsent(account, mid="d1"):
    return a_said(account, mid=mid, is_deleted=True)


def test_what_was_unsent_is_shown_nowhere(client, account):
    arrives(client, account, a_text(account, CARD, mid="d1"))

    item = arrives(client, account, unsent(account))

    message = Message.objects.get()
    ticket = Ticket.objects.get()
    assert (item.outcome, item.reason, item.message) == ("update", "taken_back", message)
    assert message.taken_back_at
    assert CARD not in f"{message.text} {message.former} {message.extras} {ticket.snippet}"


def test_what_was_unsent_before_it_came_is_never_written_down(client, account):
    arrives(client, account, unsent(account))

    item = arrives(client, account, a_text(account, CARD, mid="d1"))
    in_time()

    assert (item.outcome, item.reason) == ("ignored", "taken_back")
    assert not Message.objects.exists()
    assert ReceiptItem.objects.get(external_id__startswith="revoke").reason == "unknown_message"


def test_words_and_their_unsending_at_once_leave_no_words(client, account):
    for n in range(20):
        events = [a_text(account, CARD, mid=f"d{n}"), unsent(account, f"d{n}")]
        for event in events if n % 2 else reversed(events):
            post(client, account, body(an_entry(account, event), kind="instagram"))
    workers = [threading.Thread(target=_work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    in_time()

    assert not Message.objects.filter(text__contains=CARD).exists()
    assert not ReceiptItem.objects.filter(outcome=None).exists()


def _work():
    try:
        work()
    finally:
        connections.close_all()


def test_what_one_of_us_withdraws_in_the_app_is_withdrawn_here(client, account):
    arrives(client, account, a_text(account))
    echo = an_echo(account, mid="x1", text="typed in the app")
    arrives(client, account, echo)

    arrives(client, account, {**echo, "message": {"mid": "x1", "is_echo": True, "is_deleted": True}})

    assert Message.objects.get(provider_id="x1").taken_back_at


def test_a_story_that_mentions_us_is_a_link_for_a_day_and_no_file(client, account):
    url = "https://lookaside.fbsbx.com/s?x=1"
    mention = {"type": "story_mention", "payload": {"url": url}}

    message = arrives(client, account, a_said(account, attachments=[mention])).message

    (story,) = message.extras
    assert (story["kind"], story["how"], story["url"]) == ("story", "mention", url)
    assert story["until"] > message.sent_at.isoformat()
    assert not MediaFetch.objects.exists()
    assert not message.attachments.exists()


def test_an_answer_to_a_story_says_which(client, account):
    reply = {"story": {"id": "S1", "url": "https://lookaside.fbsbx.com/s?x=1"}}

    message = arrives(client, account, a_text(account, "wow", reply_to=reply)).message

    assert (message.text, message.extras[0]["how"], message.extras[0]["id"]) == ("wow", "reply", "S1")
    assert not MediaFetch.objects.exists()


def test_a_post_that_comes_as_a_share_as_well_is_one_line(client, account):
    url = "https://instagram.com/p/1"
    both = [{"type": kind, "payload": {"url": url, "title": "Promo"}} for kind in ("share", "ig_post")]

    message = arrives(client, account, a_said(account, attachments=both)).message

    assert [extra["kind"] for extra in message.extras] == ["share"]


def test_the_first_version_of_a_message_is_no_change_of_it(client, account):
    item = arrives(client, account, an_event(account, message_edit={"mid": "e1", "num_edit": 0}))

    assert (item.outcome, item.reason) == ("ignored", "first_version")


def test_an_id_longer_than_a_column_is_known_again(client, account):
    mid = "aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE" * 10
    message = arrives(client, account, a_text(account, mid=mid)).message

    arrives(client, account, an_event(account, reaction={"mid": mid, "action": "react", "emoji": "❤"}))

    message.refresh_from_db()
    assert [one["emoji"] for one in message.reactions] == ["❤"]


def test_a_body_that_is_wrapped_in_a_list_is_read(client, account):
    data = [body(an_entry(account, a_text(account, "Halo")), kind="instagram")]

    post(client, account, data)
    work()

    assert Message.objects.get().text == "Halo"
