"""Why a text cannot be read, in our own words: the libraries that read it say it in English. Imports nothing heavy."""

from __future__ import annotations

from typing import Any

from allocator.load.refusal import coded

OF_YAML = {
    "mapping values are not allowed": "fault.yaml.colon.second",
    "could not find expected ':'": "fault.yaml.colon",
    "did not find expected ',' or ']'": "fault.yaml.bracket",
    "expected ',' or ']'": "fault.yaml.bracket",
    "did not find expected ',' or '}'": "fault.yaml.brace",
    "expected ',' or '}'": "fault.yaml.brace",
    "found a tab character": "fault.yaml.tab",
    "found character '\\t'": "fault.yaml.tab",
    "found character": "fault.yaml.character",
    "found unexpected end of stream": "fault.yaml.quote",
    "found unknown escape character": "fault.yaml.escape",
    "did not find expected '-' indicator": "fault.yaml.dash",
    "block sequence entries are not allowed": "fault.yaml.dash.here",
    "sequence entries are not allowed": "fault.yaml.dash.here",
    "did not find expected node content": "fault.yaml.value",
    "expected the node content": "fault.yaml.value",
    "did not find expected key": "fault.yaml.key",
    "expected <block end>": "fault.yaml.key",
    "did not find expected <document start>": "fault.yaml.indent",
    "expected '<document start>'": "fault.yaml.indent",
    "control characters are not allowed": "fault.yaml.control",
}
OF_JSON = {
    "Unterminated string": "fault.json.quote",
    "Invalid control character": "fault.json.control",
    "Invalid \\": "fault.json.escape",
}
OF_XML = {
    "not well-formed": "fault.xml.form",
    "no element found": "fault.xml.end",
    "unclosed token": "fault.xml.end",
    "mismatched tag": "fault.xml.tag",
}


def reason(said: str, known: dict[str, str]) -> dict[str, Any]:
    """What a library said, as a value of a problem; its own words where ours have none."""
    code = next((code for start, code in known.items() if said.startswith(start)), None)
    return coded("fault.reason", reason=said) if code is None else coded(code)
