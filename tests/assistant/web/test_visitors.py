"""Twenty visitors at once: none waits behind another."""

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

from assistant import Answer, Assistant
from assistant.reader import Turn
from assistant.web import serving
from index import PassageIndex
from tests.assistant.web.conftest import component_of

VISITORS = 20


class Gathering(Assistant):
    """Answers nobody until everybody has asked: whoever waited behind another would keep all of them waiting."""

    everybody = threading.Barrier(VISITORS)

    def ask(self, question: str, turns: Sequence[Turn] = ()) -> Answer:
        self.everybody.wait(timeout=20)
        return super().ask(question, turns)


def test_twenty_visitors_asking_at_once_are_all_answered(article_index: PassageIndex, tmp_path: Path) -> None:
    with serving(Gathering(article_index), data=tmp_path) as served:
        component = component_of(served)

        def ask(visitor: int) -> str:
            turns = [{"question": f"How many people is Huawei going to hire by the end of 2019? ({visitor})"}]
            payload = {"article": "", "visitor": f"visitor-{visitor}", "turns": turns, "start": 0}
            call = {"data": payload, "component_id": component, "fn_name": "call_converse", "session_hash": "x"}
            request = Request(
                f"{served}gradio_api/component_server",
                data=json.dumps(call).encode(),
                headers={"Content-Type": "application/json"},
            )
            with urlopen(request, timeout=60) as reply:
                return str(json.load(reply)["turns"][0])

        with ThreadPoolExecutor(VISITORS) as visitors:
            pages = list(visitors.map(ask, range(VISITORS)))
    for visitor, page in enumerate(pages):
        assert f"({visitor})" in page
        assert 'class="saying"' in page
