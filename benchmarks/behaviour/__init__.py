"""Whether two versions of the project answer alike: ``python -m benchmarks.behaviour record | compare | open``.

Everything goes through the command ``musechat``, and nothing of the project is imported, so that the same script
drives a tree before a change of the code and the one after it.
"""
