"""The encoders; the one test module that imports sentence-transformers, which takes some seconds."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index import Encoder, EncoderError, IndexFolderError, PassageIndex, load_encoder
from index.encoder import BUNDLED, QueryEncoder, TokenEncoder, encode_query, fingerprint, name_of, same_fingerprint
from index.static import StaticEncoder
from index.training.quantising import quantise
from source import Document, split
from tests.conftest import FakeEncoder

TEXTS = [
    "ファーウェイは2019年末までに500人を採用する予定だ。",
    "中国科学アカデミーは 67,900 人以上の科学者を研究活動に従事させている。",
    "Huawei plans to hire 1,000 specialists over the next five years.",
    "The S-400 air defence system, STEM and the U.S.",
    "ロシアの STEM（科学、技術、工学、数学）分野と\nWeChat の使用。",
    "a",
    "。",
    "word " * 2000,
    "😀 𠮷 é",
]


@pytest.fixture(scope="module", autouse=True)
def offline() -> Any:
    """No test waits for a network that may not answer."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("TRANSFORMERS_OFFLINE", "1")
        import huggingface_hub.constants

        patch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
        yield


@pytest.fixture(scope="module")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with prompts, made of a very small random transformer."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("transformer")
    letters = [*"abcdefghijklmnopqrstuvwxyz0123456789:.,?。、", *"ファウェイはーのとロシ中国科学者採用人灯台"]
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    pieces = [*special.values(), *letters, *(f"##{letter}" for letter in letters)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    wrapped: Any = PreTrainedTokenizerFast  # it carries no types
    fast = wrapped(tokenizer_object=tokenizer, model_max_length=64, **special)
    fast.save_pretrained(folder / "bert")
    torch.manual_seed(0)
    configuration = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(configuration).save_pretrained(folder / "bert")
    module = Transformer(str(folder / "bert"))
    model = SentenceTransformer(
        modules=[module, Pooling(16)], prompts={"query": "query: ", "passage": "passage: "}, device="cpu"
    )
    model.save(str(folder / "model"))
    return folder / "model"


def test_the_bundled_encoder_gives_unit_rows(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(TEXTS)
    known = [row for row in range(len(TEXTS)) if vectors[row].any()]
    assert known[:6] == [0, 1, 2, 3, 4, 5]
    np.testing.assert_allclose(np.linalg.norm(vectors[known], axis=1), 1, atol=1e-6)


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_text_without_tokens_gives_zeros(encoder: Encoder, text: str) -> None:
    vectors = encoder.encode([text, "a"])
    assert not vectors[0].any()
    assert vectors[1].any()


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.encode(["a"]).shape[1])


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    for row, text in enumerate(TEXTS):
        np.testing.assert_array_equal(encoder.encode([text])[0], together[row])


def test_a_vector_is_the_mean_of_token_vectors(encoder: Encoder) -> None:
    assert isinstance(encoder, TokenEncoder)
    for text in TEXTS[:5]:
        mean = encoder.token_vectors(encoder.tokens(text)).mean(axis=0)
        np.testing.assert_allclose(encoder.encode([text])[0], mean / np.linalg.norm(mean), atol=1e-5)


def test_translations_are_near(encoder: Encoder) -> None:
    japanese = encoder.encode(["ロシアの科学者", "半導体の輸出規制", "灯台の光"])
    english = encoder.encode(["Russian scientists", "export controls on semiconductors", "the light of a lighthouse"])
    assert (japanese @ english.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_the_model_is_small_and_its_card_is_of_this_model(encoder: Encoder) -> None:
    assert sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file()) < 16_000_000
    card = (BUNDLED / "README.md").read_text(encoding="utf-8")
    printed = [float(value) for value in card.rsplit(": ", 1)[1].split(", ")]
    assert same_fingerprint(printed, fingerprint(encoder)[: len(printed)])


def test_equals_model2vec(encoder: Encoder) -> None:
    from model2vec import StaticModel

    model = StaticModel.from_pretrained(BUNDLED, normalize=True)
    texts = [text for text in TEXTS if encoder.encode([text]).any()]
    np.testing.assert_allclose(encoder.encode(texts), model.encode(texts, max_length=None), atol=1e-5)


def test_equals_sentence_transformers(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(BUNDLED), device="cpu")
    np.testing.assert_allclose(encoder.encode(TEXTS), model.encode(TEXTS, normalize_embeddings=True), atol=1e-5)
    assert not np.nan_to_num(np.asarray(model.encode([""]))).any()


def test_the_bundled_encoder_imports_no_torch() -> None:
    code = (
        "import sys; from index import PassageIndex, load_encoder; from source import article, split; "
        "document = article(); index = PassageIndex.build(document, split(document), encoder=load_encoder()); "
        "index.search('Huawei'); heavy = ('torch', 'sentence_transformers', 'transformers', 'gradio', 'model2vec'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout == "[]\n"


def test_a_static_folder_is_read_without_its_name_being_known(tmp_path: Path, encoder: Encoder) -> None:
    for path in BUNDLED.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(BUNDLED)).parent.mkdir(exist_ok=True)
            (tmp_path / path.relative_to(BUNDLED)).symlink_to(path)
    other = load_encoder(tmp_path)
    assert isinstance(other, StaticEncoder)
    assert (name_of(encoder), name_of(other)) == ("bundled", str(tmp_path))
    np.testing.assert_array_equal(other.encode(TEXTS), encoder.encode(TEXTS))


@pytest.mark.parametrize(
    ("file", "message"), [("model.safetensors", "holds no readable static model"), ("tokenizer.json", "tokenizer.json")]
)
def test_a_damaged_static_model_is_refused(tmp_path: Path, file: str, message: str) -> None:
    for path in BUNDLED.glob("*.*"):
        if path.name != file:
            (tmp_path / path.name).symlink_to(path)
    (tmp_path / file).write_bytes(b"{not what it should be")
    with pytest.raises(EncoderError, match=message):
        load_encoder(tmp_path)


def test_a_transformer_folder_with_its_prompts(transformer: Path) -> None:
    from sentence_transformers import SentenceTransformer

    encoder = load_encoder(transformer)
    assert isinstance(encoder, QueryEncoder)
    assert not isinstance(encoder, TokenEncoder)
    assert name_of(encoder) == str(transformer)
    texts = ["灯台の科学者。", "huawei 2019", "a"]
    plain = SentenceTransformer(str(transformer), device="cpu")

    def expected(prompt: str) -> Any:
        return plain.encode([prompt + text for text in texts], prompt="", normalize_embeddings=True)

    np.testing.assert_allclose(encoder.encode(texts), expected("passage: "), atol=1e-5)
    np.testing.assert_allclose(encoder.encode_query(texts), expected("query: "), atol=1e-5)
    np.testing.assert_allclose(encode_query(encoder, texts[1]), expected("query: ")[1], atol=1e-5)
    assert not np.allclose(encoder.encode(texts), expected(""), atol=1e-3)
    assert encoder.encode(texts).dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(encoder.encode(texts), axis=1), 1, atol=1e-5)


