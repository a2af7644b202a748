"""A category goes by the name that the reader's language has for it, in rules as everywhere."""

import pytest
from django.urls import reverse

from tests.builders import a_category, a_rule, an_admin

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    a_category(name="Pengembalian dana", name_en="Refund", key="refund")
    return a_rule({}, {"do": "set_category", "to": "refund"})


@pytest.mark.parametrize(("language", "name"), [("en", "Refund"), ("id", "Pengembalian dana")])
def test_rules_say_it_in_the_readers_language(client, rule, language, name):
    client.force_login(an_admin(language=language))

    pages = [reverse("settings:rules"), reverse("settings:rule", args=[rule.pk])]

    assert all(name in client.get(page).content.decode() for page in pages)
    assert f'<option value="{name}" selected>' in client.get(pages[1]).content.decode()


def test_the_settings_of_a_channel_and_of_the_category_say_it_too(client, rule):
    client.force_login(an_admin(language="en"))
    category = a_category(name="Barang rusak", name_en="Damaged on arrival")

    pages = [reverse("settings:new-channel", args=["form"]), reverse("settings:category", args=[category.pk])]

    assert all("Damaged on arrival" in client.get(page).content.decode() for page in pages)
