"""The demo's passwords are published: no other machine reaches it unless somebody wants that."""

import pytest

from helpdesk import environment
from helpdesk.processes import demo_accounts
from helpdesk.variables import BadSetting

REACHABLE = [
    pytest.param({"ALUR_BIND": "0.0.0.0"}, id="all addresses"),
    pytest.param({"ALUR_BIND": "::"}, id="all addresses of IPv6"),
    pytest.param({"ALUR_BIND": "192.168.1.4"}, id="an address of the network"),
    pytest.param({"BASE_URL": "http://help.example.com"}, id="behind a proxy"),
    pytest.param({"ALUR_ENV": "production", "BASE_URL": "https://localhost"}, id="production"),
]


@pytest.fixture
def read(tmp_path):
    return lambda **variables: environment.read({"ALUR_DATA": str(tmp_path), **variables})


@pytest.mark.parametrize("here", [{}, {"ALUR_BIND": "::1"}, {"BASE_URL": "http://127.0.0.1:8000"}])
def test_only_this_machine_is_shown_the_demo_unasked(read, here):
    assert (read(**here).demo, read(**here).is_reachable) == (True, False)


@pytest.mark.parametrize("variables", REACHABLE)
def test_where_others_can_reach_it_there_is_no_demo_unless_it_is_wanted(read, variables):
    assert read(**variables).demo is False
    assert read(**variables, ALUR_DEMO="1").demo is True


@pytest.mark.parametrize("variables", REACHABLE)
def test_a_folder_that_holds_the_demo_is_not_opened_to_others(read, tmp_path, variables):
    demo_accounts.write(tmp_path, [])

    with pytest.raises(BadSetting, match="another folder in ALUR_DATA"):
        read(**variables)
    assert read(**variables, ALUR_DEMO="1").is_reachable
    assert read().demo is True
