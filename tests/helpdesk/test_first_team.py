"""The first team of the set-up: a name that cannot be is explained where it was typed, and kept."""

import pytest
from django.urls import reverse

from people.models import Calendar, Team
from tests.builders import an_admin

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        pytest.param("", "This field is required.", id="none"),
        pytest.param("Support " * 20, "at most 100 characters", id="too long"),
    ],
)
def test_a_name_that_cannot_be_is_explained_and_kept(client, name, complaint):
    client.force_login(an_admin())
    Calendar.objects.create(name="Office")

    page = client.post(reverse("setup:team"), {"name": name})

    assert page.status_code == 422
    assert complaint in page.content.decode()
    assert f'value="{name.strip()}' in page.content.decode() or not name
    assert not Team.objects.exists()
