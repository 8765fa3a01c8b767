"""Quotes held against the article and its translation: no fabricated one verified, no true one called absent."""

import random
from dataclasses import FrozenInstanceError

import pytest

from assistant import Assistant, QuoteCheck
from assistant.quotes.folding import fold
from index import PassageIndex
from source import Document, Language, read, split
from tests.conftest import FakeEncoder
from tests.fabrications import digits_changed, fabricated, reformatted, words_changed

HIRES = "2019年末までに500人を採用し、今後5年間で1,000人以上の専門家を採用する予定だ。"
WECHAT = (
    "For security reasons, Russia's communications watchdog, Roskomnadzor, entered WeChat in its register of banned "
    "websites."
)


@pytest.fixture(scope="module")
def assistant(article_index: PassageIndex) -> Assistant:
    return Assistant(article_index)


@pytest.fixture(scope="module")
def sentences(article: Document) -> list[tuple[str, Language]]:
    found = list(article.sentences())
    return [(one.text, "ja") for one in found] + [(one.translation or "", "en") for one in found]


def assistant_over(text: str, folder: pytest.TempPathFactory) -> Assistant:
    path = folder.mktemp("source") / "text.txt"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    return Assistant(PassageIndex.build(document, split(document), encoder=FakeEncoder()))


def shown(result: QuoteCheck) -> str:
    styles = {"both": "{}", "quote": "[-{}-]", "document": "{{+{}+}}"}
    return "".join(styles[part.side].format(part.text) for part in result.difference)


def test_every_sentence_is_exact_at_its_offsets(assistant: Assistant, article: Document) -> None:
    for sentence in article.sentences():
        result = assistant.check(sentence.text, start=sentence.start, end=sentence.end, document="article")
        assert (result.verdict, result.start, result.end) == ("exact", sentence.start, sentence.end)
        assert (result.misplaced, result.translated, result.found) == (False, False, sentence.text)
    for heading in article.headings:
        result = assistant.check(heading.text, start=heading.start, end=heading.end)
        assert (result.verdict, result.start, result.misplaced) == ("exact", heading.start, False)


def test_every_rendering_is_exact_with_the_place_of_its_sentence(assistant: Assistant, article: Document) -> None:
    for sentence in article.sentences():
        assert sentence.translation is not None
        result = assistant.check(sentence.translation, start=sentence.start, end=sentence.end)
        assert (result.verdict, result.translated, result.misplaced) == ("exact", True, False)
        assert (result.start, result.end, result.original) == (sentence.start, sentence.end, sentence.text)


def test_passages_and_their_renderings_are_exact(assistant: Assistant, article: Document) -> None:
    for passage in split(article):
        own = assistant.check(passage.text)
        assert (own.verdict, own.start, own.end, own.passage) == ("exact", passage.start, passage.end, passage.id)
        if passage.paragraph:  # the lines of the front matter stand in blocks of their own
            rendered = assistant.check(passage.translation or "")
            assert (rendered.verdict, rendered.start, rendered.end) == ("exact", passage.start, passage.end)


def test_what_ask_cites_is_exact(assistant: Assistant) -> None:
    for question in ("ファーウェイは何人を採用する予定か", "Why was WeChat banned in Russia?"):
        for citation in assistant.ask(question).citations:
            result = assistant.check(citation.quote, start=citation.start, end=citation.end)
            assert (result.verdict, result.misplaced, result.passage) == ("exact", False, citation.passage)


def test_every_sentence_reformatted_is_verified(assistant: Assistant, sentences: list[tuple[str, Language]]) -> None:
    wrong = [
        (style, changed)
        for text, _ in sentences
        for style, changed in reformatted(text)
        if assistant.check(changed).verdict != ("exact" if style == "no stop" else "normalised")
    ]
    assert wrong == []


def test_every_digit_changed_is_near(assistant: Assistant, sentences: list[tuple[str, Language]]) -> None:
    made = [changed for text, _ in sentences for changed in digits_changed(text)]
    assert len(made) > 2000
    some = random.Random(1).sample(made, 250)
    assert {assistant.check(changed).verdict for changed in some} == {"near"}


