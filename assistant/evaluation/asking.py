"""The assistant itself is put to a question set: the documents it is about, and its answers."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evaluation.answers import SystemAnswer
from assistant.evaluation.corpus import Corpus, Library
from assistant.evaluation.questions import Question
from assistant.reader import Reader
from index import Encoder, PassageIndex, load_encoder
from source import article, read, split

Progress = Callable[[int, int], None]
"""Called with how many questions have been asked, and how many there are."""


def open_assistants(
    questions: Sequence[Question],
    index: Path | None = None,
    *,
    opened: Assistant | None = None,
    reader: Reader | None = None,
) -> dict[Path | None, Assistant]:
    """Open an assistant for each document that the questions name, and the given index for those that name none.

    Those are put to `opened` where it is given, and to the bundled article without either. Raises `SourceError` and
    `IndexFolderError`.
    """
    named = list(dict.fromkeys(question.document for question in questions))
    encoder = load_encoder() if any(named) else None
    return {
        path: (opened or Assistant.open(index, reader=reader))
        if path is None
        else build_assistant(path, encoder=encoder, reader=reader)
        for path in named
    }


def build_assistant(path: Path | None, *, encoder: Encoder | None = None, reader: Reader | None = None) -> Assistant:
    """Index a document, or the bundled article, and open the assistant over it. Raises `SourceError`."""
    document = article() if path is None else read(path)
    encoder = load_encoder() if encoder is None else encoder
    return Assistant(PassageIndex.build(document, split(document), encoder=encoder), reader=reader)


def answer_all(
    questions: Sequence[Question],
    assistants: Mapping[Path | None, Assistant],
    *,
    progress: Progress = lambda done, total: None,
) -> list[SystemAnswer]:
    """Ask every question."""
    answers = []
    for done, question in enumerate(questions, start=1):
        answers.append(SystemAnswer.of(question, assistants[question.document].ask(question.text)))
        progress(done, len(questions))
    return answers


def library_of(assistants: Mapping[Path | None, Assistant]) -> Library:
    """Return the documents of the assistants."""
    return {path: Corpus.of_index(assistant.index) for path, assistant in assistants.items()}


def read_library(questions: Sequence[Question], index: Path | None = None) -> Library:
    """Read the documents of the questions without an assistant; one whose file is not there is left out.

    Raises `SourceError` and `IndexFolderError`.
    """
    library: dict[Path | None, Corpus] = {}
    for path in dict.fromkeys(question.document for question in questions):
        if path is not None and path.exists():
            library[path] = Corpus.of_documents([read(path)])
        elif path is None:
            whole = None if index is None else Assistant.open(index).index
            library[path] = Corpus.of_documents([article()]) if whole is None else Corpus.of_index(whole)
    return library
