"""Mail as it was sent: in a frame of its own, where it can do no harm."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import live
from tests.builders import a_ticket

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_html_mail_is_shown_in_a_frame_where_nothing_runs_or_loads(look, rani, team):
    asked = []
    html = (
        '<p style="color:#c00">Halo</p><script>parent.hacked = 1</script>'
        '<img data-remote-src="http://tracker.invalid/p.gif">'
    )
    ticket = a_ticket(team=team, assignee=rani, html=html, has_remote_images=True)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_text("As it was sent").click()

    frame = page.frame_locator(".mail-frame")
    expect(frame.get_by_text("Halo")).to_be_visible()
    assert page.evaluate("window.hacked === undefined")
    assert not [url for url in asked if "tracker" in url]
    assert page.locator(".mail-frame").evaluate("frame => frame.clientHeight") < 200
    page.get_by_role("button", name="Show images").click()
    page.wait_for_timeout(500)
    assert [url for url in asked if "tracker" in url]
    look.wrong.clear()  # the tracker cannot be reached, and the script was refused
