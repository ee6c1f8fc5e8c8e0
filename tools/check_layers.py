#!/usr/bin/env python3
"""Holds every #include of the tree against tools/layers.txt.

Usage: check_layers.py [ROOT]. Prints a line for each door that is broken and
ends with 1 where there is any, with 2 where the table cannot be read."""

import fnmatch
import re
import sys
from pathlib import Path

TOPS = ("protocol", "vectors", "mocks", "conformance", "cli", "bench", "tests")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
POSIX = re.compile(r"[a-z_]+\.h|(sys|net|netinet|arpa|linux)/.*")


def read_table(path):
    """Gives {room: granted} and [(files, refused, exceptions)]."""
    rooms, bans = {}, []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place, colon, words = line.partition("#")[0].partition(":")
        place = place.strip()
        if place.startswith("never ") and colon:
            refused, _, exceptions = words.partition(" but ")
            bans.append((place.split()[1], refused.split(), exceptions.split()))
        elif place and colon and place not in rooms:
            rooms[place] = words.split()
        elif place:
            print(f"{path}:{number}: not 'room : what it may include', or there twice", file=sys.stderr)
            sys.exit(2)
    return rooms, bans


def room_of(path, rooms):
    """The most specific room that `path` lies in, or None."""
    found = [room for room in rooms if path.startswith(room + "/")]
    return max(found, key=len, default=None)


def is_foreign(header, words):
    """Whether `words` name the header <header>."""
    for word in words:
        if word == "<posix>" and POSIX.fullmatch(header):
            return True
        if word == f"<{header}>" or (word.endswith("/>") and header.startswith(word[1:-1])):
            return True
    return False


def is_ours(room, words):
    return any(word == room or (word.endswith("/") and room.startswith(word[:-1])) for word in words)


def broken_door(path, quote, header, rooms, bans):
    """What is wrong when the file `path` includes `header`, or None."""
    room = room_of(path, rooms)
    if room is None:
        return "lies in no room: give its folder a line in tools/layers.txt"
    granted = rooms[room]
    if quote == '"':
        other = room_of(header, rooms)
        if other is None:
            return f'"{header}" lies in no room; include by the path from the root'
        if other != room and not is_ours(other, granted):
            ours = [word for word in granted if not word.startswith("<")]
            return f"{room} may not include {other}; it may: {' '.join([room] + ours)}"
        return None
    for files, refused, exceptions in bans:
        if fnmatch.fnmatch(path, files) and is_foreign(header, refused) and not is_foreign(header, exceptions):
            return f"<{header}> is never for {files}" + (f"; but {' '.join(exceptions)}" if exceptions else "")
    if ("." in header or "/" in header) and not is_foreign(header, granted):
        foreign = [word for word in granted if word.startswith("<")]
        return f"{room} may not include <{header}>; it may: {' '.join(foreign) or 'no foreign header'}"
    return None


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent)
    rooms, bans = read_table(root / "tools" / "layers.txt")
    num_files = num_broken = 0
    for top in TOPS:
        for file in sorted((root / top).rglob("*")):
            if file.suffix not in (".h", ".cc"):
                continue
            num_files += 1
            path = file.relative_to(root).as_posix()
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                wrong = match and broken_door(path, match[1], match[2], rooms, bans)
                if wrong:
                    num_broken += 1
                    print(f"{path}:{number}: {wrong}")
    if num_files == 0:
        print(f"no source file under {root}", file=sys.stderr)
        return 2
    print(f"{num_files} files, {num_broken} broken doors")
    return 1 if num_broken else 0


if __name__ == "__main__":
    sys.exit(main())
