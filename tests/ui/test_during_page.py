"""The page During the year, on the school whose actual spending is worked out by hand (tests/whatif/spent_school.py)."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from allocator.allocate import audited, case_for
from allocator.domain.report import Provenance, Quality, Report
from allocator.explain import report
from allocator.load import fingerprint
from allocator.ui import jobs
from tests.ui.conftest import Opener
from tests.ui.test_pages import _go, text
from tests.whatif.spent_school import ADOPTED, BOOKED, school


@pytest.fixture(scope="module")
def adopted() -> Report:
    """The signed budget of the school as the app knows it."""
    plan = school()
    case = case_for(plan)
    origin = Provenance(fingerprint(plan), "0.1.0", "by hand", 0.1)
    return report(case, ADOPTED, audited(case, ADOPTED), Quality("within", "proved", 81.0), origin)


@pytest.fixture
def during(open_app: Opener, adopted: Report) -> AppTest:
    app = open_app(adopted.case.plan, adopted)
    _go(app, "during")
    return app


def test_try(during: AppTest) -> None:
    print(text(during))
    during.file_uploader[0].upload("spent.csv", BOOKED.encode()).run()
    assert not during.exception, during.exception
    print(text(during))
    for t in during.table: print(t.value)
    print({m.label:m.value for m in during.metric})
    assert 0
