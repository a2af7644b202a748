"""A number that is none is refused in words (N21, N44, N68)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import builders
from tests.channels_in.form.visitor import a_form

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-9", "1e3", ""])
def test_a_number_that_is_none_breaks_neither_the_thanks_nor_the_bell(agent_client, number):
    thanks = Client(raise_request_exception=False).get(f"/forms/{a_form().token}/thanks/", {"n": number})

    assert thanks.status_code == 200
    assert agent_client.post("/me/notifications/", {"upto": number}).status_code == 200


@pytest.mark.parametrize("number", ["--5", "²", "9" * 5000])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "settings:new-policy",
            {
                "step-TOTAL_FORMS": "1",
                "step-INITIAL_FORMS": "0",
                "step-0-number": "{}",
                "step-0-unit": "percent",
                "step-0-do": "notify_holder",
            },
        ),
        ("settings:priority", {"keywords": "danger {}: fire", "waiting": "{}:{}"}),
        (
            "settings:new-rule",
            {
                "when-TOTAL_FORMS": "1",
                "when-INITIAL_FORMS": "0",
                "when-0-kind": "hour",
                "when-0-op": "greater",
                "when-0-value": "{}",
            },
        ),
    ],
)
def test_a_number_that_is_none_is_refused_on_settings_pages(ticket, name, said, number):
    client = Client(raise_request_exception=False)
    client.force_login(builders.an_admin())

    answer = client.post(
        reverse(name), {field: words.format(number, number) for field, words in said.items()}
    )

    assert answer.status_code == 422
