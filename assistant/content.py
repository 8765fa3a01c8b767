"""The words of a question that a document should speak of."""

from functools import cache

from index import Query
from index.terms import terms

SAYS_LITTLE = (
    "筆者 著者 記事 作者 本文 本稿 文章 論考 述べる 書く 触れる 挙げる 名前 質問 一覧 種類 方法 "
    "都市 街 町 国 場所 会社 企業 人物 年 月 日 数 金額 "
    "article essay text piece author writer paper story document report passage write wrote mention describe say state "
    "according name call question answer list give kind type sort thing way much many city town country place company "
    "firm organisation organization person people year month date number amount do happen occur get make"
)
"""Words that speak of the text, of the question, or of the kind of thing asked for: the text need not hold them."""


def content_words(query: Query) -> list[str]:
    """Return the words of a question, as they stand there, that are about its matter."""
    return [word for term, word in query.words if term not in _little() and (len(term) > 1 or term > "z")]


@cache
def _little() -> frozenset[str]:
    return frozenset(terms(SAYS_LITTLE))
