"""The command ``normalize``: arguments in, files or lines out, an exit code that tells what happened."""

from __future__ import annotations

import traceback
from pathlib import Path

import docnorm
from docnorm import api
from docnorm.batch import task
from docnorm.command.arguments import format_help
from docnorm.command.order import find_engine, find_output, is_batch, make_order, refuse_slips
from docnorm.command.show import finish, list_rules
from docnorm.command.wanted import Wanted, add_configuration, make_profile, read_arguments
from docnorm.errors import DocnormError, UsageError
from docnorm.system import console


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code (see the contract's table)."""
    console.prepare()
    wanted = Wanted(())
    try:
        wanted = read_arguments(argv)
        return run(wanted)
    except DocnormError as error:
        if wanted["verbose"]:
            traceback.print_exc()
        for line in str(error).splitlines():
            console.say(f"normalize: {line}")
        return error.exit_code
    except KeyboardInterrupt:
        console.say("normalize: interrupted; nothing half-written was left")
        return 130
    except Exception as error:  # noqa: BLE001  no traceback reaches a user unasked
        if wanted["verbose"]:
            traceback.print_exc()
        console.say(
            f"normalize: a bug in docnorm ({type(error).__name__}); run again with -v and report what it prints"
        )
        return 5


def run(wanted: Wanted) -> int:
    """Do what the arguments ask: what needs no configuration first."""
    if wanted["help"]:
        console.show(format_help())
    elif wanted["version"]:
        console.show(f"docnorm {docnorm.__version__}\n")
    elif wanted["describe"]:
        from docnorm.command.describe import describe

        console.show(describe())
    elif wanted["explain"] and not wanted.inputs:
        console.show(api.KNOWN.rule(wanted["explain"]).page)
    elif wanted["undo"]:
        from docnorm.command.undo import give_back

        give_back(Path(wanted["undo"]), wanted["output"])
    elif wanted["mcp"]:
        from docnorm.mcp.server import serve_folder

        serve_folder(wanted["mcp"])
    elif wanted["serve"]:
        from docnorm.serve.run import serve

        serve()
    else:
        return _run_configured(add_configuration(wanted))
    return 0


def _run_configured(wanted: Wanted) -> int:
    profile = make_profile(wanted)
    if wanted["show-config"]:
        from docnorm.command.effective import format_configuration

        console.show(format_configuration(wanted, profile))
        return 0
    if wanted["check-look"] or wanted["learn-look"]:
        from docnorm.command.looks import check_looks, learn_look_of

        if wanted["check-look"]:
            return check_looks(wanted, profile)
        learn_look_of(wanted, profile)
        return 0
    if wanted["learn"]:
        from docnorm.command.learn import learn_house

        learn_house(wanted, profile)
        return 0
    if wanted["rules"]:
        list_rules(profile)
        return 0
    if wanted["explain"]:
        from docnorm.command.why import explain_file

        explain_file(wanted, profile)
        return 0
    if wanted["dry-run"]:
        from docnorm.command.dry_run import show_hits

        show_hits(wanted, profile)
        return 0
    return _process(wanted, profile)


def _process(wanted: Wanted, profile: docnorm.Profile) -> int:
    """Clean the inputs. Everything is settled before any is read, so that a slip costs nothing."""
    if not wanted.inputs:
        raise UsageError("no input; try: normalize in.txt -o out.docx   (normalize --help shows everything)")
    refuse_slips(wanted)
    output = find_output(wanted)
    order = make_order(wanted, profile, output)
    report = Path(wanted["report"]) if wanted["report"] else None
    engine = find_engine(wanted)
    if is_batch(wanted.inputs, output):
        from docnorm.command.many import process_many  # processes and pipes: not for one small file

        return process_many(wanted, order, output, report, engine)
    if report is not None:
        task.find_report_format(report)
    review = _ask if wanted["interactive"] else None
    return finish([task.process(wanted.inputs[0], output, order, report, review=review)], wanted, order)


def _ask(document: docnorm.Normalized) -> docnorm.Normalized:
    from docnorm.command.interactive import review

    return review(document)
