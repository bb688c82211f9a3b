"""``explain``, ``evaluate``, ``packs check``, ``templates check``: how well the program reads, and why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cli.context import Context
    from briefgen.model import Problem


NEVER_FIRES = "pattern-never-fires"


def add_commands(commands: Commands) -> None:
    explain = add_command(commands, "explain", run_explain)
    explain.add_argument("file", metavar="FILE", type=Path, help=say("options.explain-file"))
    evaluate = add_command(commands, "evaluate", run_evaluate)
    evaluate.add_argument("folder", metavar="GOLD_DIR", type=Path, help=say("options.gold-folder"))
    evaluate.add_argument("--misses", action="store_true", help=say("options.misses"))
    packs = add_command(commands, "packs", run_packs_check)
    packs.add_argument("task", metavar="check", choices=("check",), help=say("options.check"))
    packs.add_argument("--corpus", metavar="DIR", type=Path, help=say("options.corpus"))
    templates = add_command(commands, "templates", run_templates_check)
    templates.add_argument("task", metavar="check", choices=("check",), help=say("options.check"))


def run_explain(options: argparse.Namespace, context: Context) -> int:
    """Prints each sentence of an article with its labels, the patterns that fit, what was read from it, and what was refused."""
    from briefgen.articles import read_article
    from briefgen.cli.explaining import describe_explanation
    from briefgen.errors import ProjectError
    from briefgen.extract.explain import explain_article
    from briefgen.extract.packs import load_packs

    path = Path.cwd() / options.file
    if not path.exists():
        raise ProjectError(say("errors.no_file"), place=str(options.file), remedy=say("errors.check_path"))
    result = read_article(path, path.parent)
    if result.article is None:
        why = result.problems[-1]
        raise ProjectError(why.message, place=str(options.file), remedy=why.remedy)
    context.report(result.problems)
    explanations = explain_article(result.article, load_packs())
    if context.json:
        import msgspec

        from briefgen.cli.reading import print_json

        print_json([msgspec.to_builtins(explanation, str_keys=True) for explanation in explanations])
    else:
        print("\n\n".join(describe_explanation(explanation) for explanation in explanations))
    return 0


def run_evaluate(options: argparse.Namespace, context: Context) -> int:
    """Scores what the project's articles say, without editors' decisions, against gold facts."""
    from briefgen.cli.reading import read_view
    from briefgen.cli.scores import describe_score, list_codes
    from briefgen.evaluation.score import read_gold, score_facts
    from briefgen.registry import export_facts

    golds = read_gold(Path.cwd() / options.folder)
    view = read_view(context, with_decisions=False)
    score = score_facts(list(export_facts(view)), golds, list_codes())
    if context.json:
        import msgspec

        from briefgen.cli.reading import print_json

        print_json(msgspec.to_builtins(score))
    else:
        print(describe_score(score, with_misses=options.misses))
    return 0


def run_packs_check(options: argparse.Namespace, context: Context) -> int:
    """Reports patterns without example, examples that no longer fit, and (``--corpus``) patterns that never fire on those articles."""
    from briefgen.articles import list_articles, read_article
    from briefgen.errors import ProjectError
    from briefgen.extract.lint import check_packs
    from briefgen.extract.packs import load_packs

    packs = load_packs()
    if options.corpus is None:
        # A handful of articles proves nothing about a pattern that they do not use.
        return _report([problem for problem in check_packs(packs, ()) if problem.code != NEVER_FIRES], context)
    corpus = Path.cwd() / options.corpus
    if not corpus.is_dir():
        raise ProjectError(say("errors.no_folder"), place=str(options.corpus), remedy=say("errors.no_articles_remedy"))
    results = [read_article(path, corpus) for path in list_articles(corpus)]
    return _report(check_packs(packs, [result.article for result in results if result.article]), context)


def run_templates_check(_: argparse.Namespace, context: Context) -> int:
    """Reports syntax errors, unknown names, and what nothing uses, in the project's templates over the carried ones."""
    from briefgen.compose import carried_templates, check_templates
    from briefgen.compose.composition import list_names

    folders = [folder for folder in (context.project.templates, carried_templates()) if folder.is_dir()]
    return _report(check_templates(folders, list_names()), context)


def _report(problems: Sequence[Problem], context: Context) -> int:
    context.report(problems)
    if not problems:
        context.note(say("quality.well"))
    return 1 if any(problem.severity == "error" for problem in problems) else 0
