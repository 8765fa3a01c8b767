"""Questions about the document itself: who wrote it, when, what it is called.

A byline shares no word with "Who wrote this article?", so these questions are recognised by their form. The form must
point at this document: "Who wrote the study that the article draws on?" asks about something else.
"""

import re
import unicodedata

from source import Language
from source.document import Field

THIS_JA = (
    r"(?:(?:この|本|当)(?:記事|論文|文章|エッセイ|資料|論考|レポート|報告書?|文書|コラム|稿|文)"
    r"|(?<![一-龥])記事)"
)
WRITER_JA = r"(?:著者|筆者|執筆者|作者|書き手)"
WHO_JA = r"(?:誰|だれ|どなた)"
END_JA = r"(?:は(?:何|いつ)?)?[?？。]?$"
PUBLISHED_JA = r"(?:公開|掲載|発表|発行|執筆|書か)"

THIS_EN = (
    r"(?:this (?:\w+ )?|the )(?:article|essay|text|piece|document|report|paper|column|story|page)\b"
    r"(?! (?:that|which|of|on|by|from|it|draws|cites|is based|relies|used|quoted|cited|[\"“'‘]))"
)
"""This document; "the paper that it draws on" is another one."""
PUBLISHED_EN = r"(?:published|written|posted|released|dated|issued|printed)"

FORMS: dict[Language, dict[Field, tuple[str, ...]]] = {
    "ja": {
        "author": (
            rf"(?:^|[、。 　]|{THIS_JA}の){WRITER_JA}"
            rf"(?:名|の(?:名前|氏名|肩書き?|所属|役職|職業)|は(?:{WHO_JA}|何者|どんな人|どういう人))",
            rf"^{WRITER_JA}[?？。]?$",
            rf"{THIS_JA}(?:を|は|の)[^、。]{{0,8}}{WHO_JA}[^、。]{{0,4}}(?:書|執筆|著)",
            rf"(?:これ|{THIS_JA})を?(?:書いた|執筆した)(?:人|の|方)",
            rf"{THIS_JA}の{WRITER_JA}(?:$|[?？は名を])",
            rf"{WHO_JA}が[^、。]{{0,4}}{THIS_JA}を(?:書|執筆)",
        ),
        "date": (
            rf"{THIS_JA}(?:の|は|が|って)?[^、。]{{0,6}}(?:日付|公開日|掲載日|発行日|発表日)",
            rf"{THIS_JA}(?:の|は|が|って)?[^、。]{{0,6}}いつ[^、。]{{0,4}}(?:{PUBLISHED_JA}|出|の(?:もの|記事|文章))",
            rf"いつ{PUBLISHED_JA}?[さ]?れた[^、。]{{0,3}}(?:記事|文章|もの)",
            rf"{THIS_JA}[^、。]{{0,4}}{PUBLISHED_JA}[^、。]{{0,6}}(?:いつ|何年|何月|日)",
            rf"^(?:公開日|掲載日|発行日|日付){END_JA}|(?:名|者|題名|タイトル)[とや、](?:公開日|掲載日|発行日|日付)",
        ),
        "title": (
            rf"{THIS_JA}の(?:題名?|タイトル|表題|題目)|{THIS_JA}は何という(?:題|タイトル)",
            rf"^(?:題名|タイトル|表題){END_JA}",
            # What it is about, the title says best.
            rf"{THIS_JA}(?:は|って)?、?何について|{THIS_JA}の(?:要点|要旨|主題|テーマ|概要|内容|あらまし)(?:は|を|って|$|[?？])",
            rf"{THIS_JA}[^、。]{{0,4}}(?:要約|まとめ)",
        ),
    },
    "en": {
        "author": (
            rf"\bwho (?:wrote|authored|penned|is behind) {THIS_EN}",
            rf"\b(?:author|writer)(?:'s name)? of {THIS_EN}|{THIS_EN} (?:was )?(?:written|authored) by whom|\bbyline\b",
            r"\bwho (?:is|was) the (?:author|writer)\b(?! of)|^(?:author|writer)\??$",
            r"\bwho wrote (?:this|it)(?=\??$|,? and\b)",
            r"\bthe (?:author|writer)'s (?:name|post|position|job|title|role|affiliation)",
            r"\b(?:name|title|post|position|job)\b[^.?]{0,12} of the (?:author|writer)\b",
        ),
        "date": (
            rf"\bwhen (?:was|did|were) {THIS_EN} (?:\w+ )?(?:{PUBLISHED_EN}|appear|come out|go up)",
            rf"\bdates?\b[^.?]{{0,12}} {THIS_EN} (?:carry|carries|bear|bears|have|has|{PUBLISHED_EN}|was|is)",
            rf"\bdate of {THIS_EN}|\bpublication date\b|{THIS_EN}(?:'s)? (?:publication )?date\b|^date\??$",
            rf"\bwhat (?:date|day|year) (?:does|was|is) {THIS_EN} (?:carry|bear|have|show|from|{PUBLISHED_EN})",
            rf"\bwhen was (?:this|it) {PUBLISHED_EN}\??$",
        ),
        "title": (
            rf"\b(?:title|headline) of {THIS_EN}|{THIS_EN}(?:'s)? (?:title|headline)",
            rf"\bwhat(?:'s| is) {THIS_EN} (?:called|titled|entitled)|^(?:title|headline)\??$",
            rf"\bwhat(?:'s| is) {THIS_EN} (?:all )?about\b|\bsummari[sz]e {THIS_EN}",
            rf"\b(?:main point|gist|topic|subject|theme|summary) of {THIS_EN}",
        ),
    },
}


def fields_asked(question: str, language: Language) -> frozenset[Field]:
    """Return the fields of the front matter that a question asks for, none for a question about the content."""
    plain = unicodedata.normalize("NFKC", question).strip()
    forms = FORMS[language]
    return frozenset(field for field, form in forms.items() if re.search("|".join(form), plain, re.IGNORECASE))
