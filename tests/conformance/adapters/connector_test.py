#!/usr/bin/env python3
"""A PKI connector fares as its baseline says, and ends when it is told to.

connector_test.py --command=COMMAND ARGUMENT...

starts `COMMAND FOLDER` and runs adapter_test.py with the arguments, to which it
adds the connector's URL and configuration. An empty COMMAND is one whose
packages are not installed.
"""

import pathlib
import shlex
import subprocess
import sys
import tempfile
import threading

SKIP = 77
START_S = 60  # Java is slow where several tests run at once.
END_S = 30


def judge(connector, folder, arguments):
    late = threading.Timer(START_S, connector.kill)
    late.start()
    url = connector.stdout.readline().strip()
    late.cancel()
    if not url:
        print("the connector prints no URL")
        return 1
    test = pathlib.Path(__file__).with_name("adapter_test.py")
    return subprocess.run(
        [sys.executable, "-B", str(test), *arguments, url,
         "--config", str(pathlib.Path(folder) / "connector.json")],
        check=False).returncode


def main():
    command = shlex.split(sys.argv[1].removeprefix("--command="))
    arguments = sys.argv[2:]
    if not command:
        print("what the connector is made of is not installed")
        return SKIP
    with tempfile.TemporaryDirectory() as folder:
        connector = subprocess.Popen(
            [*command, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        try:
            status = judge(connector, folder, arguments)
            connector.stdin.close()
            if connector.wait(END_S) != 0:
                print("the connector ends with", connector.returncode)
                return 1
        except subprocess.TimeoutExpired:
            print("the connector does not end when its standard input does")
            return 1
        finally:
            connector.kill()
            connector.wait()
    return status


if __name__ == "__main__":
    sys.exit(main())
