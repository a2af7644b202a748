"""Rules that are live, and who tries a draft of others."""

import pytest

from tests.builders import a_category, a_rule, a_team, an_admin
from tests.routing.dry_run.refunds import says


@pytest.fixture
def admin():
    return an_admin()


@pytest.fixture
def shop():
    """Rules that are live, a draft of others, and what becomes of fifteen customers by each."""
    teams = {name: a_team(name=name) for name in ("Payments", "Orders", "VIP")}
    a_category(key="refund", name="Refund", name_en="Refund", team=teams["Payments"], points=30)
    a_category(key="damage", team=teams["Orders"], points=40)
    refunds = a_rule(says("refund*"), {"do": "set_category", "to": "refund"}, name="Refunds")
    a_rule(says("broken"), {"do": "set_category", "to": "damage"}, name="Damage")
    gold = {"kind": "customer_tier", "op": "in", "value": ["platinum"]}
    a_rule(gold, {"do": "add_tag", "to": "vip"}, name="Tag")
    return {"teams": teams, "refunds": refunds, "gold": gold}
