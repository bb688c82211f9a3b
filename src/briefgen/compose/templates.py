"""The templates: found in the project first and then among the carried ones, rendered in a sandbox that is strict about names."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
    meta,
    nodes,
)
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from briefgen.compose.catalogue import load_catalogue
from briefgen.errors import TemplateError
from briefgen.limits import LimitError, bounded_memory, bounded_time
from briefgen.model import Problem, Severity

SYNTAX = "Correct the template; docs/templates.md shows how one is written"
# A template may come from elsewhere: a loop or a list without end must end in one line.
SECONDS = 120.0  # of the processor: a document of ten thousand facts takes ten
MEMORY = 2_000_000_000  # bytes beyond what the process holds when the template begins
LONGEST = 50_000_000  # characters of one document: a long one has one million
_HIGHEST = 64  # of exponents
ENDLESS = "Look for a loop, a list or a macro without end near this line"
_EXHAUSTED: Mapping[type[BaseException], str] = {
    MemoryError: "takes more memory than a document needs",
    RecursionError: "includes or calls itself without end",
}
NAMES = "docs/templates.md lists every name that a template can use"


class Sandbox(SandboxedEnvironment):
    """Jinja's sandbox; a power, which can keep the processor in one step for hours, has an exponent of sensible size."""

    intercepted_binops = frozenset({"**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        if not (isinstance(right, int | float) and abs(right) <= _HIGHEST):
            raise SecurityError(f"an exponent over {_HIGHEST} is refused")
        return super().call_binop(context, operator, left, right)


class _Compiled(BytecodeCache):
    """Compiled templates of this process, by their text: the second document finds those of the first."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = bucket.key + bucket.checksum
        if key in self._code:
            bucket.bytecode_from_string(self._code[key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def carried_templates() -> Path:
    """The templates that the program carries."""
    return Path(str(files("briefgen").joinpath("carried", "templates")))


def make_environment(templates: Sequence[Path], language: str, names: Mapping[str, Any]) -> SandboxedEnvironment:
    """The environment of one document. ``names`` are what its templates can use.

    ``carried/…`` reaches a carried template that a project's own replaces.
    """
    loader = ChoiceLoader(
        [FileSystemLoader([str(path) for path in templates]), PrefixLoader({"carried": FileSystemLoader(str(carried_templates()))})]
    )
    environment = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )
    catalogue = load_catalogue(tuple(templates), language)
    environment.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    environment.globals.update(names)
    return environment


def render_template(environment: SandboxedEnvironment, name: str) -> str:
    """The rendered text; raises :class:`TemplateError` with file and line for a syntax error, an unknown name or a missing template.

    So it does where the template takes longer, more memory or more words than it may (``SECONDS``, ``MEMORY``, ``LONGEST``).
    """
    try:
        with bounded_time(SECONDS), bounded_memory(MEMORY):
            return "".join(count_words(environment.get_template(name).generate()))
    except (LimitError, MemoryError, RecursionError) as error:
        said = _EXHAUSTED.get(type(error), str(error))
        raise TemplateError(said, place=_place(error) or f"templates/{name}", remedy=ENDLESS) from error
    except TemplateSyntaxError as error:
        raise TemplateError(str(error.message), place=f"{_short(error.filename or name)}:{error.lineno}", remedy=SYNTAX) from error
    except TemplateNotFound as error:
        raise TemplateError(
            f"there is no template {error.name}", place=name, remedy="Add the file under reports/templates, or correct its name"
        ) from error
    except (UndefinedError, SecurityError, TypeError, AttributeError) as error:
        place = _place(error)
        if place is None:
            raise
        raise TemplateError(str(error), place=place, remedy=NAMES) from error


def count_words(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces; :class:`LimitError` where they become longer than a document."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST:
            raise LimitError(f"makes more than {LONGEST // 1_000_000} million characters")
        yield piece


def _place(error: BaseException) -> str | None:
    """The innermost template line that the error passed through; None where it came from our own code."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if not frames:
        return None
    return f"{_short(frames[-1].filename)}:{frames[-1].lineno}"


def _short(filename: str) -> str:
    """The path from the templates folder on."""
    head, found, tail = filename.replace("\\", "/").rpartition("/templates/")
    return f"templates/{tail}" if found else head or filename


def list_used(environment: SandboxedEnvironment, name: str) -> frozenset[str]:
    """The names that a template and all it extends, includes or imports use; what cannot be found or parsed is passed over here."""
    used: set[str] = set()
    waiting, seen = [name], set[str]()
    while waiting:
        current = waiting.pop()
        if current in seen or environment.loader is None:
            continue
        seen.add(current)
        try:
            tree = environment.parse(environment.loader.get_source(environment, current)[0])
        except (TemplateNotFound, TemplateSyntaxError):
            continue
        used |= meta.find_undeclared_variables(tree)
        waiting += [other for other in meta.find_referenced_templates(tree) if other]
    return frozenset(used)


# --- Checking ---------------------------------------------------------------------------------------------------------


def list_templates(templates: Sequence[Path]) -> tuple[str, ...]:
    """The names of all templates in these folders."""
    return tuple(sorted({path.relative_to(root).as_posix() for root in templates for path in root.rglob("*.html")}))


def check_templates(templates: Sequence[Path], known: Iterable[str]) -> tuple[Problem, ...]:
    """Every syntax error, every name that is neither known nor defined in its file, and every macro or variable that nothing uses.

    Of carried templates behind a project's own, what those no longer use is not reported.
    """
    found = {name: next(root for root in templates if (root / name).is_file()) for name in list_templates(templates)}
    texts = tuple((name, (root / name).read_text(encoding="utf-8", errors="replace")) for name, root in found.items())
    carried = carried_templates().resolve()
    alone = all(root.resolve() == carried for root in templates)
    own = frozenset(name for name, root in found.items() if alone or root.resolve() != carried)
    return _check(texts, frozenset(known), own)


@lru_cache(maxsize=4)
def _check(texts: tuple[tuple[str, str], ...], known: frozenset[str], own: frozenset[str]) -> tuple[Problem, ...]:
    environment = make_environment((), "vi", {})
    found: list[Problem] = []
    trees: dict[str, nodes.Template] = {}
    for name, source in texts:
        try:
            trees[name] = environment.parse(source, name)
        except TemplateSyntaxError as error:
            found.append(_problem("template-syntax", str(error.message), name, error.lineno, SYNTAX))
    names = {*known, "_", "gettext", "ngettext", "loop", "caller", "varargs", "kwargs", "self", "super"}
    for name, tree in trees.items():
        found += [
            _problem("template-undefined", f"{word!r} is not defined", name, _line(tree, word), NAMES) for word in _undefined(tree, names)
        ]
    return (*found, *(problem for problem in _unused(trees) if (problem.file or "").removeprefix("templates/") in own))


def _problem(code: str, message: str, name: str, line: int | None, remedy: str) -> Problem:
    severity = Severity.WARNING if code == "template-unused" else Severity.ERROR
    return Problem(severity=severity, code=code, message=message, remedy=remedy, file=f"templates/{name}", line=line)


def _undefined(tree: nodes.Template, names: set[str]) -> list[str]:
    return sorted(meta.find_undeclared_variables(tree) - names)


def _line(tree: nodes.Template, word: str) -> int | None:
    return next((node.lineno for node in tree.find_all(nodes.Name) if node.name == word), None)


def _unused(trees: Mapping[str, nodes.Template]) -> list[Problem]:
    """Macros that no template calls, and variables set but never read in their file."""
    used = {node.name for tree in trees.values() for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    used |= {node.attr for tree in trees.values() for node in tree.find_all(nodes.Getattr)}
    found = []
    for name, tree in trees.items():
        macros = [(macro.name, macro.lineno) for macro in tree.find_all(nodes.Macro)]
        stored = [(node.name, node.lineno) for node in tree.find_all(nodes.Name) if node.ctx == "store"]
        found += [
            _problem("template-unused", f"{word!r} is never used", name, line, "Remove it, or use it")
            for word, line in (*macros, *stored)
            if word not in used
        ]
    return found
