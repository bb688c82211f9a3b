"""What a user can fix: one clear line and an exit code.

    BriefgenError            exit 1
    ├── UsageError           exit 2   an option, name, party, language or format that does not exist
    ├── ProjectError         exit 3   the folder is no project, or a file of it cannot be read or written
    ├── SettingsError        exit 4   a TOML, YAML or decision log that does not say what it must
    ├── TemplateError        exit 5   a template with an undefined name or a syntax error
    ├── RenderError          exit 6   a document that could not be made whole
    ├── RegistryError        exit 7   a registry file that is none, is newer, or cannot be reached
    ├── DraftError           exit 8   an edited DOCX that is not ours, is damaged, or would load something
    ├── EditionError         exit 9   an edition that is not there, was changed by hand, or cannot be made again as it was
    └── FetchError           exit 10  an address that may not be fetched, or cannot be

Doubtful material is no exception but a :class:`briefgen.model.Problem`; a fault of our own crashes with its traceback.
"""

from __future__ import annotations


class BriefgenError(Exception):
    """What happened, where, and what to try: printed as ``place: message. remedy``."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str, place: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.place = place

    def __str__(self) -> str:
        said = f"{self.message.rstrip('. ')}. {self.remedy}"  # what a library says may end with a full stop of its own
        return f"{self.place}: {said}" if self.place else said


class UsageError(BriefgenError):
    exit_code = 2


class ProjectError(BriefgenError):
    exit_code = 3


class SettingsError(BriefgenError):
    exit_code = 4


class TemplateError(BriefgenError):
    exit_code = 5


class RenderError(BriefgenError):
    exit_code = 6


class RegistryError(BriefgenError):
    exit_code = 7


class DraftError(BriefgenError):
    exit_code = 8


class EditionError(BriefgenError):
    exit_code = 9


class FetchError(BriefgenError):
    exit_code = 10
