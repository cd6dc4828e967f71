"""The HTTP API, version 1: ``/api/v1``. Its document is made of the same table that its routes are made of."""
