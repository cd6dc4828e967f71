"""A command group that imports a command's module only when that command is run or listed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any, ClassVar

import typer
import typer.core
import typer.main


@dataclass(frozen=True, slots=True)
class CommandSource:
    """Location of a command: a module's attribute that holds a function, or a :class:`typer.Typer` with subcommands."""

    module: str
    attribute: str

    def load_command(self, name: str) -> Any:
        """Import the module and build the command; the type is click's, which typer may vendor."""
        found = getattr(import_module(self.module), self.attribute)
        command: Any
        if isinstance(found, typer.Typer):
            command = typer.main.get_group(found)
        else:
            # Typer builds commands from applications only; one with a single command becomes that command.
            single = typer.Typer(add_completion=False)
            single.command(name)(found)
            command = typer.main.get_command(single)
        command.name = name
        return command


class CommandGroup(typer.core.TyperGroup):
    """A group that loads its commands lazily; ``sources`` is in the order in which help lists them."""

    sources: ClassVar[dict[str, CommandSource]] = {}

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the base class's form
        """List the names of the commands, without loading any."""
        return list(self.sources)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - the base class's form
        """Load a command; None where there is none of this name."""
        if cmd_name not in self.sources:
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = self.sources[cmd_name].load_command(cmd_name)
        return self.commands[cmd_name]
