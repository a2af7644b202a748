"""The templates that Meta has approved are in the product as Meta lists them."""

import pytest

from channels_in.actions.keep_templates import keep_templates
from channels_in.care.finding import NoList
from channels_in.whatsapp.templates import listed
from tests.channels_in.whatsapp.hooks import a_number
from tests.channels_in.whatsapp.listed import ORDER_UPDATE, a_template
from tickets.models import MessageTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(graph):
    connection = a_number()
    connection.options["waba_id"] = "102290129340398"
    connection.save()
    return connection


def fetch(connection):
    return keep_templates(connection.channel, listed(connection))


def test_a_template_is_kept_with_all_that_somebody_must_fill_in(graph, number):
    graph.templates = [ORDER_UPDATE]

    fetch(number)

    kept = MessageTemplate.objects.get()
    assert (kept.name, kept.language, kept.status, kept.category) == (
        "order_update",
        "id",
        "approved",
        "utility",
    )
    assert kept.components["header"] == {
        "format": "text",
        "text": "Pesanan {{1}}",
        "variables": [{"name": "1", "example": "NL-1"}],
    }
    assert kept.components["body"]["variables"] == [
        {"name": "1", "example": "Budi"},
        {"name": "2", "example": "Sabtu"},
    ]
    assert kept.components["footer"] == "Nusa Living"
    assert [button["kind"] for button in kept.components["buttons"]] == ["quick_reply", "url"]
    assert list(MessageTemplate.objects.sendable()) == [kept]


def test_variables_with_names_keep_their_names_and_examples(graph, number):
    body = {
        "type": "BODY",
        "text": "Halo {{customer_name}}, sampai {{day}}.",
        "example": {"body_text_named_params": [{"param_name": "day", "example": "Sabtu"}]},
    }
    graph.templates = [a_template(parameter_format="NAMED", components=[body])]

    fetch(number)

    kept = MessageTemplate.objects.get()
    assert kept.is_named
    assert kept.components["body"]["variables"] == [
        {"name": "customer_name", "example": ""},
        {"name": "day", "example": "Sabtu"},
    ]


def test_numbered_variables_are_sent_by_their_numbers_wherever_they_stand(graph, number):
    graph.templates = [a_template(components=[{"type": "BODY", "text": "{{2}}, {{1}}, {{10}}"}])]

    fetch(number)

    variables = MessageTemplate.objects.get().components["body"]["variables"]
    assert [one["name"] for one in variables] == ["1", "2", "10"]


@pytest.mark.parametrize("status", ["PAUSED", "REJECTED", "PENDING", "DISABLED", "SOMETHING_NEW"])
def test_what_is_not_approved_is_shown_and_not_sendable(graph, number, status):
    graph.templates = [a_template(status=status)]

    fetch(number)

    assert MessageTemplate.objects.count() == 1
    assert not MessageTemplate.objects.sendable().exists()


def test_what_we_cannot_fill_in_is_not_offered(graph, number):
    flow = {"type": "BUTTONS", "buttons": [{"type": "FLOW", "text": "Isi"}]}
    body = {"type": "BODY", "text": "Halo"}
    graph.templates = [
        a_template(name="a_flow", components=[body, flow]),
        a_template(name="cards", components=[body, {"type": "CAROUSEL", "cards": []}]),
        a_template(name="code", category="AUTHENTICATION"),
    ]

    fetch(number)

    assert set(MessageTemplate.objects.values_list("is_supported", flat=True)) == {False}


def test_the_whole_list_is_read_and_no_address_in_it_is_followed(graph, number):
    graph.templates = [a_template(name=f"t{n}") for n in range(250)]

    assert fetch(number) == 250
    assert len([one for one in graph.asked if one.path.endswith("/message_templates")]) == 3


def test_what_is_no_longer_listed_is_kept_as_deleted(graph, number):
    graph.templates = [a_template(), a_template(name="other")]
    fetch(number)
    graph.templates = [a_template()]

    fetch(number)

    assert MessageTemplate.objects.get(name="other").status == "deleted"
    assert MessageTemplate.objects.sendable().count() == 1


def test_fetching_again_changes_nothing(graph, number):
    graph.templates = [ORDER_UPDATE]
    fetch(number)

    assert fetch(number) == 0


def test_a_refusal_keeps_what_is_there(graph, number):
    graph.templates = [ORDER_UPDATE]
    fetch(number)
    graph.token = "another"

    with pytest.raises(NoList):
        fetch(number)
    assert MessageTemplate.objects.sendable().count() == 1
