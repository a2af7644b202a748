"""What callers press, and what they do not."""

import pytest

from channels_in.models import CallStep, ReceiptItem
from tests.channels_in.voice.calls import ASKS_ORDER, BUDI, OURS, Caller, a_menu
from tests.together import at_once
from tickets.models import Call, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


def step(phone, line, path, **more):
    return phone.exchange.request(line, f"{phone.exchange.hook}{path}/", more)


def test_the_same_key_told_three_times_at_once_opens_one_ticket(phone, budi, connection):
    from django.db import connection as database
    from django.test import Client

    from tests.channels_in.voice.calls import through

    caller = budi()
    form = {**phone.exchange.about(caller.line), "Digits": "2"}
    url = f"{phone.exchange.hook}call/menu/1/1/"

    def post():
        from channels_in.twilio.fake_calls import signature_of, written

        pairs = list(form.items())
        try:
            headers = {"X-Twilio-Signature": signature_of(url, pairs, phone.exchange.token)}
            return through(Client())(url, written(pairs), headers).body
        finally:
            database.close()

    answers = at_once([post, post, post])

    assert len(set(answers)) == 1
    assert b"<Enqueue" in answers[0]
    assert Ticket.objects.count() == 1
    item = ReceiptItem.objects.get(external_id=f"{caller.line.sid}:call/menu/1/1")
    assert (item.outcome, item.repeats) == ("update", 2)


@pytest.mark.parametrize("keys", ["", "9", "*", "99*"])
def test_three_wrong_answers_lead_to_a_person(phone, budi, sales, keys):
    caller = budi()

    for key in (keys + "   ")[:3]:
        if key.strip():
            caller.presses(key)
        else:
            caller.waits(7)

    ticket = Ticket.objects.get()
    assert ticket.team == sales
    prompts = [one for one in caller.line.heard if "For sales" in one]
    assert len(prompts) == 3


def test_who_presses_nothing_hears_the_menu_again_and_of_no_mistake(budi):
    caller = budi()

    caller.waits(7)

    assert len([one for one in caller.line.heard if "For sales" in one]) == 2
    assert not caller.hears("That choice is not known.")
    caller.presses("9")
    assert caller.hears("That choice is not known.")


def test_an_old_address_does_not_lead_back(phone, budi, billing):
    caller = budi().presses("2")
    steps = CallStep.objects.count()

    verbs = step(phone, caller.line, "call/menu/1/1", Digits="1")

    assert [verb.tag for verb in verbs][-1] == "Enqueue"
    assert Ticket.objects.get().team == billing
    assert CallStep.objects.count() == steps


def test_nothing_pressed_and_the_belt_behind_it_are_one_try(phone, budi):
    caller = budi()

    step(phone, caller.line, "call/menu/1/1", Digits="")
    step(phone, caller.line, "call/menu/1/1/none")

    assert Call.objects.get().place == "call/menu/1/2"


def test_a_name_that_comes_twice_is_signed_like_any_and_is_no_choice(phone, budi, client, connection):
    from channels_in.twilio.fake_calls import signature_of, written

    caller = budi()
    pairs = [*phone.exchange.about(caller.line).items(), ("Digits", "5678"), ("Digits", "1234")]
    url = f"{phone.exchange.hook}call/menu/1/1/"

    answer = client.post(
        f"/hooks/{connection.token}/call/menu/1/1/",
        written(pairs),
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature_of(url, pairs, phone.exchange.token)},
    )

    assert answer.status_code == 200
    assert b"That choice is not known." in answer.content


@pytest.fixture
def asks_order(connection, sales, billing):
    connection.options["steps"] = [*a_menu(sales=sales, billing=billing), ASKS_ORDER]
    connection.save()


def test_a_number_that_is_asked_for_stands_in_the_ticket(phone, budi, asks_order):
    budi().presses("2").presses("4711#")

    assert "Order number: 4711" in Ticket.objects.get().messages.get().text


@pytest.mark.parametrize("typed", ["#", "1" * 40 + "#"])
def test_a_number_that_cannot_be_meant_is_asked_for_again(phone, budi, asks_order, typed):
    caller = budi().presses("2").presses(typed)

    assert caller.hears("That could not be understood.")
    assert not Ticket.objects.exists()


def test_what_is_typed_in_secret_is_kept_nowhere(phone, budi, connection, asks_order):
    from channels_in.models import Receipt

    connection.options["steps"][1]["is_secret"] = True
    connection.save()

    budi().presses("2").presses("271828#")

    kept = b"".join(bytes(receipt.raw or b"") for receipt in Receipt.objects.all())
    assert b"271828" not in kept
    assert "271828" not in str(Call.objects.get().answers) + Ticket.objects.get().messages.get().text


def test_hanging_up_in_the_menu_is_counted_and_makes_no_ticket(phone, budi):
    budi().hangs_up()

    assert Call.objects.get().outcome == "left_in_menu"
    assert not Ticket.objects.exists()


def test_a_call_that_we_had_lost_goes_on_to_a_person(phone, budi, sales):
    caller = budi()
    Call.objects.all().delete()
    CallStep.objects.all().delete()

    verbs = step(phone, caller.line, "call/menu/1/1", Digits="7")

    assert [verb.tag for verb in verbs][-1] == "Enqueue"
    assert Ticket.objects.get().team == sales


def test_after_a_failure_of_ours_the_call_goes_on_where_it_was_and_health_says_so(phone, budi, connection):
    caller = budi()

    verbs = step(phone, caller.line, "call/fallback", ErrorCode="11200", ErrorUrl="https://x.example/")

    assert verbs[0].tag == "Gather"
    assert "call/menu/1/1" in verbs[0].get("action")
    connection.refresh_from_db()
    assert connection.problems["hook"]["code"] == "hook_failing"
    assert "11200" in connection.problems["hook"]["detail"]


def test_words_of_people_cannot_be_markup(phone, connection, billing):
    connection.options["greeting"] = {"en": 'We are <Say>& "Sons"'}
    connection.save()

    caller = Caller(phone, BUDI)

    assert caller.hears('We are <Say>& "Sons"')


def test_a_call_to_another_number_is_not_taken(phone, connection):
    phone.exchange.number = "+622199999999"
    caller = Caller(phone, BUDI)

    assert caller.line.status == "busy"
    assert not Call.objects.exists()
    assert phone.exchange.number != OURS


def test_what_a_caller_left_unanswered_stands_nowhere(phone, connection, sales, billing, budi):
    asks = {**ASKS_ORDER, "may_be_empty": True, "is_secret": False}
    connection.options["steps"] = [*a_menu(sales=sales, billing=billing), asks]
    connection.save()

    budi().presses("2").presses("#")

    assert Ticket.objects.get().messages.get().text.endswith("billing")
