"""Assembles ``musechat evaluate`` from the modules of its commands."""

from __future__ import annotations

from cli import (
    evaluate,
    evaluate_clip_sound,
    evaluate_hearing,
    evaluate_instruction_following,
    evaluate_picks,
    evaluate_retrieval,
    evaluate_seeing,
    evaluate_taste,
    evaluate_words,
    evaluate_writer,
)

# Registered here, not by decorators: the modules share inputs with each other and must not need the group.
app = evaluate.app
app.command("taste")(evaluate_taste.taste)
app.command("obedience")(evaluate_instruction_following.obedience)
app.command("picks")(evaluate_picks.picks)
app.command("words")(evaluate_words.words)
app.command("writer")(evaluate_writer.writer)
app.command("seeing")(evaluate_seeing.seeing)
app.command("retrieval")(evaluate_retrieval.retrieval)
app.command("clip-sound")(evaluate_clip_sound.clip_sound)
app.command("hearing")(evaluate_hearing.hearing)
