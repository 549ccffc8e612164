"""The program library: every entry can stand in a plan, speaks both languages, and says where its figures come from."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from allocator.constraints.allowable_use import AllowableUse
from allocator.domain.base import Commitment, Condition, Pillar, Practice, in_codes
from allocator.domain.program import Program
from allocator.grants import grant, grant_ids
from allocator.library import Cost, Entry, Person, Span, Words, entries, entry
from allocator.messages import LANGUAGES
from allocator.paths import templates

ENTRIES = entries()
FILES = sorted((templates() / "programs").glob("*.yaml"))
ENGLISH = {"the", "and", "of", "for", "with", "by", "to", "year", "school", "staff", "pupils", "families"}
SPANISH = {"el", "la", "los", "las", "y", "de", "para", "con", "año", "escuela", "personal", "familias"}
# What a framework for community schools names, and what partners offer beside it: entries that must be there.
NAMED = {
    *("social-worker", "school-counselor", "school-nurse", "school-psychologist", "wellness-coach", "cost-coordination"),
    *("mtss-coordination", "basic-needs-hub", "mentoring", "restorative-facilitator", "early-learning"),
    *("home-visits", "bilingual-liaison", "parent-academy", "family-classes", "family-computer-classes", "family-conferences"),
    *("interpretation", "coordinator-certificated", "coordinator-classified", "community-school-manager", "site-leadership-team"),
    *("shared-decision-council", "restorative-training", "sel-training", "trauma-informed-training", "leadership-coaching"),
    *("collaboration-time", "ana-refresh", "listening-to-learners", "asset-mapping", "framework-for-the-future"),
    *("diagnostic-assessment", "student-survey", "learning-walks", "educator-pathway", "leadership-academy"),
    *("before-school", "after-school", "summer-program", "weekend-academy", "intensive-tutoring", "acceleration"),
    *("arts-teacher", "clubs-intramurals", "internships", "project-based-learning", "grade-transitions"),
}


def words_of(one: Entry) -> list[Words]:
    """Everything that an entry says in two languages."""
    lines: list[Cost | Person] = [*one.costs.values(), *one.positions.values()]
    return [one.name, one.what, one.basis, *one.called.values(), *(line.name for line in lines)]


def said(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def test_the_library_holds_what_the_framework_names() -> None:
    assert not NAMED - {one.id for one in ENTRIES}
    assert len(ENTRIES) >= 40


def test_there_is_one_file_for_each_pillar_and_no_key_stands_twice() -> None:
    assert {path.stem for path in FILES} == set(get_args(Pillar))
    for path in FILES:
        keys = re.findall(r"^  ([a-z0-9_-]+):", path.read_text(encoding="utf-8").split("\nentries:\n")[1], re.MULTILINE)
        assert len(keys) == len(set(keys)) == sum(one.pillar == path.stem for one in ENTRIES)


def test_every_part_of_the_framework_and_every_step_is_served() -> None:
    served = Counter(part for one in ENTRIES for part in (one.pillar, *one.conditions, *one.commitments, *one.practices))
    assert set(served) == {part for group in (Pillar, Condition, Commitment, Practice) for part in get_args(group)}
    assert {one.step for one in ENTRIES} == {1, 2, 3, 4}
    assert all(one.conditions for one in ENTRIES)


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one.id)
def test_an_entry_speaks_both_languages(one: Entry) -> None:
    for words in words_of(one):
        assert words.en != words.es
        assert not said(words.en) & SPANISH, words.en
        assert not said(words.es.replace("After School Education and Safety", "")) & ENGLISH, words.es
        for text in (words.en, words.es):
            assert text == " ".join(text.split())
        assert re.findall(r"[\d.,]*\d", words.en) == re.findall(r"[\d.,]*\d", words.es), "both languages say the same figures"
    for sentence in (one.what, one.basis):
        assert sentence.en.endswith(".") and sentence.es.endswith(".")


@pytest.mark.parametrize("one", ENTRIES, ids=lambda one: one.id)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_an_entry_is_a_program(one: Entry, language: str) -> None:
    program = Program.model_validate(one.program(language))
    assert program.name == one.name.spoken(language)
    assert (program.pillar, program.practices, program.meets) == (one.pillar, one.practices, {})
    assert program.costs or program.positions
    assert program.note.startswith(one.what.spoken(language)) and program.note.endswith(one.basis.spoken(language))
    assert program.cost_range is not None and 0 < program.cost_range[0] <= 1 <= program.cost_range[1] <= 10
    assert set(one.roles(language)) == {position.role for position in program.positions.values()}


def test_no_entry_buys_what_the_community_schools_grant_may_not_pay() -> None:
    rule = grant("ccspp-implementation-cohort-4").rules["no-food-or-capital"]
    codes = grant("ccspp-implementation-cohort-4").values[rule["not_objects"]["value"]].dated[0].value
    assert rule["kind"] == AllowableUse.model_fields["kind"].default and codes
    objects = {line.object for one in ENTRIES for line in (*one.costs.values(), *one.positions.values())}
    assert not any(in_codes(code, tuple(map(str, codes))) for code in objects)  # type: ignore[arg-type]


def test_tags_are_words_of_the_grants() -> None:
    of_grants = {tag for name in grant_ids() for duty in grant(name).duties for tag in duty.tags} | {"arts"}
    assert {tag for one in ENTRIES for tag in one.tags} <= of_grants


def test_a_basis_never_claims_more_than_it_knows() -> None:
    for one in ENTRIES:
        assert re.search(r"not confirmed|guess|made up|remembered", one.basis.en, re.IGNORECASE), one.id
        assert "http" not in one.basis.en
        assert one.confirmed is False


def test_home_visits_by_hand() -> None:
    # 300 visits by pairs of 1.5 hours: 900 hours. At $50: $45,000, of which CalSTRS takes 19.1%, Medicare 1.45%, unemployment
    # insurance 0.05% and workers' compensation 2%; mileage $3,000; training $6,000 once.
    visits = entry("home-visits")
    program = visits.program()
    amounts = {line: record["amount"] for line, record in program["costs"].items()}
    assert amounts == {"visits": 45_000, "visits-strs": 8_595, "visits-medicare": 653, "visits-unemployment": 23,
                       "visits-workers-compensation": 900, "mileage": 3_000, "training": 6_000}
    assert {record.get("position") for line, record in program["costs"].items() if line.startswith("visits")} == {"visits"}
    assert program["costs"]["training"]["when"] == "first_year" and "when" not in program["costs"]["visits"]
    assert program["costs"]["training"]["function"] == "2140" and program["costs"]["visits"]["function"] == "1000"
    assert visits.dollars().typical == 58_171
    assert visits.dollars(first_year=True).typical == 64_171
    # At $42: $37,800 + $7,220 + $548 + $19 + $756 + $1,500 + $3,000. At $70: $63,000 + $12,033 + $914 + $32 + $1,260 + $5,000
    # + $12,000. As multiples of $64,171, to the hundredth.
    assert visits.dollars(first_year=True) == Span(low=50_843, typical=64_171, high=94_239)
    assert program["cost_range"] == [Fraction(79, 100), Fraction(147, 100)]


def test_people_by_hand() -> None:
    # A certificated year of $95,000: 22.6% on top is $21,470; health $18,000.
    worker = entry("social-worker")
    assert worker.dollars().typical == 95_000 + 21_470 + 18_000
    assert worker.roles() == {"social_worker": "School social worker"}
    assert worker.roles("es") == {"social_worker": "Trabajador o trabajadora social escolar"}
    assert "costs" not in worker.program()
    # Two days a week of $98,000 is $39,200; 22.6% is $8,859.20; health $7,200: in all $55,259.20.
    assert entry("school-nurse").dollars().typical == 55_259
    # A classified year of $46,000: 26.81% + 6.2% + 1.45% + 0.05% + 2% = 36.51% on top is $16,794.60; health $18,000.
    assert entry("bilingual-liaison").dollars().typical == 80_795


def test_hourly_classified_staff_pays_no_calpers() -> None:
    lines = entry("interpretation").program()["costs"]
    assert {line["object"] for name, line in lines.items() if name.startswith("interpreters-")} == {"3302", "3502", "3602"}


def test_a_contract_for_the_schools_own_work_is_an_agreement() -> None:
    clinician = entry("agency-clinician")
    assert clinician.program()["costs"]["services"]["agreement"] == "agency-clinician"
    assert clinician.agreements("es") == {"agency-clinician": "Profesional clínico, con la administración de la agencia"}
    assert entry("mentoring").agreements() == {}


def test_the_entry_of_the_recipe_can_stand_in_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "recipes" / "add-a-practice.md"
    block = page.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    shutil.copytree(templates(), tmp_path / "templates")
    monkeypatch.setenv("ALLOCATOR_TEMPLATES", str(tmp_path / "templates"))
    with (templates() / "programs" / "extended_learning.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{block}")
    garden = entry("garden-class")
    # 240 hours at $25, 9.7% of payroll costs (6.2%, 1.45%, 0.05%, 2%), and $3,000 once.
    assert garden.dollars(first_year=True).typical == 6_000 + 582 + 3_000
    assert Program.model_validate(garden.program("es")).name == "Clase en el huerto escolar"


def test_unknown_ids_and_languages_are_errors() -> None:
    with pytest.raises(KeyError):
        entry("no-such-practice")
    with pytest.raises(KeyError):
        entry("home-visits").program("fr")


def test_the_library_is_read_once() -> None:
    assert entries() is entries()


SUPPLIES: dict[str, Any] = {"object": "4300", "dollars": Span(low=1, typical=2, high=3), "name": Words(en="Paper", es="Papel")}


@pytest.mark.parametrize("change", [
    {"object": "1100"},                                       # pay that does not say hourly
    {"hourly": "classified"},                                 # supplies by the hour
    {"object": "1100", "hourly": "classified"},               # certificated pay of classified staff
    {"object": "5100"},                                       # part of the school's own work without an agreement
    {"agreement": True},                                      # an agreement under another object
    {"dollar": 5},                                            # an unknown key
], ids=str)
def test_a_cost_that_cannot_be_meant_is_refused(change: dict[str, Any]) -> None:
    Cost.model_validate(SUPPLIES)
    with pytest.raises(ValidationError):
        Cost.model_validate({**SUPPLIES, **change})


def test_a_range_rises_and_a_confirmed_entry_is_refused() -> None:
    with pytest.raises(ValidationError):
        Span(low=5, typical=4, high=6)
    with pytest.raises(ValidationError):
        Span(low=0, typical=0, high=6)
    with pytest.raises(ValidationError):
        Entry.model_validate({**dict(entry("mentoring")), "confirmed": True})
