"""Every page speaks the language of the person who looks, and in no language shows a code or a solver's word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from allocator.explain.difference import difference
from allocator.messages import LANGUAGES, NAMES, catalogue, say
from allocator.ui import differ, figures, reasons
from allocator.ui.beginnings import grants
from allocator.ui.pages import PAGES
from allocator.ui.words import SESSION, language, said, speaking, w
from tests.test_messages import ENGLISH_WORDS, words
from tests.ui import school
from tests.ui.conftest import Opener

CODE = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)+\b")
SOLVER = {
    "en": ("infeasible", "solver", "optimal", "dual", "mip", "objective", "variable", "constraint"),
    "es": ("infactible", "solucionador", "óptim", "dual", "mip", "objetivo", "variable", "restricci"),
}
HIDDEN = {"id", "form_id", "url", "spec"}
"""Fields of what a page is made of that nobody sees."""
DRAWN = re.compile("[0-9a-f]{32}")
"""A mark drawn by lot that no person sees, in which letters between digits can look like a word."""
DATA = words(" ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', json.dumps(school.SCHOOL)))) | words(
    f"{school.DOUBTFUL.title} {school.DOUBTFUL.why}")
"""What people wrote into the plan stays as they wrote it."""
REPORT = school.report_of(school.plan_of(), school.BEST)
GARDEN = difference(REPORT, school.report_of(school.plan_of(), school.GARDEN_LATER))


def seen(app: AppTest) -> Iterator[str]:
    """Everything that a page shows or has read aloud: sentences, labels, choices, help, cells of tables."""
    for block in (app.main, app.sidebar):
        for element in block:
            yield from _texts(getattr(element, "proto", None))
    for table in app.table:
        yield from (str(cell) for cell in [*table.value.columns, *table.value.to_numpy().ravel()])


def _texts(proto: Any) -> Iterator[str]:
    """The texts in a message of Streamlit's."""
    if proto is None or not hasattr(proto, "ListFields"):
        return
    for field, value in proto.ListFields():
        if field.name in HIDDEN or (field.name == "body" and str(value).lstrip().startswith(("<style", "<script"))):
            continue
        several = value if isinstance(value, list) or hasattr(value, "append") else [value]
        if field.type == field.TYPE_STRING:
            yield from (text for text in several if text and not DRAWN.fullmatch(text))
        elif field.type == field.TYPE_MESSAGE and not field.message_type.GetOptions().map_entry:
            for part in several:
                yield from _texts(part)


def go(app: AppTest, url: str, spoken: str) -> AppTest:
    app.session_state[SESSION] = spoken
    app._page_hash = calc_hash(url)
    return app.run()


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_no_page_shows_a_code(page: Any, spoken: str, app: AppTest) -> None:
    """Neither ``ui.needs.says`` nor ``needs.says``, where somebody forgot to look the words up."""
    go(app, page.url, spoken)
    assert not app.exception
    codes = catalogue("en").keys() | {code.removeprefix("ui.") for code in catalogue("en")}
    texts = list(seen(app))
    assert len(texts) > 5 and not [text for text in texts if set(CODE.findall(text)) & codes]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_in_spanish_no_page_has_a_word_of_english(page: Any, app: AppTest) -> None:
    """Names, reasons and titles of sources and grants stay as people wrote them."""
    go(app, page.url, "es")
    assert not app.exception
    left = {text: english for text in seen(app) if text not in {*NAMES.values(), *grants().values()}
            if (english := (words(text) & ENGLISH_WORDS) - DATA)}
    assert not left


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_no_words_of_solvers(spoken: str) -> None:
    app_words = [text for code, text in catalogue(spoken).items() if code.startswith("ui.")]
    assert not [text for text in app_words for banned in SOLVER.get(spoken, ()) if re.search(rf"\b{banned}", text.lower())]


def test_tables_keep_their_shape_in_every_language() -> None:
    """Two headings that come out the same would lose a column."""
    def tables() -> list[figures.Table]:
        return [
            figures.needs_table(REPORT), figures.roster_table(REPORT), figures.left_table(REPORT), figures.payers_table(REPORT),
            figures.matrix_table(REPORT), figures.source_table(REPORT, "grant"), reasons.doubts_table(REPORT),
            reasons.verdict_table(reasons.verdicts(REPORT)), differ.difference_table(GARDEN),
        ]
    shapes = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            shapes[spoken] = [[len(column) for column in table.values()] for table in tables()]
    assert all(shape == shapes["en"] for shape in shapes.values())


def test_reasons_and_differences_in_spanish() -> None:
    with speaking("es"):
        assert reasons.why_program(REPORT, "tutoring") == [
            r"Funciona a tamaño completo (2025-26 a 2026-27) y cuesta \$40,000 en total.",
            'A tamaño completo atiende el 40% de "Reading".', "Pagado con Grant y Local."]
        found = reasons.verdicts(REPORT)
        assert found[0].says == 'La necesidad "Reading" se atiende al menos en un 50% en cada año.'
        assert found[0].outcome == "Se queda corta en 10 puntos porcentuales"
        assert reasons.cited(REPORT.case.rules[0].cite) == "El archivo del plan"
        assert reasons.doubts_line(REPORT) == "1 regla depende de un valor que nadie ha confirmado en su fuente."
        assert reasons.doubts_table(REPORT)["Qué depende de esto"] == [r"Regla: Counselor debe funcionar en 2025\-26\."]
        assert differ.sentences(GARDEN)[0] == "Se atienden menos necesidades que en el plan original: 3 puntos."


def test_a_block_speaks_its_language_and_gives_it_back() -> None:
    assert language() == "en" and w("need") == "Need"
    with speaking("es"):
        assert language() == "es" and w("need") == "Necesidad"
        assert said(say("rule.must", program="Garden", years="2025-26")) == "Garden debe funcionar en 2025-26."
    assert language() == "en" and said("as {written}") == "as {written}"


def test_words_that_nobody_wrote_are_an_error() -> None:
    with pytest.raises(KeyError):
        w("no.such.words")


def test_the_language_can_be_chosen_only_among_those_there_are(open_app: Opener) -> None:
    app = open_app(report=REPORT)
    assert not go(app, PAGES[0].url, "xx").exception
