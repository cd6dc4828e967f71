"""Japanese: no spaces, so its phrases are cut out of the line before anything else is read."""

from __future__ import annotations

from language.vocabulary.phrase_kinds import PhraseKind
from language.vocabulary.table import LanguageTable
from musechat.wish import Facet

JAPANESE = LanguageTable(
    said={
        PhraseKind.MORE: "もっと, さらに",
        PhraseKind.SMALL: "少し, ちょっと, もう少し, もうちょっと",
        PhraseKind.AND: "と, そして",
        PhraseKind.BREAK: "でも, けど, ください, お願いします, お願い",
        PhraseKind.ELSE: "他の曲, 別の曲, ほかの曲, 次の曲, 別のもの, 次, 他には, 違う曲",
        PhraseKind.LAST: "こんな感じ, これと似た, 似た感じ, 同じ感じ, 似た曲, このような",
        PhraseKind.PRAISE: "気に入った, 気に入りました, いいね, 最高, 完璧, ぴったり, 好きです",
        PhraseKind.DISLIKE: "気に入らない, 好きじゃない, 合わない, 合わないです, 違う, いまいち",
        PhraseKind.SMALLTALK: "ありがとう, ありがとうございます, こんにちは, こんばんは, おはよう, さようなら, 了解",
        PhraseKind.INSTRUMENTAL: (
            "インスト, インストゥルメンタル, インストで, 歌なし, 歌なしで, "
            "ボーカルなし, ボーカルなしで, ボーカル無し, 歌詞なし, 声なし"
        ),
        PhraseKind.WITH: "入りの, 入り, あり",
    },
    alone={},
    terms={
        "piano": "ピアノ",
        "guitar": "ギター",
        "drums": "ドラム",
        "strings": "ストリングス, 弦楽器",
        "violin": "バイオリン, ヴァイオリン",
        "orchestra": "オーケストラ",
        "jazz": "ジャズ",
        "rock": "ロック",
        "classical": "クラシック",
        "acoustic": "アコースティック",
        "electronic": "エレクトロ, エレクトロニック, 電子音楽",
        "calm": "静かな, 静か, 落ち着いた, 穏やかな, 穏やか, リラックス",
        "happy": "楽しい, 明るい, 嬉しい",
        "sad": "悲しい, 切ない",
        "dark": "暗い",
        "epic": "壮大な, 壮大",
        "energetic": "元気な, 激しい",
    },
    moves={
        (Facet.ENERGY, False): "静かに, 穏やかに, 落ち着いた感じに, うるさすぎる, 激しすぎる",
        (Facet.ENERGY, True): "激しく, 元気に, 盛り上がる, 静かすぎる",
        (Facet.TEMPO, False): "遅く, ゆっくり, テンポを落として, 速すぎる, 早すぎる",
        (Facet.TEMPO, True): "速く, 早く, テンポを上げて, 遅すぎる",
        (Facet.VALENCE, True): "明るく, 楽しく, 悲しすぎる, 暗すぎる",
        (Facet.VALENCE, False): "悲しく, 切なく, 明るすぎる",
        (Facet.BRIGHTNESS, False): "暗く",
        (Facet.LENGTH, False): "短く, 長すぎる",
        (Facet.LENGTH, True): "長く, 短すぎる",
        (Facet.ERA, False): "古い曲, 古く",
        (Facet.ERA, True): "新しい曲, 新しく, 最近の曲",
    },
    voices={
        None: "ボーカル, 歌声",
        "female": "女性ボーカル, 女性の声",
        "male": "男性ボーカル, 男性の声",
    },
    paces={"slow": "遅い, スロー", "fast": "速い, 早い, アップテンポ"},
    licences={("commercial",): "商用利用, 商用, 商用利用可, 著作権フリー"},
    stop=(
        "に な の は を で が も て し して しい 曲 音楽 の曲 な曲 ほしい 欲しい がいい が好き です ます か よ ね する "
        "にして"
    ),
    spaced=False,
)
