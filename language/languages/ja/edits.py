"""Japanese: what an edit says beside its kind; expressions on a folded line."""

from __future__ import annotations

from language.languages.edit_words import EditWords
from musechat.edits import TrackPart

EDITS = EditWords(
    small=r"少し|すこし|ちょっと|ちょい|わずか",
    large=r"ずっと|かなり|だいぶ|大幅|めっちゃ|すごく",
    counts={2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 8: "八", 10: "十", 20: "二十", 30: "三十"},
    seconds=r"秒",
    bars=r"小節",
    parts={
        TrackPart.QUIET: r"静か|しずか|落ち着|穏やか|やさしい",
        TrackPart.BREAK: r"間奏|落ちサビ|ブリッジ|ブレイク",
        TrackPart.BUILD: r"ビルドアップ|盛り上がる前",
        TrackPart.BEAT: r"ドラム|ビート|打楽器",
        TrackPart.MAIN: r"サビ|ドロップ",
        TrackPart.ENDING: r"アウトロ|終わり|エンディング|最後",
        TrackPart.INTRO: r"イントロ|前奏|冒頭|出だし",
        TrackPart.MIDDLE: r"真ん中|中盤|途中|後半",
        TrackPart.LOUD: r"激し|盛り上が|山場|クライマックス|うるさい|派手",
    },
    fade_in=r"フェードイン|最初",
    fade_out=r"フェードアウト|最後|終わ",
    of_track=r"曲|音楽|トラック",
    of_clip=r"動画|クリップ|映像|ビデオ",
    first_half=r"前半",
    second_half=r"後半",
    first=r"最初",
    last=r"最後",
    louder=(
        r"(?:もっと|もう少し|もうちょっと|ちょっと|少し)*(?:大きく|大きめに|でかく|音上げて|上げて)(?:して|お願い|で|に)?(?:ください|ほしい|欲しい)?|(?:ちょっと|"
        r"少し)?(?:音(?:が)?)?(?:小さい|小さすぎる?|聞こえない|聞こえにくい)(?:です|よ|な|かも|かな)*"
    ),
    quieter=(
        r"(?:もっと|もう少し|もうちょっと|ちょっと|少し)*(?:小さく|小さめに|静かに|音下げて|下げて)(?:して|お願い)?(?:ください|ほしい|欲しい)?|(?:ちょっと|"
        r"少し)?(?:音(?:が)?)?(?:うるさい|うるさすぎる?|大きすぎる?|でかすぎる?|大きい|でかい)(?:です|よ|な|かも|かな)*"
    ),
    level=r"音量|ボリューム|聞こえ",
    sounds={
        "drums": r"ドラム|ビート|打楽器",
        "vocals": r"歌|ボーカル",
    },
)
