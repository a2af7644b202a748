import pytest
from django.urls import reverse

from routing.models import PriorityScheme
from tests.builders import a_category, a_supervisor, an_admin
from tickets.models import Category, ChannelKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(an_admin())
    return client


@pytest.mark.parametrize("page", ["categories", "new-category", "priority"])
def test_categories_and_priority_are_an_admins_business(admin, client, page):
    allowed = admin.get(reverse(f"settings:{page}")).status_code
    client.force_login(a_supervisor())

    assert (allowed, client.get(reverse(f"settings:{page}")).status_code) == (200, 403)


def test_a_category_is_named_in_both_languages(admin):
    admin.post(
        reverse("settings:new-category"),
        {"name": "Pengembalian dana", "name_en": "Refund", "key": "refund", "points": 15, "is_active": "on"},
    )

    assert Category.objects.get(key="refund").points == 15


def test_the_key_of_a_category_never_changes(admin):
    category = a_category(key="refund")

    admin.post(
        reverse("settings:category", args=[category.pk]), {"name": "Refunds", "points": 1, "key": "other"}
    )

    category.refresh_from_db()
    assert (category.key, category.name) == ("refund", "Refunds")


def test_two_categories_cannot_share_a_key(admin):
    a_category(key="refund")

    page = admin.post(reverse("settings:new-category"), {"name": "X", "key": "refund", "points": 0})

    assert page.status_code == 422


SCHEME = {
    "reopened": 10,
    "normal": 20,
    "high": 45,
    "urgent": 70,
    "keywords": "danger 60: on fire, korsleting\nmoney 25: refund*",
    "tier_standard": 20,
    "tier_silver": 25,
    "tier_gold": 40,
    "tier_platinum": 55,
    **{f"channel_{kind}": 0 for kind in ChannelKind},
    "channel_api": 5,
}


def test_the_table_of_points_is_typed_and_shown_again(admin):
    admin.post(reverse("settings:priority"), SCHEME)

    weights = PriorityScheme.objects.get().weights
    page = admin.get(reverse("settings:priority")).content.decode()
    assert weights["keywords"][0] == {"code": "danger", "points": 60, "phrases": ["on fire", "korsleting"]}
    assert "danger 60: on fire, korsleting" in page


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        pytest.param({"keywords": "danger"}, "write a name, points", id="words without points"),
        pytest.param({"high": 10}, "must rise", id="levels that fall"),
    ],
)
def test_points_that_cannot_be_are_explained(admin, change, complaint):
    page = admin.post(reverse("settings:priority"), SCHEME | change)

    assert page.status_code == 422
    assert complaint in page.content.decode()
