"""Answers about how a pick sounds, each as surely as :mod:`language.certainty` allows."""

from __future__ import annotations

from language.answers.asked_details import (
    asks_whether_real,
    find_voice_detail,
    list_asked_concepts,
)
from language.answers.facts import PickFacts
from language.answers.wording import capitalise, clean_name, join_sentences
from language.certainty import Certainty, judge_key, judge_tags, judge_tempo, judge_tempo_octave, judge_vocals
from language.descriptions import (
    describe_track_qualities,
    format_clock,
    list_likely_instruments,
    list_likely_styles,
    list_sure_instruments,
    list_sure_styles,
    name_key,
)
from language.languages.answer_words import VoiceDetail
from language.texts import Texts
from language.vocabulary import find_named_concept
from musechat.matching import VOICE_TAGS
from musechat.wish import Facet


def answer_tempo(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001 - all answers are asked alike
    """Say the tempo: plainly, as one of two octaves, as a guess, or that it is not known."""
    traits = facts.track.traits
    if traits.tempo_bpm is None:
        return texts("answers.tempo.none")
    bpm, certainty = f"{traits.tempo_bpm:.0f}", judge_tempo(traits)
    if certainty is Certainty.PLAIN:
        return texts("answers.tempo.sure", bpm=bpm)
    if traits.tempo_alternatives_bpm and judge_tempo_octave(traits):
        return texts("answers.tempo.either", bpm=bpm, other=f"{traits.tempo_alternatives_bpm[0]:.0f}")
    return texts("answers.tempo.perhaps", bpm=bpm) if certainty else texts("answers.tempo.unsure")


def answer_key(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say the key as surely as it is known."""
    traits = facts.track.traits
    certainty = judge_key(traits)
    if certainty is Certainty.SILENT:
        return texts("answers.key.unsure")
    key = name_key(traits, texts)
    return texts("answers.key.sure" if certainty is Certainty.PLAIN else "answers.key.perhaps", key=key)


def answer_length(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say how long it is, and whether that is enough for the clip."""
    length_s, start_s = facts.track.traits.duration_s, facts.pick.start_s
    length, at = format_clock(length_s), format_clock(start_s)
    if facts.clip is None or not facts.clip.duration_s:
        return texts("answers.length.alone", length=length)
    name = "enough" if length_s - start_s >= facts.clip.duration_s else "short"
    return texts(f"answers.length.{name}", length=length, at=at, clip=format_clock(facts.clip.duration_s))


def answer_start(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say where in the track to start."""
    length = format_clock(facts.track.traits.duration_s)
    return texts("answers.start.at", at=format_clock(facts.pick.start_s), length=length)


def answer_instruments(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say which instruments are heard, or whether those that the question names are."""
    asked = list_asked_concepts(said, Facet.INSTRUMENT)
    if asked:
        sentences = [_answer_instrument(facts, texts, name) for name in asked[:2]]
        return join_sentences([*sentences, texts("answers.instruments.real") if asks_whether_real(said) else ""], texts)
    tags = facts.track.tags
    sure = texts.join_list([texts.translate_term(name) for name in list_sure_instruments(tags)])
    likely = texts.join_list([texts.translate_term(name) for name in list_likely_instruments(tags)])
    name = "both" if sure and likely else "sure" if sure else "likely" if likely else "none"
    return texts(f"answers.instruments.{name}", sure=sure, likely=likely)


def answer_voice(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say whether somebody sings, and what was asked of that voice."""
    detail = find_voice_detail(said)
    if detail is VoiceDetail.CLEAN:
        return texts("answers.voice.explicit" if facts.track.explicit else "answers.voice.not-explicit")
    sung = _answer_whether_sung(facts, texts)
    unsung = facts.track.traits.vocals is False and judge_vocals(facts.track.traits) is not Certainty.SILENT
    more = "" if unsung else _describe_voice(facts, texts) if detail is VoiceDetail.WHO else ""
    words = texts("answers.voice.words") if detail is VoiceDetail.WORDS and not unsung else ""
    return join_sentences([sung, more, words], texts)


def answer_genre(facts: PickFacts, texts: Texts, said: str) -> str:
    """Say the genre: the file's own, else what is heard; and first whether it is one that the question names."""
    asked = [_answer_asked_genre(facts, texts, name) for name in list_asked_concepts(said, Facet.GENRE)[:2]]
    named = _name_genre(facts, texts)
    if asked:
        return join_sentences([*asked, named], texts)
    likely = list_likely_styles(facts.track.tags)
    if not named and likely:
        return texts("answers.genre.likely", genre=texts.translate_term(likely[0]))
    return named or texts("answers.genre.none")


def answer_mood(facts: PickFacts, texts: Texts, said: str) -> str:  # noqa: ARG001
    """Say how it sounds by what was measured."""
    words = texts.join_list(describe_track_qualities(facts.track.traits, texts))
    return texts("answers.mood.measured", words=words)


def _name_genre(facts: PickFacts, texts: Texts) -> str:
    """Name the genres that are known; "" where none is."""
    own = clean_name(facts.track.genre, 40)
    sure = [texts.translate_term(own.lower()) if own else ""]
    sure += [texts.translate_term(name) for name in list_sure_styles(facts.track.tags)]
    named = texts.join_list(list(dict.fromkeys(filter(None, sure))))
    return texts("answers.genre.sure", genre=capitalise(named)) if named else ""


def _answer_asked_genre(facts: PickFacts, texts: Texts, name: str) -> str:
    own = find_named_concept(Facet.GENRE, name).is_named_in(facts.track.genre)
    certainty = Certainty.PLAIN if own else judge_tags(facts.track.tags, [name])
    if certainty is Certainty.SILENT and _name_genre(facts, texts):
        return ""  # what it is says enough
    return _answer_asked(certainty, texts, name)


def _answer_instrument(facts: PickFacts, texts: Texts, name: str) -> str:
    return _answer_asked(judge_tags(facts.track.tags, [name]), texts, name)


def _answer_asked(certainty: Certainty, texts: Texts, name: str) -> str:
    key = {Certainty.PLAIN: "yes", Certainty.HEDGED: "perhaps", Certainty.SILENT: "unsure"}[certainty]
    return texts(f"answers.instruments.{key}", what=capitalise(texts.translate_term(name)))


def _answer_whether_sung(facts: PickFacts, texts: Texts) -> str:
    traits = facts.track.traits
    certainty = judge_vocals(traits)
    if certainty is Certainty.SILENT:
        return texts("answers.voice.unsure")
    name = "yes" if traits.vocals else "no"
    return texts(f"answers.voice.{name}" if certainty is Certainty.PLAIN else f"answers.voice.{name}-perhaps")


def _describe_voice(facts: PickFacts, texts: Texts) -> str:
    heard = [voice for voice, tags in VOICE_TAGS.items() if judge_tags(facts.track.tags, tags)]
    return texts(f"answers.voice.{heard[0]}") if len(heard) == 1 else ""
