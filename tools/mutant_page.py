"""What the pages docs/…-mutants.md have in common: a table of mutants."""

import concurrent.futures
import subprocess
import sys

TABLE = """| mutant | what it does | killed by | also noticed by |
|---|---|---|---|
"""


def listed(program, option="--list-mutants"):
    """Gives the lines that the program lists, in their columns."""
    run = subprocess.run([program, option], check=True, text=True,
                         stdout=subprocess.PIPE)
    return [line.split("\t") for line in run.stdout.splitlines()]


def rows(mutants, judge, controls, jobs):
    """Gives the table's rows; ends the program where a mutant survives.

    judge(name, code) gives the codes of the checks that do not pass. Those in
    `controls` are what others lean on.
    """
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(lambda one: judge(one[0], one[1]), mutants))
    lines = []
    survivors = []
    for (name, code, does), codes in zip(mutants, found):
        if code not in codes:
            survivors.append(f"{name} survives {code}")
        others = sorted(set(codes) - controls - {code})
        if (controls - {code}) & set(codes):
            others.append("the control")
        lines.append(f"| `{name}` | {does} | {code} | {' '.join(others)} |\n")
    if survivors:
        sys.exit("\n".join(survivors))
    return "".join(lines)
