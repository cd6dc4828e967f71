"""The command ``musechat``: composes the rooms; nobody imports it."""
