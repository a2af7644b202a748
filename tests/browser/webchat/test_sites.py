"""The chat on all kinds of sites: hostile styles, strict policies, keys of their own, and our server away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import shoot
from tests.browser.webchat.hosts import HOSTILE, strict

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BOXES = """() => {
  const root = document.querySelector("alur-chat").shadowRoot;
  return [".bubble", ".panel", ".head", ".who b", ".bub", ".write", ".send", ".ib", ".by"].map((name) => {
    const { x, y, width, height } = root.querySelector(name).getBoundingClientRect();
    const looks = getComputedStyle(root.querySelector(name));
    const named = ["color", "backgroundColor", "fontSize", "letterSpacing", "textTransform", "opacity"];
    return [name, x, y, width, height, ...named.map((one) => looks[one])];
  });
}"""
BREACHES = """() => {
  globalThis.breaches = [];
  addEventListener("securitypolicyviolation", (event) => breaches.push(event.violatedDirective));
}"""


def looks(visit):
    visit.open().sees("How can we help?")
    expect(visit.page.locator("alur-chat .who small")).to_have_text(re.compile("Nobody is there"))
    visit.page.wait_for_timeout(400)  # the panel has risen
    return visit.page.evaluate(BOXES)


def test_a_site_s_styles_change_nothing_of_it(visiting, site, chat):
    plain = visiting(site.put("/plain", chat.token))
    hostile = visiting(site.put("/hostile", chat.token, head=HOSTILE))

    assert looks(plain) == looks(hostile)
    shoot(hostile.page, "webchat-hostile")


def test_the_strictest_policy_that_settings_name_is_enough(visiting, site, chat, web):
    url = site.put("/strict", chat.token, headers=strict(web.url), lang="id")
    visitor = visiting(url)
    visitor.page.add_init_script(f"({BREACHES})()")
    visitor.page.reload()
    visitor.open()

    visitor.write("Masih ada?")
    visitor.sees("Masih ada?")
    visitor.page.locator("alur-chat input[type=file]").set_input_files(
        {"name": "foto.png", "mimeType": "image/png", "buffer": PIXEL}
    )
    visitor.write("Ini fotonya")
    expect(visitor.log.locator("img")).to_have_js_property("complete", True)
    assert visitor.log.locator("img").evaluate("(image) => image.naturalWidth") == 1
    visitor.page.locator("alur-chat .more > button").click()
    with visitor.page.expect_download() as saved:
        visitor.page.locator("alur-chat .menu button:has(path)").nth(2).click()

    assert "Masih ada?" in saved.value.path().read_text()
    assert visitor.page.evaluate("breaches") == []
    assert visitor.page.context.cookies() == []


def test_a_page_that_isolates_itself_may_hold_it(visiting, site, chat):
    headers = {
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    script = 'crossorigin="anonymous"'
    visitor = visiting(site.put("/isolated", chat.token, headers=headers, data=script))

    visitor.open().sees("How can we help?")
    assert visitor.page.evaluate("crossOriginIsolated")


def test_a_site_s_keys_do_not_fire_while_a_visitor_types(visiting, site, chat):
    visitor = visiting(site.put("/keys", chat.token))
    visitor.page.evaluate(
        """() => { globalThis.heard = [];
        for (const type of ["keydown", "keypress", "keyup", "input", "paste"])
          document.addEventListener(type, (event) => heard.push(type)); }"""
    )
    visitor.open()

    visitor.page.keyboard.type("j/s?")

    expect(visitor.field).to_have_value("j/s?")
    assert visitor.page.evaluate("heard") == []


def test_until_it_is_opened_two_requests_leave_and_nothing_is_kept(browser, site, chat, web):
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.put("/quiet", chat.token))
    expect(page.locator("alur-chat .bubble")).to_be_visible()
    page.wait_for_timeout(500)

    theirs = [url for url in asked if not url.startswith((site.url, "data:"))]
    assert theirs == [
        f"{web.url}/chat/widget.js",
        f"{web.url}/chat/{chat.token}/settings/?lang=en",
    ]
    assert page.evaluate("[document.cookie, Object.keys(localStorage).length]") == ["", 0]
    assert page.evaluate("Object.keys(globalThis).filter((name) => /alur/i.test(name))") == ["Alur"]
    page.close()


def test_a_second_tag_adds_no_second_chat(visiting, site, chat, web):
    again = f'<script src="{web.url}/chat/widget.js" data-key="{chat.token}"></script>'
    visitor = visiting(site.put("/twice", chat.token, body=again))

    visitor.open()
    visitor.page.wait_for_timeout(500)
    assert visitor.page.locator("alur-chat").count() == 1
    visitor.page.evaluate("Alur('close')")
    expect(visitor.panel).to_be_hidden()


@pytest.mark.parametrize("away", ["**/settings/*", "**/widget.js"])
def test_with_our_server_away_the_page_is_as_if_there_were_no_chat(browser, site, chat, away):
    page = browser.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.route(away, lambda route: route.abort())
    page.goto(site.put("/away", chat.token))
    page.wait_for_timeout(700)

    assert page.locator("alur-chat").count() == 0
    assert wrong == []
    page.close()


def test_a_site_that_is_not_allowed_shows_that_there_is_no_chat(visiting, site, chat):
    elsewhere = site.put("/elsewhere", chat.token).replace("127.0.0.1", "localhost")
    visitor = visiting(elsewhere).open()

    expect(visitor.panel.get_by_role("alert")).to_have_text("The chat is not available here just now.")
    expect(visitor.field).to_be_hidden()
    assert any("must be among the sites of the channel" in said for said in visiting.wrong)
    visiting.wrong.clear()


def test_the_page_s_commands_do_what_settings_say(visiting, site, chat):
    stub = "window.Alur ??= function () { (Alur.q ??= []).push(arguments) }"
    early = f"<script>{stub}; Alur('write', 'Hi')</script>"
    visitor = visiting(site.put("/commands", chat.token, head=early))

    expect(visitor.field).to_have_value("Hi")
    visitor.page.evaluate("Alur('theme', 'dark')")
    expect(visitor.page.locator("alur-chat .root")).to_have_attribute("data-theme", "dark")
    visitor.page.evaluate("Alur('lang', 'id')")
    expect(visitor.page.locator("alur-chat .root")).to_have_attribute("lang", "id")
    expect(visitor.panel).to_be_visible()
    visitor.page.evaluate("Alur('close')")
    expect(visitor.panel).to_be_hidden()


def test_who_does_not_want_to_be_remembered_is_not(visiting, site, chat):
    visitor = visiting(site.put("/consent", chat.token))
    visitor.page.evaluate("Alur('consent', false)")

    visitor.open().write("Only now")
    visitor.state("Delivered to us")

    assert visitor.page.evaluate("Object.keys(localStorage).length") == 0


def test_a_browser_that_keeps_nothing_can_chat(visiting, site, chat):
    visitor = visiting(site.put("/nothing", chat.token))
    visitor.page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
             const get = () => { throw new DOMException("no", "SecurityError") };
             Object.defineProperty(globalThis, name, { get });
           }"""
    )
    visitor.page.reload()

    visitor.open().write("Hello")
    visitor.state("Delivered to us")


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c6360f8cf"
    "c00000030101001d0ff7a10000000049454e44ae426082"
)
