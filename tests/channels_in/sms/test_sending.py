"""What agents write by SMS reaches Twilio once, or says why not."""

from urllib.parse import urlsplit

import pytest

from channels_in import delivery
from channels_in.fakes.server import Told, as_json
from channels_in.models import Connection
from channels_in.sms.errors import MEANINGS, Effect
from channels_in.sms.fake import error
from helpdesk import provider_environment
from tests.builders import a_reply
from tests.channels_in.mails import hurry
from tests.channels_in.sms.hooks import BUDI, OURS, arrives
from tickets.capabilities import KINDS
from tickets.delivery_reasons import WORDS
from tickets.models import Delivery
from tickets.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_reply_goes_out_as_plain_words_and_is_known_by_its_id(reply, twilio, connection, settings):
    sent = reply("**Halo** “kak” – lihat [di sini](https://nusa.example/1)")

    (taken,) = twilio.taken
    form = taken["form"]
    assert (form["To"], form["From"], form["ValidityPeriod"]) == (BUDI, OURS, "14400")
    assert form["Body"].startswith('Halo "kak" - lihat di sini') and "https://nusa.example/1" in form["Body"]
    assert form["StatusCallback"].startswith(f"{settings.BASE_URL}/hooks/{connection.token}/status/")
    assert urlsplit(form["StatusCallback"]).fragment == "rc=5&rp=ct,5xx"
    assert not urlsplit(form["StatusCallback"]).query
    assert (sent.status, sent.parts.get().provider_id) == ("sent", taken["sid"])


def test_the_key_signs_in_rather_than_the_token(reply, twilio):
    twilio.token = "another by now"

    assert reply().status == "sent"


def test_without_a_key_the_token_signs_in(reply, twilio, connection):
    Connection.objects.filter(pk=connection.pk).update(secrets={"auth_tokens": [twilio.token]})

    assert reply().status == "sent"


def test_a_service_chooses_the_number(reply, twilio, connection):
    service = {**connection.options, "messaging_service_sid": "MG" + "1" * 32}
    Connection.objects.filter(pk=connection.pk).update(options=service)

    reply()

    form = twilio.taken[0]["form"]
    assert form["MessagingServiceSid"] == "MG" + "1" * 32
    assert "From" not in form


def test_more_words_than_one_message_may_have_are_refused_where_they_are_written(reply):
    assert reply("a" * 1600).status == "sent"
    with pytest.raises(Refused) as refusal:
        reply("a" * 1601)
    assert refusal.value.code == "too_long"


def test_files_do_not_go_by_sms():
    assert not KINDS["sms"].carries_files


ANSWERS = {Effect.PERMANENT: "failed", Effect.RETRY: "queued", Effect.DOWN: "queued"}


@pytest.mark.parametrize("code", MEANINGS)
def test_each_error_code_has_its_effect_and_words(reply, twilio, connection, code):
    meaning = MEANINGS[code]
    twilio.moods.then(error(int(code), "As it is said", status=400))

    sent = reply()

    assert (sent.status, sent.reason) == (ANSWERS[meaning.effect], meaning.reason)
    assert meaning.reason in WORDS
    assert sent.detail == f"{code} As it is said"
    assert Connection.objects.get().problem == meaning.problem


@pytest.mark.parametrize(
    ("mood", "status", "reason"),
    [
        pytest.param(error(99999, "Unheard of", status=400), "failed", "error", id="unknown code"),
        pytest.param(Told(status=429), "queued", "too_many", id="too many, without JSON"),
        pytest.param(Told(status=404), "queued", "not_connected", id="no account"),
        pytest.param(Told(status=500), "unknown", "interrupted", id="no answer of theirs"),
        pytest.param(error(20500, "Oops", status=500), "unknown", "interrupted", id="trouble with a code"),
        pytest.param(Told(cut=True), "unknown", "interrupted", id="cut"),
        pytest.param(as_json({"sid": "nonsense"}, status=201), "unknown", "interrupted", id="no id"),
        pytest.param(Told(status=302, headers={"Location": "/"}), "unknown", "interrupted", id="redirect"),
        pytest.param(
            as_json({"sid": "SM" + "0" * 32, "status": "failed", "error_code": 30006}, status=201),
            "failed",
            "landline",
            id="failed at once",
        ),
    ],
)
def test_what_an_answer_means(reply, twilio, mood, status, reason):
    twilio.moods.then(mood)

    sent = reply()

    assert (sent.status, sent.reason) == (status, reason)
    assert twilio.taken == []


def test_an_unknown_code_is_shown_raw(reply, twilio):
    twilio.moods.then(error(99999, "Unheard of", status=400))

    assert reply().detail == "99999 Unheard of"


def test_two_that_were_too_many_and_then_one_that_is_taken_make_one_message(reply, connection, twilio):
    twilio.moods.then(error(20429, "Too Many Requests", status=429), Told(status=429))

    sent = reply()
    for _ in range(2):
        assert sent.status == "queued"
        hurry(sent)
        delivery.deliver_due(connection.channel_id)
        sent.refresh_from_db()

    assert (sent.status, len(twilio.taken)) == ("sent", 1)


def test_nobody_there_is_tried_again(reply, connection, twilio, settings):
    reachable = settings.PROVIDERS
    settings.PROVIDERS = provider_environment.read({"ALUR_TWILIO_URL": "http://127.0.0.1:9"})
    sent = reply()
    assert (sent.status, sent.reason) == ("queued", "unreachable")

    settings.PROVIDERS = reachable
    hurry(sent)
    delivery.deliver_due(connection.channel_id)

    sent.refresh_from_db()
    assert (sent.status, len(twilio.taken)) == ("sent", 1)


def test_a_refused_login_stops_the_channel_until_it_works_again(reply, connection, twilio):
    twilio.key, key = ("SK" + "2" * 32, "changed"), twilio.key

    sent = reply()
    assert (sent.status, sent.attempts, Connection.objects.get().problem) == ("queued", 0, "send_login")
    assert key[1] not in sent.detail + str(sent.tries) + str(Connection.objects.get().problems)

    twilio.key = key
    hurry(sent)
    delivery.deliver_due(connection.channel_id)
    assert Connection.objects.get().problem == ""


def test_a_name_cannot_be_answered(client, connection, twilio):
    ticket = arrives(client, connection, **{"From": "TOKOPEDIA"}).message.ticket
    message = a_reply(ticket, text="Halo")
    delivery.deliver_due(connection.channel_id)

    sent = Delivery.objects.get(message=message)
    assert (sent.status, sent.reason, twilio.asked) == ("failed", "address_unsupported", [])
