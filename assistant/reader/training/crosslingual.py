"""Cross-lingual evidence out of aligned text: a piece of one side asks for its sentence among the other side's lines.

No question is asked, but what one has to be good at is: to find, in another language, the sentence that says a thing.
"""

import random
import re
from pathlib import Path

from assistant.reader.training.pool import PoolBuilder, Question
from index.training.sources import read_pairs, source_of

CONTEXTS = {"kyoto_wiki": 16_000, "python_docs": 1_000, "tensorflow_docs": 1_000, "opensource_guide": 500}
"""Stretches of text taken of each source."""
HELD_BACK = 0.05
"""The last part of every source, which is never trained on, so that it can be measured on."""
QUERIES = 4
"""Pieces that ask, of each stretch."""
FOREIGN, SAME = 0.25, 0.12
"""Shares of the pieces that are of a line elsewhere, so that nothing answers, and of the stretch's own language."""
IN_JAPANESE = 0.62
"""Share of the stretches that are Japanese."""

LITTLE_WORDS = frozenset(
    """
    the a an of to in is are was were and or for on at by with as that this it its be been from which who his her their
    he she they we not but also has have had
    """.split()
)
PHRASES = re.compile(r"[、，。（）()「」『』\s]|(?<=は)|(?<=が)|(?<=を)|(?<=に)|(?<=で)|(?<=の)")


def add_aligned(
    builder: PoolBuilder, parallel: Path, name: str, count: int, rng: random.Random, *, held_back: bool = False
) -> None:
    """Add stretches of one source as `crosslingual`: of its last part with `held_back`, else of the rest."""
    lines = read_pairs(parallel, source_of(name))
    cut = round(len(lines) * (1 - HELD_BACK))
    lines = lines[cut:] if held_back else lines[:cut]
    for _ in range(count):
        first = rng.randrange(len(lines) - 30)
        stretch = lines[first : first + rng.randint(4, 7)]
        if any(len(japanese) < 6 or len(english) < 12 for japanese, english in stretch):
            continue
        side = 0 if rng.random() < IN_JAPANESE else 1
        passage = builder.passage([line[side] for line in stretch])
        for _ in range(QUERIES):
            other = side if rng.random() < SAME else 1 - side
            place = rng.randrange(len(stretch))
            if rng.random() < FOREIGN:
                elsewhere = lines[first + len(stretch) + rng.randint(1, 12)][1 - side]
                if len(elsewhere) >= 12:
                    builder.question("crosslingual", Question(passage, [piece_of(elsewhere, 1 - side, rng)]))
                continue
            builder.question("crosslingual", Question(passage, [piece_of(stretch[place][other], other, rng)], [place]))


def piece_of(text: str, side: int, rng: random.Random) -> str:
    """Return a piece of a line as a searcher might type it: whole, some of its words, or a run of them."""
    drawn = rng.random()
    return _english_piece(text, drawn, rng) if side == 1 else _japanese_piece(text, drawn, rng)


def _english_piece(text: str, drawn: float, rng: random.Random) -> str:
    words = text.split()
    if drawn < 0.35 or len(words) < 6:
        return text
    if drawn < 0.7:
        telling = [word for word in words if word.lower().strip('.,;:()"') not in LITTLE_WORDS]
        count = min(rng.randint(2, max(3, min(7, len(telling)))), len(telling))
        kept = sorted(rng.sample(range(len(telling)), count))
        return " ".join(telling[place].strip('.,;:()"') for place in kept) or text
    first = rng.randint(0, max(0, len(words) - 6))
    return " ".join(words[first : first + rng.randint(5, 14)])


def _japanese_piece(text: str, drawn: float, rng: random.Random) -> str:
    if drawn < 0.35 or len(text) < 16:
        return text
    phrases = [phrase for phrase in PHRASES.split(text) if len(phrase) > 1]
    if drawn < 0.7 and len(phrases) > 3:
        kept = sorted(rng.sample(range(len(phrases)), min(len(phrases), rng.randint(2, 5))))
        return " ".join(phrases[place].rstrip("はがをにでの") for place in kept)
    first = rng.randint(0, max(0, len(text) - 18))
    return text[first : first + rng.randint(12, 36)]
