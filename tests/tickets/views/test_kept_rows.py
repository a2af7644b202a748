import pytest

from tests.builders import a_reply, a_team, a_ticket, an_agent

pytestmark = pytest.mark.django_db


def test_a_row_is_drawn_once_for_all_who_read_it_alike(sign_in, monkeypatch):
    from tickets import rendered_rows

    drawn = []
    draw = rendered_rows.render_to_string
    monkeypatch.setattr(
        rendered_rows, "render_to_string", lambda *args: drawn.append(args[1]["ticket"].pk) or draw(*args)
    )
    team = a_team()
    ticket = a_ticket(team=team)
    readers = [an_agent(team, language="id") for _ in range(3)]

    for reader in readers:
        sign_in(reader).get(f"/tickets/rows/?ids={ticket.pk}")
    assert len(drawn) == 1

    sign_in(an_agent(team, language="en")).get(f"/tickets/rows/?ids={ticket.pk}")
    assert len(drawn) == 2

    a_reply(ticket, agent=readers[0])
    fresh = sign_in(readers[1]).get(f"/tickets/rows/?ids={ticket.pk}")
    assert len(drawn) == 3
    assert "On its way." in fresh.content.decode()


def test_the_way_back_to_the_list_is_each_readers_own(sign_in):
    team = a_team()
    agent = an_agent(team)
    ticket = a_ticket(team=team, assignee=agent)
    client = sign_in(agent)

    by_all = client.get(f"/tickets/rows/?ids={ticket.pk}").content.decode()
    by_mine = client.get(f"/tickets/rows/?view=mine&order=newest&ids={ticket.pk}").content.decode()

    assert f'href="/tickets/{ticket.pk}/"' in by_all
    assert f'href="/tickets/{ticket.pk}/?view=mine&amp;order=newest"' in by_mine


def test_a_message_of_files_alone_leaves_no_line_empty(sign_in):
    team = a_team()
    a_ticket(team=team, text="")

    assert "(no text)" in sign_in(an_agent(team, language="en")).get("/").content.decode()
