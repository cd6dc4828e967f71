"""Metrics for Prometheus at ``/metrics``, and the two probes ``/livez`` and ``/readyz``."""
