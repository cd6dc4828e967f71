"""French: what a question is about in more detail; expressions on a folded line."""

from __future__ import annotations

from language.languages.answer_words import AnswerWords, AskedUse, BotTopic, VoiceDetail

ANSWERS = AnswerWords(
    uses={
        AskedUse.CLAIMS: (r"signal|bloqu|droits? d'auteur"),
        AskedUse.COMMERCIAL: (r"\bpub\b|publicite|\bvend(?:re|s|u)\b|entreprise|argent|payer"),
        AskedUse.CHANGES: (r"\bcoup(?:er|e|es|ez)\b|raccourc"),
        AskedUse.COST: (r"coute|\bprix\b|combien|payant"),
        AskedUse.WHICH: (r"quelle? (?:\w+ ){0,4}licen[cs]\w*"),
    },
    voices={
        VoiceDetail.CLEAN: (r"gros mots|insulte|enfants|grossier"),
        VoiceDetail.WHO: (r"femme|homme|feminine"),
        VoiceDetail.WORDS: (r"langue|paroles|raconte|parle de|dit\b"),
    },
    topics={
        BotTopic.DATA: (
            r"donnees|enregistr|oubli|efface|supprim|(?:sais|gardes|retiens|stockes)(?: tu)? (?:quoi )?(?:de|sur) m"
        ),
        BotTopic.LANGUAGE: (r"francais|langue|parle|anglais"),
        BotTopic.QUIET: (r"tais|arrete"),
        BotTopic.IDENTITY: (r"es tu|t'es|humain|qui t'a"),
    },
    real=r"vrai|veritable",
    permission=r"\b(?:je|on) peux?t?\b|puis je|peut on",
    greetings=r"salut+|bonjour|bonsoir|coucou",
    greeted=r"tout le monde",
    in_clip=(
        r"(?:(?:la|cette|le|ce) (?:chanson|musique|morceau|titre) )?\b(?:dans|de) (?:mon|le|ce|ma|la|cette|notre) (?:clip|video)\b"
    ),
    this_song="ça",
    free=r"libre|gratuit|gratuite",
)
