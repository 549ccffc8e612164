"""What was probably meant."""

from __future__ import annotations

from allocator.nearest import nearest

SOURCES = {"title1": "Title I, Part A", "title4a": "Title IV, Part A", "ccspp": "CCSPP grant", "local": "Local money"}


def test_an_id_or_a_name_that_looks_like_it() -> None:
    assert nearest("titel1", SOURCES)[0] == "title1"
    assert nearest("LOCAL", SOURCES) == ["local"]
    assert nearest("local moneys", SOURCES) == ["local"]
    assert nearest("zzz", SOURCES) == []


def test_no_more_than_asked_and_each_once() -> None:
    assert nearest("title", SOURCES, most=1) == ["title1"]
    assert sorted(nearest("title", SOURCES, like=0.4)[:2]) == ["title1", "title4a"]
    assert nearest("locl", ["local", "other"]) == ["local"]
