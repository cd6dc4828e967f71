"""Front ends of the turn ledger: the Discord bot, the web page, and the turn client they share with the CLI.

This package submits turns and shows their results; workers compute them.
"""
