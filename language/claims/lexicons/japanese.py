"""Japanese: what the words of a reason claim, beyond the catalogue and the vocabulary; it is read sign by sign."""

from __future__ import annotations

from collections.abc import Mapping

JAPANESE: Mapping[str, str] = {
    "track.calm + clip.unhurried": "穏やか, 穏やかな, 穏やかで, 落ち着いた, 落ち着いて, 落ち着き, 静けさ",
    "track.easy-going + clip.unhurried": (
        "のんびり, のんびりした, のんびりとして, くつろいだ, リラックス, リラックスした"
    ),
    "track.quiet + clip.unhurried": "静か, 静かな, 静かで, ひっそり",
    "track.soft + clip.unhurried": "やわらか, やわらかな, 柔らかい, 柔らかな, 優しい, やさしい, ソフトな, ソフト",
    "tempo.slow + clip.slow": "遅い, ゆっくり, ゆっくりした, ゆったり, ゆったりした, スロー, スローな, スローテンポ",
    "tempo.mid + clip.steady": "ミドルテンポ, ミディアムテンポ, 中くらいのテンポ",
    "tempo.fast + clip.fast": (
        "速い, 早い, スピーディー, スピーディーな, アップテンポ, アップテンポな, テンポの速い, 疾走感"
    ),
    "track.steady + clip.steady": "安定した, 一定の",
    "track.lively + clip.lively": "軽快, 軽快な, 軽快で, 活気のある, 活気, にぎやか, にぎやかな, 賑やか, 賑やかな",
    "track.energetic + clip.lively": "エネルギッシュ, エネルギッシュな, パワフル, パワフルな, 元気な, 力強い",
    "track.driving + clip.fast": "勢いのある, 勢いがあって, 勢いがある, 勢い, 疾走",
    "track.intense": "激しい, 激しく, 強烈な, 強烈",
    "track.loud": "大音量, うるさい, 騒がしい",
    "track.sombre": "もの悲しい, 物悲しい, 哀愁, 憂鬱な, 憂鬱, メランコリック, メランコリックな",
    "track.sad": "悲しい, 悲しげ, 悲しげな, 切ない, 寂しい",
    "track.cheerful": "陽気, 陽気な, 楽しい, 楽しげ, 楽しげな, 朗らか, 朗らかな, 嬉しい",
    "track.hopeful": "希望, 前向き, 前向きな, 希望に満ちた",
    "track.dark + clip.dark": "暗い, 暗め, 暗めの, ダーク, ダークな",
    "track.bright + clip.bright": "明るい, 明るめ, 明るめの, 輝く",
    "track.dark-sounding": "暗めの音色, 暗めの音色の, 暗い音色, 暗い音色の",
    "track.bright-sounding": "明るい音色, 明るい音色の, 明るめの音色",
    "track.warm + clip.warm-toned": "温かい, 暖かい, 温かな, 温もり",
    "clip.cool-toned": "寒色系, 寒色系の, 寒色, 青みがかった",
    "clip.warm-toned": "暖色系, 暖色系の, 暖色",
    "clip.muted": "くすんだ色合い, くすんだ色合いの, くすんだ, 色あせた",
    "clip.colourful": "色鮮やか, 色鮮やかな, カラフル, カラフルな, 鮮やかな, 鮮やか",
    "clip.no-cuts": "カットなし, カットのない, ワンカット, 長回し, カットがない",
    "clip.few-cuts": "カット少なめ, カットが少ない, カットの少ない, 少ないカット",
    "clip.some-cuts": "カットあり",
    "clip.many-cuts": "カット多め, カットが多い, カットの多い, 多くのカット, 素早いカット",
    "beat.steady": "一定のビート, 安定したビート, 安定したリズム, 一定のリズム",
    "vocals.none": (
        "ボーカルなし, ボーカル無し, 歌なし, 歌のない, 歌わない, インスト, インストゥルメンタル, 歌詞なし, 声なし, "
        "ボーカルのない, ボーカルは入っていません, ボーカルがない, 歌声なし"
    ),
    "vocals.any": "ボーカル, ヴォーカル, 歌声, 歌, 歌唱, 歌詞, ボイス, ボーカルあり, 歌入り",
    "solo.one": "ソロ, 独奏, だけの",
    "instrument.drums": "ドラム, ドラムス, 打楽器, パーカッション",
    "instrument.strings": "ストリングス, 弦楽器, 弦",
    "instrument.violin": "バイオリン, ヴァイオリン",
    "instrument.synth": "シンセ, シンセサイザー",
    "instrument.choir": "合唱, 聖歌隊",
    "instrument.beat": "ビート",
    "genre.waltz": "ワルツ, バラード, 行進曲, マーチ, 子守唄, 賛歌, ポルカ, ソナタ, 演歌, 民謡",
    "genre.classical": "クラシック, クラシカル, バロック",
    "genre.electronic": "エレクトロニック, 電子音楽, エレクトロニカ, エレクトロ",
    "mood.dreamy": "夢見るような, 幻想的, 幻想的な, 浮遊感, 夢のような, ドリーミー, 雰囲気のある",
    "mood.epic": "壮大, 壮大な, 英雄的",
    "mood.mysterious": "ミステリアス, ミステリアスな, 神秘的, 神秘的な, 不思議な",
    "mood.tense": "緊張感, 緊張感のある, 不穏, 不穏な, 不気味な",
    "mood.romantic": "ロマンチック, ロマンチックな, 官能的な",
    "mood.nostalgic": "ノスタルジック, ノスタルジックな, 懐かしい",
    "mood.playful": "遊び心, 遊び心のある, コミカル, コミカルな",
    "mood.aggressive": "攻撃的, 攻撃的な",
    "mood.beautiful": "美しい, 美しく, きれいな",
    "mood.catchy": "キャッチー, キャッチーな, 耳に残る",
    "mood.weird": "風変わり, 奇妙な",
    "mood.groovy": "グルーヴィー, グルーヴ, グルーヴ感",
    "era.60s": "60年代, 1960年代",
    "era.70s": "70年代, 1970年代",
    "era.80s": "80年代, 1980年代",
    "era.90s": "90年代, 1990年代",
    "era.00s": "2000年代",
    "era.old": "レトロ, レトロな, 古い, 昔の, ヴィンテージ, オールディーズ",
    "era.new": "現代的, 現代的な, 最新の, 最近の, モダン, モダンな",
    "use.commercial": (
        "商用利用OK, 商用利用可, 商用利用できます, 商用利用, 著作権フリー, ロイヤリティフリー, 自由に使え"
    ),
    "use.non-commercial": "非営利のみ, 非営利, 商用利用不可, 商用不可, 非商用",
    "use.credit": "クレジット表記が必要, クレジット表記, クレジットが必要",
    "use.no-credit": "クレジット表記不要, クレジット不要",
    "licence.named": "cc, cc0, クリエイティブ・コモンズ, パブリックドメイン, 著作権なし, gpl",
    "explicit.yes": "過激な表現あり, 過激な表現",
    "explicit.no": "過激な表現なし",
    "pace.same": (
        "とペースが合っています, とペースが合う, 同じくらいのペース, の動きになじみます, 同じテンポ, ペースに合わせ, "
        "同じペース"
    ),
    "pace.other": "対比させて, 対照的, コントラスト, 対比",
    "meets.rise": "盛り上がりに重なります, クリップの盛り上がり, クリップのクライマックス",
    "place-starts.beginning": "曲の頭から, 最初から, 冒頭から",
    "section.intro": "イントロ, 導入部, 序奏",
    "section.build": "盛り上がって, 盛り上がり",
    "section.main": "メイン部分, 曲のメイン",
    "section.break": "ブレイク, 静かになる部分",
    "section.ending": "終盤, アウトロ, エンディング, ラスト",
    "outlasted.clip": "クリップより先に, クリップより短い",
    "change.energy.less": "より穏やか, より静か, もっと穏やか, より落ち着いた",
    "change.energy.more": "よりエネルギッシュ, より激しい, より活気, もっと激しい",
    "change.tempo.less": "テンポが遅め, より遅い, テンポを落と, より遅く, よりゆっくり",
    "change.tempo.more": "テンポが速め, より速い, テンポを上げ, より速く",
    "change.valence.less": "よりもの悲しい, より悲しい",
    "change.valence.more": "より陽気, より楽しい",
    "change.brightness.less": "より暗めの音色, より暗い",
    "change.brightness.more": "より明るい音色, より明るい",
    "change.length.less": "短め, より短い",
    "change.length.more": "長め, より長い",
    "twice.double": "2倍の速さ, 倍の速さ",
    "twice.half": "半分の速さ",
    "unmeasured.form": "サビ, リフ, クレッシェンド, 転調, アルペジオ, 拍子, 間奏",
    "unmeasured.fame": "有名, 有名な, 人気, 名曲, ヒット曲, 話題の, 伝説",
    "unmeasured.origin": "録音, リリース, アルバム, 作曲, 作詞, ライブ音源, 発売, バンド",
    "role.clip": "クリップ, 動画, 映像, ビデオ, シーン",
    "role.track": "曲, 一曲, この曲, 楽曲, 音楽, トラック, ナンバー, メロディー, メロディ, 曲調, 音色",
    "role.last": "前の曲, 前回の曲, 前回, さっきの曲",
    "role.no": "",
    "role.no-after": (
        "なし, 無し, のない, はない, がない, ありません, ない, ではない, ではありません, なく, 抜き, 抜きの, "
        "入っていません, はなく, ではなく, 以外, せず, ません, 聞こえません, 使わず, を使わない"
    ),
    "role.break": "でも, けれど, だけ, ただ, ただし",
    "role.more": "より, もっと, さらに",
    "role.less": "控えめ, 少なめ",
    "role.now": "今回は, 今度は",
    "role.than": "と比べて, に比べて, 比べると",
    "role.asked": "ご希望, 希望どおり, ご要望",
    "role.and": "と, や, そして, で, ",
    "role.or": "も",
    "role.bpm": "bpm",
    "role.instead": "",
    "role.from": "",
    "role.seconds": "秒",
    "role.minutes": "分",
    "role.starts": "から始まり, から始め, から流し, 始まり, 始め, スタート, から, 開始",
    "role.ends": "で終わ, 終わり, まで",
    "role.link": "です, とても, かなり, な, の, した, して, 感じ, 雰囲気",
    "role.hedge": (
        "おそらく, たぶん, 多分, もしかすると, かもしれません, かもしれない, のようです, らしい, みたい, らしき"
    ),
    "role.neutral": (
        "今回のおすすめは, おすすめ, の下に敷く, 向けて選びました, 途中, 部分, 曲の出だし, 曲の終わりのほう, "
        "レーベル, ブロック, クラシックカー, 自分, 十分, 半分, ペース, テンポ, ご希望, しかない, "
        "間違いない, 気分, 分かり"
    ),
    "role.stop": "は, が, を, に, へ, この, その, あなたの, です, ます, には, ので, ため",
}
