"""What a question is about in more detail: the use of a licence, a certain instrument, the words that are sung."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from language.reading import LibraryWords
from language.reading.intents.folded_line import fold_line
from language.reading.lexer import split_items
from musechat.concepts import Concept
from musechat.wish import Facet


class AskedUse(StrEnum):
    """The use that a licence is asked for."""

    COMMERCIAL = "commercial"
    CHANGES = "changes"
    CLAIMS = "claims"  # whether a platform may object
    COST = "cost"
    WHICH = "which"  # which licence it is
    POST = "post"  # publish it with a video; what is asked without more


class VoiceDetail(StrEnum):
    """What is asked of a voice."""

    WHO = "who"
    WORDS = "words"
    CLEAN = "clean"
    ANY = "any"


class BotTopic(StrEnum):
    """What somebody wants to know of the bot, or wants it to do."""

    DATA = "data"
    LANGUAGE = "language"
    QUIET = "quiet"
    IDENTITY = "identity"
    FIXED = "fixed"  # anything else


# In the order in which they are asked; on a folded line: no accents, no capitals.
_USES: Mapping[AskedUse, re.Pattern[str]] = {
    AskedUse.CLAIMS: re.compile(
        r"strike|claim|content ?id|demoneti|dmca|flagg|mute[ds]|muted|copyright|gemeldet|gesperrt|abgemahnt|reclam|"
        r"signal|bloqu|droits? d'auteur|derechos de autor|著作権|引っかか|ブロック|消され|警告"
    ),
    AskedUse.COMMERCIAL: re.compile(
        r"commerc|komm?erz|comercial|client|\bkund|cliente|moneti|\bads?\b|advert|anuncio|\bwerb|\bpub\b|publicite|\bsell|"
        r"\bsold\b|verkauf|\bvend(?:re|s|u|er|o|ido)\b|business|compan(?:y|ies)\b|firma|empresa|entreprise|geld|money|"
        r"dinero|argent|paid|payer|pagad|bezahlt|sponsor|商用|収益|案件|クライアント|仕事|広告|販売|企業|会社"
    ),
    AskedUse.CHANGES: re.compile(
        r"remix|\bcut\b|\bchang|modif|schneid|bearbeit|\bkurzen\b|veran?der|cambi|recort|\bcoup(?:er|e|es|ez)\b|raccourc|"
        r"\badapt|sampl|shorten|trim\b|編集して|加工|リミックス|カット|改変|アレンジ"
    ),
    AskedUse.COST: re.compile(
        r"cost|price|\bpay\b|fee\b|how much|kost(?!enlos)|preis|bezahl|cuesta|precio|pagar|coute|\bprix\b|combien|"
        r"payant|いくら|値段|料金|有料|無料|タダ"
    ),
    AskedUse.WHICH: re.compile(
        r"(?:what|which|welche|was fur|que|cual|quelle?|tipo de|kind of) (?:\w+ ){0,4}(?:licen[cs]\w*|lizenz\w*)|"
        r"^\W*(?:the )?(?:licen[cs]\w*|lizenz)\W*$|(?:何|どの|どんな)の?ライセンス|^ライセンス(?:は|って)?\W*$"
    ),
}
_WORDS = re.compile(
    r"language|lyric|say(?:ing|s)?\b|\bwords?\b|about\b|mean|sprache|text\b|worum|was singt|idioma|letra|dice|trata|"
    r"langue|paroles|raconte|parle de|dit\b|歌詞|何語|なんて|何て|内容|意味"
)
_CLEAN = re.compile(
    r"explicit|clean|swear|curs(?:e|ing)|profan|bad words|kid|family|jugendfrei|schimpf|kinder|groser|palabrota|ninos|"
    r"gros mots|insulte|enfants|grossier|下品|子ども|子供|放送禁止"
)
_WHO = re.compile(
    r"\bm[ae]n\b|wom[ae]n|female|male\b|\bgirl|\bguy|frau|mann\b|mannlich|weiblich|mujer|hombre|femenin|masculin|femme|"
    r"homme|feminine|男|女"
)
_REAL = re.compile(r"\breal\b|\blive\b|actual|echt|de verdad|reale?s?\b|vrai|veritable|本物|生演奏|生の")
_PERMISSION = re.compile(
    r"\b(?:can|may|could) (?:i|we)\b|\b(?:darf|kann|durfen|konnen) (?:ich|wir|man)\b|\bpuedo\b|\bpodemos\b|"
    r"\b(?:je|on) peux?t?\b|puis je|peut on|使って(?:も)?(?:いい|良い|大丈夫|ok)|使える|使えます"
)
_TOPICS: Mapping[BotTopic, re.Pattern[str]] = {
    BotTopic.DATA: re.compile(
        r"\bdata\b|know about|remember|save|store|forget|delete|erase|wipe|track(?:ing)?\b|learn|privacy|daten|"
        r"speicher|merk|vergiss|losch|weiss\w* du uber|datos|guard|olvid|borra|sabes de m|"
        r"donnees|enregistr|oubli|efface|supprim|sais (?:de|sur) m|データ|保存|覚え|忘れ|消して|記録|履歴|個人情報"
    ),
    BotTopic.LANGUAGE: re.compile(
        r"language|english|german|deutsch|spanish|espanol|french|francais|japanese|sprache|sprich|englisch|idioma|habla|"
        r"ingles|langue|parle|anglais|日本語|英語|言語|ドイツ語|スペイン語|フランス語"
    ),
    BotTopic.QUIET: re.compile(
        r"\bask(?:ing)?\b|question|ping|tag+ing|\bdm|quiet|shut up|silen|frag|ruhe|leise|klappe|pregunt|calla|"
        r"mencion|taguea|tais|arrete|質問|静か|黙|うるさ|通知|メンション"
    ),
    BotTopic.IDENTITY: re.compile(
        r"are you|you are|\bai\b|human|robot|who (?:made|built|are)|bist du|wer (?:bist|hat dich)|\bki\b|mensch|eres|"
        r"humano|\bia\b|quien te|es tu|t'es|humain|qui t'a|\bbot\b|人間|ロボット|\bai|誰が作|あなたは"
    ),
}
_GREETING = re.compile(
    r"^\W*(?:hi+|hey+|hello+|yo+|sup|good (?:morning|evening|day)|gm|morning|hallo+|moin+|servus|"
    r"guten (?:tag|morgen|abend)|hola+|buen[oa]s(?: \w+)?|buen dia|salut+|bonjour|bonsoir|"
    r"coucou|こんにちは|こんばんは|おはよう(?:ございます)?|やあ|どうも)"
    r"(?: (?:all|everyone|there|bot|guys|zusammen|leute|a todos|tout le monde))*\W*$"
)


def find_asked_use(said: str) -> AskedUse:
    """Find the use that a question about the licence is about; to post it where it says no more."""
    line = fold_line(said)
    return next((use for use, pattern in _USES.items() if pattern.search(line)), AskedUse.POST)


def find_voice_detail(said: str) -> VoiceDetail:
    """Find what is asked of a voice."""
    line = fold_line(said)
    details = ((VoiceDetail.CLEAN, _CLEAN), (VoiceDetail.WHO, _WHO), (VoiceDetail.WORDS, _WORDS))
    return next((detail for detail, pattern in details if pattern.search(line)), VoiceDetail.ANY)


def find_bot_topic(said: str) -> BotTopic:
    """Find what is said of the bot."""
    line = fold_line(said)
    return next((topic for topic, pattern in _TOPICS.items() if pattern.search(line)), BotTopic.FIXED)


def asks_whether_real(said: str) -> bool:
    """Whether somebody asks if an instrument is a real one."""
    return bool(_REAL.search(fold_line(said)))


def asks_permission(said: str) -> bool:
    """Whether somebody asks if they may do something."""
    return bool(_PERMISSION.search(fold_line(said)))


def is_greeting(said: str) -> bool:
    """Whether something is a greeting and no more."""
    return bool(_GREETING.search(fold_line(said)))


def list_asked_concepts(said: str, facet: Facet) -> tuple[str, ...]:
    """List the ids of the instruments or genres that a question names."""
    _, items = split_items(said, LibraryWords(), has_pick=True)
    found = (item.payload for item in items if isinstance(item.payload, Concept))
    return tuple(dict.fromkeys(concept.id for concept in found if concept.facet is facet))
