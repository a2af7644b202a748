"""What was learned: how right it is, from when on it is used, and the way back to a former version."""

import pytest
from django.urls import reverse

from events.models import Event
from routing.guessing.figures import figures
from routing.learned_files import path_of
from routing.models import LearnedVersion, Threshold, Training
from tests.builders import an_admin
from tests.routing.guessing.taught import categories, put_in_use

pytestmark = pytest.mark.django_db

TRUTH = ["refund"] * 8 + ["delivery"] * 12
SAID = [("refund", 0.91)] * 6 + [("delivery", 0.55)] * 2 + [("delivery", 0.83)] * 12
MEASURED = figures(TRUTH, SAID)


def test_what_is_strange_counts_as_left_to_people():
    [first, *_] = figures(TRUTH, [(*said, at < 5) for at, said in enumerate(SAID)])["thresholds"]

    assert (first["percent"], first["used"]) == (0, 0.75)


@pytest.fixture
def admin(client):
    client.force_login(an_admin(language="en"))
    return client


@pytest.fixture
def first(learned, db):
    categories()
    return put_in_use(learned, figures=figures(TRUTH, [("delivery", 0.5)] * 20))


@pytest.fixture
def second(learned, first):
    return put_in_use(learned, figures=MEASURED)


def shown(client, name="learned", *args):
    return " ".join(client.get(reverse(f"settings:{name}", args=args)).content.decode().split())


def test_the_page_says_how_right_it_is_and_on_how_many_tickets(admin, second):
    page = shown(admin, "learned", "category")

    assert "90.0%" in page  # 18 of 20
    assert "20 <small>tickets</small>" in page
    assert "Refund for Delivery (2)" in page


def test_each_label_has_its_own_line(admin, second):
    page = shown(admin, "learned", "category")

    assert '<th scope="row">Refund</th><td class="n" data-label="Tickets">8</td>' in page
    assert '<td class="n" data-label="Found">75.0%</td>' in page


def test_the_plot_shows_how_sure_and_how_often_right(admin, second):
    page = shown(admin, "learned", "category")

    assert "55% sure: 0% right, 2 tickets" in page
    assert "91% sure: 100% right, 6 tickets" in page


def test_the_threshold_says_what_it_would_do(admin, second):
    admin.post(reverse("settings:learned", args=["category"]), {"percent": 60, "is_on": "on"})

    page = shown(admin, "learned", "category")
    assert "90.0% <small>sorted by itself</small>" in page
    assert "<dd>100.0%</dd>" in page


@pytest.mark.parametrize("percent", ["0", "101", "", "many"])
def test_a_threshold_that_cannot_be_is_explained(admin, second, percent):
    answer = admin.post(reverse("settings:learned", args=["category"]), {"percent": percent, "is_on": "on"})

    assert answer.status_code == 422
    assert not Threshold.objects.exists()


def test_an_earlier_version_is_brought_back(admin, first, second):
    admin.post(reverse("settings:learned-use", args=["category", first.number]))

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("live", "kept")
    assert Event.objects.filter(kind="learning.version_used", data__former=second.number).exists()


def test_one_whose_file_is_gone_is_not(admin, first, second):
    path_of(first.file).unlink()

    answer = admin.post(reverse("settings:learned-use", args=["category", first.number]), follow=True)

    assert "not there any more" in answer.content.decode()
    assert LearnedVersion.objects.get(state="live") == second


def test_learning_again_is_asked_for_once_and_shows_how_far_it_is(admin, second):
    for _ in range(2):
        admin.post(reverse("settings:learning-training", args=["category"]))

    assert Training.objects.filter(subject="category", state="pending").count() == 1
    assert "Waits for its turn" in shown(admin, "learned", "category")


def test_the_list_of_subjects_says_what_is_not_measured(admin, db):
    page = shown(admin, "learning")

    assert page.count("not measured yet") == 3
    assert page.count("Nothing learned yet") == 3
