"""Counters and times of turns that have ended, read from the ledger: workers may run on other machines.

At each reading only the turns that have ended since the last are loaded. The counters begin at 0 with the process, as
Prometheus expects.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram

from musechat.pick import ReasonCheck
from musechat.turn import Stage, TurnKind, TurnState
from store.metric_queries import EndedTurn

OVERLAP = timedelta(seconds=60)  # a turn's end is committed a little after the time written into it
MOST_KNOWN = 50_000
SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160)
CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
KINDS, STAGES = frozenset(TurnKind), frozenset(Stage)


class EndedTurnMetrics:
    """The counters and histograms, and which turns are in them already. Not thread-safe."""

    def __init__(self, registry: CollectorRegistry, since: datetime) -> None:
        self.since = since
        self._known: OrderedDict[int, None] = OrderedDict()
        self._turns = Counter("musechat_turns", "Turns that have ended", ["state", "kind"], registry=registry)
        self._failed = Counter("musechat_turn_failures", "Failed turns", ["code"], registry=registry)
        self._attempts = Counter(
            "musechat_turn_attempts_failed", "Attempts that failed or died, of turns that have ended", registry=registry
        )
        self._picks = Counter("musechat_picks", "Turns that brought a pick", registry=registry)
        self._no_match = Counter("musechat_no_match", "Turns for which no track passed", registry=registry)
        self._reasons = Counter("musechat_reasons", "Reasons by their fact check", ["check"], registry=registry)
        self._turn_s = Histogram(
            "musechat_turn_seconds", "From the request to the end", ["state"], buckets=SECONDS, registry=registry
        )
        self._stage_s = Histogram(
            "musechat_stage_seconds", "Of each finished stage", ["stage"], buckets=SECONDS, registry=registry
        )
        for check in ReasonCheck:
            self._reasons.labels(check.value or "plain")

    def add_turns(self, turns: Iterable[EndedTurn]) -> None:
        """Count the turns that are not counted yet."""
        newest = self.since + OVERLAP
        for turn in turns:
            newest = max(newest, turn.finished_at)
            if turn.id not in self._known:
                self._known[turn.id] = None
                self._count_turn(turn)
        self.since = newest - OVERLAP
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)

    def _count_turn(self, turn: EndedTurn) -> None:
        self._turns.labels(turn.state.value, _name_known(turn.kind, KINDS)).inc()
        self._turn_s.labels(turn.state.value).observe(max(0.0, (turn.finished_at - turn.created_at).total_seconds()))
        self._attempts.inc(turn.failures)
        if turn.state is TurnState.FAILED:
            # A code is a fixed name of ours. Should anything else ever stand there, it does not get out.
            self._failed.labels(turn.error_code if CODE.fullmatch(turn.error_code) else "other").inc()
        if turn.check is not None:
            self._picks.inc()
            self._reasons.labels(turn.check.value or "plain").inc()
        if turn.no_match:
            self._no_match.inc()
        for stage, seconds in turn.stages.items():
            self._stage_s.labels(_name_known(stage, STAGES)).observe(seconds)


def _name_known(name: str, known: frozenset[str]) -> str:
    return name if name in known else "other"
