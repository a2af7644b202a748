import re

import pytest
from django.urls import reverse

from tests.builders import a_category, an_admin

pytestmark = pytest.mark.django_db


def test_who_saves_an_older_page_of_a_category_overwrites_nothing(client):
    category = a_category(points=5)
    client.force_login(an_admin())
    url = reverse("settings:category", args=[category.pk])
    [version] = re.findall(r'name="version" value="(\d+)"', client.get(url).content.decode())
    form = {"name": category.name, "is_active": "on", "version": version}

    first = client.post(url, {**form, "points": 30})
    second = client.post(url, {**form, "points": 10})

    category.refresh_from_db()
    assert (first.status_code, category.points) == (302, 30)
    assert second.status_code == 422
    again = re.findall(r'name="version" value="(\d+)"', client.get(url).content.decode())
    assert client.post(url, {**form, "points": 10, "version": again[0]}).status_code == 302
