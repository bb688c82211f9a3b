"""One module per group of commands; each adds its parsers with ``add_commands`` and imports its stages only when run."""

from briefgen.cli.commands import build, editing, facts, material, quality, setting_up

COMMAND_MODULES = (build, facts, material, editing, quality, setting_up)
