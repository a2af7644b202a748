"""A file that names some of the rules and promises leaves the others where they stand."""

import pytest

from helpdesk.config.order import arranged
from routing.models import RoutingRule, SlaPolicy
from tests.helpdesk.config_file import commands_in

pytestmark = pytest.mark.django_db
MODELS = {"rules": RoutingRule, "sla_policies": SlaPolicy}


@pytest.fixture
def config(tmp_path):
    return commands_in(tmp_path)


@pytest.mark.parametrize(
    ("there", "wanted", "order"),
    [
        pytest.param("", "ab", "ab", id="the first file"),
        pytest.param("abcd", "", "abcd", id="none named"),
        pytest.param("abcd", "b", "abcd", id="one named"),
        pytest.param("abcd", "db", "adcb", id="two change places"),
        pytest.param("abcd", "bx", "abxcd", id="a new one behind its neighbour"),
        pytest.param("abcd", "xc", "abxcd", id="a new one before its neighbour"),
        pytest.param("abcd", "xy", "abcdxy", id="new ones without neighbours"),
        pytest.param("abcd", "dxya", "dxybca", id="both at once"),
    ],
)
def test_where_each_stands(there, wanted, order):
    assert "".join(arranged(list(there), list(wanted))) == order
    assert "".join(arranged(list(order), list(wanted))) == order


def entries(section: str, names: str) -> list[dict]:
    gold = {"all": [{"kind": "customer_tier", "op": "in", "value": ["gold"]}]}
    rule = {"conditions": gold, "actions": [{"do": "add_tag", "to": "x"}]}
    policy = {"targets": {"resolution": {"low": 480}}}
    return [{"name": name, **(rule if section == "rules" else policy)} for name in names]


@pytest.mark.parametrize("section", MODELS)
def test_a_part_of_the_list_moves_only_what_it_names_and_says_so(config, section):
    config("apply", **{section: entries(section, "abcd")})

    said = config("apply", **{section: entries(section, "dxb")})

    assert "".join(MODELS[section].objects.values_list("name", flat=True)) == "adxcb"
    assert "order: ['a', 'b', 'c', 'd'] → ['a', 'd', 'x', 'c', 'b']" in said
    assert config("apply", **{section: entries(section, "dxb")}).strip() == "0 changed."