def test_each_digit_of_the_article_for_another_is_near(
    assistant: Assistant, sentences: list[tuple[str, Language]]
) -> None:
    for text, _ in sentences:
        for at, char in enumerate(text):
            if char.isdigit():
                result = assistant.check(text[:at] + str((int(char) + 3) % 10) + text[at + 1 :])
                assert result.verdict == "near"
                assert result.found == text


def test_every_name_changed_is_near(assistant: Assistant, sentences: list[tuple[str, Language]]) -> None:
    made = [changed for text, language in sentences for changed in words_changed(text, language)]
    assert len(made) > 1000
    some = random.Random(2).sample(made, 250)
    assert {assistant.check(changed).verdict for changed in some} == {"near"}


def test_nothing_fabricated_is_verified(
    assistant: Assistant, article: Document, sentences: list[tuple[str, Language]]
) -> None:
    state = random.Random(4)
    everything = "\n".join([article.text, *(text for text, _ in sentences)])
    made = [changed for text, language in sentences for _, changed in fabricated(text, language, state)]
    for changed in state.sample(made, 250):
        result = assistant.check(changed)
        assert result.verdict == "near" or changed in everything or result.score > 0.45
        assert not result.verified or changed in everything


def test_foreign_sentences_are_absent(assistant: Assistant) -> None:
    folder = "tests/gold/tuned/documents"
    for name, bar in (("onsen.txt", 1), ("harbour.md", 0)):
        texts = [sentence.text for sentence in read(f"{folder}/{name}").sentences() if len(sentence.text) > 12]
        verdicts = [assistant.check(text).verdict for text in texts]
        assert set(verdicts) <= {"absent", "near"}
        assert verdicts.count("near") <= bar, name


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        (HIRES, "exact"),
        ("2019年末までに500人を採用し", "exact"),
        ("A new Sino-Russian high-tech partnership", "exact"),
        ("中国", "exact"),
        ("Russia", "exact"),
        ("Russia's communications watchdog", "exact"),
        ("the US-China trade war", "exact"),
        ("２０１９年末までに５００人を採用し，今後５年間で１０００人以上の専門家を採用する予定だ．", "normalised"),
        (f"「{HIRES}」[1]", "normalised"),
        (f"『{HIRES[:-1]}』。", "normalised"),
        (f"  {HIRES}\n", "normalised"),
        ("…今後5年間で1,000人以上の専門家を採用する…", "normalised"),
        ("ロシアのSTEM (科学、技術、工学、数学) 分野", "normalised"),
        ("In June 2016, the plan for a China–Russia innovation park was launched", "normalised"),
        ("IN JUNE 2016, THE PLAN FOR A CHINA-RUSSIA INNOVATION PARK WAS LAUNCHED.", "normalised"),
        (WECHAT.replace("'", "’").replace(" ", "\n"), "normalised"),
        (HIRES.replace("2019", "2018"), "near"),
        (HIRES.replace("2019", "20 19"), "near"),
        (HIRES.replace("500", "五百"), "near"),
        (HIRES.replace("500", "50⁰"), "near"),
        (HIRES.replace("500", "-500"), "near"),
        (HIRES.replace("1,000", "10,00"), "near"),
        (HIRES.replace("1,000", "1.000"), "near"),
        (HIRES.replace("1,000", "1、000"), "near"),
        (HIRES.replace("予定だ", "予定はない"), "near"),
        (HIRES.replace("を採用し", "は採用し"), "near"),
        (HIRES.replace("専門家", "専門医"), "near"),
        (WECHAT.replace("Russia's", "India's"), "near"),
        (WECHAT.replace("entered", "never entered"), "near"),
        (WECHAT.replace("security ", ""), "near"),
        ("00人を採用し", "near"),
        ("9年末", "near"),
        ("1,000人以上の専門", "exact"),
        ("ロシ", "near"),
        ("ァーウェイ", "near"),
        ("communications watch", "near"),
        ("China trade war", "near"),
        ("米国で働くことを好まない。", "near"),
        ("米国で働く。", "near"),
        ("中ロ同盟の成立か。", "near"),
        ("2019年末までに…専門家を採用する予定だ。", "near"),
        ("2019年末までに（中略）専門家を採用する予定だ。", "near"),
        ("For security reasons [...] entered WeChat in its register", "near"),
        ("専門家を採用する予定だ…2019年末までに500人を採用し", "near"),
        ("東大寺の大仏は、奈良にある世界遺産である。", "absent"),
        ("The tide gates were closed by the harbour master at noon.", "absent"),
        ("京都", "absent"),
    ],
)
def test_verdicts(assistant: Assistant, quote: str, verdict: str) -> None:
    assert assistant.check(quote).verdict == verdict


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        ("気温は-5度だ。", "気温は5度だ。", "near"),
        ("気温は-5度だ。", "5度だ", "near"),
        ("気温は-5度だ。", "気温は−５度だ。", "normalised"),
        ("予算は3,000万円だ。", "予算は 3000 万円だ。", "normalised"),
        ("予算は3,000万 50円だ。", "予算は3000万50円だ。", "near"),
        ("人口は1 億 4600 万人だ。", "4600 万人", "near"),
        ("人口は1 億 4600 万人だ。", "億 4600 万人", "near"),
        ("人口は1 億 4600 万人だ。", "人口は1 億", "near"),
        ("人口は1 億 4600 万人だ。", "人口は1億 4600万人だ", "normalised"),
        ("比率は5% である。", "比率は5", "near"),
        ("質量は10²倍だ。", "質量は102倍だ。", "near"),
        ("質量は102倍だ。", "質量は10²倍だ。", "near"),
        ("質量は10²倍だ。", "質量は10", "near"),
        ("手順①を行う。", "手順1を行う。", "near"),
        ("分量は½杯だ。", "分量は1/2杯だ。", "near"),
        ("速度は1.5倍になる。", "速度は15倍になる。", "near"),
        ("速度は1.5倍になる。", "速度は1", "near"),
        ("出力は5 MWである。", "出力は5 mWである。", "near"),
        ("出力は5 MWである。", "出力は 5 ＭＷ である。", "normalised"),
        ("記録は400 150である。", "記録は400150である。", "near"),
        ("比率は5%である。", "比率は5", "near"),
        ("予算は3,000万円だ。", "予算は3,000", "near"),
        ("予算は3、4千円だ。", "予算は34千円だ。", "near"),
        ("彼は東京都に住む。", "京都に住む", "near"),
        ("彼は東京都に住む。", "東京都に住む", "exact"),
        ("参加することはない。", "参加する。", "near"),
        ("参加することはない。", "参加する", "exact"),
        ("コーヒーを飲む。", "コヒーを飲む。", "near"),
        ("母はコーヒーを飲む。", "母ばコーヒーを飲む。", "near"),
        ("ガラスが割れた。", "カ\u3099ラスか\u3099割れた。", "normalised"),
        ("ガラスが割れた。", "ｶﾞﾗｽが割れた。", "normalised"),
        ("ガラスが割れた。", "カラスが割れた。", "near"),
        ("彼は「行く」と言った。", "彼は『行く』と言った", "normalised"),
        ("彼は言った――行くと。", "彼は言った—行くと。", "normalised"),
        ("彼は……行った。", "彼は...行った。", "normalised"),
        ("期間は1914〜1918年だ。", "期間は1914～1918年だ。", "normalised"),
        ("第一章がある。\n\n中国\n\n人の話である。", "中国人の話", "near"),
        ("The therapist came in.", "The the rapist came in.", "near"),
        ("The the rapist came in.", "therapist came in", "near"),
        ("He met the non-aligned states.", "aligned states", "near"),
        ("They can't swim here.", "They can", "near"),
        ("They can't swim here.", "they can’t swim here", "normalised"),
        ("It rose by 1.5 per cent in May.", "It rose by 1", "near"),
        ("It rose by 1.5 per cent in May.", "rose by 1.5 per cent", "exact"),
        ("The ﬁrst office opened.", "The first office opened.", "normalised"),
        ("The office\u00ad opened in Xi\u2019an.", "The office opened in Xi'an.", "normalised"),
        ("Plan – the second – failed.", "Plan—the second—failed.", "normalised"),
        ("Sales of 1,000 units.", "Sales of 1000 units.", "normalised"),
        ("Sales of 1,000 units.", "Sales of 1, 000 units.", "near"),
        ("Sales of 1,000 units.", "000 units", "near"),
        ("He paid 20 to 30 dollars.", "He paid 20 30 dollars.", "near"),
        ("Раша is a word here.", "Paшa is a word here.", "near"),
        ("The score was 3-2 that day.", "\u202eThe score was 3-2 that day.", "near"),
    ],
)  # fmt: skip
def test_verdicts_on_other_texts(tmp_path_factory: pytest.TempPathFactory, text: str, quote: str, verdict: str) -> None:
    assistant = assistant_over(f"Title\n\n{text}\n\nある日のこと。 One day.\n", tmp_path_factory)
    result = assistant.check(quote)
    assert result.verdict == verdict, shown(result)


