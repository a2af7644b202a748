"""A link that sets a password, used by two at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from people.models import Agent
from tests.security.signing_in import an_agent_who_can_sign_in, asks_for_a_link, the_link
from tests.together import until_somebody_waits, with_own_connection

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_is_counted_yet")]
FIRST, SECOND = "the first horse battery", "the second horse battery"


def test_of_two_who_use_a_link_at_once_the_second_is_told_that_it_no_longer_works():
    agent = an_agent_who_can_sign_in()
    asks_for_a_link(agent)
    second = Client()
    place = second.get(the_link().removeprefix(settings.BASE_URL)).headers["Location"]

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = Agent.objects.select_for_update().get(pk=agent.pk)
            posted = pool.submit(
                with_own_connection,
                lambda: second.post(place, {"password1": SECOND, "password2": SECOND}, follow=True),
            )
            until_somebody_waits()
            first.set_password(FIRST)
            first.save()
        answer = posted.result(20)

    agent.refresh_from_db()
    assert agent.check_password(FIRST)
    assert "no longer works" in answer.content.decode()
