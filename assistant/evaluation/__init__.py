"""The ruler: answers with citations are measured against a question set, this assistant's own or any system's.

`measure(Inputs(questions=…))` does from files what `tenkyo evaluate` does. In parts, on values:

    questions = read_questions(path)
    answers = read_answers(other, questions)
    judgements = evaluate(questions, answers, library=read_library(questions), judge=judge_named("verbatim"))
    summary = summarise([judgement.record for judgement in judgements], name="mine", judge="verbatim")
    print(table(summary))
"""

from assistant.evaluation.answers import CitedQuote, SystemAnswer, read_answers
from assistant.evaluation.asking import answer_all, library_of, open_assistants, read_library
from assistant.evaluation.command import Inputs, Result, measure
from assistant.evaluation.evaluation import Judgement, evaluate
from assistant.evaluation.figures import Difference, Figure, Summary, summarise
from assistant.evaluation.judges import Claim, Judge, judge_named
from assistant.evaluation.lines import EvaluationError
from assistant.evaluation.questions import Question, read_questions
from assistant.evaluation.records import KeptRun, Record, read_kept
from assistant.evaluation.retrieval import judge_passages, measure_retrieval, read_qrels, read_run, search_all
from assistant.evaluation.table import table

__all__ = [
    "CitedQuote",
    "Claim",
    "Difference",
    "EvaluationError",
    "Figure",
    "Inputs",
    "Judge",
    "Judgement",
    "KeptRun",
    "Question",
    "Record",
    "Result",
    "Summary",
    "SystemAnswer",
    "answer_all",
    "evaluate",
    "judge_named",
    "judge_passages",
    "library_of",
    "measure",
    "measure_retrieval",
    "open_assistants",
    "read_answers",
    "read_kept",
    "read_library",
    "read_qrels",
    "read_questions",
    "read_run",
    "search_all",
    "summarise",
    "table",
]