@pytest.mark.parametrize(
    ("quote", "difference"),
    [
        (HIRES.replace("2019", "2018"), "[-2018-]{+2019+}" + HIRES[4:]),
        ("00人を採用し", "[-00-]{+500+}人を採用し"),
        ("communications watch", "communications [-watch-]{+watchdog+}"),
        (WECHAT.replace("entered", "did not enter"), WECHAT.replace("entered ", "[-did not enter-]{+entered+} ")),
        (
            "2019年末までに…採用する予定だ。",
            "2019年末までに[-…-]{+500人を採用し、今後5年間で1,000人以上の専門家を+}採用する予定だ。",
        ),
        ("米国で働くことを好まない。", "米国で働くことを好[-まない-]{+む+}。"),
    ],
)
def test_differences(assistant: Assistant, quote: str, difference: str) -> None:
    assert shown(assistant.check(quote)) == difference


def test_a_difference_holds_both_texts_whole(assistant: Assistant, sentences: list[tuple[str, Language]]) -> None:
    state = random.Random(6)
    for text, language in state.sample(sentences, 60):
        for _, changed in state.sample(list(fabricated(text, language, state)), 3):
            result = assistant.check(changed)
            if result.verdict == "near":
                in_document = "".join(part.text for part in result.difference if part.side != "quote")
                in_quote = "".join(part.text for part in result.difference if part.side != "document")
                assert in_document == result.found
                assert fold(in_quote).text == fold(changed).text
                assert {part.side for part in result.difference} != {"both"}
                assert 0 < result.score < 1


