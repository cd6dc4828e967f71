"""German: what a question is about in more detail; expressions on a folded line."""

from __future__ import annotations

from language.languages.answer_words import AnswerWords, AskedUse, BotTopic, VoiceDetail

ANSWERS = AnswerWords(
    uses={
        AskedUse.CLAIMS: (r"gemeldet|gesperrt|abgemahnt"),
        AskedUse.COMMERCIAL: (r"komm?erz|\bkund|\bwerb|verkauf|firma|geld|bezahlt"),
        AskedUse.CHANGES: (r"schneid|bearbeit|\bkurzen\b|veran?der"),
        AskedUse.COST: (r"kost(?!enlos)|preis|bezahl"),
        AskedUse.WHICH: (r"(?:welche|was fur) (?:\w+ ){0,4}(?:lizenz\w*|licen[cs]\w*)|^\W*lizenz\W*$"),
    },
    voices={
        VoiceDetail.CLEAN: (r"jugendfrei|schimpf|kinder"),
        VoiceDetail.WHO: (r"frau|mann\b|mannlich|weiblich"),
        VoiceDetail.WORDS: (r"sprache|text\b|worum|was singt"),
    },
    topics={
        BotTopic.DATA: (r"daten|speicher|merk|vergiss|losch|weiss\w* du uber"),
        BotTopic.LANGUAGE: (r"deutsch|sprache|sprich|englisch"),
        BotTopic.QUIET: (r"frag|ruhe|leise|klappe"),
        BotTopic.IDENTITY: (r"bist du|wer (?:bist|hat dich)|\bki\b|mensch"),
    },
    real=r"echt",
    permission=r"\b(?:darf|kann|durfen|konnen) (?:ich|wir|man)\b",
    greetings=r"hallo+|moin+|servus|guten (?:tag|morgen|abend)",
    greeted=r"zusammen|leute",
    in_clip=(
        r"(?:(?:das|der|die|dem|dieses|diese) (?:lied|song|musik|track|stuck) )?(?:\b(?:aus|in) (?:meinem|dem|diesem|unserem)|\bim) (?:clip|video)\b"
    ),
    this_song="das Lied",
    free=r"frei|gratis|umsonst|frei nutzbar",
)
