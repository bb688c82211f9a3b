"""The registry: articles' mentions and editors' decisions in, views of facts out.

Everything in it is derived: it may be deleted at any time and is built again. Writing is done in short transactions, so that two
programs may write at once and a killed one loses nothing that it had finished; facts that are still to be made anew after such an
end are made by the next call.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, text

from briefgen.errors import RegistryError
from briefgen.model import Action, Article, Decision, Fact, Mention, Problem, SourceInfo, View
from briefgen.registry import reading, refreshing, writing
from briefgen.registry.assembly import Material, assemble_view
from briefgen.registry.engine import explained, make_engine
from briefgen.registry.migrations import OLDER, drop_everything, is_current, is_laid_out_otherwise, migrate, read_done
from briefgen.registry.origins import GroupCopies
from briefgen.registry.reading import Choice
from briefgen.registry.retractions import find_retracted
from briefgen.registry.versions import follow_rules, is_merged_alike
from briefgen.registry.writing import Entry

_ARTICLES_A_STEP = 200
# Any number that is always the same: PostgreSQL's writers take turns at one lock of this name.
_WRITERS_LOCK = 7_461_225


def open_registry(
    address: str | Path, *, read_only: bool = False, renew: bool = False, group_copies: GroupCopies | None = None
) -> Registry:
    """The registry in a SQLite file (made where there is none) or in a PostgreSQL database named by its URL.

    ``group_copies`` tells republished articles by their fingerprints. With ``renew`` a registry that an older version laid out is emptied
    (``Registry.is_renewed``). Raises :class:`RegistryError` where the address holds something else, was written by a newer version, by an
    older one without ``renew``, or cannot be reached.
    """
    engine, place = make_engine(address, read_only=read_only)
    registry = Registry(engine, place, read_only=read_only, group_copies=group_copies)
    try:
        with explained(place):
            registry.prepare(renew=renew)
    except BaseException:
        registry.close()
        raise
    return registry


class Registry:
    """An open registry; close it, or use it as a context manager."""

    def __init__(self, engine: Engine, place: str, *, read_only: bool, group_copies: GroupCopies | None) -> None:
        self._engine = engine
        self._group_copies = group_copies
        self._read_only = read_only
        self.place = place
        self.is_renewed = False

    def prepare(self, *, renew: bool = False) -> None:
        """Bring the tables to this version's form; a registry opened for reading must have it already."""
        if self._read_only:
            with self._engine.connect() as connection, connection.begin():
                current = is_current(connection, self.place) and is_merged_alike(connection)
            if not current:
                raise RegistryError(
                    "this registry is not built yet, or by another version of briefgen", place=self.place, remedy="Run: briefgen build"
                )
            return
        with self._writing() as connection:
            self._lay_out_anew(connection, renew=renew)
            migrate(connection, self.place)
            follow_rules(connection)

    def _lay_out_anew(self, connection: Connection, *, renew: bool) -> None:
        """Empty a registry whose tables are an older version's."""
        # Only other code can have made one, and that merges otherwise: so the tables need not be looked at each time.
        if not read_done(connection, self.place) or is_merged_alike(connection) or not is_laid_out_otherwise(connection):
            return
        if not renew:
            raise RegistryError("this registry was laid out by an older version of briefgen", place=self.place, remedy=OLDER)
        drop_everything(connection)
        self.is_renewed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # --- Writing -----------------------------------------------------------------------------------------------------

    def put_article(
        self, source: Article | SourceInfo, mentions: Sequence[Mention], problems: Sequence[Problem] = (), *, extractor: str = ""
    ) -> bool:
        """Put, or replace, what one article says; False where the registry holds exactly this already. ``extractor`` is its version."""
        return self.put_articles([make_entry(source, mentions, problems, extractor=extractor)]) > 0

    def put_articles(self, entries: Iterable[Entry]) -> int:
        """Put many articles, a few hundred in each transaction; the number of those that changed anything."""
        changed = 0
        remaining = iter(entries)
        while step := list(islice(remaining, _ARTICLES_A_STEP)):
            with self._writing() as connection:
                changed += writing.put_entries(connection, step)
        return changed

    def remove_article(self, stem: str) -> bool:
        """Take an article and what it alone says out; False where the registry has none of that name."""
        with self._writing() as connection:
            return writing.drop_entries(connection, [stem]) > 0

    def put_decisions(self, decisions: Sequence[Decision]) -> bool:
        """Keep exactly these decisions, in the order of the log; False where nothing changed."""
        with self._writing() as connection:
            return writing.put_log(connection, decisions)

    def refresh(self) -> None:
        """Make anew the facts of all groups whose mentions changed. Reading calls it; call it to have the work done earlier."""
        more = not self._read_only
        while more:
            with self._writing() as connection:
                more = refreshing.refresh_some(connection)

    # --- Reading -----------------------------------------------------------------------------------------------------

    def known(self) -> dict[str, tuple[str, str]]:
        """For each article's path the SHA-256 of its bytes and the extractor's version that read it."""
        with self._reading() as connection:
            return reading.read_states(connection)

    def fingerprints(self) -> dict[str, str]:
        """For each article's stem its fingerprint, where it has one."""
        with self._reading() as connection:
            return {one.source.stem: one.fingerprint for one in reading.read_known(connection) if one.fingerprint}

    def sources(self) -> tuple[SourceInfo, ...]:
        """All articles, in order of their stems, each as it stands alone: without its origin."""
        with self._reading() as connection:
            return tuple(one.source for one in reading.read_known(connection))

    def mentions(self, stem: str) -> list[Mention]:
        """What one article says, before any merging, in the order in which it was put."""
        with self._reading() as connection:
            return reading.read_mentions(connection, stem)

    def view(
        self,
        as_of: str | None = None,
        with_decisions: bool = True,
        *,
        parties: Collection[str] = (),
        kinds: Collection[str] = (),
        topics: Collection[str] = (),
        scope: str | None = None,
        also: Sequence[Decision] = (),
    ) -> View:
        """Everything that the sources admitted by ``as_of`` (EDTF) say together, with the editors' decisions, in a stable order.

        ``parties``, ``kinds``, ``topics`` limit the facts (any of each list); ``scope`` names the briefing whose own decisions count too;
        ``also`` are decisions taken as if they were the last of the log.
        A source without any date is left out when ``as_of`` is given, and a problem says so.
        """
        choice = Choice(parties=parties, kinds=kinds, topics=topics)
        return assemble_view(self._gather(as_of, choice, with_decisions=with_decisions, scope=scope, also=also), scope=scope)

    def search(
        self,
        query: str,
        *,
        kinds: Collection[str] = (),
        parties: Collection[str] = (),
        topics: Collection[str] = (),
        since: str | None = None,
        until: str | None = None,
        limit: int = 50,
    ) -> tuple[Fact, ...]:
        """The facts that hold all words of the query, the best first, as the editors' decisions have them.

        A query without Vietnamese marks finds words with and without them. ``since``/``until`` are days; undated facts stay.
        """
        choice = Choice(kinds=kinds, parties=parties, topics=topics, since=since, until=until)
        self.refresh()
        with self._reading() as connection:
            found = reading.find_facts(connection, query, choice, limit)
        facts = {fact.id: fact for fact in self.view().facts}
        return tuple(facts[one] for one in found if one in facts)

    def _gather(self, as_of: str | None, choice: Choice, *, with_decisions: bool, scope: str | None, also: Sequence[Decision]) -> Material:
        self.refresh()
        with self._reading() as connection:
            known = reading.read_known(connection)
            decisions = [*reading.read_log(connection), *also] if with_decisions else []
            retracted = find_retracted(decisions, [one.source for one in known], scope)
            material = Material.admit(known, as_of, self._group_copies, retracted)
            stems = {source.stem for source in material.sources}
            absent = [one.source.stem for one in known if one.source.stem not in stems]
            split = [one.targets[0] for one in decisions if one.action is Action.SPLIT and one.targets]
            return material.filled(
                merged=reading.read_merged_without(connection, absent, choice),
                problems=reading.read_problems(connection, stems),
                decisions=decisions,
                mentions=[one for one in reading.read_mentions_of(connection, split) if one.article in stems],
                complete=choice == Choice() and set(absent) == set(retracted),
            )

    # --- Transactions ------------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._read_only:
            raise RegistryError("this registry was opened for reading only", place=self.place, remedy="Open it for writing")
        with explained(self.place), self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": _WRITERS_LOCK})
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One transaction, so that all that is read belongs together, while another program may write."""
        engine = self._engine
        with explained(self.place), engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection


def make_entry(
    source: Article | SourceInfo, mentions: Sequence[Mention], problems: Sequence[Problem] = (), *, extractor: str = ""
) -> Entry:
    """What :meth:`Registry.put_articles` takes of one article."""
    fingerprint = source.fingerprint if isinstance(source, Article) else None
    record = source_of(source) if isinstance(source, Article) else source
    return Entry(source=record, mentions=tuple(mentions), problems=tuple(problems), extractor=extractor, fingerprint=fingerprint)


def source_of(article: Article) -> SourceInfo:
    """What the registry keeps of an article; the origin is found among all articles, later."""

    def text_of(name: str) -> str | None:
        sourced = getattr(article, name)
        return sourced.value if sourced else None

    return SourceInfo(
        stem=article.stem,
        path=article.path,
        sha256=article.sha256,
        language=article.language,
        origin="",
        title=text_of("title"),
        outlet=text_of("outlet"),
        original_outlet=text_of("original_outlet"),
        author=text_of("author"),
        published=text_of("published"),
        published_basis=article.published.basis if article.published else None,
        address=text_of("address"),
        retrieved=text_of("retrieved"),
    )
