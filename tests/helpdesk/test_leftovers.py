import os

import psutil
from django.conf import settings

from helpdesk.processes import leftovers


def test_a_pid_file_that_names_another_process_does_not_keep_postgres_from_starting(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n1\n5432\n")

    leftovers.forget_dead_postmaster(tmp_path)

    assert not (tmp_path / "postmaster.pid").exists()


def test_the_pid_file_of_a_running_postgres_stays():
    cluster = settings.SERVICES.cluster

    leftovers.forget_dead_postmaster(cluster)

    assert (cluster / "postmaster.pid").exists()


def test_a_process_that_got_the_number_of_a_noted_child_is_left_alone(tmp_path):
    innocent = psutil.Process()
    (tmp_path / "children.json").write_text(f'{{"{innocent.pid}": {innocent.create_time() - 60}}}')

    assert leftovers.stop_all(tmp_path) == 0
    assert innocent.is_running()
