"""The chat without a mouse, on the smallest page, enlarged, in the dark, and without anything that moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from analytics.models import Rating
from tests.analytics.surveys import asks
from tests.browser.conftest import shoot, until
from tests.browser.webchat.readable import faults
from tests.browser.webchat.states import asked_first, not_sent, rated, resolve_and_ask, talked
from tests.tickets.files import a_picture

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = {
    "desktop": {},
    "dark": {"dark": True},
    "phone": {"width": 390, "height": 844},
    "smallest": {"width": 320, "height": 568},
    "smallest-dark": {"width": 320, "height": 568, "dark": True},
    "zoom-200": {"width": 640, "height": 400, "device_scale_factor": 2},
    "zoom-400": {"width": 320, "height": 256, "device_scale_factor": 4},
}
STATES: dict[str, Callable[..., None]] = {
    "talked": talked,
    "asked-first": asked_first,
    "rated": rated,
    "not-sent": not_sent,
}


@pytest.fixture
def shop(site, chat):
    return site.put("/for-everybody", chat.token)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("state", STATES)
def test_all_of_it_can_be_read_reached_and_pressed(visiting, shop, chat, rani, look, state):
    visit = visiting(shop, **LOOKS[look])

    STATES[state](visit, chat, rani)

    shoot(visit.page, f"webchat-{state}-{look}")
    assert faults(visit.page) == {}


def test_a_chat_is_opened_written_in_and_left_without_a_mouse(visiting, shop):
    visit = visiting(shop)
    keys = visit.page.keyboard
    visit.page.locator("#buy").focus()
    keys.press("Tab")
    expect(visit.launcher).to_be_focused()
    keys.press("Enter")
    expect(visit.field).to_be_focused()

    keys.type("Is it there?")
    keys.press("Shift+Enter")
    keys.type("The table")
    keys.press("Enter")
    visit.sees("Is it there?\nThe table")
    more = visit.page.get_by_role("button", name="More")
    for _ in range(20):
        keys.press("Shift+Tab")
        if more.evaluate("(one) => one.matches(':focus')"):
            break
    keys.press("Enter")
    keys.press("ArrowDown")
    expect(visit.page.get_by_role("menuitemcheckbox")).to_be_focused()
    keys.press("Escape")
    expect(more).to_be_focused()
    keys.press("Escape")
    expect(visit.launcher).to_be_focused()


def test_a_chat_is_rated_without_a_mouse(visiting, shop, chat, rani):
    asks(chat.channel)
    visit = visiting(shop).open()
    visit.write("Is it there?")
    visit.state("Delivered to us")
    resolve_and_ask(visit, chat, rani)

    visit.page.locator("alur-chat .csat input[type=radio]").first.focus()
    for key in ["Space", *["ArrowRight"] * 4, "Tab"]:
        visit.page.keyboard.press(key)
    visit.page.keyboard.type("Quick")
    visit.page.keyboard.press("Enter")

    expect(visit.log).to_contain_text("Thank you for your rating")
    assert Rating.objects.latest("pk").score == 5


MOVING = "() => document.querySelector('alur-chat').shadowRoot.getAnimations().length"
MOVING_WHILE_ONE_TYPES = """() => { // at once: what comes from us meanwhile says that nobody types
    const shown = document.querySelector('alur-chat').shadowRoot
    shown.querySelector('.typing').hidden = false
    return shown.getAnimations().length
}"""


def test_nothing_moves_for_who_does_not_want_that(visiting, shop):
    visit = visiting(shop, reduced_motion="reduce")

    visit.launcher.click()
    assert visit.page.evaluate(MOVING) == 0
    visit.write("Hello")
    visit.state("Delivered to us")
    assert visit.page.evaluate(MOVING_WHILE_ONE_TYPES) == 0
    calm = visiting(shop)
    calm.open()
    assert calm.page.evaluate(MOVING_WHILE_ONE_TYPES) > 0


def test_a_picture_has_its_place_before_it_is_there(visiting, shop, chat, rani):
    visit = visiting(shop)
    visit.open().write("Hello")
    visit.state("Delivered to us")
    held = []
    visit.page.route(
        "**/files/**",
        lambda route: held.append(route) if route.request.method == "GET" else route.continue_(),
    )
    for size in ((900, 300), (300, 900), (40, 30)):
        picture = {"name": "room.png", "mimeType": "image/png", "buffer": a_picture(*size)}
        visit.page.locator("alur-chat input[type=file]").set_input_files(picture)
        visit.page.locator("alur-chat .send").click()
    pictures = visit.log.locator("img")
    expect(pictures).to_have_count(3)
    until(visit.page, lambda: len(held) == 3)
    boxes = [picture.bounding_box() for picture in pictures.all()]
    assert [(round(box["width"]), round(box["height"])) for box in boxes if box] == [
        (260, 87),
        (260, 280),
        (40, 30),
    ]

    for route in held:
        route.continue_()
    for picture in pictures.all():
        expect(picture).to_have_js_property("complete", True)

    assert [picture.bounding_box() for picture in pictures.all()] == boxes
