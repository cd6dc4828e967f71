"""Japanese words that tell apart what we have one concept for and the closed list of labels has several."""

FINER_LABELS = (
    ("dark", "horror", "不気味, 怖, ゾクゾク, 恐怖"),
    ("playful", "comedy", "コミカル, 面白, おもしろ, 笑え, ギャグ, お笑い"),
    ("calm", "soft", "やさし, 優し, 柔ら"),
    ("hip-hop", "rap", "ラップ"),
    ("dance", "disco", "ディスコ"),
    ("dance", "groovy", "踊れ"),
    ("drums", "percussion", "パーカッション, 打楽器"),
    ("folk", "celtic", "ケルト, アイリッシュ"),
    ("soundtrack", "orchestral", "オーケストラ"),
    ("classical", "orchestral", "オーケストラ"),
)
