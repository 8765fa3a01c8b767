import zlib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index import Encoder, PassageIndex
from index.fusion import ACROSS
from source import Document, Passage, read, split
from source.plaintext import blocks_of, mend
from source.structure import build_document
from tests.conftest import FakeEncoder

DOCUMENTS = Path(__file__).parents[1] / "gold" / "tuned" / "documents"


def document_of(name: str, raw: str) -> Document:
    text = mend(raw)
    return build_document(name, text, blocks_of(text))


def index_of(document: Document, encoder: Encoder) -> PassageIndex:
    return PassageIndex.build(document, split(document), encoder=encoder)


def ids(index: PassageIndex, question: str, *, k: int = 3) -> list[str]:
    return [hit.passage.id for hit in index.search(question, k=k)]


@pytest.mark.parametrize(
    ("question", "passage", "sentence"),
    [
        ("ファーウェイは何人を採用する予定か", "p030", "2019年末までに500人を採用し"),
        ("How many people does Huawei plan to hire by the end of 2019?", "p030", "2019年末までに500人を採用し"),
        ("中国科学アカデミーには何人の科学者がいるか", "p025", "中国科学アカデミーは 67,900 人以上"),
        (
            "How many scientists does the Chinese Academy of Sciences employ?",
            "p025",
            "中国科学アカデミーは 67,900 人以上",
        ),
        ("科学者 ６７９００人", "p025", "中国科学アカデミーは 67,900 人以上"),
        ("Who is Alisher Usmanov?", "p039", "アリババは、ロシアの億万長者アリシャー・ウスマノフ"),
        ("S-400 air defence system", "p011", "中国は伝統的に、ロシアから航空エンジンを"),
        ("WeChat はなぜ禁止されたか", "p044", "安全保障上の理由で、ロシアの通信監視機関ロスコムナザール"),
        (
            "Which field is most promising for cooperating with China in robotics?",
            "p036",
            "ロボット工学の分野で中国と協力するには",
        ),
    ],
)
def test_the_right_passage_comes_first(article_index: PassageIndex, question: str, passage: str, sentence: str) -> None:
    best = article_index.search(question, k=5)[0].passage
    assert best.id == passage
    assert any(own.text.startswith(sentence) for own in best.sentences)


