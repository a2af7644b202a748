"""What is written while the network is away, or gives no answer, arrives once and in order."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import until
from tests.browser.webchat.talk import agents_page, answer, newest_ticket, texts_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_is_written_without_a_network_arrives_once_and_in_order(look, visiting, shop, chat, rani):
    visitor = visiting(shop).open()
    visitor.write("one")
    visitor.state("Delivered to us")

    visitor.page.context.set_offline(True)
    for text in ("two", "three", "four"):
        visitor.write(text)
    visitor.state("Not sent yet, kept on this device")
    visitor.page.context.set_offline(False)

    visitor.state("Delivered to us")
    until(visitor.page, lambda: len(texts_of(chat)) == 4)
    assert texts_of(chat) == ["one", "two", "three", "four"]
    assert visitor.said() == ["one", "two", "three", "four"]


def test_a_page_left_in_mid_send_sends_after_it_is_opened_again(visiting, shop, chat):
    visitor = visiting(shop).open()
    visitor.page.route("**/messages/", lambda route: route.abort())
    visitor.write("keep me")
    visitor.state("Not sent yet, kept on this device")
    assert texts_of(chat) == []

    visitor.page.unroute("**/messages/")
    visitor.page.reload()

    until(visitor.page, lambda: texts_of(chat) == ["keep me"])
    visitor.sees("keep me")


def test_an_answer_that_got_lost_on_its_way_back_doubles_nothing(visiting, shop, chat):
    visitor = visiting(shop).open()
    lost = []

    def lose(route):
        route.fetch()
        lost.append(True)
        route.abort() if len(lost) == 1 else route.continue_()

    visitor.page.route("**/messages/", lose)
    visitor.write("once")
    until(visitor.page, lambda: len(lost) >= 1)
    visitor.state("Delivered to us")

    assert texts_of(chat) == ["once"]
    assert visitor.said() == ["once"]


def test_where_no_socket_comes_through_answers_come_all_the_same(look, visiting, shop, chat, rani):
    visitor = visiting(shop)
    visitor.page.route_web_socket("**/socket/", lambda socket: socket.close())
    visitor.open()
    visitor.write("Anybody?")
    visitor.state("Delivered to us")
    agent = agents_page(look, rani, newest_ticket(chat))

    agent.locator("#composer-text").press_sequentially("Somebody looks after it now, one moment", delay=100)
    expect(visitor.page.get_by_text("Rani is typing")).to_be_visible()
    answer(agent, "Somebody")

    visitor.sees("Somebody")
