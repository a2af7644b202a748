"""What an agent has begun to write is found again: on the row, for them alone."""

import pytest

from tests.builders import an_agent
from tickets.actions.discard_draft import discard_draft
from tickets.actions.save_draft import save_draft

pytestmark = pytest.mark.django_db


def row(client, ticket):
    return client.get(f"/tickets/rows/?ids={ticket.pk}").content.decode()


@pytest.fixture
def begun(ticket, agent):
    save_draft(ticket, agent=agent, kind="reply", text="Hi <b>Marcus</b>,\n\nnoted", version=0)
    return ticket


def test_a_row_shows_what_its_reader_has_begun_to_write(client, begun):
    shown = row(client, begun)

    assert "Draft:</b> Hi &lt;b&gt;Marcus&lt;/b&gt;, noted" in shown
    assert begun.snippet not in shown
    assert "Draft:</b> Hi" in client.get("/tickets/").content.decode()


def test_a_colleague_reads_the_same_row_without_it(sign_in, client, begun, team):
    row(client, begun)

    shown = row(sign_in(an_agent(team, language="en")), begun)

    assert "Draft" not in shown
    assert begun.snippet in shown


def test_a_draft_that_is_gone_gives_the_words_back(client, begun, agent):
    row(client, begun)
    discard_draft(begun, agent=agent, kind="reply")

    assert begun.snippet in row(client, begun)


def test_a_note_shows_where_no_reply_was_begun(client, ticket, agent):
    save_draft(ticket, agent=agent, kind="note", text="Cek gudang", version=0)
    assert "Draft:</b> Cek gudang" in row(client, ticket)

    save_draft(ticket, agent=agent, kind="reply", text="Kami cek", version=0)
    assert "Draft:</b> Kami cek" in row(client, ticket)
