"""``preview``: the documents in the browser, made again whenever something is saved."""

from __future__ import annotations

import argparse
import threading
from typing import TYPE_CHECKING

from briefgen.cli.messages import say
from briefgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cli.context import Context
    from briefgen.cli.previewing import Pages, PreviewServer
    from briefgen.cli.watching import Snapshot
    from briefgen.pipeline.orders import Order

PORT = 8765


def add_commands(commands: Commands) -> None:
    preview = add_command(commands, "preview", run_preview)
    preview.add_argument("name", metavar="NAME", nargs="*", help=say("options.name"))
    preview.add_argument("--port", metavar="N", type=int, default=PORT, help=say("options.port"))
    preview.add_argument("--language", metavar="LANGUAGE", help=say("options.language"))
    preview.add_argument("--open", action="store_true", help=say("options.open"))
    preview.add_argument("--once", action="store_true", help=say("options.once"))


def run_preview(options: argparse.Namespace, context: Context) -> int:
    """Serves the documents as HTML on 127.0.0.1 until Ctrl-C, or (``--once``) until one page has been sent."""
    from briefgen.cli.naming import make_orders
    from briefgen.cli.previewing import Pages
    from briefgen.cli.watching import take_snapshot

    orders = make_orders(context.project, options.name, language=options.language)
    pages = Pages()
    with _open_server(pages, options.port) as server:
        seen = take_snapshot(context.project)
        _make(pages, orders, context)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        thread.start()
        print(say("preview.ready", address=server.address), flush=True)
        if options.open:
            _open_browser(server.address)
        try:
            _wait(server, pages, orders, context, seen, once=options.once)
        except KeyboardInterrupt:
            context.note("")
        finally:
            server.shutdown()
            thread.join()
    return 0


def _open_server(pages: Pages, port: int) -> PreviewServer:
    from briefgen.cli.previewing import PreviewServer
    from briefgen.errors import UsageError

    try:
        return PreviewServer(pages, port)
    except (OSError, OverflowError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise UsageError(say("errors.port", cause=cause), place=f"--port {port}", remedy=say("errors.port_remedy")) from error


def _wait(server: PreviewServer, pages: Pages, orders: Sequence[Order], context: Context, seen: Snapshot, *, once: bool) -> None:
    """Until the page was served once; or for ever, making the pages again where files changed."""
    from briefgen.cli.watching import watch_project

    if once:
        server.served.wait()
        return
    for _ in watch_project(context.project, seen):
        _make(pages, orders, context)


def _make(pages: Pages, orders: Sequence[Order], context: Context) -> None:
    """Reads what is new and makes the pages; an error that a user can fix is shown there and in the terminal, and the preview goes on."""
    from briefgen.cli.reading import open_registry_of, refresh
    from briefgen.errors import BriefgenError
    from briefgen.pipeline.drafting import Page, make_pages
    from briefgen.pipeline.orders import describe_failure

    try:
        with open_registry_of(context) as registry:
            context.report(refresh(context, registry).problems)
            made = list(make_pages(context.project, registry, orders))
    except BriefgenError as error:
        made = [Page(name=order.name, failure=describe_failure(error)) for order in orders]
    pages.put(made)
    for line in dict.fromkeys(page.failure.message for page in made if page.failure):
        context.note(f"briefgen: {line}")
    context.note(say("preview.made", count=sum(page.failure is None for page in made)))


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)
