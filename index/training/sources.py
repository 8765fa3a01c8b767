"""The public texts that the encoder learns from, each with its licence, and how they are read.

Only sources whose licence allows a model made from them to be passed on are listed. Left out of what lies at hand, and
why: lecture transcripts that are their speakers' (coursera), repositories without a licence file (nextstrain,
ruby-lang, docker, hugo), files under the GPL or GFDL (i18n_covid_osm_bitcoin, gnucash), a list whose terms are not
stated (edinet), and documentation that is mostly machine translation (ms_cpp, ms_powershell, ms_office_js,
ms_entity_framework, ms_sccm).
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Kind = Literal["general", "documentation", "terms"]


@dataclass(frozen=True, slots=True)
class Source:
    """Sentence or term pairs of one origin; `most` caps how many are taken, drawn by the seed."""

    name: str
    kind: Kind
    licence: str
    most: int = 25_000


SOURCES = (
    Source("kyoto_wiki", "general", "CC BY-SA 3.0", most=160_000),
    Source("tatoeba", "general", "CC BY 2.0 FR", most=60_000),
    Source("tanaka_small", "general", "CC BY 2.0 FR", most=60_000),
    Source("tanaka_matasuke", "general", "CC BY 2.0 FR"),
    Source("jsick", "general", "CC BY-SA 4.0", most=3_000),
    Source("ami", "general", "CC BY 4.0"),
    Source("udhr", "general", "free to reproduce"),
    Source("privacyguides", "documentation", "CC BY-SA 4.0"),
    Source("opensource_guide", "documentation", "CC BY 4.0"),
    Source("innersource", "documentation", "CC BY-SA 4.0"),
    Source("cncf_glossary", "documentation", "CC BY 4.0"),
    Source("mozilla_www", "documentation", "MPL-2.0"),
    Source("hf_course", "documentation", "Apache-2.0"),
    Source("prompt_guide", "documentation", "MIT"),
    Source("tensorflow_docs", "documentation", "CC BY 4.0", most=10_000),
    Source("python_docs", "documentation", "PSF, CC0", most=12_000),
    Source("php_docs", "documentation", "CC BY 3.0", most=6_000),
    Source("react_docs", "documentation", "CC BY 4.0", most=10_000),
    Source("vue_docs", "documentation", "CC BY 4.0", most=5_000),
    Source("angular_docs", "documentation", "CC BY 4.0", most=6_000),
    Source("rust_book", "documentation", "MIT or Apache-2.0"),
    Source("rust_book_1st", "documentation", "MIT or Apache-2.0"),
    Source("rails_guides", "documentation", "CC BY-SA 4.0", most=8_000),
    Source("httpd_docs", "documentation", "Apache-2.0", most=4_000),
    Source("openstack_docs", "documentation", "Apache-2.0"),
    Source("ms_d365_project_ops", "documentation", "CC BY 4.0"),
    Source("adobe_workfront", "documentation", "MIT", most=20_000),
    Source("adobe_analytics", "documentation", "MIT", most=12_000),
    Source("adobe_campaign_classic", "documentation", "MIT", most=12_000),
    Source("adobe_campaign_standard", "documentation", "MIT", most=8_000),
    Source("adobe_commerce_operations", "documentation", "MIT", most=10_000),
    Source("adobe_commerce_kb", "documentation", "MIT"),
    Source("adobe_target", "documentation", "MIT", most=8_000),
    Source("adobe_audience_manager", "documentation", "MIT", most=6_000),
    Source("kyoto_wiki_titles", "terms", "CC BY-SA 3.0", most=20_000),
    Source("kyoto_lexicon", "terms", "CC BY-SA 3.0", most=25_000),
    Source("names_cldr_countries_osm", "terms", "Unicode-3.0, ODbL", most=30_000),
    Source("wikidata_properties", "terms", "CC0"),
    Source("wiktionary", "terms", "CC BY-SA 3.0", most=40_000),
    Source("ejdict", "terms", "CC0", most=50_000),
)

PARAGRAPHS = Source("kyoto_wiki_paragraphs", "general", "CC BY-SA 3.0", most=90_000)

OTHERS = {
    "JaQuAD, training split": "CC BY-SA 3.0",
    "EDICT, COMPDIC, ENAMDICT and KANJIDIC of the Electronic Dictionary Research and Development Group": "CC BY-SA 4.0",
    "wordfreq's word lists": "CC BY-SA 4.0",
    "the teacher, all-MiniLM-L6-v2": "Apache-2.0",
}


def source_of(name: str) -> Source:
    """Return a source by its name."""
    return next(source for source in SOURCES if source.name == name)


def read_pairs(folder: Path, source: Source) -> list[tuple[str, str]]:
    """Return all (Japanese, English) pairs of `FOLDER/NAME.tsv.gz`; a line with an empty side is none."""
    with gzip.open(folder / f"{source.name}.tsv.gz", "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 2 and all(pair)]


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
