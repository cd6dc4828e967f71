"""English: what a question is about in more detail; expressions on a folded line."""

from __future__ import annotations

from language.languages.answer_words import AnswerWords, AskedUse, BotTopic, VoiceDetail

ANSWERS = AnswerWords(
    uses={
        AskedUse.CLAIMS: (r"strike|claim|content ?id|demoneti|dmca|flagg|mute[ds]|muted|copyright"),
        AskedUse.COMMERCIAL: (
            r"commerc|client|moneti|\bads?\b|advert|\bsell|\bsold\b|business|compan(?:y|ies)\b|money|paid|sponsor"
        ),
        AskedUse.CHANGES: (r"remix|\bcut\b|\bchang|modif|\badapt|sampl|shorten|trim\b"),
        AskedUse.COST: (r"cost|price|\bpay\b|fee\b|how much"),
        AskedUse.WHICH: (r"(?:what|which|kind of) (?:\w+ ){0,4}licen[cs]\w*|^\W*(?:the )?licen[cs]\w*\W*$"),
    },
    voices={
        VoiceDetail.CLEAN: (r"explicit|clean|swear|curs(?:e|ing)|profan|bad words|kid|family"),
        VoiceDetail.WHO: (r"\bm[ae]n\b|wom[ae]n|female|male\b|\bgirl|\bguy"),
        VoiceDetail.WORDS: (r"language|lyric|say(?:ing|s)?\b|\bwords?\b|about\b|mean"),
    },
    topics={
        BotTopic.DATA: (
            r"\bdata\b|know about|(?:know|keep|have|hold|log) (?:about|of|on) (?:me|us)|remember|save|store|forget|delete|erase|wipe|track(?:ing)?\b|learn|privacy"
        ),
        BotTopic.LANGUAGE: (r"language|english|german|spanish|french|japanese"),
        BotTopic.QUIET: (r"\bask(?:ing)?\b|question|ping|tag+ing|\bdm|quiet|shut up|silen"),
        BotTopic.IDENTITY: (r"are you|you are|\bai\b|human|robot|who (?:made|built|are)|\bbot\b"),
    },
    real=r"\breal\b|\blive\b|actual",
    permission=r"\b(?:can|may|could) (?:i|we)\b",
    greetings=r"hi+|hey+|hello+|yo+|sup|good (?:morning|evening|day)|gm|morning",
    greeted=r"all|everyone|there|bot|guys",
    in_clip=(
        r"(?:(?:the|this|that) (?:song|track|music|tune|one) )?(?:(?:that is|thats|which is) )?(?:already )?\bin (?:my|the|this|our) (?:clip|video)\b"
    ),
    this_song="this song",
    free=r"free|for free|free to use|gratis",
)
