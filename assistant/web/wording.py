"""Every word of the page that is not the document's own, in both languages, side by side."""

from html import escape

from markupsafe import Markup

from source import Language

BOTH: dict[str, tuple[str, str]] = {
    "name": ("典拠", "Tenkyo"),
    "tagline": (
        "記事に尋ねると、記事の文そのものが出典つきで答えます。",
        "Ask the article. It answers in its own sentences, each cited to its place.",
    ),
    # the frame
    "tabs": ("画面", "Views"),
    "tab_ask": ("質問する", "Ask"),
    "tab_articles": ("記事の棚", "Articles"),
    "tab_evaluation": ("評価", "Evaluation"),
    "interface_language": ("表示する言語", "Language of the page"),
    "to_article": ("記事を読む", "To the article"),
    "to_conversation": ("質問に戻る", "Questions"),
    # the conversation
    "conversation": ("質問と答え", "Questions and answers"),
    "question": ("質問", "Question"),
    "placeholder": ("日本語か英語で質問する", "Ask in English or Japanese"),
    "send": ("送信", "Send"),
    "stop": ("止める", "Stop"),
    "examples": ("質問の例", "Questions to try"),
    "empty": ("記事について、日本語か英語で質問してください。", "Ask about the article in English or Japanese."),
    "clear": ("すべて消す", "Clear"),
    "undo": ("元に戻す", "Undo"),
    "cleared": ("質問と答えを消しました。", "Questions and answers are cleared."),
    "save_markdown": ("Markdownで保存", "Save .md"),
    "save_json": ("JSONで保存", "Save .json"),
    "you": ("あなたの質問", "Your question"),
    "edit": ("質問を書き直す", "Edit the question"),
    "editing": ("質問を書き直しています", "Editing your question"),
    "cancel": ("やめる", "Cancel"),
    "retry": ("もう一度", "Try again"),
    "share": ("この質問へのリンクをコピー", "Copy a link to this question"),
    "copy_answer": ("答えをコピー", "Copy the answer"),
    "copy_quote": ("出典つきでコピー", "Copy with reference"),
    "copied": ("コピーしました。", "Copied."),
    "not_copied": ("コピーできませんでした。", "Could not copy."),
    "asking": ("調べています…", "Looking…"),
    "stopped": ("止めました。", "Stopped."),
    "failed": (
        "答えを作れませんでした。もう一度試すか、質問を変えてください。",
        "No answer could be made. Try again, or ask in other words.",
    ),
    "lost": (
        "サーバーから応答がありません。少し待ってから、もう一度お試しください。",
        "No reply from the server. Wait a moment and try again.",
    ),
    # an answer
    "understood": ("前の質問につづけて読みました：", "Asked after:"),
    "as_typed": ("補わずに答える", "Answer it as typed"),
    "typed_alone": ("補わずに答えました。", "Answered as typed, by itself."),
    "verified": ("照合済み", "Verified"),
    "unverified": ("未照合", "Not verified"),
    "verified_how": (
        "引用は本文の{start}〜{end}文字目と一致し、本文の指紋（SHA-256 {digest}…）も一致します。",
        "The quote is characters {start} to {end} of the text, whose fingerprint matches (SHA-256 {digest}…).",
    ),
    "unverified_how": ("引用が本文と一致しません。", "The quote does not match the text."),
    "paragraph": ("第{number}段落", "paragraph {number}"),
    "front": ("記事の冒頭", "top of the article"),
    "translated_from_ja": (
        "日本語の原文からの翻訳です。原文は下にあります。",
        "Translated from Japanese. The original sentences are below.",
    ),
    "translated_from_en": (
        "英語の原文からの翻訳です。原文は下にあります。",
        "Translated from English. The original sentences are below.",
    ),
    "untranslated": (
        "原文のまま引用しています（翻訳はありません）。印をつけた語が答えの中心です。",
        "Quoted in the original language, since there is no translation; the words marked carry the answer.",
    ),
    "unmarked": (
        "原文のまま引用しています（翻訳はありません）。",
        "Quoted in the original language; there is no translation.",
    ),
    "nearest": ("質問に近い段落（答えではありません）", "Nearest passages, which do not answer the question"),
    "in_short": ("あらまし", "In short"),
    "next": ("続けて尋ねる", "Ask next"),
    "answerable": ("この記事が答えられる質問", "Questions that the article answers"),
    "supports": ("裏づけになる", "Supports the answer"),
    "supports_not": ("裏づけにならない", "Does not support it"),
    "good": ("よい答え", "Good answer"),
    "good_not": ("よくない答え", "Not a good answer"),
    "thanks": ("評価を記録しました。", "Your rating is kept."),
    "vote_lost": ("評価を記録できませんでした。", "Your rating could not be kept."),
    "reference": ("「{quote}」（{source}）", "“{quote}” ({source})"),
    "reference_translated": (
        "「{translation}」（原文：“{quote}”、{source}）",
        "“{translation}” (original: 「{quote}」, {source})",
    ),
    # the article
    "article": ("記事", "Article"),
    "view": ("表示", "Show"),
    "view_ja": ("日本語", "Japanese"),
    "view_en": ("英語", "English"),
    "view_both": ("対訳", "Both"),
    "contents": ("目次", "Contents"),
    "back": ("答えに戻る", "Back to the answer"),
    "opening": ("記事を開いています…", "Opening the article…"),
    "copy_address": ("この文へのリンクをコピー", "Copy a link to this sentence"),
    # the shelf
    "articles": ("記事の棚", "Articles"),
    "articles_about": (
        "このサーバーにある記事です。あなたの記事も加えられます。ファイルはこのサーバーの中だけで読まれます。",
        "The articles on this server. You can add your own; a file is read on this server and goes nowhere else.",
    ),
    "add": ("記事を加える", "Add an article"),
    "drop": ("ここにファイルを落とす", "Drop a file here"),
    "choose_file": ("ファイルを選ぶ", "Choose a file"),
    "limits": (
        "テキスト（.txt）、Markdown（.md）、HTML、PDF、Word（.docx）。{size} MB、{pages}ページ、{characters}字まで。",
        "Text (.txt), Markdown (.md), HTML, PDF or Word (.docx), up to {size} MB, {pages} pages and"
        " {characters} characters.",
    ),
    "paste": ("または、文章を貼り付ける", "Or paste a text"),
    "paste_title": ("題名（なくてもよい）", "Title (optional)"),
    "paste_text": ("文章", "Text"),
    "paste_add": ("この文章を加える", "Add this text"),
    "pasted": ("貼り付けた文章", "Pasted text"),
    "remove": ("削除", "Remove"),
    "remove_sure": ("本当に削除する", "Really remove it"),
    "removed": ("「{title}」を削除しました。", "“{title}” is removed."),
    "default_article": ("最初からある記事", "Comes with the program"),
    "characters": ("{count}字", "{count} characters"),
    "paragraphs": ("{count}段落", "{count} paragraphs"),
    "adding_sending": ("送っています…", "Sending…"),
    "adding_reading": ("読んでいます…", "Reading…"),
    "adding_pages": ("{total}ページのうち{done}ページを読みました…", "Read {done} of {total} pages…"),
    "adding_indexing": ("索引を作っています…", "Indexing…"),
    "added": ("「{title}」を加えました。", "“{title}” is added."),
    "add_failed": ("記事を加えられませんでした。", "The article could not be added."),
    "too_large": ("ファイルが大きすぎます（{size} MBまで）。", "The file is too large (at most {size} MB)."),
    # the evaluation
    "evaluation": ("評価", "Evaluation"),
    "evaluation_about": (
        "正解の根拠が付いた質問をすべて尋ね、答えと引用がどれだけ正しいかを測ります。",
        "Asks every question of a set with known evidence, and measures how right the answers and citations are.",
    ),
    "evaluation_gold": (
        "用意された質問（調整に使っていないもの）",
        "The questions that come with the program (nothing was tuned on them)",
    ),
    "evaluation_feedback": ("読者の評価から作った質問", "Questions made from readers' ratings"),
    "evaluation_file": ("質問のファイル（JSON Lines）", "A file of questions (JSON Lines)"),
    "evaluation_choose": ("質問のファイルを選ぶ", "Choose a file of questions"),
    "evaluation_run": ("測る", "Measure"),
    "evaluation_progress": ("{total}問のうち{done}問を尋ねました…", "Asked {done} of {total} questions…"),
    "evaluation_writing": ("報告を作っています…", "Writing the report…"),
    "evaluation_done": ("{total}問を測りました。", "{total} questions measured."),
    "evaluation_save": ("報告を保存", "Save the report"),
    "evaluation_failed": ("測れませんでした。", "It could not be measured."),
    "report": ("評価の報告", "Evaluation report"),
    # what goes wrong
    "trouble_missing": ("ファイルがありません。", "There is no file."),
    "trouble_unreadable": ("ファイルを読めません。", "The file cannot be read."),
    "trouble_too_deep": ("ファイルの入れ子が深すぎて読めません。", "The file is nested too deeply to be read."),
    "trouble_empty": ("ファイルが空です。", "The file is empty."),
    "trouble_kind": (
        "読めるのは、テキスト（.txt）、Markdown（.md）、HTML、PDF、Word（.docx）のファイルです。",
        "Text (.txt), Markdown (.md), HTML, PDF and Word (.docx) files can be read.",
    ),
    "trouble_encoding": (
        "文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
        "The text is not in UTF-8: save it as UTF-8.",
    ),
    "trouble_binary": ("文章のファイルではありません。", "The file is not text."),
    "trouble_too_large": ("ファイルが大きすぎます。", "The file is too large."),
    "trouble_too_long": ("文章が長すぎます。いくつかに分けてください。", "The text is too long: divide it."),
    "trouble_too_many_pages": (
        "ページが多すぎます。いくつかに分けてください。",
        "The file has too many pages: divide it.",
    ),
    "trouble_no_text": (
        "文字がありません。紙を写した画像だけのファイルなら、文字認識（OCR）にかけてからお試しください。",
        "There is no text in it. If it is a scan, pictures of pages, run text recognition (OCR) over it first.",
    ),
    "trouble_encrypted": (
        "ファイルにパスワードがかかっています。解除してからお試しください。",
        "The file is locked with a password: remove the password first.",
    ),
    "trouble_broken": ("ファイルが壊れていて読めません。", "The file is damaged and cannot be read."),
    "trouble_bomb": (
        "展開すると異常に大きくなるファイルなので、読みませんでした。",
        "The file would unpack to an enormous size, so it was not read.",
    ),
    "trouble_translation": ("翻訳が本文と合いません。", "The translation does not fit the text."),
    "trouble_jobs": (
        "いま混み合っています。少し待ってから、もう一度お試しください。",
        "The server is busy. Wait a moment and try again.",
    ),
    "trouble_job": (
        "その作業は、もうありません。もう一度始めてください。",
        "That work is no longer known: begin it again.",
    ),
    "trouble_nothing": ("まだ使える質問がありません。", "There are no questions to use yet."),
    "trouble_feedback": ("評価の記録を開けません。", "The ratings cannot be opened."),
}
"""The words by their place on the page, in Japanese and in English; braces are filled when they are shown."""

WORDS: dict[Language, dict[str, str]] = {
    "ja": {place: japanese for place, (japanese, _) in BOTH.items()},
    "en": {place: english for place, (_, english) in BOTH.items()},
}


def both(place: str, **values: object) -> Markup:
    """Return the HTML of a word in both languages; the style sheet shows the one in the visitor's language.

    `values` fill the braces of the word. Raises `KeyError` for a place that has no word.
    """
    return Markup("").join(
        Markup(f'<span class="word {language}" lang="{language}">{escape(words[place].format(**values))}</span>')
        for language, words in WORDS.items()
    )
