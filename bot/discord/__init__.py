"""The Discord bot: submits turns for commands, buttons and messages, and shows their results."""
