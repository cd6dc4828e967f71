"""The language-model writer: generate, check, retry once without the music's tokens, else use the template."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from language.claims.catalogue_names import Catalogue, shorten_name
from language.texts import load_texts
from models.writer.fact_check.checker import CheckResult, check_partial_reason, check_reason, supports_language
from models.writer.interface import (
    MAX_REASON_LETTERS,
    MAX_REASON_WORDS,
    Reason,
    ReasonFacts,
    ReasonListener,
    count_words,
)
from models.writer.learnt_openings import choose_opening
from models.writer.prompt import ARTIST, TITLE, NameStyle, build_prompt
from models.writer.spec import WriterSpec
from models.writer.template import TemplateWriter, describe_broken_wish
from models.writer.text_cleanup import drop_repeats, split_whole_sentences
from models.writer.write_request import GeneratedText, TextGenerator, WriteRequest
from musechat.clock import Clock
from musechat.pick import ReasonCheck

FIRST, SECOND = 0.7, 0.0  # temperatures of the two attempts: varied, then the likeliest words

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReasonAttempt:
    """One attempt at a reason: the model's output, the final text, and the verdict on it."""

    written: GeneratedText
    text: str
    verdict: CheckResult


MISSING = CheckResult.make_failed("There is no text.")
NOTHING = ReasonAttempt(GeneratedText("", 0, False), "", MISSING)  # of a model that failed, or had no time


