"""Mutation testing: a random sample of small changes to the code, each tried against the tests that run that line.

The changes are cosmic-ray's; which are tried, where, and against which tests is decided here. ``docs/testing.md`` says
how to run it and how to read what it writes.
"""