def test_a_blank_line_passed_over_is_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    assistant = assistant_over("題\n\n中国\n\n人の話である。\n\n終わり。\n", tmp_path_factory)
    assert shown(assistant.check("中国人の話である。")) == "中国{+\n\n+}人の話である。"
    assert assistant.check("中国 人の話である。").verdict == "normalised"


def test_the_occurrence_nearest_the_claim_is_taken(assistant: Assistant, article: Document) -> None:
    places = [at for at in range(len(article.text)) if article.text.startswith("ハイテク", at)]
    for at in places:
        result = assistant.check("ハイテク", start=at, end=at + 4)
        assert (result.verdict, result.start, result.misplaced, result.occurrences) == ("exact", at, False, len(places))
    result = assistant.check("ハイテク", start=places[3] + 1, end=places[3] + 5)
    assert (result.start, result.misplaced) == (places[3], True)
    assert assistant.check("ハイテク").misplaced is None


def test_a_wrong_place_is_told(assistant: Assistant) -> None:
    result = assistant.check(HIRES, start=0, end=len(HIRES))
    assert (result.verdict, result.start, result.end, result.misplaced) == ("exact", 4407, 4452, True)
    assert assistant.check(HIRES, start=10**9, end=10**9 + 1).misplaced is True
    assert assistant.check(HIRES, document="another").misplaced is True
    assert assistant.check(HIRES, document="article").misplaced is False
    assert assistant.check(HIRES.replace("2019", "2018"), start=4400, end=4450).misplaced is False
    assert assistant.check("東大寺の大仏は奈良にある。", start=1, end=2).misplaced is True


