"""Step 1: the tokenizer, a Unigram model over a vocabulary made of words rather than learned from raw text.

Candidates are dictionary headwords, the forms in which words stand in running text (cut by Sudachi, and wordfreq's
list), English words, pieces of katakana and Latin names, single characters and numbers. Their probabilities are
counted by segmenting a sample of the corpus with the model itself, a few rounds of hard expectation-maximisation, mixed
with wordfreq's general frequencies so that what the corpus lacks (news, society, economy) keeps its place; the least
used candidates are then dropped.
"""

import json
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
from tqdm import tqdm

from index.terms import morphemes
from index.training.dictionaries import entries

UNKNOWN = "[UNK]"
WORD_START = "▁"
"""Stands before the first letter of each Latin word."""

JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー-ヿ㐀-鿿々〆]+")
KANJI = "\u3400"
"""The first of them."""
KATAKANA = re.compile(r"[ァ-ヺー]{3,}")
LATIN = re.compile(r"[a-z]+")

SIZES = {"japanese": 25_500, "english": 18_400, "latin pieces": 2_000, "katakana pieces": 1_600}
LAST_YEAR = 2100
ROUNDS = 3
GENERAL = 0.5
"""Share of wordfreq's frequencies in a word's probability."""
LONGEST_WORD = 10
FEWEST = 3
"""Times that a kanji stands in the sample or in words of wordfreq's list, to be a token; others are unknown."""
PIECE = 0.1
"""Probability of a piece or rare character, as a share of the rarest word's."""


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """Where the dictionaries' files lie."""

    edict: Path
    compdic: Path
    enamdict: Path
    kanjidic: Path

    @classmethod
    def of(cls, folder: Path) -> "Dictionaries":
        """Return those of a folder, by Debian's names."""
        return cls(*(folder / name for name in ("edict", "compdic", "enamdict", "kanjidic")))


def plain(word: str) -> str:
    """Return a word as dictionaries are asked for it: full width and half width alike, in lower case."""
    return unicodedata.normalize("NFKC", word).lower()


