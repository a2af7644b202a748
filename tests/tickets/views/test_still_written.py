"""What was not sent, without a script: it stands where it was written."""

from uuid import uuid4

import pytest

from tests.builders import a_ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("what", "kind"), [("notes", "note"), ("replies", "reply")])
def test_what_was_refused_comes_back_as_what_it_was(client, team, what, kind):
    ticket = a_ticket(team=team)
    said = {"text": "x" * 100_001, "client_key": uuid4()}

    page = client.post(f"/tickets/{ticket.pk}/{what}/", said).content.decode()

    assert f'data-behaviour="composer" data-kind="{kind}"' in page
    assert " data-typed" in page
