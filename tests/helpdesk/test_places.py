import os
from pathlib import Path

import pytest

from helpdesk.processes import places
from helpdesk.processes.account import Account, CannotStart

US = Account(os.geteuid(), os.getegid())


def test_services_live_in_the_data_folder(tmp_path):
    tmp_path = Path(os.path.realpath(tmp_path))
    data = tmp_path / "v"
    data.mkdir()

    chosen = places.settle(data, US)

    assert chosen.cluster == data / "pg"
    assert places.recall(data) == chosen


def test_sockets_move_to_a_short_folder_when_the_path_is_too_long(tmp_path):
    data = tmp_path / ("long" * 30)
    data.mkdir()

    chosen = places.settle(data, US)

    assert len(os.fsencode(chosen.postgres_socket)) < 100
    assert chosen.sockets.is_dir()
    assert chosen.cluster == data / "pg"
    assert places.recall(data) == chosen
    assert places.settle(data, US) == chosen
    chosen.sockets.rmdir()


def test_a_sockets_folder_that_the_system_tidied_away_is_made_anew(tmp_path):
    data = tmp_path / ("long" * 30)
    data.mkdir()
    places.settle(data, US).sockets.rmdir()

    chosen = places.settle(data, US)

    assert chosen.sockets.is_dir()
    chosen.sockets.rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends a system user")
def test_the_cluster_moves_when_its_user_may_not_enter_and_no_mode_changes(tmp_path):
    tmp_path.chmod(0o700)
    stranger = Account(4242, 4242)

    chosen = places.settle(tmp_path, stranger)

    assert tmp_path not in chosen.cluster.parents
    assert chosen.cluster.parent.stat().st_uid == 4242
    assert tmp_path.stat().st_mode & 0o777 == 0o700
    chosen.sockets.rmdir()
    chosen.cluster.parent.rmdir()


def test_a_lost_cluster_is_not_silently_replaced_by_an_empty_one(tmp_path):
    (tmp_path / "places.json").write_text(f'{{"cluster": "{tmp_path}/gone/pg"}}')

    with pytest.raises(CannotStart, match="which is gone"):
        places.settle(tmp_path, US)
