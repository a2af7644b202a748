"""When we are back, in words: the company's or ours, in the customer's language."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from channels_in.out_of_hours import words_in
from helpdesk.lib import markdown
from people.models import Holiday
from people.opening import closed_at
from tests.builders import a_channel, a_customer, office_hours
from tests.channels_in.mails import a_mail, a_mailbox, arrives
from tests.channels_in.out_of_hours.closed import DAYS, JAKARTA, a_closed_channel, closed_now, told, writes


@pytest.mark.django_db
def test_a_holiday_is_passed_over():
    calendar = office_hours(hours={day: [["09:00", "10:00"]] for day in DAYS})
    at = datetime(2026, 12, 24, 18, 0, tzinfo=JAKARTA)
    Holiday.objects.create(calendar=calendar, on=date(2026, 12, 25), name="Natal")

    closed = closed_at(calendar.pk, at)

    assert closed.opens_at == datetime(2026, 12, 26, 9, 0, tzinfo=JAKARTA)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "on Saturday, 26 December 2026 at 09:00 (WIB)"), ("id", "26 Desember 2026")],
)
def test_the_words_are_in_the_customers_language(language, words):
    calendar = office_hours(hours={"sat": [["09:00", "10:00"]]})
    closed = closed_at(calendar.pk, datetime(2026, 12, 24, 18, 0, tzinfo=JAKARTA))

    assert words in markdown.to_text(words_in(language, a_channel(), closed, number=1))


@pytest.mark.django_db
def test_the_companys_own_words_come_first_in_the_customers_language():
    channel = a_closed_channel(
        language="id", out_of_hours_texts={"id": "Kami tutup.", "en": "Closed until {{ opening.time }}."}
    )

    writes(channel, a_customer("62811", kind="whatsapp", language="en"))

    assert told()[0].text.startswith("Closed until on ")


@pytest.mark.django_db
def test_while_we_are_closed_that_is_said_instead_of_the_acknowledgement():
    mailbox = a_mailbox(
        channel={"acknowledges": True, "answers_out_of_hours": True, "calendar": closed_now()}
    )

    arrives(mailbox, a_mail(mailbox.address, text="Hello, my parcel has not arrived."))
    assert len(told()) == 1
    assert "We are closed" in told()[0].text

    arrives(mailbox, a_mail(mailbox.address, subject="Another matter", text="and this"))

    assert ["We are closed" in one.text for one in told()] == [True, False]