@pytest.mark.parametrize(
    "question", ["ロシアの科学技術パーク", "Huawei R&D centres in Russia", "今日の天気は？", "xyzzy", ""]
)
def test_hits_are_best_first_and_tell_their_parts(article_index: PassageIndex, question: str) -> None:
    hits = article_index.search(question, k=49)
    assert len({hit.passage.id for hit in hits}) == 49
    assert all(before.score >= after.score for before, after in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.lexical <= 1
        assert -1 <= hit.dense <= 1
        assert 0 <= hit.match <= 1.00001


@pytest.mark.parametrize("k", [1, 3, 5, 48, 49])
def test_k_is_respected(article_index: PassageIndex, k: int) -> None:
    all_hits = article_index.search("ファーウェイの研究開発センター", k=49)
    assert article_index.search("ファーウェイの研究開発センター", k=k) == all_hits[:k]


@pytest.mark.parametrize("k", [0, -1])
def test_k_below_one_is_refused(article_index: PassageIndex, k: int) -> None:
    with pytest.raises(ValueError, match=f"k is {k}; at least one"):
        article_index.search("ファーウェイ", k=k)


def test_k_beyond_the_passages(article_index: PassageIndex) -> None:
    assert len(article_index.search("ファーウェイ", k=1000)) == 49


@pytest.mark.parametrize("question", ["", " ", "？？"])
def test_a_question_of_nothing_finds_passages_in_the_order_of_the_text(
    article_index: PassageIndex, question: str
) -> None:
    assert ids(article_index, question) == ["p000", "p001", "p002"]
    assert [hit.score for hit in article_index.search(question, k=3)] == [0, 0, 0]


def test_the_same_question_gives_the_same_hits(
    article: Document, article_index: PassageIndex, encoder: Encoder
) -> None:
    other = index_of(article, encoder)
    for question in ("ロシアの AI 市場", "What happened in 1950?"):
        assert article_index.search(question) == article_index.search(question) == other.search(question)


def test_dense_is_the_mean_of_the_passage_and_its_best_place(
    article: Document, article_index: PassageIndex, encoder: Encoder
) -> None:
    question = "Which companies joined the first dialogue in Beijing?"
    vector = encoder.encode([question])[0]
    headings = {heading.text: heading.translation or "" for heading in article.headings}
    last: dict[str, np.ndarray] = {}
    expected = {}
    for passage in article_index.passages:
        own = " ".join([*passage.section, *(sentence.text for sentence in passage.sentences)])
        other = " ".join(
            [*(headings[title] for title in passage.section), *(one.translation or "" for one in passage.sentences)]
        )
        whole = float((encoder.encode([own, other]) @ vector).mean())
        places = []
        for sentence in passage.sentences:
            alone = encoder.encode([sentence.text, sentence.translation or ""]).mean(axis=0)
            before = last.get("/".join(passage.section), np.zeros_like(alone))
            places += [float(place @ vector / np.linalg.norm(place)) for place in (alone, alone + before)]
            last = {"/".join(passage.section): alone}
        expected[passage.id] = (whole + max(places)) / 2
    for hit in article_index.search(question, k=49):
        assert hit.dense == pytest.approx(expected[hit.passage.id], abs=1e-5)


class RandomEncoder:
    """A random direction for each text."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=32) for text in texts]
        vectors = np.asarray(rows, dtype=np.float32).reshape(len(texts), 32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_faiss_equals_brute_force() -> None:
    encoder = RandomEncoder()
    document = document_of(
        "many", "題名\n\n" + "\n\n".join(f"これは{number}番目の段落である。" for number in range(400))
    )
    index = index_of(document, encoder)
    assert len(index.passages) == 401
    for question in ("zzz", "qqq www", "vvv"):
        # No term of the question stands anywhere, so the order is that of the vectors alone.
        asked = encoder.encode([question])[0]
        alone = encoder.encode([passage.text for passage in index.passages])
        together = alone.copy()
        together[2:] += alone[1:-1]  # a passage is one sentence, which follows that of the passage before
        together /= np.linalg.norm(together, axis=1, keepdims=True)
        cosines = alone @ asked
        dense = (cosines + np.maximum(cosines, together @ asked)) / 2
        expected = np.argsort(-(ACROSS.dense * dense + ACROSS.match * cosines), kind="stable")[:10]
        hits = index.search(question, k=10)
        assert [hit.passage.id for hit in hits] == [index.passages[place].id for place in expected]
        np.testing.assert_allclose([hit.dense for hit in hits], dense[expected], atol=1e-6)


class ConstantEncoder:
    """One direction for all texts."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.tile(np.asarray([0.6, 0.8], dtype=np.float32), (len(texts), 1))


@pytest.mark.parametrize("number", [1000, 1123, 1399])
def test_what_the_vectors_do_not_propose_the_terms_do(number: int) -> None:
    raw = "題名\n\n" + "\n\n".join(f"これは{number}番目の段落である。" for number in range(1000, 1400))
    index = index_of(document_of("many", raw), ConstantEncoder())
    assert index.search(f"{number}番目の段落", k=1)[0].passage.text == f"これは{number}番目の段落である。"


def test_an_encoder_with_nothing_but_encode(article: Document, fake_encoder: FakeEncoder) -> None:
    index = index_of(article, fake_encoder)
    assert index.matches == {}
    question = "Which ban concerns WeChat?"
    assert index.analyse(question).tokens.tolist() == []
    best = index.search(question)[0]
    assert best.passage.id == "p044"
    sentences = best.passage.sentences
    own = fake_encoder.encode([sentence.text for sentence in sentences])
    other = fake_encoder.encode([sentence.translation or "" for sentence in sentences])
    products = (own + other) / 2 @ fake_encoder.encode([question])[0]
    assert best.match == pytest.approx(products.max(), abs=1e-6), "the best sentence's vector stands in"
    assert sentences[products.argmax()].text.startswith("例えば、テンセントは 2017 年に")
    assert ids(index, "ファーウェイは何人を採用する予定か")[0] == "p030"


def test_many_questions_find_each_passage_once_with_its_best_score(article_index: PassageIndex) -> None:
    questions = ("Usmanov and Huawei", "Who is Alisher Usmanov?", "ファーウェイは何人を採用する予定か")
    alone = [hit for question in questions for hit in article_index.search(question, k=4)]
    best: dict[str, float] = {}
    for hit in alone:
        best[hit.passage.id] = max(hit.score, best.get(hit.passage.id, -1.0))
    assert len(best) < len(alone), "some passage is found for two questions"
    found = article_index.search_many(questions, k=4)
    expected = sorted(best.items(), key=lambda one: -one[1])[:4]
    assert [(hit.passage.id, hit.score) for hit in found] == expected
    assert [hit.passage.id for hit in found[:2]] == ["p039", "p030"]
    assert article_index.search_many(questions[:1], k=4) == article_index.search(questions[0], k=4)
    assert article_index.search_many([]) == []


def test_many_questions_tell_the_passages_of_two_documents_apart(fake_encoder: FakeEncoder) -> None:
    parts = [index_of(document_of(name, "題名\n\n潜水艦は港に入った。\n"), fake_encoder) for name in ("one", "two")]
    found = PassageIndex.merge(parts).search_many(["潜水艦は", "港に入った"], k=2)
    assert [(hit.passage.document, hit.passage.id) for hit in found] == [("one", "p001"), ("two", "p001")]


@pytest.fixture(scope="module")
def onsen(encoder: Encoder) -> PassageIndex:
    return index_of(read(DOCUMENTS / "onsen.txt"), encoder)


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("How many hot spring inns were there in 1973?", "p001"),
        ("Who closed her own well first in 2007?", "p008"),
        ("What temperature is the hot spring water at its source?", "p003"),
        ("湯札とは何か", "p010"),
    ],
)
def test_a_document_without_translation(onsen: PassageIndex, question: str, passage: str) -> None:
    assert list(onsen.lexical) == ["ja"]
    assert passage in ids(onsen, question)