def make_tokenizer(vocabulary: Sequence[tuple[str, float]]) -> Tokenizer:
    """Return the tokenizer over (token, log probability), the unknown token first.

    Text is NFKC-normalised, lower-cased, stripped of accents and of commas within numbers, then cut into runs of one
    script; what is no letter, kana, kanji or digit is dropped.
    """
    tokenizer = Tokenizer(models.Unigram(list(vocabulary), 0, False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Lowercase(),
            # Accents of Latin letters only: U+3099 and U+309A, which voice kana, are composed again.
            normalizers.NFD(),
            normalizers.Replace(Regex("[\u0300-\u036f]"), ""),
            normalizers.NFC(),
            normalizers.Replace(Regex(r"(?<=\d),(?=\d{3})"), ""),
            normalizers.Replace(Regex("(?<![a-z])(?=[a-z])"), WORD_START),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(
        Regex(f"{WORD_START}?[a-z]+|\\d+|[ぁ-ゖァ-ヺー-ヿ㐀-鿿々〆]+"), behavior="removed", invert=True
    )
    return tokenizer


def build(
    japanese: Sequence[str], english: Sequence[str], dictionaries: Dictionaries, sizes: dict[str, int] = SIZES
) -> tuple[Tokenizer, dict[str, float]]:
    """Return the tokenizer and each token's probability within its language, from a sample of text in either.

    Tokens that no text of the sample needed have a very small probability, never zero.
    """
    normaliser = make_tokenizer([(UNKNOWN, 0.0)]).normalizer
    japanese = [run for text in japanese for run in JAPANESE.findall(normaliser.normalize_str(text))]
    latin = Counter(word for text in english for word in LATIN.findall(normaliser.normalize_str(text)))
    characters = _characters(japanese)
    words = _segmented(japanese, _candidates(japanese, dictionaries), characters, sizes["japanese"])
    english_words = dict(_mixed(latin, _general("en", LATIN)).most_common(sizes["english"]))
    katakana = Counter(word for run in japanese for word in KATAKANA.findall(run))
    chances = {
        **dict.fromkeys(characters, 0.0),
        **dict.fromkeys(map(str, range(LAST_YEAR + 1)), 0.0),
        **dict.fromkeys(_pieces(katakana, words, sizes["katakana pieces"]), 0.0),
        **dict.fromkeys(_pieces(latin, english_words, sizes["latin pieces"]), 0.0),
        **dict.fromkeys(_pieces(latin, english_words, sizes["latin pieces"], start=WORD_START), 0.0),
        **words,
        **{WORD_START + word: chance for word, chance in english_words.items()},
    }
    floor = min(chance for chance in chances.values() if chance > 0) * PIECE
    chances = {token: max(chance, floor) for token, chance in sorted(chances.items())}
    scored = [(UNKNOWN, 0.0), *((token, round(math.log(chance), 2)) for token, chance in chances.items())]
    return make_tokenizer(scored), chances


def save(tokenizer: Tokenizer, chances: dict[str, float], folder: Path) -> None:
    """Write `tokenizer.json`, without white space, and the tokens' probabilities."""
    folder.mkdir(parents=True, exist_ok=True)
    compact = json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(compact, encoding="utf-8")
    (folder / "probabilities.json").write_text(json.dumps(chances, ensure_ascii=False), encoding="utf-8")


def _candidates(runs: Sequence[str], dictionaries: Dictionaries) -> set[str]:
    """Return the words of the dictionaries and the word list, and the forms in which words stand in the text."""
    found: set[str] = set()
    for run in tqdm(runs, desc="words in running text", mininterval=10, unit=" runs"):
        found.update(str(morpheme.surface()) for morpheme in morphemes(run))
    normalise = make_tokenizer([(UNKNOWN, 0.0)]).normalizer.normalize_str
    for path in (dictionaries.edict, dictionaries.compdic):
        for entry in entries(path):
            found.add(normalise(entry.head))
            if entry.reading and entry.is_usually_kana:
                found.add(normalise(entry.reading))
    found.update(_general("ja", JAPANESE))
    return {word for word in found if JAPANESE.fullmatch(word) and len(word) <= LONGEST_WORD}


def _segmented(runs: Sequence[str], candidates: set[str], characters: Sequence[str], most: int) -> dict[str, float]:
    """Return the `most` probable words, by segmenting the text with the candidates and counting, in rounds.

    All candidates begin with the same chance, so that the first round finds the fewest, longest words: what a
    dictionary lists as one word gets its own count.
    """
    general = _general("ja", JAPANESE)
    counts = Counter(dict.fromkeys(candidates, 1))
    for _ in tqdm(range(ROUNDS), desc="rounds of segmentation"):
        total = sum(counts.values())
        known = {**dict.fromkeys(characters, 0.1 / total), **{word: n / total for word, n in counts.items()}}
        tokenizer = make_tokenizer([(UNKNOWN, 0.0), *((word, math.log(chance)) for word, chance in known.items())])
        counts = Counter(token for encoding in tokenizer.encode_batch(runs) for token in encoding.tokens)
        counts = Counter({word: n for word, n in counts.items() if word in candidates})
    return dict(_mixed(counts, general).most_common(most))


def _mixed(counts: Counter[str], general: dict[str, float]) -> Counter[str]:
    """Return probabilities: a word's share of the text mixed with its general frequency."""
    total, total_general = sum(counts.values()), sum(general.values())
    return Counter(
        {
            word: (1 - GENERAL) * counts[word] / total + GENERAL * general.get(word, 0.0) / total_general
            for word in sorted(counts.keys() | general.keys())
        }
    )


def _general(language: str, letters: re.Pattern[str]) -> dict[str, float]:
    """Return wordfreq's frequencies of the words written in some letters alone."""
    import wordfreq

    return {
        word: frequency
        for word, frequency in wordfreq.get_frequency_dict(language, wordlist="large").items()
        if letters.fullmatch(word) and len(word) <= (LONGEST_WORD if language == "ja" else 30)
    }


def _characters(runs: Iterable[str]) -> list[str]:
    """Return single kana, letters (also at a word's start) and the kanji in use."""
    kana = [chr(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)]
    letters = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    text, words = Counter("".join(runs)), Counter("".join(_general("ja", JAPANESE)))
    kanji = sorted(char for char in text | words if char >= KANJI and max(text[char], words[char]) >= FEWEST)
    return [*kana, *kanji, *letters, WORD_START, *(WORD_START + letter for letter in letters)]


def _pieces(counts: Counter[str], words: Iterable[str], most: int, start: str = "") -> list[str]:
    """Return the commonest parts, two to five letters, of words outside the vocabulary: names above all.

    A word's weight is the logarithm of its count. With `start` only the beginnings of words are taken, marked by it.
    """
    known = set(words)
    found: dict[str, float] = defaultdict(float)
    for word, count in counts.items():
        if word in known:
            continue
        for length in range(2, 6):
            places = range(1) if start else range(len(word) - length + 1)
            for place in places:
                if length <= len(word):
                    found[start + word[place : place + length]] += math.log1p(count) * length
    return [piece for piece, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]]
