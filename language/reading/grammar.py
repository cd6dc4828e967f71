"""The grammar: walks over the items of a line and collects the wishes, each in the sense that its clause gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from language.languages import gather_words
from language.languages.phrase_kinds import PhraseKind
from language.reading.change_cleanup import keep_distinct, loosen_conflicts
from language.reading.clause import AGAINST, SILENT, Clause, Sense, find_facet
from language.reading.implied_wishes import follows_purpose, make_likeness, make_scene_wish
from language.reading.lexer import LexedItem, SceneMention
from language.reading.name_recognition import follows_name
from language.reading.reference_names import Likeness
from language.reading.verdict_patterns import REFUSED_AFTER
from language.reading.wish_clause import WishClause
from musechat.brief import BriefChange
from musechat.concepts import Concept
from musechat.wish import Facet, Force, Wish
from musechat.wish_values import (
    ExplicitValue,
    LicenceValue,
    LikeValue,
    NamedValue,
    PeriodValue,
    RangeValue,
    VocalsValue,
)

MAX_CHANGES = 24  # of one turn; a longer list is pasted text


@dataclass
class Scan(WishClause):
    """One pass over the items of a line."""

    def read_items(self) -> Scan:
        """Walk over all items."""
        for at, item in enumerate(self.items):
            # A verdict or a degree after an item was read together with it.
            if item.start < self.read_to:
                continue
            for mention in item.scenes:
                self._handle_scene(at, mention)
            self._handle_item(at, item)
            if self.refused_alone:
                self.reset_sense()
                self.refused_alone = False
        self.end_run()
        nothing_said = not (self.changes or self.free or self.flags)
        if self.sense is Sense.MORE and self.mentioned is None and not (self.changes or self.free):
            self.flags.add(PhraseKind.ELSE)  # "add more", and no word of what
        if self.sense in AGAINST and self.mentioned is None and nothing_said:
            self.flags.add(PhraseKind.DISLIKE)  # "no", "not really": nothing named, only refused
        # Distinct first: repeated words must not use up the limit that a turn has.
        self._part_namesakes()
        self.changes = loosen_conflicts(keep_distinct(self.changes)[:MAX_CHANGES])
        return self

    def _part_namesakes(self) -> None:
        """Keep apart what one concept covers: "I hate country, love bluegrass" refuses and wishes for the same.

        The ban stays as hard as it was said; what is wished for beside it is heard in its own words.
        """
        for at, text in self.texts.items():
            wish = self.changes[at].wish if at < len(self.changes) else None
            if wish is None or not wish.wanted or wish.facet is not Facet.GENRE:
                continue
            for other, said in self.texts.items():
                refused = self.changes[other].wish if other < len(self.changes) else None
                if refused and refused.force is Force.NEVER and refused.name == wish.name:
                    self.changes[at] = self.changes[other]  # said twice, it counts once
                    self.free += [(text, False)] if said != text else []
                    break

    def _handle_item(self, at: int, item: LexedItem) -> None:
        if item.phrase is not None:
            self._handle_phrase(at, item)
        elif item.numeral is not None:
            self.end_run()
            self._handle_number(item)
        elif item.is_name:
            self._handle_name(at, item)
        elif item.is_word:
            self.handle_word(item)
        elif item.text not in SILENT:
            self.handle_mark(at, item)

    def _handle_phrase(self, at: int, item: LexedItem) -> None:
        kind = item.phrase.kind if item.phrase else PhraseKind.BREAK
        if kind in _SENSES:
            self.set_sense(_SENSES[kind], item)
            self.keep_in_run(item)
        elif kind in _MEANINGS:
            self.end_run()
            _MEANINGS[kind](self, at, item)
        else:
            _MARKS[kind](self, at, item)

    def _handle_term(self, at: int, item: LexedItem) -> None:
        term: Concept = item.payload
        if self.is_withdrawn(at, term.facet, term.id):
            return
        self.texts[len(self.changes)] = item.text
        if term.facet is Facet.MOOD:
            self._handle_mood(at, term, item)
            return
        self.read_judgement(item)
        self.add_named_wish(term.facet, term.id, item)

    def _handle_mood(self, at: int, term: Concept, item: LexedItem) -> None:
        if REFUSED_AFTER.match(self.line, item.end):
            self.read_judgement(item)
        enough = self.is_enough(at)
        against = self.sense in (Sense.NO, Sense.LESS, Sense.FORGET) and not enough
        if term.axis is not None and (against or enough or self.sense is Sense.MORE):
            self.add_relative_wish(term.axis, term.upward != against, item)
        elif against:
            self.add_wish(Force.PREFER, Facet.MOOD, NamedValue(term.id, less=True), item)
        else:
            self.add_wish(Force.PREFER, Facet.MOOD, NamedValue(term.id), item)

    def _handle_comparative(self, _at: int, item: LexedItem) -> None:
        facet, upward = item.payload
        if self.sense is Sense.NO:  # "not slower": stay where it is, or go the other way
            self.add_relative_wish(facet, not upward, item, exact=0.0)
        else:
            self.add_relative_wish(facet, upward != (self.sense is Sense.LESS), item)

    def _handle_pace(self, at: int, item: LexedItem) -> None:
        low, high = item.payload
        one_sided = low is None or high is None
        if one_sided and self.sense in (Sense.NO, Sense.LESS, Sense.MORE):
            more = self.sense is Sense.MORE or self.is_enough(at)
            self.add_relative_wish(Facet.TEMPO, (high is None) == more, item)
        else:
            self.add_wish(Force.PREFER, Facet.TEMPO, RangeValue(low, high), item)

    def _handle_span(self, _at: int, item: LexedItem) -> None:
        low, high = item.payload
        if self.sense in (Sense.NO, Sense.LESS, Sense.MORE):
            self.add_relative_wish(Facet.LENGTH, (high is None) == (self.sense is Sense.MORE), item)
        else:
            self.add_wish(Force.PREFER, Facet.LENGTH, RangeValue(low, high), item)

    def _handle_trait(self, _at: int, item: LexedItem) -> None:
        """Take up a trait as words for the text encoder, by its English name; nothing can bind it."""
        self.read_judgement(item)
        if self.sense is Sense.ALLOW:
            return
        against = (self.sense in AGAINST or self.sense is Sense.FORGET or self.swap) and not self.is_enough(_at)
        self.free.append((str(item.payload), against))

    def _handle_vocals(self, at: int, item: LexedItem) -> None:
        voice = item.payload
        if self.is_withdrawn(at, Facet.VOCALS):
            return
        self.read_judgement(item)
        if self.sense is Sense.NO and voice is None:
            self.add_wish(Force.MUST, Facet.VOCALS, VocalsValue(present=False), item)
        elif self.sense is Sense.NO:
            self.add_wish(Force.NEVER, Facet.VOCALS, VocalsValue(True, voice), item)
        else:
            present = self.sense not in (Sense.LESS, Sense.FORGET) and not self.swap
            force = Force.MUST if self.only and present else Force.PREFER
            self.add_wish(force, Facet.VOCALS, VocalsValue(present, voice if present else None), item)

    def _handle_instrumental(self, at: int, item: LexedItem) -> None:
        if any(i.kind is PhraseKind.FINE for i in self.items[at + 1 : at + 4]) and self.is_withdrawn(at, Facet.VOCALS):
            return
        if self.sense in AGAINST and not item.text.startswith("no "):
            self.add_wish(Force.PREFER, Facet.VOCALS, VocalsValue(present=True), item)
        elif self.sense is Sense.FORGET:
            self.drop_wishes(Facet.VOCALS)
        else:
            force = Force.PREFER if self.sense is Sense.MORE else Force.MUST
            self.add_wish(force, Facet.VOCALS, VocalsValue(present=False), item)

    def _handle_licence(self, at: int, item: LexedItem) -> None:
        if self.is_withdrawn(at, Facet.LICENCE):
            return
        # "no copyright" asks for freedom to use the music; "no commercial use needed" lifts a wish.
        if self.sense in (Sense.NO, Sense.FORGET) and "copyright" not in item.text:
            self.drop_wishes(Facet.LICENCE)
            return
        for use in item.payload:
            self.add_wish(Force.MUST, Facet.LICENCE, LicenceValue(use), item)

    def _handle_attribution(self, _at: int, item: LexedItem) -> None:
        if self.sense is Sense.NO:
            self.add_wish(Force.MUST, Facet.LICENCE, LicenceValue("no-attribution"), item)

    def _handle_explicit(self, at: int, item: LexedItem) -> None:
        if self.is_withdrawn(at, Facet.EXPLICIT):
            return
        self.read_judgement(item)
        if self.sense in AGAINST:
            self.add_wish(Force.MUST, Facet.EXPLICIT, ExplicitValue(present=False), item)

    def _handle_clean(self, _at: int, item: LexedItem) -> None:
        self.add_wish(Force.MUST, Facet.EXPLICIT, ExplicitValue(present=False), item)

    def _handle_era(self, at: int, item: LexedItem) -> None:
        low, high = item.payload
        if self.is_withdrawn(at, Facet.ERA):
            return
        value = PeriodValue(low, high)
        # "more modern" compares with the last pick; "more 80s" asks for a decade.
        compared = self.sense in (Sense.MORE, Sense.LESS) and not any(c.isdigit() for c in item.text)
        if compared and (low is None or high is None):
            self.add_relative_wish(Facet.ERA, (high is None) == (self.sense is Sense.MORE), item)
        elif self.sense is Sense.NO:
            self.add_wish(Force.NEVER, Facet.ERA, value, item)
        elif self.sense is Sense.LESS or self.swap:
            self.add_wish(Force.PREFER, Facet.ERA, replace(value, less=True), item)
        else:
            self.add_wish(Force.MUST if self.only else Force.PREFER, Facet.ERA, value, item)

    def _handle_scale(self, at: int, item: LexedItem) -> None:
        facet: Facet = item.payload
        # "any tempo" and "tempo does not matter" lift the wish; a bare "tempo" says nothing.
        free = self.sense is Sense.ALLOW or (at > 0 and self.items[at - 1].text in _ANY)
        if free or self.sense is Sense.FORGET or any(i.kind is PhraseKind.FINE for i in self.items[at + 1 : at + 3]):
            self.flags |= set() if self.drop_wishes(facet) else {PhraseKind.SMALLTALK}

    def _handle_number(self, item: LexedItem) -> None:
        numeral = item.numeral
        if numeral is None:
            return
        if numeral.wish is not None:
            self.changes.append(BriefChange("add", numeral.wish))
            self.mentioned = numeral.wish.facet
        elif numeral.shift is not None:
            shift = numeral.shift
            than = self.last.get_value(shift.facet) if self.last else None
            # Shares ("twice as fast") need the pick that they are measured from.
            step = shift.step * than if shift.share and than is not None else shift.step
            self.add_relative_wish(
                shift.facet, shift.upward, item, exact=step if than is not None else None, said=item.text
            )

    def _handle_name(self, at: int, item: LexedItem) -> None:
        by = next((i.kind for i in reversed(self.items[:at]) if i.kind is not None), None) is PhraseKind.BY
        if by and item.via is PhraseKind.LIKE:  # "like Blackout by Boris": the words between are a title, not a wish
            self.run = []
        self.end_run()
        if by and item.via is PhraseKind.LIKE and any(i.track_id for i in self.items[max(0, at - 3) : at]):
            return
        if self.sense in (Sense.FORGET, Sense.ALLOW):
            self._lift_name(item)
            return
        if item.likeness is not None:
            self._add_likeness(item, item.likeness)
        elif item.track_id is not None:
            self.add_wish(Force.PREFER, Facet.LIKE, LikeValue(track_id=item.track_id), item)
        elif self.sense in AGAINST:
            self.add_wish(Force.NEVER, Facet.ARTIST, NamedValue(item.artist or ""), item)
        elif item.via is PhraseKind.LIKE:
            self.add_wish(Force.PREFER, Facet.LIKE, LikeValue(artist=item.artist), item)
        else:
            # An artist that the library does not hold cannot be a hard wish, or every track would be refused.
            must = (item.via is PhraseKind.BY or self.only) and item.known
            self.add_wish(Force.MUST if must else Force.PREFER, Facet.ARTIST, NamedValue(item.artist or ""), item)

    def _lift_name(self, item: LexedItem) -> None:
        """Lift what was wished of an artist or a likeness ("it need not be like them").

        Where nothing was, "not like them anymore" still wants less of how they sound, and bans nobody.
        """
        had = self.drop_wishes(Facet.LIKE)
        had = self.drop_wishes(Facet.ARTIST, item.artist or None) or had
        name = item.likeness.name if item.likeness is not None else item.artist
        if had or name is None:
            return
        if self.sense is Sense.ALLOW:
            self.flags.add(PhraseKind.SMALLTALK)
            return
        reference = item.likeness.reference if item.likeness is not None else None
        sound = reference.sound if reference is not None else None
        value = LikeValue(None, item.artist, name, sound, less=True)
        self.changes.append(BriefChange("add", Wish(Force.PREFER, Facet.LIKE, value, self._quote_clause(item))))

    def _handle_scene(self, at: int, mention: SceneMention) -> None:
        """Add what suits a scene; its words are read on, since some name moods as well."""
        if self.sense in (Sense.FORGET, Sense.ALLOW):
            self.drop_wishes(Facet.SCENE, mention.scene_id)
            return
        # Nothing counts as named by it: "no horror drums" refuses the drums.
        # "Too sad for a birthday" refuses no birthday: what it complains of was named before.
        aimed = self.mentioned is not None and follows_purpose(self.items, at)
        sense = Sense.WANT if aimed else self.sense
        wish = make_scene_wish(mention, self.items, at, sense, instead=self.swap and not aimed)
        self.changes.append(BriefChange("add", wish))

    def _add_likeness(self, item: LexedItem, likeness: Likeness) -> None:
        self.add_wish(*make_likeness(item, likeness, self.sense, instead=self.swap), item)

    def handle_hint(self, at: int, item: LexedItem) -> None:
        """Handle a hint as any clause does, but relate "and similar ones" after a name to that name."""
        wish = self.changes[-1].wish if self.changes else None
        if item.kind is PhraseKind.PRAISE and self._praises_other(at):
            self.end_run()
            self.reset_sense()
        elif wish is None or wish.facet is not Facet.ARTIST or not follows_name(self.items, at):
            super().handle_hint(at, item)
        elif wish.wanted:
            like = Wish(Force.PREFER, Facet.LIKE, LikeValue(artist=wish.name), wish.said)
            self.changes[-1] = BriefChange("add", like)

    def _praises_other(self, at: int) -> bool:
        """Whether "me encanta" and the like speak of what follows, beside a ban: "odio el pop, me encanta el funk"."""
        refused = any(c.wish is not None and c.wish.force is Force.NEVER for c in self.changes)
        following = [item for item in self.items[at + 1 : at + 4] if item.is_word][:2]
        return refused and any(item.is_content or item.is_name or find_facet(item) is not None for item in following)

    def _handle_same_artist(self, at: int, item: LexedItem) -> None:
        """Read "more by this artist" as whoever made the last pick."""
        if any(i.is_name for i in self.items[:at]):
            return  # "anyone like Jo Lee? I love the song by her": not the last pick's
        if self.last is None:
            self.flags.add(PhraseKind.ELSE)
        elif self.sense in AGAINST or item.text.startswith("nothing "):
            self.add_wish(Force.NEVER, Facet.ARTIST, NamedValue(self.last.artist), item)
        else:
            self.add_wish(Force.PREFER, Facet.ARTIST, NamedValue(self.last.artist), item)


_ANY = gather_words(lambda language: language.reading.naming.any)
_SENSES = {
    PhraseKind.NO: Sense.NO,
    PhraseKind.LESS: Sense.LESS,
    PhraseKind.MORE: Sense.MORE,
    PhraseKind.FORGET: Sense.FORGET,
    PhraseKind.ALLOW: Sense.ALLOW,
}
_Step = Callable[[Any, int, LexedItem], None]
_MARKS: dict[PhraseKind, _Step] = {
    PhraseKind.ONLY: Clause.handle_only,
    PhraseKind.SMALL: Clause.handle_degree,
    PhraseKind.LARGE: Clause.handle_degree,
    PhraseKind.WITH: Clause.handle_with,
    PhraseKind.BREAK: Clause.handle_break,
    PhraseKind.AND: Clause.handle_and,
    PhraseKind.OR: Clause.keep_sense,
    PhraseKind.SWAP: Clause.handle_swap,
    PhraseKind.INSTEAD: Clause.keep_sense,
    PhraseKind.FINE: Clause.keep_sense,
    PhraseKind.BY: Clause.keep_sense,
    PhraseKind.LIKE: Clause.handle_like,
    PhraseKind.NOISE: Clause.skip_noise,
    PhraseKind.BACK: Clause.handle_undo,
    **dict.fromkeys(
        (PhraseKind.LAST, PhraseKind.ELSE, PhraseKind.PRAISE, PhraseKind.DISLIKE, PhraseKind.SMALLTALK),
        Scan.handle_hint,
    ),
}
_MEANINGS: dict[PhraseKind, _Step] = {
    PhraseKind.TERM: Scan._handle_term,
    PhraseKind.TRAIT: Scan._handle_trait,
    PhraseKind.COMPARATIVE: Scan._handle_comparative,
    PhraseKind.PACE: Scan._handle_pace,
    PhraseKind.SPAN: Scan._handle_span,
    PhraseKind.VOCALS: Scan._handle_vocals,
    PhraseKind.INSTRUMENTAL: Scan._handle_instrumental,
    PhraseKind.LICENCE: Scan._handle_licence,
    PhraseKind.ATTRIBUTION: Scan._handle_attribution,
    PhraseKind.EXPLICIT: Scan._handle_explicit,
    PhraseKind.CLEAN: Scan._handle_clean,
    PhraseKind.ERA: Scan._handle_era,
    PhraseKind.SCALE: Scan._handle_scale,
    PhraseKind.THEM: Scan._handle_same_artist,
}
