"""What a follow-up is completed to: a pure function of the question and the turns before."""

import pytest

from assistant import Answer, Citation
from assistant.followup import complete, readings
from assistant.question import LONGEST
from source import Document, Sentence, detect


def asked(document: Document, question: str, *cited: Sentence) -> Answer:
    """A turn: a question, complete, and the sentences that its answer cites."""
    citations = tuple(
        Citation(number, "p001", (), 1, sentence.start, sentence.end, sentence.text, sentence.translation, 2.0 - number)
        for number, sentence in enumerate(cited, start=1)
    )
    return Answer(question, question, detect(question), bool(cited), "", 0.9, citations, (), document)


def sentence_with(document: Document, words: str) -> Sentence:
    return next(sentence for sentence in document.sentences() if words in sentence.text)


JAPANESE = [
    # A number is asked for as of now.
    ("青葉組合は何軒の農家で設立されましたか？", "今は？", "青葉組合は今何軒ですか？"),
    ("青葉組合はどこで設立されましたか？", "今は？", "青葉組合の今は？"),
    # A question word alone takes the place of the one before.
    ("橋はどこに架けられましたか？", "いつ？", "橋はいつ架けられましたか？"),
    ("図書館が閉じたのは何年ですか？", "なぜ？", "図書館が閉じたのはなぜですか？"),
    ("図書館が閉じたのは何年ですか？", "その理由は？", "図書館が閉じたのはなぜですか？"),
    ("図書館が閉じたのは何年ですか？", "それはどうして？", "図書館が閉じたのはどうしてですか？"),
    ("市は新しい橋を造りますか？", "なぜ？", "なぜ市は新しい橋を造りますか？"),
    ("どんな企業が参加しましたか？", "いつ？", "いつ企業が参加しましたか？"),
    # A pointer is replaced by what the question before was about.
    ("ガネット・ドックはどこにありますか？", "それはいつ掘られた？", "ガネット・ドックはいつ掘られた？"),
    ("ガネット・ドックはいつ掘られましたか？", "そこでは何をしている？", "ガネット・ドックでは何をしている？"),
    ("ソレル研究所の所長は誰ですか？", "その予算は？", "ソレル研究所の所長の予算は？"),
    ("図書館が閉じたのは何年ですか？", "その結果どうなった？", "図書館が閉じた結果どうなった？"),
    ("中国とロシアは何を開発していますか？", "両国はいつ始めた？", "中国とロシアはいつ始めた？"),
    ("徳川家康はどこで生まれましたか？", "彼は何をした？", "徳川家康は何をした？"),
    ("2016年のフォーラムは何に取り組みましたか？", "2017年のは？", "2017年のフォーラムは何に取り組みましたか？"),
    # A name alone takes the place of the name there, anything else is asked of its topic.
    ("ソニーは何人を採用しますか？", "トヨタは？", "トヨタは何人を採用しますか？"),
    ("ソニーは何人を採用しますか？", "では、トヨタについては？", "トヨタは何人を採用しますか？"),
    ("東京大学には何人の学生がいますか？", "京都のほうは？", "京都大学には何人の学生がいますか？"),
    ("ソニーは何人を採用しますか？", "費用は？", "ソニーの費用は？"),
    ("東京駅の高さは何メートルですか？", "面積は？", "東京駅の面積は？"),
    # What has no topic of its own gets the one before.
    ("ソニーはどこにありますか？", "いつ設立された？", "ソニーはいつ設立された？"),
    ("ソニーはどこにありますか？", "社長は誰？", "ソニーの社長は誰？"),
    ("ソニーは工場をいくつ持っていますか？", "さらにいくつ建てる？", "ソニーはさらにいくつ建てる？"),
    ("ソニーは工場をいくつ持っていますか？", "なぜ？", "ソニーは工場をなぜ持っていますか？"),
    ("ソニーはどこにありますか？", "ほかには？", "ほかに、ソニーはどこにありますか？"),
    ("沖ノ瀬汽船はいつ始まりましたか？", "一日の便の数は？", "沖ノ瀬汽船の一日の便の数は？"),
    ("新しい船の名前は何ですか？", "いつ就航する？", "新しい船はいつ就航する？"),
    ("雪室とは何ですか？", "いつできたの？", "雪室はいつできたの？"),
    ("ソニーは何人を採用しますか？", "トヨタだとどう？", "トヨタは何人を採用しますか？"),
    ("湯守は何人ですか？", "入った理由は？", "湯守について、入った理由は？"),
    ("日本と韓国ではどちらの船が速いですか？", "誰がそれを造った？", "誰が船を造った？"),
    ("日本は韓国に何を求めていますか？", "逆に、韓国は？", "韓国は日本に何を求めていますか？"),
]
ENGLISH = [
    # "Who" and a word that is no known verb ask something of their own; "them" is what was asked for.
    ("What kinds of boats does the yard manage?", "And who heads it?", "Who heads the yard?"),
    (
        "What has Alder bought for the harbour?",
        "Who chairs them?",
        "Who chairs what Alder has bought for the harbour?",
    ),
    ("What have Alder and Birch bought?", "Who sold boats to them?", "Who sold boats to Alder and Birch?"),
    # A person asked for by an office is called by it, and owns in words that can be read.
    (
        "Who was the chairwoman of the Eel Fishers' Union?",
        "What does she do now?",
        "What does the chairwoman of the Eel Fishers' Union do now?",
    ),
    (
        "Who has won the cup most often?",
        "Who was her great rival?",
        "Who was the great rival of the person who has won the cup most often?",
    ),
    # A subject keeps what says where.
    (
        "What does trade in Norway depend on?",
        "How important is it to the fishers?",
        "How important is trade in Norway to the fishers?",
    ),
    # An example is asked of the whole question.
    ("Which fish live in the lake?", "For example?", "For example, which fish live in the lake?"),
    ("Does Alder surpass Birch?", "For example?", "For example, how does Alder surpass Birch?"),
    # "There" is the other one of two.
    (
        "What is the symbol of the trade between Norway and Chile?",
        "What else does Chile get from there?",
        "What else does Chile get from Norway?",
    ),
    ("Where was the bridge built?", "When?", "When was the bridge built?"),
    ("When was the dam closed?", "Why was that?", "Why was the dam closed?"),
    ("When was the dam closed?", "By whom?", "By whom was the dam closed?"),
    ("When was the dam closed?", "What was the reason?", "Why was the dam closed?"),
    ("Does Norway export fish?", "Since when?", "Since when does Norway export fish?"),
    ("Who built the dam?", "When?", "When was it that they built the dam?"),
    ("How many users does Sony have?", "Since when?", "Since when does Sony have users?"),
    ("When was Gannet Dock dug?", "Why was it never filled in?", "Why was Gannet Dock never filled in?"),
    ("When was Gannet Dock dug?", "And who runs it?", "Who runs Gannet Dock?"),
    ("When was Gannet Dock dug?", "What's its depth?", "What's Gannet Dock's depth?"),
    ("How many turbines does the plant have?", "Who built them?", "Who built the turbines that the plant has?"),
    ("What are China and Russia building?", "Do they agree?", "Do China and Russia agree?"),
    ("What are China and Russia building?", "What should Japan do about those two?",
     "What should Japan do about China and Russia?"),
    ("Which system might Sony abandon?", "What would replace it?",
     "What would replace the system that Sony might abandon?"),
    ("Who designed the tower?", "Where did she study?", "Where did the person who designed the tower study?"),
    ("What did Ada Lovelace write?", "When did she die?", "When did Ada Lovelace die?"),
    ("How many people work in Oslo?", "Why do they live there?",
     "Why do the people that work in Oslo live in Oslo?"),
    ("How many people work at Sony's offices?", "What about Toyota's?", "How many people work at Toyota's offices?"),
    ("How many people does Sony employ in Oslo?", "And in Bergen?", "How many people does Sony employ in Bergen?"),
    ("How many users does Sony have?", "What about Toyota?", "How many users does Toyota have?"),
    ("What happened in 2017?", "And in 2018?", "What happened in 2018?"),
    ("When was the dam closed?", "And the cost?", "What about the cost of the dam?"),
    ("When was the dam closed?", "Anything else?", "Other than that, when was the dam closed?"),
    ("When was the dam closed?", "Who objected?", "As for the dam, who objected?"),
    ("Does Norway export fish?", "Why not?", "Why doesn't Norway export fish?"),
    ("How many people speak the Danish language?", "And the Swedish one?",
     "How many people speak the Swedish language?"),
    ("How much did the first bridge cost?", "And the second bridge?", "How much did the second bridge cost?"),
    ("How much honey do city hives give?", "And rural ones?", "How much honey do rural hives give?"),
    ("How much does Sony weigh?", "How big is it?", "How big is Sony?"),
    ("When was the dam closed?", "Any other plans?", "Other than that, when was the dam closed?"),
    ("What does Norway want from Sweden?", "And Sweden?", "What does Sweden want from Norway?"),
]  # fmt: skip
COMPLETE = [
    "AIの進歩は何にかかっていますか？",
    "ロシア市場を含めて世界に拡大し始めている中国の巨大企業はどこですか？",
    "二〇一九年の泥の事故の原因は何でしたか？",
    "この記事の著者は誰ですか？",
    "「朧花」って何のこと？",
    "霧祭りはいつ開かれますか？",
    "待ち点とは何ですか？",
    "When is the control room open to visitors?",
    "When was it agreed to build a centre at Skolkovo?",
    "Did Huawei say when it would hire more people?",
    "Who wrote this article?",
    "Is there a maximum age for joining the club?",
    "boiling point of ethanol in celsius",
]


