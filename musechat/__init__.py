"""MuseChat's domain model; imports none of the other packages."""

__version__ = "0.1.0"
