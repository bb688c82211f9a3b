"""Edits a DOCX in a real LibreOffice, as an editor would, and saves it as DOCX. Run by the system's Python, which knows UNO.

python3 libreoffice_edit.py SOURCE TARGET EDITS, where EDITS is JSON: a list of ["track"], ["replace", OLD, NEW], ["field", OLD, NEW],
["delete", WORDS], ["append", WORDS, NEW], ["bold", WORDS], where WORDS tell the paragraph, and ["accept"] or ["reject"] of all changes.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]  # Debian's, not in our environment
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # UNO makes these modules itself


def make_property(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def make(context: Any, service: str) -> Any:
    return context.ServiceManager.createInstanceWithContext(service, context)


def connect(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            make(context, "com.sun.star.frame.Desktop")
            return context
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice did not start")


def list_paragraphs(text: Any) -> Iterator[Any]:
    enumeration = text.createEnumeration()
    while enumeration.hasMoreElements():
        element = enumeration.nextElement()
        if element.supportsService("com.sun.star.text.Paragraph"):
            yield element
        elif element.supportsService("com.sun.star.text.TextTable"):
            for name in element.getCellNames():
                yield from list_paragraphs(element.getCellByName(name))


def list_fields(document: Any) -> Iterator[Any]:
    for paragraph in list_paragraphs(document.Text):
        portions = paragraph.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            if portion.TextPortionType == "TextField":
                yield portion.TextField


def find_paragraph(document: Any, words: str) -> Any:
    return next(one for one in list_paragraphs(document.Text) if words in one.String)


def apply(context: Any, document: Any, edit: list[str]) -> None:
    kind, *words = edit
    if kind == "track":
        document.RecordChanges = True
    elif kind == "replace":
        descriptor = document.createReplaceDescriptor()
        descriptor.SearchString, descriptor.ReplaceString, descriptor.SearchCaseSensitive = words[0], words[1], True
        assert document.replaceAll(descriptor), words
    elif kind == "field":
        fields = [one for one in list_fields(document) if getattr(one, "Content", None) == words[0]]
        assert fields, words
        for one in fields:
            one.Content = words[1]
            one.update()
    elif kind == "delete":
        find_paragraph(document, words[0]).setString("")
    elif kind == "append":
        paragraph = find_paragraph(document, words[0])
        paragraph.Text.insertString(paragraph.End, words[1], False)
    elif kind in {"accept", "reject"}:
        command = f".uno:{kind.title()}AllTrackedChanges"
        make(context, "com.sun.star.frame.DispatchHelper").executeDispatch(document.CurrentController.Frame, command, "", 0, ())
    elif kind == "bold":
        find_paragraph(document, words[0]).CharWeight = 150.0


def main(source: str, target: str, edits: str) -> None:
    pipe = f"briefgen{time.time_ns()}"
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # soffice is a script: what it starts would outlive it
        )
        try:
            context = connect(pipe)
            desktop = make(context, "com.sun.star.frame.Desktop")
            document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, (make_property("Hidden", True),))
            for edit in json.loads(edits):
                apply(context, document, edit)
            document.storeToURL(Path(target).as_uri(), (make_property("FilterName", "MS Word 2007 XML"),))
            document.close(True)
            desktop.terminate()
        finally:
            try:
                office.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(office.pid, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
