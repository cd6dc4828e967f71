"""What the command `musechat` runs: the command line, or one line where its packages were overwritten."""

from __future__ import annotations

import sys

from cli.installation import describe_foreign_packages


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
