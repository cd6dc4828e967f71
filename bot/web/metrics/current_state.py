"""What is the case now: turns that wait, workers, the library; and the counts of all processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from musechat.event_counts import CALL_BOUNDS_S, CountedEvent, name_call_bucket
from musechat.turn import Queue, Stage, TurnState
from store.metric_queries import WaitingTurns

SIMPLE = {
    CountedEvent.LEASES_LOST: ("musechat_leases_lost", "Turns taken back from workers that died or stalled"),
    CountedEvent.RETRIES: ("musechat_retries", "Turns that failed and were queued again"),
    CountedEvent.DATABASE_ERRORS: ("musechat_database_errors", "Errors of the database, in all processes"),
    CountedEvent.BROKER_ERRORS: ("musechat_broker_errors", "Notices that the broker did not take"),
    CountedEvent.DISCORD_LIMITED: ("musechat_discord_rate_limited", "Calls that Discord told to wait"),
    CountedEvent.DISCORD_FAILED: ("musechat_discord_failed", "Calls that Discord failed or did not answer"),
}


@dataclass(frozen=True, slots=True)
class CurrentState:
    """What was read from the database at one time."""

    at: datetime
    waiting: list[WaitingTurns] = field(default_factory=list)
    workers: Mapping[bool, int] = field(default_factory=dict)
    tracks: tuple[int, int] = (0, 0)  # everybody's, single guilds'
    counts: Mapping[str, int] = field(default_factory=dict)
    database_up: bool = True


class CurrentStateCollector(Collector):
    """Gives Prometheus the state that was read last."""

    def __init__(self) -> None:
        self.state: CurrentState | None = None

    def collect(self) -> Iterator[Metric]:
        """Yield all metrics; only whether the database answers, while it does not."""
        state = self.state
        yield _make_gauge("musechat_database_up", "Whether the database answers", state and state.database_up)
        if state is None or not state.database_up:
            return
        yield from _collect_turns(state)
        workers = GaugeMetricFamily("musechat_workers", "Workers that are alive", labels=["ready"])
        for ready in (True, False):
            workers.add_metric([str(ready).lower()], state.workers.get(ready, 0))
        yield workers
        tracks = GaugeMetricFamily("musechat_library_tracks", "Tracks of the library", labels=["owner"])
        for owner, count in zip(("all", "guilds"), state.tracks, strict=True):
            tracks.add_metric([owner], count)
        yield tracks
        for event, (name, text) in SIMPLE.items():
            yield CounterMetricFamily(name, text, value=state.counts.get(event.value, 0))
        yield _collect_calls(state.counts)


def _collect_turns(state: CurrentState) -> Iterator[Metric]:
    waiting = GaugeMetricFamily("musechat_queue_turns", "Turns that wait, by queue", labels=["queue"])
    oldest = GaugeMetricFamily("musechat_queue_age_seconds", "Age of the oldest that waits", labels=["queue"])
    for queue in Queue:
        queued = [one for one in state.waiting if one.queue == queue and one.state == TurnState.QUEUED]
        waiting.add_metric([queue.value], sum(one.count for one in queued))
        ages = [(state.at - one.oldest).total_seconds() for one in queued]
        oldest.add_metric([queue.value], max([0.0, *ages]))
    running = GaugeMetricFamily("musechat_running_turns", "Turns in work, by stage", labels=["stage"])
    for stage in Stage:
        at_work = (one for one in state.waiting if one.state == TurnState.RUNNING and one.stage == stage)
        running.add_metric([stage.value], sum(one.count for one in at_work))
    yield from (waiting, oldest, running)


def _collect_calls(counts: Mapping[str, int]) -> Metric:
    total = counts.get(CountedEvent.DISCORD_CALLS.value, 0)
    buckets = [(str(bound), float(counts.get(name_call_bucket(bound), 0))) for bound in CALL_BOUNDS_S]
    seconds = counts.get(CountedEvent.DISCORD_CALL_MS.value, 0) / 1000
    calls = HistogramMetricFamily("musechat_discord_call_seconds", "Calls of Discord's API")
    calls.add_metric([], [*buckets, ("+Inf", float(total))], seconds)
    return calls


def _make_gauge(name: str, text: str, value: object) -> Metric:
    return GaugeMetricFamily(name, text, value=1.0 if value else 0.0)
