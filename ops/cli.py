"""The command line, `foothold`: every command says what it does with --help.

What a command needs is imported when it runs: `up` lives as long as the product and stays small.
"""

import signal
import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from ops.installation import enter_installation
from schools.domain.roles import Role

app = typer.Typer(
    help="Foothold: careers advice and work experience in a chat, for a school.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
keys = typer.Typer(help="The keys that personal data is encrypted with.", no_args_is_help=True)
database = typer.Typer(help="The database.", no_args_is_help=True)
schools = typer.Typer(help="The schools of this installation.", no_args_is_help=True)
staff = typer.Typer(help="The schools' staff.", no_args_is_help=True)
telegram = typer.Typer(help="The bot on Telegram.", no_args_is_help=True)
content = typer.Typer(help="The careers content and its facts.", no_args_is_help=True)
app.add_typer(telegram, name="telegram")
app.add_typer(content, name="content")
app.add_typer(schools, name="school")
app.add_typer(staff, name="staff")
app.add_typer(keys, name="key")
app.add_typer(database, name="db")
console = Console(highlight=False)
errors = Console(stderr=True, highlight=False)


@app.command()
def up() -> None:
    """Start everything here: web chat, staff page, Rasa, worker. Ctrl-C stops it."""
    from ops.up import NotPreparedError, start_everything

    try:
        code = start_everything(enter_installation(), console)
    except NotPreparedError:
        code = 1
    raise typer.Exit(code)


@app.command(hidden=True)
def prepare() -> None:
    """Bring database, demo school and model up to date (the first part of `up`)."""
    from ops import commands

    commands.prepare_all(enter_installation(), errors)


@app.command()
def chat(
    code: Annotated[str | None, typer.Option(help="Join code; without one you are asked.")] = None,
    guest: Annotated[bool, typer.Option("--guest", help="Chat as a guest.")] = False,
) -> None:
    """Chat in this terminal with the Foothold that runs here."""
    from ops import commands

    commands.chat(enter_installation(), console, code=code, is_guest=guest)


@app.command()
def train(
    force: Annotated[bool, typer.Option("--force", help="Also if nothing changed.")] = False,
) -> None:
    """Train the model, if data or configuration changed since the last time."""
    from ops import commands

    commands.train(enter_installation(), console, force=force)


@app.command()
def demo() -> None:
    """Load the fictional demo school, or move its dates to today."""
    from ops import commands

    commands.demo(enter_installation(), console)


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, delete nothing.")] = False,
) -> None:
    """Delete what is past its retention period (the worker does so daily)."""
    from ops import commands

    commands.retention(enter_installation(), console, dry_run=dry_run)


@app.command()
def doctor() -> None:
    """Check everything and say how to mend what is wrong. Exit code 1 if something is."""
    from ops import commands

    raise typer.Exit(commands.doctor(enter_installation(), console))


@schools.command("add")
def add_school(
    name: Annotated[str, typer.Option(help="As its students know it.")],
    urn: Annotated[str | None, typer.Option(help="Unique reference number, 6 digits.")] = None,
) -> None:
    """Add a school, in demo mode, and say what to do next."""
    from ops import commands

    commands.add_school(enter_installation(), console, name=name, urn=urn)


@staff.command("add")
def add_staff(
    school: Annotated[int, typer.Option(help="The school's number, as `school add` says it.")],
    email: Annotated[str, typer.Option(help="What they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name, as students see it.")],
    role: Annotated[list[Role], typer.Option(help="Again for each further role.")],
) -> None:
    """Add a member of staff. Asks for a password twice, or reads one line that is piped in."""
    from ops import commands

    settings = enter_installation()
    commands.add_staff(settings, console, school_id=school, email=email, name=name, roles=role)


@keys.command()
def rotate(
    drop_old: Annotated[
        bool, typer.Option("--drop-old", help="Throw the old keys away when nothing needs them.")
    ] = False,
) -> None:
    """Add a fresh key and encrypt everything anew with it; may run while Foothold runs."""
    from ops import commands

    commands.rotate_keys(enter_installation(), console, drop_old=drop_old)


@database.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to date with this version."""
    from ops import commands

    commands.upgrade_database(enter_installation(), console)


@telegram.command("set-webhook")
def set_webhook() -> None:
    """Have Telegram send updates to TELEGRAM_WEBHOOK_URL. Nothing that waits is dropped."""
    from ops.telegram import set_webhook

    set_webhook(enter_installation(), console)


@telegram.command("delete-webhook")
def delete_webhook() -> None:
    """Have Telegram keep updates until the gateway asks for them. Nothing is dropped."""
    from ops.telegram import delete_webhook

    delete_webhook(enter_installation(), console)


@telegram.command("status")
def telegram_status() -> None:
    """Show who the bot is, how updates come, what waits and what failed."""
    from ops.telegram import status

    status(enter_installation(), console)


@content.command("check")
def check_content() -> None:
    """Read every content file; say which file and line breaks the rules, or how much there is."""
    from ops.content import check

    check(console)


@content.command("stale")
def stale_content(
    on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As on this day; else today.")
    ] = None,
) -> None:
    """List facts that are out of date, fall due within a month, or have no source.

    Exit code 1 if a fact is out of date or has no source.
    """
    from ops.content import stale
    from storage.clock import school_today

    today = school_today() if on is None else on.date()
    raise typer.Exit(int(stale(console, today=today)))


def main() -> None:
    """Run the command line; an expected error is one clear line and exit code 1."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that children are ended too
    try:
        app(prog_name="foothold")
    except Exception as error:
        from ops.explaining import explain

        says = explain(error)
        if says is None:
            raise
        errors.print(Text("foothold: ", style="bold red").append(says, style="default"))
        sys.exit(1)


if __name__ == "__main__":
    main()
