"""Texts read by a language model: asked, kept, held against the text; several requests at a time, results in order."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

from kg.extraction.extract import EXTRACTOR_VERSION
from kg.extraction.llm.answer import UnusableError, parse
from kg.extraction.llm.check import checked
from kg.extraction.llm.client import Answer, ChatClient
from kg.extraction.llm.estimate import Estimate, estimate
from kg.extraction.llm.kept import KeptAnswers
from kg.extraction.llm.prompt import PROMPT_HASH, question
from kg.extraction.llm.settings import LlmSettings
from kg.extraction.parallel import extract_units
from kg.extraction.reading import read
from kg.model.errors import ServiceError
from kg.model.mentions import Mention, TextUnit

__all__ = ["PREFIX", "LlmReader"]

PREFIX = "llm-1:"
"""How the version of every extraction by a language model begins; the number changes with `check`."""

_HOPELESS = 10
"""Texts in a row without a usable answer after which asking for more is of no use."""

_HOPELESS_START = 3
"""The same where no text had a usable answer yet."""


class LlmReader:
    """Reads texts with a model's help; answers are kept in `folder`. `counts` tells what was asked and what came."""

    def __init__(self, settings: LlmSettings, folder: Path, confirm: Callable[[Estimate], None]) -> None:
        self.settings = settings.checked()
        self.version = f"{PREFIX}{settings.model}:{PROMPT_HASH}:{EXTRACTOR_VERSION}"
        """Names model, prompt and the shipped extractor, which reads summaries and says where it agrees."""
        self.counts: Counter[str] = Counter()
        self.trouble = ""
        """Why the last text without a usable answer has none."""
        self._path = folder / f"{_file_name(settings.model)}-{PROMPT_HASH}.jsonl"
        self._confirm = confirm

    def read(self, units: Sequence[TextUnit]) -> Iterator[tuple[TextUnit, tuple[Mention, ...] | None]]:
        """Each text with its mentions, in the order given; None where the model gave no usable answer.

        Only titles with abstracts are asked about; a digest's summaries are read by the shipped extractor alone, since
        they are shown only when asked for and would cost five more requests a paper. `confirm` is called once, before
        the first request, and may raise.

        Raises ServiceError where the server is out of reach or nothing that it answers can be used.
        """
        if not units:
            return
        kept = KeptAnswers(self._path)
        papers = [unit for unit in units if unit.kind == "paper"]
        wanted = {unit.key: unit for unit in papers if unit.key not in kept}
        self.counts["kept"] += len(papers) - len(wanted)
        if wanted:
            self._confirm(estimate(list(wanted.values()), len(papers) - len(wanted), self.settings))
        asked = self._asked(list(wanted.values()), kept)
        try:
            for unit, found in extract_units(units, processes=1):
                if unit.kind != "paper":
                    yield unit, found
                elif unit.key in wanted and not next(asked):
                    yield unit, None
                else:
                    yield unit, self._checked(unit, kept[unit.key], found)
        finally:
            asked.close()

    def _checked(self, unit: TextUnit, answer: str, shipped: tuple[Mention, ...]) -> tuple[Mention, ...]:
        named = parse(answer)
        mentions, dropped = checked(read(unit.title, unit.text), named, shipped, f"llm:{self.settings.model}")
        self.counts.update(named=len(named), dropped=dropped)
        return mentions

    def _asked(self, units: Sequence[TextUnit], kept: KeptAnswers) -> Generator[bool]:
        """For each text in order, whether a usable answer came; a few more than fit are under way all the time."""
        client = ChatClient(self.settings)
        faults: list[ServiceError] = []

        def ask(unit: TextUnit) -> Answer:
            if faults:
                raise faults[0]
            try:
                answer = client.ask(question(read(unit.title, unit.text)))
            except ServiceError as error:
                faults.append(error)
                raise faults[0] from None
            kept.keep(unit.key, answer)
            return answer

        waiting = iter(units)
        with ThreadPoolExecutor(self.settings.parallel) as pool:
            try:
                running = deque(pool.submit(ask, unit) for unit in islice(waiting, 4 * self.settings.parallel))
                in_vain = 0
                while running:
                    usable = self._counted(running.popleft())
                    running.extend(pool.submit(ask, unit) for unit in islice(waiting, 1))
                    in_vain = 0 if usable else in_vain + 1
                    if in_vain == (_HOPELESS if self.counts["answers"] else _HOPELESS_START):
                        raise ServiceError(self._hopeless(in_vain))
                    yield usable
            finally:
                client.stop()
                pool.shutdown(cancel_futures=True)

    def _counted(self, future: Future[Answer]) -> bool:
        try:
            answer = future.result()
        except UnusableError as error:
            self.counts["unusable"] += 1
            self.trouble = str(error)
            return False
        self.counts.update(answers=1, tokens_read=answer.tokens_read, tokens_written=answer.tokens_written)
        return True

    def _hopeless(self, texts: int) -> str:
        return (
            f"{self.settings.server}: {self.settings.model} gave no usable answer to {texts} texts in a row, the last "
            f"time: {self.trouble}. Try a larger model, or one that follows a JSON schema. Answers so far are kept."
        )


def _file_name(model: str) -> str:
    """A name that a file may bear, and that no other model has."""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "_", model)[:60]
    return f"{plain}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"
