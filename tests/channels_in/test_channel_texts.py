"""What customers would read as it was typed is found where it is typed."""

import re

import pytest
from django.urls import reverse

from tests.builders import an_admin
from tests.channels_in.test_channel_pages import MAIL
from tickets.models import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


def save(admin, **texts):
    return admin.post(reverse("settings:new-channel", args=["mail"]), {**MAIL, **texts})


@pytest.mark.parametrize(
    ("field", "text", "mark"),
    [
        pytest.param("signature_id", "Salam, {{ agent.name }}", "{{ agent.name }}", id="variable"),
        pytest.param("signature_en", "Yours {% if x %}", "{% if x %}", id="tag"),
        pytest.param("signature_en", "{{ company.name }}", "{{ company.name }}", id="filled in elsewhere"),
        pytest.param("acknowledgement_en", "Hi {{ foo.bar }}", "{{ foo.bar }}", id="unknown"),
        pytest.param("acknowledgement_id", "{% if x %}Halo", "{% if x %}", id="tag to acknowledge"),
        pytest.param(
            "acknowledgement_en", "Hi {{ company.name }, thanks", "{{ company.name }", id="one brace"
        ),
        pytest.param("acknowledgement_en", "Hi {{ company.name, thanks", "{{ company.name", id="no brace"),
        pytest.param("acknowledgement_en", "Hi company.name }}", "company.name }}", id="only the end"),
        pytest.param("acknowledgement_id", "{{ company.name\n}}", "{{ company.name", id="over two lines"),
    ],
)
def test_a_variable_that_nobody_fills_in_is_refused_at_its_field(admin, field, text, mark):
    page = save(admin, **{field: text})

    words = page.content.decode()
    assert page.status_code == 422
    assert f"Nothing is filled in for “{mark}" in words
    assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', words)
    assert not Channel.objects.exists()


def test_what_is_filled_in_may_stand_in_an_acknowledgement(admin):
    text = "{{ ticket.number }}, {{ company.name }}, {{channel.name}}: 100 % {done}"

    save(admin, acknowledgement_id=text, signature_id="Salam {kami} 100 %")

    assert Channel.objects.get().acknowledgements == {"id": text}
