"""An address that asks for what cannot be finds nothing and breaks nothing (N21, N44, N68)."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/attachments/%00/",
        "/attachments/a%00b/",
        "/hooks/%00/messages/",
        "/hooks/%00/files/%00/",
        "/forms/%00/",
        "/forms/%00/thanks/",
        "/accounts/password/reset/key/%00-%00/",
        "/tickets/?view=%00",
        "/tickets/?q=%00",
        "/tickets/?after=%00",
        "/tickets/?status=%00&order=%00",
        "/tickets/rows/?ids=%00",
        "/live/since/?cursor=%00",
        "/undeliverable/?tab=%00",
        "/undeliverable/?chosen=%00",
        "/accounts/login/?next=%00",
    ],
)
def test_a_zero_byte_in_an_address_finds_nothing(agent_client, address):
    assert agent_client.get(address).status_code < 500


@pytest.mark.parametrize(
    "order",
    [
        "pk; drop table tickets_ticket",
        "-customer__identities__address",
        "password",
        "?",
        "due desc",
        "__class__",
    ],
)
def test_a_list_is_sorted_and_filtered_by_what_is_on_offer_only(agent_client, order):
    for name in ("order", "status", "view", "part"):
        assert agent_client.get("/tickets/", {name: order}).status_code in {200, 400, 404}
    assert agent_client.get("/tickets/", {"order": order}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "__proto__[x]=1",
        "constructor.prototype.x=1",
        "view[]=mine",
        "view=mine&view=all",
        "ids=1,,-1,1e9,٣",
        "after=" + "x" * 5000,
        "chosen=1 or 1=1",
    ],
)
def test_an_address_that_means_nothing_breaks_nothing(agent_client, query):
    for place in ("/tickets/", "/tickets/rows/", "/undeliverable/", "/accounts/login/"):
        assert agent_client.get(f"{place}?{query}").status_code in {200, 302, 400, 404}
