"""What is answered to questions about a pick: what is known, as surely as it is known, and that the rest is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from language.answers import AnswerFacts, LibrarySummary, PickFacts, write_answer
from language.answers.answer_language import choose_answer_language
from language.answers.answer_writing import answer_why
from language.answers.music_answers import answer_voice
from language.certainty import Calibration, CalibrationStep, use_calibration
from language.reading.intents import read_acts
from language.texts import find_texts
from musechat.message import Intent, MessageAct, QuestionSubject
from musechat.track import Licence, Tag
from tests.bot.discord.made_turns import made_pick, made_turn
from tests.musechat.made import CREDIT, FREE, HOME, UNKNOWN, made_track

LIBRARY = LibrarySummary(157, ("Rock", "Ambient"))
NO_CHANGES = Licence("CC-BY-ND-4.0", "", commercial=True, derivatives=False, attribution=True)
RESERVED = Licence("all-rights-reserved", "", commercial=False, derivatives=False, attribution=True)


def sure(kind: str, name: str, bound: float) -> Calibration:
    return Calibration({("analysis", kind, name): [CalibrationStep(0.0, bound, bound)]})


def facts(**track: Any) -> AnswerFacts:
    more = {name: track.pop(name) for name in ("clip", "licence_uses", "other_uses") if name in track}
    pick = made_pick()
    return AnswerFacts(PickFacts(pick, made_track("t1", **track), made_turn(picks=[pick]), **more), LIBRARY)


def ask(words: str, known: AnswerFacts | None = None, language: str = "") -> str:
    acts = read_acts(words).acts
    texts = find_texts(language or choose_answer_language(words, acts, (), "en"))
    return write_answer(acts, known or facts(), texts)


@pytest.mark.parametrize(
    ("bound", "alternatives", "answer"),
    [
        (0.97, (), "120 bpm."),
        (0.75, (), "Around 120 bpm, I think, but I'm not certain."),
        (0.2, (), "I can't tell the tempo reliably."),
    ],
)
def test_a_tempo_is_said_as_surely_as_it_is_known(bound: float, alternatives: tuple[float, ...], answer: str) -> None:
    with use_calibration(sure("tempo", "exact", bound)):
        assert ask("tell me the bpm", facts(tempo_alternatives_bpm=alternatives)) == answer


def test_a_tempo_may_be_one_of_two_or_none() -> None:
    with use_calibration(sure("tempo", "octave", 0.8)):
        answer = ask("welches Tempo hat das?", facts(tempo_bpm=84.0, tempo_alternatives_bpm=(168.0,)))
        assert answer.startswith("Vielleicht 84 bpm, oder 168")
    assert ask("c'est quoi le bpm ?", facts(tempo_bpm=None)).startswith("Je n’y trouve pas de pulsation")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("in which key is this?", "D minor, I think, but I'm not certain."),
        ("in welcher Tonart steht das Stück?", "d-Moll, glaube ich, sicher bin ich aber nicht."),
        ("¿en qué tonalidad está?", "re menor, creo, pero no estoy seguro."),
        ("c'est dans quelle tonalité ?", "ré mineur, je crois, mais sans certitude."),
        ("この曲のキーは何ですか", "ニ短調だと思いますが、確かではありません。"),
    ],
)
def test_a_key_is_named_in_the_members_language(words: str, answer: str) -> None:
    with use_calibration(sure("key", "exact", 0.75)):
        assert ask(words, facts(key="D", mode="minor")) == answer


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("who composed this?", "The file doesn't say who made it."),
        ("von welchem Album ist das?", "In der Datei steht kein Album."),
        ("¿de qué año es la canción?", "No sé de qué año es."),
        ("où est-ce que je peux télécharger le fichier ?", "Aucune page de téléchargement n’est notée. "),
        ("is anyone singing in it?", "I can't tell for sure whether anyone sings in it."),
        ("what instruments are playing?", "I can't name an instrument with any certainty."),
        ("what genre is this?", "I can't pin it down to one genre."),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(words: str, unknown: str) -> None:
    with use_calibration(Calibration({})):
        assert ask(words, facts(artist="Unknown Artist", vocals=None)).startswith(unknown)


@pytest.mark.parametrize(
    ("licence", "words", "answer"),
    [
        (
            CREDIT,
            "may I put this on YouTube?",
            "Yes, CC BY 4.0 allows that, even if you earn money with the video. Cred",
        ),
        (HOME, "may I put this on YouTube?", "Yes, as long as you earn nothing with it: CC BY-NC 4.0 rules out"),
        (HOME, "darf ich das für einen Kundenfilm benutzen?", "Nein, CC BY-NC 4.0 erlaubt keine kommerzielle Nutzung."),
        (FREE, "¿puedo usarlo en un anuncio?", "Sí, CC0 1.0 permite el uso comercial."),
        (UNKNOWN, "je peux la mettre sur Twitch ?", "Je ne connais pas sa licence."),
        (RESERVED, "can we monetize this?", "No, all rights are reserved."),
        (
            NO_CHANGES,
            "can I use it in my YouTube video?",
            "Careful: CC BY-ND 4.0 allows no changes, and putting it under",
        ),
        (CREDIT, "この曲は商用利用できますか？", "はい、CC BY 4.0なので商用利用できます。クレジット表記が必要です"),
        (FREE, "what licence is it under?", "It's under CC0 1.0: commercial use, changes allowed, no credit needed."),
        (CREDIT, "will I get a copyright claim?", "Yes, CC BY 4.0 allows that, even if you earn money with the video."),
    ],
)
def test_a_use_is_judged_by_the_licence(licence: Licence, words: str, answer: str) -> None:
    assert ask(words, facts(licence=licence)).startswith(answer)


def test_a_refused_use_asks_for_no_credit_and_a_claim_is_no_promise() -> None:
    assert "“" not in ask("can I use it for a client?", facts(licence=HOME))
    assert ask("will I get a strike for it?", facts(licence=FREE)).endswith("flags it all the same, I can't promise.")


def test_share_alike_is_said() -> None:
    alike = replace(CREDIT, id="CC-BY-SA-3.0", share_alike=True)
    assert ask("darf ich das auf YouTube nutzen?", facts(licence=alike)).endswith(
        "Das Video muss dann unter derselben Lizenz stehen."
    )


@pytest.mark.parametrize(
    ("licence", "answer"),
    [
        (CREDIT, "Yes, copy this: “Title t1” by Artist t1, CC-BY-4.0, https://music.example/t1"),
        (
            FREE,
            "No, CC0 1.0 doesn't ask for it. If you'd like to anyway: “Title t1” by Artist t1, CC0-1.0, https://mus",
        ),
        (UNKNOWN, "I don't know its licence, so I can't say what it asks for. Name it in any case: “Title t1” by Art"),
    ],
)
def test_a_credit_line_is_given_to_copy(licence: Licence, answer: str) -> None:
    known = facts(licence=licence, source_url="https://music.example/t1")
    assert ask("do I have to credit the artist?", known).startswith(answer)


def test_an_instrument_that_is_asked_for_is_answered_for_itself() -> None:
    heard = (Tag("violin", 0.9, "analyser", 0.8), Tag("piano", 0.9, "file"))
    assert ask("is that a real violin?", facts(), "en").startswith("Violin? I can't say either way. Whether it was pla")
    track = replace(made_track("t1"), tags=heard)
    known = AnswerFacts(PickFacts(made_pick(), track), LIBRARY)
    with use_calibration(Calibration({})):
        assert ask("is there a piano in it?", known) == "Piano? Yes, I hear that."
        assert ask("ist das eine Geige?", known).startswith("Geige? Klingt so")
        assert ask("what instruments do you hear?", known) == "What I hear for sure: piano. Perhaps also: violin."


def test_a_name_brings_no_address_into_an_answer() -> None:
    known = facts(title="Win at https://evil.example/now", artist="A\nB")
    assert ask("what's the song called?", known) == "“Win at evil.example/now” by A B."
    assert "javascript" not in ask("where can I download it?", facts(source_url="javascript:alert(1)"))


def test_several_questions_are_answered_in_their_order() -> None:
    answer = ask("what year is it from? and who made it?", facts(year=2014))
    assert answer == "It's from 2014. It's by Artist t1."


def test_an_answer_beside_a_new_pick_says_which_one_it_is_about() -> None:
    acts = (*read_acts("who made it?").acts, MessageAct(Intent.WISH, "calmer"))
    answer = write_answer(acts, facts(), find_texts("en"), moves_on=True)
    assert answer == "“Title t1”: It's by Artist t1."


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ja"])
@pytest.mark.parametrize("subject", [*QuestionSubject, None])
def test_every_question_has_an_answer_in_every_language(language: str, subject: QuestionSubject | None) -> None:
    acts = (MessageAct(Intent.QUESTION, "?", subject=subject),)
    for known in (facts(), facts(artist="", title="", vocals=None, tempo_bpm=None), AnswerFacts(None, LIBRARY)):
        answer = write_answer(acts, known, find_texts(language))
        assert answer and "{" not in answer and "None" not in answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("bist du eine KI?", "Ich bin MuseChat, ein Bot."),
        ("what do you know about me?", "`/taste` shows what I go by"),
        ("hola", "¡Hola!"),
        ("brb", "I'll be here when it's about the music again."),
        ("merci beaucoup", "Avec plaisir"),
        ("何ができるの？", "クリップを投稿すると"),
        ("what genres do you have?", "I have 157 tracks here. By genre, mostly: rock and ambient."),
        ("no drums", ""),
    ],
)
def test_the_bot_answers_for_itself(words: str, answer: str) -> None:
    said = ask(words, language="es" if words == "hola" else "")
    assert said.startswith(answer) if answer else said == ""


@pytest.mark.parametrize(
    ("words", "before", "language"),
    [
        ("bpm?", (), "en"),
        ("bpm?", ("etwas ruhiger bitte", "calmer"), "de"),
        ("de qui c'est ?", ("etwas ruhiger bitte",), "fr"),
        ("¿cómo se llama?", (), "es"),
        ("誰の曲？", (), "ja"),
    ],
)
def test_the_language_is_the_messages_own_or_that_of_the_last_ones(
    words: str, before: tuple[str, ...], language: str
) -> None:
    assert choose_answer_language(words, read_acts(words).acts, before, "en") == language


@pytest.mark.parametrize(
    ("sung", "tags", "answer"),
    [
        (True, {"female vocal": 0.9}, "Yes, somebody sings in it. The voice sounds like a woman's."),
        (True, {"male vocal": 0.9}, "Yes, somebody sings in it. The voice sounds like a man's."),
        (True, {"male vocal": 0.9, "female vocal": 0.9}, "Yes, somebody sings in it."),
        (True, {}, "Yes, somebody sings in it."),
        (False, {"female vocal": 0.9}, "No, it's instrumental."),
    ],
)
def test_whose_voice_it_is_is_said_where_somebody_sings(sung: bool, tags: dict[str, float], answer: str) -> None:
    known = {("tagger", "", name): (CalibrationStep(0.0, 0.97, 0.97),) for name in ("female vocal", "male vocal")}
    known |= {("analysis", "vocals", name): (CalibrationStep(0.0, 0.97, 0.97),) for name in ("any", "none")}
    with use_calibration(Calibration(known)):
        score = 0.95 if sung else 0.02
        known_pick = facts(vocals=sung, vocal_score=score, tags=tags).pick
        assert known_pick is not None
        texts = find_texts("en")
        assert answer_voice(known_pick, texts, "is it a man or a woman?") == answer
        assert answer_voice(known_pick, texts, "does anybody sing?") == answer.split(". ")[0].rstrip(".") + "."


@pytest.mark.parametrize("rank", [0, 1])
def test_only_the_first_pick_is_compared_with_the_others(rank: int) -> None:
    picks = [made_pick(each, reason=f"Reason {each}.") for each in range(3)]
    shown = made_turn(picks=picks, why="It beats the others.")
    known = PickFacts(picks[rank], made_track("t1"), shown)
    said = answer_why(known, find_texts("en"))
    assert said == ("Reason 0. It beats the others." if rank == 0 else "Reason 1.")


def test_a_pick_of_which_no_turn_is_known_has_no_reason_to_tell() -> None:
    texts = find_texts("en")
    ahead = texts("answers.why.ahead")
    assert answer_why(PickFacts(made_pick(reason="So."), made_track("t1"), None), texts) == ahead
    empty = made_turn(picks=[], why="")
    assert answer_why(PickFacts(made_pick(reason=""), made_track("t1"), empty), texts) == ahead
    elsewhere = made_turn(picks=[made_pick(reason="So.")], why="It beats them.", language="de")
    assert "So." not in answer_why(PickFacts(made_pick(reason="So."), made_track("t1"), elsewhere), texts)
