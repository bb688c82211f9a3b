"""``<stem>.yaml`` beside an article: what its saver knows and the text does not say."""

from __future__ import annotations

import os
from pathlib import Path

import yaml

from briefgen.articles.metadata import read_date
from briefgen.articles.problems import find_line, warn
from briefgen.model import Problem, Sourced

KEYS = ("title", "outlet", "original_outlet", "author", "published", "address", "retrieved", "language")
_DATES = ("published", "retrieved")
_LIMIT = 100_000  # bytes
_KNOWN = f"Known are: {', '.join(KEYS)}."


def read_sidecar(article: Path, file: str) -> tuple[dict[str, Sourced], list[Problem]]:
    """The sidecar's values by field, each with ``basis="sidecar"``, and what is wrong with it; both empty where there is none."""
    path = article.with_suffix(".yaml")
    name = f"{file.rpartition('/')[0]}/{path.name}".lstrip("/")
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # never waits on a pipe
            data = stream.read(_LIMIT + 1)
    except FileNotFoundError:
        return {}, []
    except OSError as error:
        return {}, [warn(name, "sidecar-unreadable", f"Cannot be read: {error.strerror}", "Check the file's permissions.")]
    if len(data) > _LIMIT:
        return {}, [warn(name, "sidecar-too-large", f"Larger than {_LIMIT // 1000} kB", f"Keep one `key: value` a line. {_KNOWN}")]
    try:
        text = data.decode("utf-8-sig")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        return {}, [_describe_broken(name, error)]
    return _read_mapping(node, text, name)


def _describe_broken(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "no UTF-8 text"
    line = mark.line + 1 if mark is not None else None
    return warn(name, "sidecar-broken", f"Not YAML: {what}", "Write one `key: value` a line; put values with a colon in quotes.", line)


def _read_mapping(node: yaml.Node | None, text: str, name: str) -> tuple[dict[str, Sourced], list[Problem]]:
    if node is None:
        return {}, []
    if not isinstance(node, yaml.MappingNode):
        return {}, [warn(name, "sidecar-broken", "Not a list of keys and values", f"Write one `key: value` a line. {_KNOWN}", 1)]
    values: dict[str, Sourced] = {}
    problems: list[Problem] = []
    for key, value in node.value:
        found = _read_pair(key, value, text, name)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            values[key.value] = found
    return values, problems


def _read_pair(key: yaml.Node, value: yaml.Node, text: str, name: str) -> Sourced | Problem | None:
    line = find_line(text, key.start_mark.index)
    if not isinstance(key, yaml.ScalarNode) or key.value not in KEYS:
        return warn(name, "sidecar-key", f"Unknown key {key.value!r:.60}", _KNOWN, line)
    if not isinstance(value, yaml.ScalarNode):
        return warn(name, "sidecar-value", f"{key.value} is no single value", "Write text, or a date as YYYY-MM-DD.", line)
    if not value.value.strip() or value.tag == "tag:yaml.org,2002:null":
        return None
    if key.value in _DATES:
        date = read_date(value.value)
        if date is None:
            return warn(
                name, "sidecar-value", f"{key.value}: {value.value!r:.60} is no date", "Write it as YYYY-MM-DD, YYYY-MM or YYYY.", line
            )
        return Sourced(value=date, basis="sidecar")
    return Sourced(value=value.value.strip(), basis="sidecar")
