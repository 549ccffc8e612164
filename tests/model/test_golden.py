"""The model of each sample, readable: a change of the mathematics shows in review.

When a change is meant, write the files anew with ``python -m tests.model.test_golden`` and read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import allocator
from allocator.allocate import case_for
from allocator.model import build
from allocator.model.readable import readable

ROOT = Path(__file__).parents[2]
SAMPLES = {"tiny": "scenarios/tiny/plan.yaml", "oak-grove": "scenarios/oak-grove/base.yaml"}


def text_of(sample: str) -> str:
    return readable(build(case_for(allocator.load(ROOT / SAMPLES[sample]))).problem)


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_the_model_of_a_sample_is_the_one_that_was_reviewed(sample: str) -> None:
    golden = (ROOT / "tests/golden" / f"{sample}.txt").read_text(encoding="utf-8")
    assert text_of(sample) == golden, "the mathematics changed; see the top of this file"


if __name__ == "__main__":
    for name in SAMPLES:
        (ROOT / "tests/golden" / f"{name}.txt").write_text(text_of(name), encoding="utf-8")
