"""The command ``musechat``: the composition root of all packages; none of them imports it.

Modules of commands import heavy packages (torch, PyAV, research) inside functions, so that other commands start fast
and run where those packages are not installed.
"""