def test_numbers_meet_across_languages(onsen: PassageIndex) -> None:
    best = max(onsen.search("1727", k=20), key=lambda hit: hit.lexical)
    assert best.passage.id == "p002"
    assert best.lexical > 0


@pytest.fixture(scope="module")
def merged(article_index: PassageIndex, onsen: PassageIndex, encoder: Encoder) -> PassageIndex:
    return PassageIndex.merge([article_index, onsen, index_of(read(DOCUMENTS / "harbour.md"), encoder)])


@pytest.mark.parametrize(
    ("question", "document", "passage"),
    [
        ("ファーウェイは何人を採用する予定か", "article", "p030"),
        ("How many people does Huawei plan to hire by the end of 2019?", "article", "p030"),
        ("湯札とは何か", "onsen", "p010"),
        ("鶴の湯はいつ営業を再開したか", "onsen", "p012"),
        ("What was the final bill?", "harbour", "p013"),
        ("Where did the young eels pass?", "harbour", "p025"),
        ("How many turbines does the plant have?", "harbour", "p006"),
    ],
)
def test_a_merged_index_finds_each_document(merged: PassageIndex, question: str, document: str, passage: str) -> None:
    hits = merged.search(question, k=3)
    assert (document, passage) in [(hit.passage.document, hit.passage.id) for hit in hits]
    assert hits[0].passage.document == document


def test_a_merged_index_has_everything(merged: PassageIndex, article_index: PassageIndex, onsen: PassageIndex) -> None:
    assert list(merged.documents) == ["article", "onsen", "harbour"]
    assert merged.passages[:69] == (*article_index.passages, *onsen.passages)
    np.testing.assert_array_equal(merged.vectors[:49], article_index.vectors)
    np.testing.assert_array_equal(merged.sentence_vectors[:120], article_index.sentence_vectors)
    assert list(merged.lexical) == ["ja", "en"]


def test_merging_one_changes_nothing(article_index: PassageIndex) -> None:
    for question in ("ロシアの科学技術パーク", "Who is Alisher Usmanov?"):
        assert PassageIndex.merge([article_index]).search(question) == article_index.search(question)


def test_equal_ids_are_refused(article_index: PassageIndex, onsen: PassageIndex) -> None:
    with pytest.raises(ValueError, match=r"^Two documents are called 'article'; rename one of the files\.$"):
        PassageIndex.merge([article_index, onsen, article_index])


def test_no_passages_are_refused(article: Document, fake_encoder: FakeEncoder) -> None:
    with pytest.raises(ValueError, match=r"^The document 'article' has no passages to index\.$"):
        PassageIndex.build(article, [], encoder=fake_encoder)


def test_a_heading_finds_its_passages(fake_encoder: FakeEncoder) -> None:
    document = document_of(
        "notes", "題名\n\n2020/1/2\n\n潜水艦\n\n長さは百メートルである。\n\n灯台\n\n高さは三十メートルである。\n"
    )
    index = index_of(document, fake_encoder)
    assert (
        max(index.search("潜水艦はどのくらいか", k=3), key=lambda hit: hit.lexical).passage.text
        == "長さは百メートルである。"
    )


def test_views_follow_the_passages(article: Document, article_index: PassageIndex) -> None:
    japanese, english = article_index.view("ja"), article_index.view("en")
    passage = article_index.passages[36]
    assert japanese.headings[36] == "パートナーシップの優先事項 人工知能、ビッグデータ、ロボット工学"
    assert english.headings[36] == "The priorities of the partnership Artificial intelligence, big data and robotics"
    assert japanese.sentences[36] == (passage.text,)
    assert english.sentences[36] == (passage.translation,)
    assert japanese.passages()[36] == f"{japanese.headings[36]} {passage.text}"


def test_a_document_has_no_view_in_a_language_it_is_not_in(onsen: PassageIndex) -> None:
    assert set(onsen.view("en").passages()) == {""}
    assert [len(sentences) for sentences in onsen.view("en").sentences] == [
        len(passage.sentences) for passage in onsen.passages
    ]


def test_parts_of_a_long_paragraph_are_passages_of_their_own(fake_encoder: FakeEncoder) -> None:
    filler = "".join(f"これは{number}番目の文で、特に何も述べていない。" for number in range(100))
    document = document_of("long", f"題名\n\n{filler}潜水艦は港に入った。{filler}\n")
    index = index_of(document, fake_encoder)
    hit = max(index.search("潜水艦", k=10), key=lambda hit: hit.lexical)
    assert isinstance(hit.passage, Passage)
    assert "潜水艦は港に入った。" in hit.passage.text
    assert hit.passage.id.startswith("p001.")
    assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text
