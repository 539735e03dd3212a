"""Names of functions as a reader wants them: `Backbone.publish`, not `$s8Handlers8BackboneC7publish…`."""

import re
import shutil
import subprocess

# What the compiler writes before the name of the function that a piece of code was made of.
PIECE = re.compile(
    r"^(?:@objc |static |generic |merged |specialized |partial apply for |dispatch thunk of "
    r"|(?:implicit )?closure #\d+ (?:\(.*?\) )?(?:.*? )?in |\S+ #\d+ (?:\(.*?\) )?in )"
)
# What it makes of values, and what that does.
VALUES = (
    (re.compile(r"^(?:outlined (?:init|assign) with copy of|outlined (?:copy|retain) of"
                r"|(?:initialize|assign)WithCopy for) (.+)"), "copy of"),
    (re.compile(r"^outlined (?:init|assign) with take of (.+)"), "move of"),
    (re.compile(r"^(?:outlined (?:destroy|consume|release) of|destroy for) (.+)"), "end of"),
    (re.compile(r"^outlined enum (?:tag store|get tag) of (.+)"), "tag of"),
    (re.compile(r"^(?:lazy protocol witness table accessor for type"
                r"|type metadata (?:accessor|completion function) for) (\S+).*"), "metadata of"),
)
WITNESS = re.compile(r"^protocol witness for (.+) in conformance (.+)")
ACCESSOR = re.compile(r"\.(?:getter|setter|modify2?|read2?|get|set)$")
VERSION = re.compile(r"@+[A-Z]+_[0-9.]+$")
# memmove as made for this processor, say.
VARIETY = re.compile(r"^_*((?:mem|str)[a-z]+)_(?:avx|evex|sse|asimd|generic)\w*$")
THUNK = re.compile(r"^(?:reabstraction )?thunk for ")
BRACKETS = re.compile(r"\([^()]*\)|<[^<>]*>|\[[^\[\]]*\]")


def readable(names):
    """A short name for every name of the linker's; Swift's stay as they are without swift-demangle.

    It is empty for what only passes a call on.
    """
    names = sorted(set(names))
    swift = [name for name in names if name.startswith(("$s", "_$s"))]
    program = shutil.which("swift-demangle")
    if swift and program:
        done = subprocess.run(
            [program, "--simplified", "--compact"], input="\n".join(swift), text=True,
            capture_output=True, check=True,
        )
        plain = dict(zip(swift, done.stdout.splitlines()))
    else:
        plain = {}
    return {name: short(plain.get(name, name)) for name in names}


def short(name):
    """A demangled name without parameters, types and the names of pieces: `Type.function`."""
    for pattern, word in VALUES:
        if found := pattern.match(name):
            return f"{word} {last_parts(found[1], 1) or found[1]}"
    while found := PIECE.match(name):
        name = name[found.end():]
    if THUNK.match(name):
        return ""
    if found := WITNESS.match(name):
        name = f"{last_parts(found[2], 1) or found[2]}.{last_parts(ACCESSOR.sub('', found[1]), 1)}"
    name = VARIETY.sub(r"\1", VERSION.sub("", name))
    return last_parts(ACCESSOR.sub("", name), 2)


def last_parts(name, count):
    """The end of a name with dots or colons, without what is in brackets; empty for a tuple."""
    while (shorter := BRACKETS.sub("", name)) != name:
        name = shorter
    name = re.sub(r"( async)?( throws)? ->.*$", "", name).strip()
    if "::" in name:  # C++, perhaps with the type of the result in front
        return "::".join(name.rpartition(" ")[2].split("::")[-count:])
    return ".".join(name.split(".")[-count:]).strip("?")
