"""Entry point of the installed command ``musechat``: the command line, or one line if its packages were overwritten.

Imports no more than :mod:`cli.installed_packages`, so that it can report a foreign package instead of failing on it.
"""

from __future__ import annotations

import sys

from cli.installed_packages import describe_foreign_packages


def main() -> None:
    """Run the command line; exit with 2 where another distribution's packages are in the way."""
    try:
        from cli.main import main as run_command_line
    except ImportError:
        fault = describe_foreign_packages()
        if fault is None:
            raise
        print(f"musechat: {fault}", file=sys.stderr)
        sys.exit(2)
    run_command_line()
