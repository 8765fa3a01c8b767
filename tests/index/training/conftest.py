"""A small world to train in: dictionaries, texts and a teacher, all made on the spot."""

import gzip
import json
import random
from pathlib import Path

import pytest

from index.training.sources import PARAGRAPHS, SOURCES
from index.training.vocabulary import Dictionaries

NOUNS = {
    "会社": "company",
    "研究": "research",
    "都市": "city",
    "技術": "technology",
    "政府": "government",
    "大学": "university",
    "工場": "factory",
    "資金": "funds",
    "戦争": "war",
    "条約": "treaty",
    "海軍": "navy",
    "鉄道": "railway",
}
VERBS = {"開く": "opened", "閉じる": "closed", "建てる": "built", "失う": "lost", "買う": "bought", "売る": "sold"}

EDICT = [
    "？？？？ /EDICT, a heading/",
    "鉄道 [てつどう] /(n) railroad/railway/(P)/",
    "てつどう /(n) something rare in kana/",
    "建てる [たてる] /(v1,vt) to build/to construct/(P)/",
    "会社 [かいしゃ] /(n) (1) company/corporation/(2) workplace/(P)/",
    "屹度 [きっと] /(adv) (uk) surely/undoubtedly/",
    "何か /(exp) something that is explained at such a length that nobody would call the explanation a gloss of it/",
]
COMPDIC = ["？？？？ /COMPDIC, a heading/", "暗号 [あんごう] /(n) cipher/encryption/"]
ENAMDICT = [
    "？？？？ /ENAMDICT, a heading/",
    "アリババ /(u) Ali Baba/",
    "シュトローベル /(u) Strobel/",
    "北京大学 [ぺきんだいがく] /(o) Peking University/",
    "悦和 [よしかず] /(m) Yoshikazu/",
]
KANJIDIC = [
    "# KANJIDIC, a heading",
    "悦 3159 U60a6 エツ よろこ.ぶ {ecstasy} {joy} ",
    "和 4F42 U548c ワ {harmony} {peace} ",
]


@pytest.fixture(scope="session")
def dictionaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dictionaries")
    texts = {"edict": EDICT, "compdic": COMPDIC, "enamdict": ENAMDICT, "kanjidic": KANJIDIC}
    for name, lines in texts.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="euc_jp")
    return folder


@pytest.fixture(scope="session")
def dictionary_files(dictionaries: Path) -> Dictionaries:
    return Dictionaries.of(dictionaries)


def sentences(count: int, seed: int) -> list[tuple[str, str]]:
    """Japanese and English sentences of one pattern."""
    rng = random.Random(seed)
    pairs = []
    for _ in range(count):
        (subject, its_english), (thing, other_english) = rng.sample(sorted(NOUNS.items()), 2)
        verb, english_verb = rng.choice(sorted(VERBS.items()))
        year = rng.randint(1900, 2020)
        pairs.append(
            (
                f"{subject}は{year}年に{thing}を{verb}。",
                f"The {its_english} {english_verb} the {other_english} in {year}.",
            )
        )
    return pairs


@pytest.fixture(scope="session")
def training(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of training texts, every source with a few pairs."""
    folder = tmp_path_factory.mktemp("training")
    (folder / "parallel").mkdir()
    for seed, source in enumerate(SOURCES):
        pairs = list(NOUNS.items()) if source.kind == "terms" else sentences(20, seed)
        write_pairs(folder / "parallel" / f"{source.name}.tsv.gz", pairs)
    paragraphs = [sentences(4, 1000 + seed) for seed in range(60)]
    joined = [("".join(ja for ja, _ in part), " ".join(en for _, en in part)) for part in paragraphs]
    write_pairs(folder / "parallel" / f"{PARAGRAPHS.name}.tsv.gz", joined)
    with gzip.open(folder / "jaquad.train.paragraphs.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number, (text, _) in enumerate(joined):
            lines.write(json.dumps({"id": f"p{number}", "title": "都市", "text": text}, ensure_ascii=False) + "\n")
    with gzip.open(folder / "jaquad.train.questions.jsonl.gz", "wt", encoding="utf-8") as lines:
        for number, (text, _) in enumerate(joined):
            answer = text[text.index("は") + 1 : text.index("年") + 1]
            question = text.split("。")[0].replace(answer, "何年")
            record = {"id": f"q{number}", "paragraph": f"p{number}", "question": question + "か。"}
            places = [text.index(answer)]
            lines.write(json.dumps({**record, "answers": [answer], "answer_start": places}, ensure_ascii=False) + "\n")
    return folder


@pytest.fixture(scope="session")
def benchmarks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Test sets that hold one of the training sentences and, in a paragraph, a run of another."""
    folder = tmp_path_factory.mktemp("benchmarks")
    (folder / "news.tsv").write_text("鉄道 は 閉じた。\tTHE RAILWAY  closed.\n", encoding="utf-8")
    with gzip.open(folder / "set.paragraphs.jsonl.gz", "wt", encoding="utf-8") as lines:
        text = "前の文。海軍は一九四五年に工場と大学と鉄道と都市のすべてを失ったと言われている。後の文。"
        lines.write(json.dumps({"id": "0", "title": "x", "text": text}, ensure_ascii=False) + "\n")
    return folder


def write_pairs(path: Path, pairs: list[tuple[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{japanese}\t{english}\n" for japanese, english in pairs)