@pytest.mark.parametrize(("before", "question", "completed"), [*JAPANESE, *ENGLISH])
def test_what_is_missing_comes_from_the_question_before(
    article: Document, before: str, question: str, completed: str
) -> None:
    assert complete(question, [asked(article, before)]) == completed


@pytest.mark.parametrize("question", COMPLETE)
def test_a_new_topic_is_left_as_it_is(article: Document, question: str) -> None:
    before = "ファーウェイは何人を採用しますか？" if detect(question) == "ja" else "How many people will Huawei hire?"
    assert complete(question, [asked(article, before)]) == question


@pytest.mark.parametrize("question", ["なぜ？", "Why?", "それはいつ？", "And Alibaba?"])
def test_the_first_question_leans_on_nothing(question: str) -> None:
    assert complete(question, []) == question


def test_what_the_answer_names_is_pointed_at(article: Document) -> None:
    vimpelcom = sentence_with(article, "Vimplecom")
    before = asked(article, "ファーウェイはどの会社と提携して5Gテストをしていますか？", vimpelcom)
    assert complete("その会社の社長は誰？", [before]) == "ヴィムプレコムの社長は誰？"
    since = complete("いつから？", [before])
    assert since == "ファーウェイはいつから提携して5Gテストをしていますか？"
    assert complete("その会社の社長は誰？", [before, asked(article, since, vimpelcom)]) == "ヴィムプレコムの社長は誰？"


