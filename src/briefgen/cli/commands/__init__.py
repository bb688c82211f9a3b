"""One module per group of commands; each adds its parsers with ``add_commands`` and imports its stages only when run."""

from briefgen.cli.commands import build, facts, material, setting_up

COMMAND_MODULES = (build, facts, material, setting_up)
