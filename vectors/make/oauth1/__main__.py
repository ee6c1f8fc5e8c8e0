"""Makes the files of vectors/oauth1.

    python3 vectors/make/oauth1            writes them
    python3 vectors/make/oauth1 --check    fails where one would change

Names of files (without .json) restrict it to those.
"""

import importlib
import os
import sys

sys.dont_write_bytecode = True

import case_file  # noqa: E402

FILES = ("stages", "published", "rules", "mistakes")


def main(arguments):
    check = "--check" in arguments
    names = [a for a in arguments if a != "--check"] or FILES
    changed = []
    for name in names:
        made = case_file.dump(importlib.import_module(name).build()).encode()
        path = os.path.normpath(os.path.join(case_file.ROOM, name + ".json"))
        if check:
            with open(path, "rb") as there:
                if there.read() != made:
                    changed.append(path)
        else:
            with open(path, "wb") as out:
                out.write(made)
    for path in changed:
        print(f"{path} is not what its generator makes", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