def test_a_third_turn_leans_on_the_first_through_the_second(article: Document) -> None:
    turns = [asked(article, "When was the dam closed?")]
    turns.append(asked(article, complete("And who runs it?", turns)))
    assert complete("Since when?", turns) == "Since when was it that they runs the dam?"
    turns = [asked(article, "湯守は何人いますか？")]
    turns.append(asked(article, complete("平均年齢は？", turns)))
    assert turns[-1].question == "湯守の平均年齢は？"
    assert complete("手当はいくら？", turns) == "湯守の手当はいくら？"


def test_a_thread_keeps_its_topic(article: Document) -> None:
    turns = [asked(article, "黒鶴はどんな米ですか？")]
    turns.append(Answer("値段は？", "黒鶴の値段は？", "ja", False, "", 0.0, (), (), article))
    assert complete("収穫量はどれくらい？", turns) == "黒鶴の収穫量はどれくらい？"
    turns = [asked(article, "When was the dam closed?")]
    completed = "As for the dam, who did the analysis?"
    turns.append(Answer("Who did the analysis?", completed, "en", False, "", 0.0, (), (), article))
    assert complete("Who paid?", turns) == "As for the dam, who paid?"


def test_a_doubtful_follow_up_has_several_readings(article: Document) -> None:
    assert readings("費用は？", [asked(article, "図書館の設計者は誰ですか？")]) == (
        "図書館の費用は？",
        "図書館の設計者の費用は？",
    )
    whole = "値段は普通の米と比べて高いですか？"
    assert readings(whole, [asked(article, "黒鶴はどんな米ですか？")]) == (whole, f"黒鶴の{whole}")


def test_a_change_of_language_takes_the_cited_sentence_in_the_new_one(article: Document) -> None:
    cited = sentence_with(article, "人工知能に関する協力契約")
    before = asked(article, "When did Huawei conclude a cooperation agreement on AI?", cited)
    statement = "ファーウェイは2019年、ロシアの国家技術イニシアティブと人工知能に関する協力契約を結んだ"
    assert complete("相手は？", [before]) == f"{statement}相手は？"
    assert complete("それは何年？", [before]) == f"{statement}のは何年？"
    before = asked(article, "ファーウェイが協力契約を結んだのはいつですか？", cited)
    assert complete("Does it employ anyone?", [before]) == "Does Huawei employ anyone?"
    assert complete("And Tencent?", [before]).startswith("In 2019, Tencent concluded a cooperation agreement")
    before = asked(article, "When was Gannet Dock dug?")
    assert complete("なぜ掘られたの？", [before]) == "Gannet Dockはなぜ掘られたの？"


@pytest.mark.parametrize(
    "before", ["橋はどこですか？", "Where is the bridge?", "？", "🙂", "橋", "the bridge", "…" * 500]
)
@pytest.mark.parametrize(
    "question",
    ["", " ", "？", "🙂", "それ", "it", "その", "her", "で、", "And", "What about", "は？", "\ud800", "\x00なぜ",
     "何" * LONGEST, "it " * 600, "その" * 900, "なぜ" * 900, "「" * 1900, "A" * 5000, "the two", "As for"],
)  # fmt: skip
def test_hostile_questions_are_completed_to_something(article: Document, before: str, question: str) -> None:
    turns = [asked(article, before)]
    once = complete(question, turns)
    assert isinstance(once, str)
    assert once == complete(question, turns)


def test_a_long_history_costs_no_more_than_a_short_one(article: Document) -> None:
    short = [asked(article, "ソニーはどこにありますか？")]
    assert (
        complete("いつ設立された？", short * 5_000) == complete("いつ設立された？", short) == "ソニーはいつ設立された？"
    )
