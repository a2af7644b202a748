from uuid import uuid4

import pytest

from tests.builders import a_reply, a_ticket, an_agent, an_auditor
from tests.together import at_once
from tickets.actions.attach import attach
from tickets.actions.detach import detach
from tickets.actions.discard_draft import discard_draft
from tickets.actions.save_draft import save_draft
from tickets.attachment_files import path_of
from tickets.models import Attachment, Draft, Ticket
from tickets.refusals import Refused
from tickets.stale import StaleDraft

pytestmark = pytest.mark.django_db


def save(ticket, agent, text, version, kind="reply") -> Draft:
    return save_draft(ticket, agent=agent, kind=kind, text=text, version=version)


def test_a_draft_waits_for_its_writer_per_ticket_and_kind():
    ticket, agent = a_ticket(), an_agent()

    save(ticket, agent, "Dear Rina", 0)
    save(ticket, agent, "ask the depot", 0, kind="note")
    save(ticket, an_agent(), "Hi", 0)

    mine = Draft.objects.visible_to(agent) | Draft.objects.filter(agent=agent)
    assert {draft.kind: draft.text for draft in mine} == {"reply": "Dear Rina", "note": "ask the depot"}


def test_each_save_is_a_version():
    ticket, agent = a_ticket(), an_agent()

    first = save(ticket, agent, "Dear", 0)
    second = save(ticket, agent, "Dear Rina", first.version)

    assert (first.version, second.version, second.text) == (1, 2, "Dear Rina")


def test_a_second_window_does_not_overwrite_the_first():
    ticket, agent = a_ticket(), an_agent()
    save(ticket, agent, "Dear Rina", 0)
    save(ticket, agent, "Dear Rina, a long letter", 1)

    with pytest.raises(StaleDraft) as stale:
        save(ticket, agent, "Dear", 1)

    assert stale.value.words
    assert (stale.value.draft.text, stale.value.draft.version) == ("Dear Rina, a long letter", 2)


def test_a_window_that_knows_of_no_draft_does_not_overwrite_one():
    ticket, agent = a_ticket(), an_agent()
    save(ticket, agent, "Dear Rina", 0)

    with pytest.raises(StaleDraft):
        save(ticket, agent, "Hi", 0)


def test_saying_the_same_again_is_no_conflict():
    ticket, agent = a_ticket(), an_agent()
    save(ticket, agent, "Dear Rina", 0)

    assert save(ticket, agent, "Dear Rina", 0).version == 1


@pytest.mark.django_db(transaction=True)
def test_of_windows_that_save_at_once_one_wins_and_the_others_are_told():
    ticket, agent = a_ticket(), an_agent()
    save(ticket, agent, "Dear", 0)

    def window(number: int):
        mine = Ticket.objects.get(pk=ticket.pk)
        return lambda: save(mine, agent, f"window {number}", 1)

    outcomes = at_once([window(n) for n in range(10)])

    saved = [outcome for outcome in outcomes if isinstance(outcome, Draft)]
    assert (len(saved), sum(isinstance(outcome, StaleDraft) for outcome in outcomes)) == (1, 9)
    assert Draft.objects.get().text == saved[0].text


@pytest.mark.django_db(transaction=True)
def test_first_keystrokes_of_two_windows_at_once_are_one_draft():
    ticket, agent = a_ticket(), an_agent()

    outcomes = at_once([lambda: save(ticket, agent, "D", 0)] * 6)

    assert all(isinstance(outcome, Draft) for outcome in outcomes)
    assert Draft.objects.count() == 1


def test_sending_ends_the_draft_of_the_sender_alone():
    ticket, agent, colleague = a_ticket(), an_agent(), an_agent()
    save(ticket, agent, "Dear Rina", 0)
    save(ticket, agent, "for us", 0, kind="note")
    save(ticket, colleague, "Hi", 0)

    a_reply(ticket, agent=agent, client_key=uuid4())

    assert set(Draft.objects.values_list("agent_id", "kind")) == {
        (agent.pk, "note"),
        (colleague.pk, "reply"),
    }


@pytest.mark.django_db(transaction=True)
def test_thrown_away_means_files_too():
    ticket, agent = a_ticket(), an_agent()
    file = attach(ticket, agent=agent, kind="reply", name="a.txt", chunks=[b"a"])

    assert discard_draft(ticket, agent=agent, kind="reply")
    assert not discard_draft(ticket, agent=agent, kind="reply")

    assert not Draft.objects.exists()
    assert not path_of(file.key).exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_can_be_taken_out_of_ones_own_draft_only():
    ticket, agent = a_ticket(), an_agent()
    file = attach(ticket, agent=agent, kind="reply", name="a.txt", chunks=[b"a"])

    with pytest.raises(Refused, match="not_yours"):
        detach(file, agent=an_agent())
    assert path_of(file.key).exists()

    detach(file, agent=agent)
    assert not Attachment.objects.exists()
    assert not path_of(file.key).exists()


def test_what_was_sent_cannot_be_taken_out():
    ticket, agent = a_ticket(), an_agent()
    file = attach(ticket, agent=agent, kind="reply", name="a.txt", chunks=[b"a"])
    a_reply(ticket, agent=agent, attachments_of_draft=file.draft)

    with pytest.raises(Refused, match="not_yours"):
        detach(file, agent=agent)


def test_who_may_only_read_writes_no_drafts():
    with pytest.raises(Refused, match="read_only"):
        save(a_ticket(), an_auditor(), "Hi", 0)


def test_a_draft_has_an_end():
    with pytest.raises(Refused, match="too_long"):
        save(a_ticket(), an_agent(), "x" * 200_001, 0)
