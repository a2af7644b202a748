"""Each of Meta's codes says what is to be done, at once and in a later status alike."""

import pytest

from channels_in import delivery
from channels_in.meta.graph import Reply
from channels_in.outcomes import ChannelDown, NotSent
from channels_in.problems import PROBLEMS
from channels_in.whatsapp.errors import MEANINGS, Effect
from channels_in.whatsapp.fake import error
from channels_in.whatsapp.people import People
from channels_in.whatsapp.send import outcome_of
from channels_in.whatsapp.statuses import status_in
from tests.builders import a_reply
from tests.channels_in.whatsapp.hooks import a_number, a_text, arrives
from tests.passing import make_due
from tickets.delivery_reasons import words_for
from tickets.models import Delivery

CODES = [*MEANINGS, "99999"]


def refused(code: str, status: int = 400) -> NotSent | ChannelDown:
    outcome = outcome_of(Reply(status=status, body={"error": {"code": int(code), "message": "They say so."}}))
    assert isinstance(outcome, NotSent | ChannelDown)
    return outcome


@pytest.mark.parametrize("code", CODES)
def test_a_code_has_one_meaning_whichever_way_it_comes(code):
    outcome = refused(code)
    meaning = MEANINGS.get(code)
    told = {"id": "wamid.A", "status": "failed", "errors": [{"code": int(code), "title": "They say so."}]}
    later = status_in(told, People.of({}))

    assert later.reason == outcome.reason == (meaning.reason if meaning else "refused")
    assert words_for(outcome.reason) != outcome.reason
    assert code in outcome.detail
    assert code in later.detail
    if isinstance(outcome, ChannelDown):
        assert outcome.problem in PROBLEMS
        assert meaning.effect == Effect.DOWN
    else:
        assert outcome.permanent is (meaning is None or meaning.effect == Effect.PERMANENT)


def test_trouble_of_theirs_is_tried_again_whatever_its_code():
    assert refused("99999", status=500).permanent is False


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("code", "problem"), [(130429, "send_throughput"), (190, "send_token")], ids=["throughput", "token"]
)
def test_a_channel_that_is_down_keeps_what_waits_and_sends_each_once(client, graph, code, problem):
    connection = a_number()
    ticket = arrives(client, connection, a_text()).message.ticket
    for words in ("satu", "dua", "tiga"):
        a_reply(ticket, text=words)
    graph.moods.then(error(code, "Not now", status=400))

    delivery.deliver_due(connection.channel_id)
    connection.refresh_from_db()
    assert connection.problems["send"]["code"] == problem
    assert set(Delivery.objects.values_list("status", "attempts")) == {("queued", 0)}

    make_due(Delivery)
    delivery.deliver_due(connection.channel_id)
    connection.refresh_from_db()
    assert sorted(one["text"]["body"] for one in graph.taken) == ["dua", "satu", "tiga"]
    assert not connection.problems