def test_the_best_verdict_over_several_documents(fake_encoder: FakeEncoder) -> None:
    documents = [read(f"tests/gold/tuned/documents/{name}") for name in ("harbour.md", "onsen.txt", "robots.txt")]
    indexes = [PassageIndex.build(one, split(one), encoder=fake_encoder) for one in documents]
    assistant = Assistant(PassageIndex.merge(indexes))
    for document in documents:
        for sentence in list(document.sentences())[3:20]:
            result = assistant.check(sentence.text)
            assert result.document is document
            assert (result.verdict, result.start) == ("exact", sentence.start)
    near = assistant.check("湯守の仕事は、朝の五時に始まる。")
    assert (near.verdict, near.found) == ("near", "湯守の仕事は、朝の四時に始まる。")
    assert near.document is documents[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"quote": ""}, "the quote is empty"),
        ({"quote": " \n　"}, "the quote is empty"),
        ({"quote": "。…「」"}, "holds no letter and no digit"),
        ({"quote": "\u200b\u200d"}, "holds no letter and no digit"),
        ({"quote": "あ" * 20_001}, "20,001 characters; at most 20,000"),
        ({"quote": "中国", "start": 3}, "start and end go together"),
        ({"quote": "中国", "start": 5, "end": 3}, "start 5 and end 3 are no place"),
        ({"quote": "中国", "start": -1, "end": 3}, "start -1 and end 3 are no place"),
    ],
)
def test_what_cannot_be_checked(assistant: Assistant, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        assistant.check(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "quote",
    [
        "x", "の", "𠮷",
        "1", "\ud800中国", "a\x00b", "\u0301a", "(" * 500 + "a", "[1]a", "a[1]" * 300, "…a…b…", "「" * 99 + "国",
        "９" * 5000, "ﷺ",
        "中国 " * 4000, "The " * 2000, "🙂🙂a", "\u202e中国", "a" + "\u0301" * 3000, "%s{}\\", "ß" * 50,
        "… … … a … … b", "１,２,３", "--5--", "'a'", "İi̇",
    ],
)  # fmt: skip
def test_hostile_quotes_end_in_a_verdict(assistant: Assistant, quote: str) -> None:
    result = assistant.check(quote)
    if result.document is not None and not result.translated:
        assert result.document.text[result.start : result.end] == result.found
    assert result.verified <= (fold(quote).text.strip("…") in fold(result.found or "").text or len(quote) < 4)


def test_random_pieces_are_found_where_they_stand(assistant: Assistant, article: Document) -> None:
    state = random.Random(8)
    for _ in range(300):
        start = state.randrange(len(article.text) - 80)
        quote = article.text[start : start + state.randint(8, 80)].strip()
        result = assistant.check(quote)
        assert result.verdict in ("exact", "near")  # near where a word is cut
        assert quote in (result.found or "")


def test_a_fold_knows_its_raw_places(article: Document) -> None:
    state = random.Random(9)
    letters = "aＡ１2ｶﾞがか\u3099 　\n.,。、-―…・「」\u200b½²①㎞é東ー,000"
    texts = [article.text, *("".join(state.choices(letters, k=state.randint(0, 40))) for _ in range(500))]
    for text in texts:
        folded = fold(text)
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert list(folded.starts) == sorted(folded.starts)
        assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


def test_results_are_frozen_and_hold_to_their_invariants(assistant: Assistant, article: Document) -> None:
    result = assistant.check(HIRES)
    with pytest.raises(FrozenInstanceError):
        result.verdict = "absent"  # type: ignore[misc]
    with pytest.raises(ValueError, match="exactly when it is not absent"):
        QuoteCheck("a", "absent", document=article)
    with pytest.raises(ValueError, match="does not stand at"):
        QuoteCheck("a", "exact", document=article, start=0, end=1, found="a")
    with pytest.raises(ValueError, match="has a difference"):
        QuoteCheck("中", "near", document=article, start=2, end=3, found="中")
