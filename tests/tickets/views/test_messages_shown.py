import pytest

from people.identity import identify
from tests.builders import a_channel, a_reply, a_ticket, receives
from tests.tickets.views.conftest import SCRIPT
from tickets.models import Delivery

pytestmark = pytest.mark.django_db


def test_older_messages_are_a_page_away(client, team):
    ticket = a_ticket(team=team, text="The very first")
    for n in range(40):
        receives(ticket, text=f"Message {n}")

    page = client.get(f"/tickets/{ticket.pk}/timeline/")
    older = client.get(
        f"/tickets/{ticket.pk}/timeline/", {"before": page.context["page"].older}, headers=SCRIPT
    ).content.decode()

    assert "The very first" not in page.content.decode()
    assert "The very first" in older


def test_what_a_mail_quotes_is_folded_with_its_lines_counted(client, team):
    ticket = a_ticket(team=team, text="Ya", quoted="> satu\n> dua\n> tiga")

    assert "Quoted text, 3 lines" in client.get(f"/tickets/{ticket.pk}/").content.decode()


def test_what_a_program_sent_along_is_there_to_see(client, team):
    channel = a_channel(kind="api", team=team)
    ticket = a_ticket(team=team, channel=channel, quoted="email: rina@x.example\norder: 4711")

    assert "order: 4711" in client.get(f"/tickets/{ticket.pk}/").content.decode()


def test_of_what_is_too_long_for_the_page_the_beginning_is_shown_and_all_of_it_is_a_link_away(client, team):
    words = "first\n" + '"\n' * 300_000 + "last"
    ticket = a_ticket(team=team, text=words, quoted=words)
    message = ticket.messages.get()

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()
    whole = client.get(f"/tickets/{ticket.pk}/messages/{message.pk}/text/")

    assert "first" in page
    assert "Open the whole message" in page
    assert len(page) < 700_000
    assert whole.content.decode() == f"{words}\n\n{words}"
    assert whole.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"


def test_who_gave_no_name_goes_by_their_address(client, team):
    customer = identify(kind="mail", address="rina@people.example")
    ticket = a_ticket(team=team, customer=customer)

    page = client.get(f"/tickets/{ticket.pk}/side/", headers=SCRIPT).content.decode()

    assert '<h2 class="clip fs14" title="rina@people.example">' in page


def test_an_automatic_reply_is_folded(client, team):
    ticket = a_ticket(team=team)
    receives(ticket, text="I am on holiday", is_auto_reply=True)

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert "Automatic reply" in page
    assert "I am on holiday</summary>" in page


def test_a_doubtful_sender_is_marked(client, team):
    ticket = a_ticket(team=team, is_trusted=False, remarks=["failed_authentication", "charset_guessed"])

    page = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert "Sender not confirmed" in page
    assert "may be forged" in page
    assert "charset_guessed" not in page


def test_links_in_a_mail_lead_to_web_pages_only(client, team):
    ticket = a_ticket(team=team, text='https://example.com/a?b=1&c=2. javascript:alert(1) "><b>')

    page = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    assert '<a href="https://example.com/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer' in page
    assert 'href="javascript' not in page
    assert "&quot;&gt;&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("queued", "On its way"),
        ("sending", "Sending"),
        ("sent", "Sent"),
        ("delivered", "Delivered"),
        ("read", "Read"),
        ("failed", "Not sent"),
        ("unknown", "Maybe sent"),
    ],
)
def test_each_state_of_a_delivery_is_told(client, team, agent, status, words):
    ticket = a_ticket(team=team)
    reply = a_reply(ticket, agent=agent)
    stuck = status in {"failed", "unknown"}
    Delivery.objects.filter(message=reply).update(status=status, reason="mailbox_full" if stuck else "")

    page = client.get(f"/tickets/{ticket.pk}/timeline/").content.decode()

    assert words in page
    assert ("The recipient’s mailbox is full." in page) == stuck
    assert ("/retry/" in page) == stuck
