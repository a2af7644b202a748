"""Every payload of the corpus, posted three times, comes to one item with the outcome that stands here."""

import pytest

from channels_in.models import Connection, MediaFetch, ReceiptItem
from tests.channels_in.direct.hooks import an_account, in_time, post
from tests.channels_in.mail.corpus import corpora
from tests.channels_in.mails import work
from tests.channels_in.messenger.corpus import NO_WEBHOOKS, account_in, expected, name_of, payloads

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(corpora() is None, reason="ALUR_CORPORA does not name the folder of the corpora."),
]
PATHS = payloads()


def test_the_corpus_is_all_there():
    assert len(PATHS) == 66
    assert set(NO_WEBHOOKS) <= set(map(name_of, PATHS))


@pytest.mark.parametrize("path", PATHS, ids=name_of)
def test_a_payload_is_one_item_with_its_outcome(client, path):
    raw = path.read_bytes()
    kind, address = account_in(raw)
    connection = an_account(kind, address=address)
    outcome, reason, name, words = expected(path)

    for _ in range(3):
        assert post(client, connection, raw).status_code == 200
    work()
    in_time()

    item = ReceiptItem.objects.get()
    assert (item.outcome, item.reason, item.repeats) == (outcome, reason, 2)
    assert item.external_id.startswith(name)
    if outcome == "message":
        assert item.message.text.startswith(words)


def posted(client, name):
    path = next(path for path in PATHS if path.stem == f"messaging-{name}")
    raw = path.read_bytes()
    kind, address = account_in(raw)
    connection = Connection.objects.filter(address=address).first() or an_account(kind, address=address)
    post(client, connection, raw)
    work()
    in_time()
    return ReceiptItem.objects.latest("pk")


def test_beside_the_words_stands_what_came_with_them(client):
    assert posted(client, "message-location-attachment").message.extras[0]["latitude"] == 12.34
    assert posted(client, "message-isunsupported").message.extras[0]["kind"] == "placeholder"
    assert posted(client, "postback-chat").message.extras[1]["source_url"] == "https://www.xyz.com/abcd"
    choice = {"kind": "choice", "id": "PAYLOAD_QUICK_REPLY"}
    assert posted(client, "message-quickreply").message.extras == [choice]


def test_a_picture_of_a_product_waits_to_be_fetched(client):
    posted(client, "message-product-template-2")

    assert MediaFetch.objects.get().ref["url"].startswith("https://scontent.xx.fbcdn.net/")


def test_an_echo_of_what_we_never_wrote_answers_the_ticket(client):
    ticket = posted(client, "message-nlp-8").message.ticket

    item = posted(client, "message-basic-echo")

    assert (item.outcome, item.message.ticket, item.message.direction) == ("message", ticket, "outbound")


def test_metas_block_is_a_problem_and_its_end_is_none(client):
    posted(client, "policy-callback-block")
    assert Connection.objects.get().problem == "policy_enforced"

    posted(client, "policy-callback-unblock")
    assert Connection.objects.get().problem == ""


def test_whoever_comes_by_a_plugin_is_known_by_its_reference(client):
    item = posted(client, "postback-chat")

    known = item.message.customer.identities.values_list("kind", "address")
    assert list(known) == [("messenger", f"12345654332:ref:{987654321432}")]
