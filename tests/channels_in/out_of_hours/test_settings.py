"""Who is told what out of hours is set on a page or in a file."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import a_channel, an_admin
from tests.channels_in.out_of_hours.closed import closed_now, open_now
from tests.helpdesk.config_file import commands_in
from tickets.models import Channel


@pytest.mark.django_db
def test_an_admin_sets_it_and_sees_the_very_words_before(client):
    channel, calendar = a_channel(name="Halo"), closed_now()
    client.force_login(an_admin())
    form = {
        "version": channel.version,
        "answers_out_of_hours": "on",
        "calendar": calendar.pk,
        "text_en": "Back {{ opening.time }}.",
        "text_id": "",
    }

    seen = client.post(reverse("settings:out-of-hours-preview", args=[channel.pk]), form).content.decode()
    saved = client.post(reverse("settings:out-of-hours-reply", args=[channel.pk]), form)

    assert "Back on " in seen and "(WIB)" in seen
    assert saved.status_code == 302
    channel.refresh_from_db()
    assert channel.answers_out_of_hours
    assert channel.out_of_hours_texts == {"en": "Back {{ opening.time }}."}
    assert "Halo" in client.get(reverse("settings:out-of-hours")).content.decode()


@pytest.mark.django_db
def test_it_cannot_be_switched_on_without_opening_hours(client):
    channel = a_channel()
    client.force_login(an_admin())
    form = {"version": channel.version, "answers_out_of_hours": "on", "calendar": ""}

    answer = client.post(reverse("settings:out-of-hours-reply", args=[channel.pk]), form)

    assert answer.status_code == 422
    assert "Choose opening hours" in answer.content.decode()


@pytest.mark.django_db
def test_a_file_sets_it(tmp_path):
    a_channel(name="Halo", calendar=open_now())
    run = commands_in(tmp_path)

    run(
        "apply",
        channels=[{"name": "Halo", "answers_out_of_hours": True, "out_of_hours_texts": {"id": "Tutup."}}],
    )

    assert Channel.objects.get(name="Halo").out_of_hours_texts == {"id": "Tutup."}
