"""The index folder: what is in it, how it is written whole, and how a damaged one is refused.

`manifest.json` names format, encoder, counts, documents and the SHA-256 of every other file; `documents.json` holds the
documents and the passages' places; `vectors.npy` and `sentence_vectors.npy` the dense rows; `lexical/<language>/` BM25;
`tokens/<language>.npz` the token ids for late interaction. JSON and NumPy arrays only, no pickle.
"""

import hashlib
import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoder import Encoder, EncoderError, TokenEncoder, fingerprint, load_encoder, name_of, same_fingerprint
from index.lexical import Lexical
from index.matching import TokenMatch
from source import LANGUAGES, Document, Heading, Paragraph, Passage, Sentence

if TYPE_CHECKING:
    from index.passage_index import PassageIndex

FORMAT = 1
MANIFEST = "manifest.json"


class IndexFolderError(ValueError):
    """An index folder cannot be read or written; the message says why and what to run."""


def save(index: "PassageIndex", folder: Path) -> None:
    """Write the index beside its place and rename it there, the manifest last of its files."""
    if folder.exists() and not (folder / MANIFEST).is_file() and (not folder.is_dir() or any(folder.iterdir())):
        raise IndexFolderError(f"{folder} exists and is no index; name another folder, or empty it.")
    folder = folder.resolve()  # a link stays a link
    fresh = folder.parent / f".{folder.name}.{os.getpid()}.new"
    stale = folder.parent / f".{folder.name}.{os.getpid()}.old"
    try:
        fresh.mkdir(parents=True)
        _write(index, fresh)
        _swap(fresh, folder, stale)
    except OSError as error:
        raise IndexFolderError(f"The index cannot be written to {folder}: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if folder.exists():
            shutil.rmtree(stale, ignore_errors=True)


def _swap(fresh: Path, folder: Path, stale: Path) -> None:
    """Put the fresh folder in the place of the one that stands there; that one comes back if this is interrupted."""
    try:
        if folder.exists():
            folder.rename(stale)
        fresh.rename(folder)
    except BaseException:
        if stale.exists() and not folder.exists():
            stale.rename(folder)
        raise


def load(folder: Path, encoder: Encoder | None) -> "PassageIndex":
    """Read an index folder, checking format, files and encoder."""
    from index.passage_index import PassageIndex

    manifest = _read_manifest(folder)
    _check_files(folder, manifest)
    encoder = _matching_encoder(folder, manifest, encoder)
    try:
        stored = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        documents = [_document(fields) for fields in stored["documents"]]
        paragraphs = {(document.id, part.number): part for document in documents for part in document.all_paragraphs()}
        texts = {document.id: document.text for document in documents}
        passages = [
            _passage(fields, paragraphs[fields["document"], fields["paragraph"]], texts[fields["document"]])
            for fields in stored["passages"]
        ]
        languages = [language for language in LANGUAGES if language in manifest["languages"]]
        matches = {}
        if isinstance(encoder, TokenEncoder):
            for language in languages:
                with np.load(folder / "tokens" / f"{language}.npz") as arrays:
                    matches[language] = TokenMatch(encoder, arrays["tokens"], arrays["starts"])
        return PassageIndex(
            documents,
            passages,
            encoder=encoder,
            vectors=np.load(folder / "vectors.npy"),
            sentence_vectors=np.load(folder / "sentence_vectors.npy"),
            lexical={language: Lexical.load(folder / "lexical" / language) for language in languages},
            matches=matches,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFolderError(
            f"The index {folder} is damaged ({error}); build it again with `tenkyo index`."
        ) from None


def read_documents(folder: str | Path) -> tuple[Document, ...]:
    """Return the documents of a sound index folder, whichever encoder it was made with: what it takes to make it again.

    Raises `IndexFolderError` when the folder is no index, of another format, or damaged.
    """
    folder = Path(folder)
    _check_files(folder, _read_manifest(folder))
    try:
        stored = json.loads((folder / "documents.json").read_text(encoding="utf-8"))
        return tuple(_document(fields) for fields in stored["documents"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexFolderError(f"The index {folder} is damaged ({error}).") from None


def _write(index: "PassageIndex", folder: Path) -> None:
    documents = [asdict(document) for document in index.documents.values()]
    passages = [
        {
            "id": passage.id,
            "document": passage.document,
            "paragraph": passage.paragraph,
            "start": passage.start,
            "end": passage.end,
        }
        for passage in index.passages
    ]
    _write_json(folder / "documents.json", {"documents": documents, "passages": passages})
    np.save(folder / "vectors.npy", index.vectors)
    np.save(folder / "sentence_vectors.npy", index.sentence_vectors)
    for language, lexical in index.lexical.items():
        lexical.save(folder / "lexical" / language)
    (folder / "tokens").mkdir()
    for language, match in index.matches.items():
        np.savez(folder / "tokens" / f"{language}.npz", tokens=match.tokens, starts=match.starts)
    manifest = {
        "format": FORMAT,
        "encoder": {
            "name": name_of(index.encoder),
            "dimension": index.vectors.shape[1],
            "fingerprint": fingerprint(index.encoder),
        },
        "languages": list(index.lexical),
        "counts": {"documents": len(documents), "passages": len(passages), "sentences": len(index.sentence_vectors)},
        "documents": [
            {"id": document.id, "title": document.title, "sha256": document.sha256}
            for document in index.documents.values()
        ],
        "checksums": {
            path.relative_to(folder).as_posix(): _digest(path) for path in sorted(folder.rglob("*")) if path.is_file()
        },
    }
    _write_json(folder / MANIFEST, manifest)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise IndexFolderError(
            f"{folder} is no index folder; make one with `tenkyo index FILE --out {folder}`."
        ) from None
    except (OSError, ValueError) as error:
        raise IndexFolderError(
            f"{folder / MANIFEST} cannot be read ({error}); build the index again with `tenkyo index`."
        ) from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if found != FORMAT:
        raise IndexFolderError(
            f"The index {folder} has format {found}, this version reads {FORMAT}; build it again with `tenkyo index`."
        )
    return dict(manifest)


def _check_files(folder: Path, manifest: dict[str, Any]) -> None:
    checksums = manifest.get("checksums")
    if not isinstance(checksums, dict):
        raise IndexFolderError(
            f"The index {folder} is damaged: its manifest has no checksums. Build it again with `tenkyo index`."
        )
    for name, digest in checksums.items():
        path = folder / name
        if not path.is_file() or _digest(path) != digest:
            what = "is missing" if not path.is_file() else "has changed"
            raise IndexFolderError(f"The index {folder} is damaged: {name} {what}. Build it again with `tenkyo index`.")


def _matching_encoder(folder: Path, manifest: dict[str, Any], encoder: Encoder | None) -> Encoder:
    """Return the given encoder, or the one that the manifest names, if its vectors are those of the index."""
    try:
        name, expected = str(manifest["encoder"]["name"]), list(manifest["encoder"]["fingerprint"])
    except (KeyError, TypeError):
        raise IndexFolderError(
            f"The index {folder} is damaged: its manifest names no encoder. Build it again with `tenkyo index`."
        ) from None
    try:
        encoder = load_encoder(name) if encoder is None else encoder
    except EncoderError as error:
        raise IndexFolderError(f"The index {folder} was made with the encoder {name!r}. {error}") from None
    if not same_fingerprint(fingerprint(encoder), expected):
        raise IndexFolderError(
            f"The index {folder} was made with another encoder than {name_of(encoder)!r} is now (it names {name!r}); "
            "build it again with `tenkyo index`."
        )
    return encoder


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _document(fields: dict[str, Any]) -> Document:
    front = fields["front"]
    return Document(
        **{
            **fields,
            "front": None if front is None else _paragraph(front),
            "headings": tuple(Heading(**heading) for heading in fields["headings"]),
            "paragraphs": tuple(_paragraph(paragraph) for paragraph in fields["paragraphs"]),
        }
    )


def _paragraph(fields: dict[str, Any]) -> Paragraph:
    sentences = tuple(Sentence(**sentence) for sentence in fields["sentences"])
    return Paragraph(**{**fields, "section": tuple(fields["section"]), "sentences": sentences})


def _passage(fields: dict[str, Any], paragraph: Paragraph, text: str) -> Passage:
    """Return a passage, which is stored by its place; text and sentences are its paragraph's there."""
    start, end = fields["start"], fields["end"]
    return Passage(
        **fields,
        section=paragraph.section,
        text=text[start:end],
        sentences=tuple(
            sentence for sentence in paragraph.sentences if start <= sentence.start and sentence.end <= end
        ),
    )
