import json
import os
import subprocess

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
    with subprocess.Popen(["sleep", "60"]) as innocent:
        began = psutil.Process(innocent.pid).create_time()
        (tmp_path / "children.json").write_text(json.dumps({innocent.pid: began - 60}))

        stopped = leftovers.stop_all(tmp_path)

        assert (stopped, innocent.poll()) == (0, None)
        innocent.kill()
