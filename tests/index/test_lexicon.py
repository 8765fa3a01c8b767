"""A question in one language meets passages in the other: the lexicon's file, and BM25 of translated terms."""

import subprocess
import sys

import numpy as np
import pytest

from index import PassageIndex
from index.across import Across
from index.lexical import Lexical
from index.lexicon import FILE, Lexicon, bundled
from index.terms import terms
from source import Language
from tests.conftest import FakeEncoder
from tests.index.test_search import document_of, index_of

LINES = "artifici 人工70 人為30\nintellig 知能60 諜報45\nrail 鉄道09\nrailway 鉄道70 電鉄16\n"
PASSAGES = (
    "人工知能の研究は進んだ。",
    "テンセントは 5G の鉄道を建てた。",
    "スコルコボで人為的な事故が起きた。",
    "海。",
)


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon(LINES)


@pytest.fixture
def across(lexicon: Lexicon) -> Across:
    return Across(Lexical.build([terms(text) for text in PASSAGES]), lexicon)


@pytest.mark.parametrize(
    ("term", "language", "found"),
    [
        ("railway", "en", {"鉄道": 0.70, "電鉄": 0.16}),
        ("rail", "en", {"鉄道": 0.09}),
        ("鉄道", "ja", {"rail": 0.09, "railway": 0.70}),
        ("電鉄", "ja", {"railway": 0.16}),
        ("人工", "ja", {"artifici": 0.70}),
        ("電", "ja", {}),
        ("鉄", "ja", {}),
        ("way", "en", {}),
        ("鉄道", "en", {}),
        ("railway", "ja", {}),
        ("", "en", {}),
        ("", "ja", {}),
    ],
)
def test_a_term_is_translated_from_either_side(
    lexicon: Lexicon, term: str, language: Language, found: dict[str, float]
) -> None:
    assert lexicon.translations(term, language) == found


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("artificial intelligence", 0),
        ("a railway", 1),
        ("5G", 1),
    ],
)
def test_the_passage_that_holds_the_translation_is_found(across: Across, question: str, passage: int) -> None:
    shares = across.shares(terms(question), "en")
    assert shares.argmax() == passage
    assert 0 < shares[passage] <= 1


def test_the_best_alternative_counts_by_its_weight(across: Across) -> None:
    lexical = Lexical.build([terms(text) for text in PASSAGES])
    shares = across.shares(terms("artificial xyzzy"), "en")
    sure, unsure, strange = lexical.weights(["人工", "人為", "xyzzy"])
    assert sure == unsure
    assert shares == pytest.approx(
        (lexical.scores(["人工"]) + 30 / 70 * lexical.scores(["人為"])) / (sure + strange), abs=1e-6
    )


def test_the_surest_translation_counts_one_and_only_what_stands_in_the_view(across: Across) -> None:
    assert across.alternatives("railway", "en") == {"鉄道": 1.0}
    assert across.alternatives("xyzzi", "en") == {}


def test_words_that_meet_nothing_score_nothing(across: Across) -> None:
    for question in ("xyzzy", "the of", ""):
        assert across.shares(terms(question), "en").tolist() == [0, 0, 0, 0]


def test_a_japanese_question_meets_english_passages(lexicon: Lexicon) -> None:
    passages = ("Tencent opened a railway.", "The sea was cold.", "Artificial light.")
    across = Across(Lexical.build([terms(text) for text in passages]), lexicon)
    assert np.flatnonzero(across.shares(terms("鉄道"), "ja")).tolist() == [0]
    assert np.flatnonzero(across.shares(terms("人工の光"), "ja")).tolist() == [2]


def test_a_view_without_terms_has_no_shares(lexicon: Lexicon) -> None:
    assert Across(Lexical.build([[], []]), lexicon).shares(terms("railway"), "en").tolist() == [0, 0]


@pytest.mark.parametrize(
    ("english", "japanese"),
    [("airport", "空港"), ("dynasty", "王朝"), ("artificial", "人工"), ("Russia", "ロシア"), ("company", "会社")],
)
def test_the_bundled_lexicon_knows_common_words_from_either_side(english: str, japanese: str) -> None:
    (stem,), (term,) = terms(english), terms(japanese)
    assert term in bundled().translations(stem, "en")
    assert stem in bundled().translations(term, "ja")


def test_the_bundled_file_is_small_and_in_order() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert FILE.stat().st_size < 1_200_000
    assert lines == sorted(lines)
    assert len({line.split(" ")[0] for line in lines}) == len(lines)


def test_an_english_question_finds_a_japanese_passage_by_its_terms() -> None:
    index = index_of(document_of("jp", "\n\n".join(PASSAGES)), FakeEncoder())
    found = {hit.passage.text: hit.lexical for hit in index.search("railway", k=9)}
    assert found[PASSAGES[1]] > 0.3
    assert set(found.values()) == {found[PASSAGES[1]], 0}


def test_merged_documents_are_each_scored_in_their_own_language() -> None:
    encoder = FakeEncoder()
    japanese = index_of(document_of("jp", "\n\n".join(PASSAGES)), encoder)
    english = index_of(document_of("en", "Tencent opened a railway.\n\nThe sea was cold."), encoder)
    merged = PassageIndex.merge([japanese, english])
    found = {hit.passage.text: hit.lexical for hit in merged.search("railway", k=9)}
    assert {text for text, lexical in found.items() if lexical > 0.2} == {PASSAGES[1], "Tencent opened a railway."}


def test_a_loaded_index_scores_as_the_built_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, encoder = tmp_path_factory.mktemp("index") / "jp", FakeEncoder()
    index = index_of(document_of("jp", "\n\n".join(PASSAGES)), encoder)
    index.save(folder)
    loaded = PassageIndex.load(folder, encoder=encoder)
    assert loaded.search("A railway") == index.search("A railway")
    assert not list(folder.rglob("lexicon*"))


def test_an_article_with_its_translation_never_reads_the_lexicon() -> None:
    code = (
        "from assistant import Assistant; from index.lexicon import bundled; a = Assistant.open();"
        "a.search('Which company is Tencent?'); a.search('テンセントとは'); print(bundled.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"
