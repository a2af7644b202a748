"""What every page has: keys, menus, theme, panes, and how it behaves when the server is away."""

import pytest
from playwright.sync_api import expect

from tests.builders import a_ticket, an_admin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 12


def live(page):
    expect(page.locator("body")).to_have_attribute("data-connection", "live")
    return page


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_the_inbox_weighs_little_and_asks_nobody_else(look, web, rani, team, record_property):
    for n in range(40):
        a_ticket(team=team, subject=f"Pesanan {n} belum sampai")
    page = look(rani, "/accounts/login/")
    page.goto("about:blank")  # what the page before still asks is not the inbox's
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked, weights = {}, {}
    network.on("Network.requestWillBeSent", lambda e: asked.update({e["requestId"]: e["request"]["url"]}))
    network.on("Network.loadingFinished", lambda e: weights.update({e["requestId"]: e["encodedDataLength"]}))

    page.goto("/", wait_until="networkidle")

    fetched = {asked[id]: weight for id, weight in weights.items() if asked.get(id, "").startswith("http")}
    record_property("inbox_bytes", sum(fetched.values()))
    assert sum(fetched.values()) <= MOST_BYTES, fetched
    assert len(fetched) <= MOST_REQUESTS, fetched
    assert {url for url in fetched if not url.startswith(web.url)} == set()


def test_the_help_lists_what_the_page_obeys(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani))

    page.keyboard.press("?")
    on_the_list = page.locator("#keys li").all_inner_texts()
    page.keyboard.press("Escape")
    page.goto(f"/tickets/{ticket.pk}/")
    page.keyboard.press("?")
    on_a_ticket = page.locator("#keys li").all_inner_texts()

    assert any("Next ticket" in line for line in on_the_list)
    assert not any("Internal note" in line for line in on_the_list)
    assert any("Internal note" in line for line in on_a_ticket)
    assert len(on_a_ticket) == len(set(on_a_ticket))


def test_single_keys_can_be_switched_off_and_found_again(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.keyboard.press("?")
    page.get_by_role("switch", name="Single-key shortcuts").click()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert focused(page) != "composer-text"
    page.reload()
    page.keyboard.press("Control+/")

    expect(page.get_by_role("switch", name="Single-key shortcuts")).to_have_attribute("aria-checked", "false")


def test_keys_typed_into_a_field_do_nothing_else(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))

    page.get_by_label("Your message").press_sequentially("jn?ra")

    expect(page.get_by_label("Your message")).to_have_value("jn?ra")
    assert focused(page) == "composer-text"
    expect(page.locator("#keys")).to_be_hidden()


def test_a_menu_is_walked_by_arrows_and_gives_the_focus_back(look, rani):
    page = live(look(rani, "/accounts/2fa/"))
    page.locator(".rail-me").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitemradio", name="Available")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="On a call")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("menuitem", name="Sign out")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#me-menu")).to_be_hidden()
    expect(page.locator(".rail-me")).to_be_focused()


def test_the_theme_is_kept_with_the_account(look, rani):
    page = live(look(rani))

    with page.expect_response("**/me/theme/"):
        page.keyboard.press("Control+Shift+L")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    elsewhere = look(rani)

    expect(elsewhere.locator("html")).to_have_attribute("data-theme", "dark")


def test_rows_wait_while_the_pointer_is_on_the_list(look, rani, team):
    shown = a_ticket(team=team)
    page = live(look(rani))
    page.locator(f"#t-{shown.pk}").hover()

    newer = a_ticket(team=team)

    expect(page.locator(".newer")).to_have_text("1 newer")
    expect(page.locator(f"#t-{newer.pk}")).to_have_count(0)
    page.mouse.move(1200, 500)
    expect(page.locator(f"#t-{newer.pk}")).to_be_visible()
    expect(page.locator(".newer")).to_be_hidden()


def test_a_side_panel_s_part_stays_as_it_was_left(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    facts = page.locator("#facts-details")
    expect(facts).to_have_attribute("open", "")

    facts.locator("> summary").click()
    expect(facts).not_to_have_attribute("open", "")
    page.reload()

    expect(page.locator("#facts-details")).not_to_have_attribute("open", "")


def test_on_a_phone_one_pane_shows_at_a_time(look, rani, team):
    ticket = a_ticket(team=team, assignee=rani, subject="Meja retak")
    page = live(look(rani, width=390, height=844))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()

    page.locator(f"#t-{ticket.pk} a").click()
    expect(page.locator("#thread")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    expect(page.locator(".tabbar")).to_be_hidden()
    page.get_by_role("link", name="Details").click()
    expect(page.locator("#side")).to_be_visible()
    page.get_by_role("link", name="Back to conversation").click()
    page.get_by_role("link", name="Back to list").click()

    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#thread")).to_be_hidden()


@pytest.mark.parametrize("width", [1440, 1280, 1024, 820, 390, 320])
def test_no_page_scrolls_sideways(look, team, width):
    admin = an_admin(name="Rani Puspita", language="id")
    ticket = a_ticket(team=team, assignee=admin, text="Kalau beli dua kursi ongkirnya jadi berapa? " * 5)
    page = look(admin, width=width)

    for path in ("/", f"/tickets/{ticket.pk}/", "/accounts/2fa/", "/settings/", "/no/such/page/"):
        page.goto(path)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, path
    look.wrong.clear()  # the page that is not there