@dataclass(frozen=True)
class LanguageWriter:
    """Writes reasons with a language model; nothing that fails the fact check is ever shown.

    Attributes:
        writes: the model.
        spec: the form of its prompts.
        name: the model's name, which becomes the reason's source.
        catalogue: the library's names.
        seconds: limit for all texts of a turn together; the template replaces later ones.
        words: those that the model has learnt, all others being slips; None for a model that may write any.
        plain: writes what the model does not.
        clock: measures the limit; requests carry its times, so the model must go by the same.

    """

    writes: TextGenerator
    spec: WriterSpec
    name: str
    catalogue: Catalogue
    seconds: float
    words: frozenset[str] | None = None
    plain: TemplateWriter = field(default_factory=TemplateWriter)
    clock: Clock = time.monotonic

    def write_reasons(self, facts: Sequence[ReasonFacts], heard: ReasonListener | None = None) -> list[Reason]:
        """See :class:`models.writer.interface.Writer`."""
        until = self.clock() + self.seconds
        writable = [n for n, each in enumerate(facts) if self._supports_language(each.language)]
        # First of all by the template: whatever fails below, every pick has a true reason.
        reasons = [self.plain.write_reason(each) for each in facts]
        wrong = dict.fromkeys(writable, CheckResult(()))
        for attempt, outcome in ((0, ReasonCheck.PASSED), (1, ReasonCheck.RETRIED)):
            # The second round holds only what failed the first, and is not streamed: its text may still be replaced.
            rows = list(wrong)
            listening = heard if attempt == 0 else None
            for n, draft in zip(rows, self._draft_attempts(facts, wrong, attempt, until, listening), strict=True):
                if draft.verdict.ok:
                    del wrong[n]
                    reasons[n] = Reason(draft.text, self.name, outcome)
                else:
                    wrong[n] = draft.verdict
        # Both outcomes show the template; kept apart, they tell a slow model from one that writes false claims.
        late = self.clock() >= until
        for n, verdict in wrong.items():
            outcome = ReasonCheck.LATE if late or verdict == MISSING else ReasonCheck.REPLACED
            said = [problem.said for problem in verdict.problems]
            log.info("a reason by %s is replaced by the template (%s): %s", self.name, outcome, said)
            reasons[n] = replace(reasons[n], check=outcome)
        return reasons

    def draft_reasons(self, facts: Sequence[ReasonFacts], attempt: int = 0) -> list[ReasonAttempt]:
        """Make one attempt at each reason, with its verdict; for evaluation."""
        return self._draft_attempts(
            facts, dict.fromkeys(range(len(facts)), CheckResult(())), attempt, float("inf"), None
        )

    def _supports_language(self, language: str) -> bool:
        return language in self.spec.languages and supports_language(language)

    def _draft_attempts(
        self,
        facts: Sequence[ReasonFacts],
        wrong: dict[int, CheckResult],
        attempt: int,
        until: float,
        heard: ReasonListener | None,
    ) -> list[ReasonAttempt]:
        if not wrong or self.clock() >= until:
            return [NOTHING for _ in wrong]
        requests = [self._make_request(facts[n], verdict, attempt, until) for n, verdict in wrong.items()]
        if heard is not None and 0 in wrong:
            place = list(wrong).index(0)
            requests[place] = replace(requests[place], heard=self._make_listener(facts[0], heard))
        try:
            written = self.writes.generate_texts(requests)
        except Exception:
            log.exception("the writer %s failed; the template writes the reasons of this turn", self.name)
            return [NOTHING for _ in wrong]
        return [self._to_attempt(facts[n], each) for n, each in zip(wrong, written, strict=True)]

    def _make_request(self, facts: ReasonFacts, verdict: CheckResult, attempt: int, until: float) -> WriteRequest:
        digest = hashlib.sha256(f"{facts.seed}/{attempt}".encode()).digest()
        # What is heard in the music may be more than can be said of it: the second attempt has the facts alone.
        has_music = self.spec.soft_tokens > 0 and attempt == 0
        style = self.spec.style if has_music else replace(self.spec.style, soft_tokens=0)
        return WriteRequest(
            build_prompt(facts, style),
            facts.language,
            tuple(problem.sentence for problem in verdict.problems),
            facts.music if has_music else None,
            int.from_bytes(digest[:7]),
            (FIRST, SECOND)[attempt],
            until,
            choose_opening(facts) if self.spec.naming is NameStyle.SLOT else "",
        )

    def _to_attempt(self, facts: ReasonFacts, written: GeneratedText) -> ReasonAttempt:
        if not written.text:
            return NOTHING
        text = self._restore_names(written.text, facts)
        sentences = drop_repeats(split_whole_sentences(text), facts)
        text = add_broken_sentence(sentences, facts)
        return ReasonAttempt(written, text, check_reason(text, facts, self.catalogue, self.words))

    def _restore_names(self, text: str, facts: ReasonFacts) -> str:
        """Replace the placeholders of names by the names."""
        if self.spec.naming is NameStyle.SLOT:
            title = shorten_name(facts.track.title) or load_texts(facts.language)("reasons.untitled")
            text = text.replace(TITLE, title).replace(ARTIST, shorten_name(facts.track.artist))
        return " ".join(text.split())

    def _make_listener(self, facts: ReasonFacts, heard: ReasonListener) -> Callable[[str], None]:
        """Make the listener that passes on complete, true sentences; after a false one it passes on nothing more."""
        published = 0
        good = True

        def listen(so_far: str) -> None:
            nonlocal published, good
            sentences = split_whole_sentences(self._restore_names(so_far, facts))
            if not good or len(sentences) <= published:
                return
            text = " ".join(sentences)
            good = check_partial_reason(text, facts, self.catalogue, self.words).ok
            if good:
                published = len(sentences)
                heard(text)

        return listen


def add_broken_sentence(sentences: Sequence[str], facts: ReasonFacts) -> str:
    """Append our own sentence on the first broken wish, dropping the last sentences where the limit requires it."""
    kept, broken = list(sentences), describe_broken_wish(facts)
    said = [broken] if broken else []
    between = load_texts(facts.language)("reasons.between-sentences")
    while said and len(kept) > 1 and not _is_short_enough(between.join([*kept, *said])):
        kept.pop()
    return between.join([*kept, *said])


def _is_short_enough(text: str) -> bool:
    return len(text) <= MAX_REASON_LETTERS and count_words(text) <= MAX_REASON_WORDS
