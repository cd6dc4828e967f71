"""The library snapshot that turns choose from: built, cached, refreshed, and the models that it was built with."""