def test_an_index_with_a_transformer(transformer: Path, article: Document, tmp_path: Path) -> None:
    passages = split(article)[:12]
    encoder = load_encoder(transformer)
    built = PassageIndex.build(article, passages, encoder=encoder)
    built.save(tmp_path / "index")
    loaded = PassageIndex.load(tmp_path / "index")
    assert name_of(loaded.encoder) == str(transformer)
    for question in ("中国はS-400防空システムを取得したか", "Which air defence system did China acquire?"):
        hits = built.search(question, k=4)
        assert loaded.search(question, k=4) == hits
        vector = built.analyse(question).vector
        for hit in hits:
            own = encoder.encode([sentence.text for sentence in hit.passage.sentences])
            other = encoder.encode([sentence.translation or "" for sentence in hit.passage.sentences])
            assert hit.match == pytest.approx(((own + other) / 2 @ vector).max(), abs=1e-5)
    # The vectors of so small a random model say nothing, but the name stands in one passage only.
    assert max(built.search("S-400", k=12), key=lambda hit: hit.lexical).passage.id == "p011"


@pytest.mark.parametrize("name", ["no/such-model", "no-such-folder/at-all/here", "no-such-model"])
def test_no_such_encoder(name: str) -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder(name)
    assert str(caught.value).startswith(
        f"There is no encoder '{name}': not a folder with a sentence-transformers model, "
        "and not to be had by that name ("
    )


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(EncoderError, match="There is no encoder"):
        load_encoder(tmp_path)


def test_an_index_of_an_encoder_that_is_gone(article: Document, tmp_path: Path) -> None:
    PassageIndex.build(article, split(article)[:3], encoder=FakeEncoder()).save(tmp_path / "index")
    with pytest.raises(IndexFolderError) as caught:
        PassageIndex.load(tmp_path / "index")
    assert str(caught.value).startswith(
        f"The index {tmp_path / 'index'} was made with the encoder 'FakeEncoder'. There is no encoder 'FakeEncoder': "
    )


def test_fingerprints() -> None:
    one, same, other = (fingerprint(FakeEncoder(salt=salt)) for salt in ("", "", "other"))
    assert same_fingerprint(one, same)
    assert not same_fingerprint(one, other)
    assert not same_fingerprint(one, one[:-1])
    assert same_fingerprint(one, [value + 0.001 for value in one])
    assert json.loads(json.dumps(one)) == one


def test_quantised_rows_are_the_rows_rounded() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 16)).astype(np.float32)
    rows[3] = 0
    quantised, weights = quantise(rows)
    assert quantised.dtype == np.int8
    assert np.abs(quantised).max(axis=1).tolist() == [127 if row.any() else 0 for row in rows]
    np.testing.assert_allclose(quantised * weights[:, None], rows, atol=float(weights.max()) / 2 + 1e-6)
