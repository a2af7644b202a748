"""How soon a change shows, and how often a page asks while more keep coming."""

import pytest

from tests.browser.pages import live
from tests.builders import a_team, a_ticket, an_agent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Tells the page of a new version every 50 ms for 2 s, and notes when it asks.
STORM = """
    ticket => new Promise((done) => {
        const began = performance.now();
        const asked = [];
        const fetch = window.fetch;
        window.fetch = (url, ...rest) => {
            if (String(url).endsWith("/head/")) asked.push(performance.now() - began);
            return fetch(url, ...rest);
        };
        let version = 1000;
        const tell = () => document.dispatchEvent(
            new CustomEvent("live:message", {detail: {type: "changed", ticket, version: version++}})
        );
        const timer = setInterval(tell, 50);
        tell();
        setTimeout(() => [clearInterval(timer), done(asked)], 2000);
    })
"""


def test_the_first_change_is_asked_for_at_once_and_a_storm_of_them_seldom(look, web):
    rani = an_agent(a_team(), language="en", available=True)
    ticket = a_ticket(team=rani.teams.get(), assignee=rani)
    page = live(look(rani, f"/tickets/{ticket.pk}/"))
    page.wait_for_timeout(2100)  # quiet

    asked = page.evaluate(STORM, ticket.pk)

    assert asked[0] < 500
    assert 3 <= len(asked) <= 5  # at 0, 200, 600, 1400 ms


HINTS = """
    const hint = () => document.dispatchEvent(new CustomEvent("live:message", {detail: {type: "counts"}}));
    setInterval(hint, 300);
"""


def test_numbers_are_counted_again_however_many_hints_come(look, web):
    page = live(look(an_agent(a_team(), language="en")))
    page.wait_for_timeout(2100)
    page.evaluate(HINTS)

    with page.expect_request("**/counts/", timeout=4000):
        pass
