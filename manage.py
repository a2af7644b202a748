#!/usr/bin/env python
"""Every command of Alur: `python manage.py help`."""

import os
import sys

# These need the settings but none of the apps, and are small and quick without them.
WITHOUT_APPS = {"up", "beat"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")
    from django.core.management import execute_from_command_line, load_command_class
    from django.db import OperationalError

    from helpdesk.variables import BadSetting

    try:
        if sys.argv[1:2] and sys.argv[1] in WITHOUT_APPS:
            load_command_class("helpdesk", sys.argv[1]).run_from_argv(sys.argv)
        else:
            execute_from_command_line(sys.argv)
    except BadSetting as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(2)
    except OperationalError as error:
        if "connection" not in str(error):
            raise
        sys.stderr.write(
            f"{error}\nThe database does not answer. Start Alur (make run), or check DATABASE_URL.\n"
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
