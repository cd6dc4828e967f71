"""The words of MuseChat's domain; imports none of the other rooms."""

__version__ = "0.1.0"
