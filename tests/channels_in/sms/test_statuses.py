"""How far our messages got: in whatever order Twilio tells it, and before its answer if it is quick."""

import pytest

from channels_in import delivery
from channels_in.fakes.server import Told
from channels_in.models import Connection, Receipt, ReceiptItem
from events.actors import SYSTEM
from tests.channels_in.mails import work
from tests.channels_in.sms.hooks import a_sid, post, tells
from tests.together import with_own_connection
from tickets.actions.retry_delivery import retry_delivery
from tickets.models import DeliveryPart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told(client, connection):
    """Reports that come, and what the delivery is then."""

    def tell(sent, taken, *statuses, **fields):
        for status in statuses:
            assert tells(client, connection, taken, status, **fields).status_code == 200
        work()
        sent.refresh_from_db()
        return sent.status

    return tell


@pytest.mark.parametrize(
    "order",
    [("queued", "sent", "delivered"), ("delivered", "sent", "queued"), ("delivered", "accepted", "sending")],
)
def test_progress_only_rises(reply, twilio, told, order):
    sent = reply()

    assert told(sent, twilio.taken[0], *order, *order) == "delivered"
    assert DeliveryPart.objects.get().status == "delivered"


def test_what_failed_stays_failed_until_it_is_said_to_have_arrived(reply, twilio, told):
    sent = reply()

    assert told(sent, twilio.taken[0], "undelivered", ErrorCode="30003") == "failed"
    assert told(sent, twilio.taken[0], "sent") == "failed"
    assert sent.reason == "handset_unreachable"
    assert told(sent, twilio.taken[0], "delivered") == "delivered"
    assert sent.reason == ""


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("30001", "too_many"),
        ("30002", "login_failed"),
        ("30004", "refused"),
        ("30005", "no_such_address"),
        ("30006", "landline"),
        ("30007", "refused_as_spam"),
        ("30008", "error"),
        ("30034", "sender_refused"),
        ("30410", "timeout"),
        ("63014", "error"),
        ("", "error"),
    ],
)
def test_a_failure_says_why(reply, twilio, told, code, reason):
    sent = reply()

    assert told(sent, twilio.taken[0], "failed", ErrorCode=code, ErrorMessage="As said") == "failed"
    assert (sent.reason, sent.detail) == (reason, f"{code} As said".strip())


def test_a_suspended_account_is_shown_on_the_channel(reply, twilio, told):
    told(reply(), twilio.taken[0], "failed", ErrorCode="30002")

    assert Connection.objects.get().problem == "send_login"


def test_who_cancels_it_at_twilio_has_it_fail(reply, twilio, told):
    sent = reply()

    assert (told(sent, twilio.taken[0], "canceled"), sent.detail) == ("failed", "Cancelled at Twilio.")


def test_reports_that_come_before_the_answer_are_believed(client, connection, reply, twilio):
    def report(taken):
        def tell():
            for status in ("sent", "delivered"):
                tells(client, connection, taken, status)
            work()

        with_own_connection(tell)

    twilio.before_answering = report

    sent = reply()

    part = DeliveryPart.objects.get()
    assert (sent.status, part.status, part.provider_id) == ("delivered", "delivered", twilio.taken[0]["sid"])


def forgets_to_answer(twilio):
    """It takes the message, and the line is dropped before it can say so."""
    take = twilio.take_message

    def take_and_hang_up(asked, account):
        take(asked, account)
        return Told(cut=True)

    twilio.take_message = take_and_hang_up


def test_a_report_settles_the_doubt_about_a_message_that_was_never_answered(reply, twilio, told):
    forgets_to_answer(twilio)

    sent = reply()
    assert sent.status == "unknown"

    assert told(sent, twilio.taken[0], "sent") == "sent"
    assert DeliveryPart.objects.get().provider_id == twilio.taken[0]["sid"]
    assert len(twilio.taken) == 1


def test_bad_news_of_the_first_try_says_nothing_of_the_second(reply, twilio, told):
    forgets_to_answer(twilio)
    sent = reply()
    retry_delivery(sent, by=SYSTEM)

    assert told(sent, twilio.taken[0], "failed", ErrorCode="30008") == "queued"
    assert ReceiptItem.objects.latest("pk").reason == "other_try"


def test_what_arrived_by_the_first_try_is_not_sent_a_second_time(connection, reply, twilio, told):
    forgets_to_answer(twilio)
    sent = reply()
    retry_delivery(sent, by=SYSTEM)

    assert told(sent, twilio.taken[0], "delivered") == "delivered"
    delivery.deliver_due(connection.channel_id)
    assert len(twilio.taken) == 1


def test_what_failed_later_can_be_sent_again_under_another_id(connection, reply, twilio, told):
    sent = reply()
    told(sent, twilio.taken[0], "undelivered", ErrorCode="30003")
    retry_delivery(sent, by=SYSTEM)
    delivery.deliver_due(connection.channel_id)

    assert told(sent, twilio.taken[1], "delivered") == "delivered"
    assert [one["sid"] for one in twilio.taken][1] == DeliveryPart.objects.get().provider_id


def test_what_fails_a_second_time_is_told_a_second_time(connection, reply, twilio, told):
    sent = reply()
    told(sent, twilio.taken[0], "undelivered", ErrorCode="30003")
    retry_delivery(sent, by=SYSTEM)
    delivery.deliver_due(connection.channel_id)

    assert told(sent, twilio.taken[1], "undelivered", ErrorCode="30005") == "failed"
    assert sent.reason == "no_such_address"


def test_a_report_about_nothing_of_ours_is_ignored_in_the_end(client, connection):
    form = {"MessageSid": a_sid(), "MessageStatus": "sent"}
    post(client, connection, form, beneath="status/hand-made/")
    for _ in range(5):
        Receipt.objects.update(due_at="2026-01-01T00:00Z")
        work()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason) == ("ignored", "unknown_message")
