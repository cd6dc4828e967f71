"""Japanese: what a question is about in more detail; expressions on a folded line."""

from __future__ import annotations

from language.languages.answer_words import AnswerWords, AskedUse, BotTopic, VoiceDetail

ANSWERS = AnswerWords(
    uses={
        AskedUse.CLAIMS: (r"著作権|引っかか|ブロック|消され|警告"),
        AskedUse.COMMERCIAL: (r"商用|収益|案件|クライアント|仕事|広告|販売|企業|会社"),
        AskedUse.CHANGES: (r"編集して|加工|リミックス|カット|改変|アレンジ"),
        AskedUse.COST: (r"いくら|値段|料金|有料|無料|タダ"),
        AskedUse.WHICH: (r"(?:何|どの|どんな)の?ライセンス|^ライセンス(?:は|って)?\W*$"),
    },
    voices={
        VoiceDetail.CLEAN: (r"下品|子ども|子供|放送禁止"),
        VoiceDetail.WHO: (r"男|女"),
        VoiceDetail.WORDS: (r"歌詞|何語|なんて|何て|内容|意味"),
    },
    topics={
        BotTopic.DATA: (r"データ|保存|覚え|忘れ|消して|記録|履歴|個人情報"),
        BotTopic.LANGUAGE: (r"日本語|英語|言語|ドイツ語|スペイン語|フランス語"),
        BotTopic.QUIET: (r"質問|静か|黙|うるさ|通知|メンション"),
        BotTopic.IDENTITY: (r"人間|ロボット|\bai|誰が作|あなたは"),
    },
    real=r"本物|生演奏|生の",
    permission=r"使って(?:も)?(?:いい|良い|大丈夫|ok)|使える|使えます",
    greetings=r"こんにちは|こんばんは|おはよう(?:ございます)?|やあ|どうも",
    greeted=r"",
    in_clip=(
        r"(?:この|私の|自分の)?(?:クリップ|動画|ビデオ)(?:に入って(?:い)?る|で流れて(?:い)?る|の(?:中の)?)(?:曲|音楽|歌)(?:に|と)?"
    ),
    this_song="",
    free=r"フリー|フリーのもの|フリーで|無料|無料のもの",
)
