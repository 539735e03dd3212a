"""A flame graph as text: who had the processor, and on whose behalf."""

import re

import symbols

FOLD = 1.0  # percent of all samples; what is less is folded away
JOIN = 0.5  # a caller that does no more than this besides one call shares a line with what it calls
WIDTH = 110  # columns

# How perf script prints a sample: the thread, then its frames with the innermost first.
THREAD = re.compile(r"^(\S.*?)\s+(\d+)\s*$")
FRAME = re.compile(r"^\s+[0-9a-f]+ (.*) \(([^()]*(?:\(deleted\))?)\)$")
SYSTEM_CALL = re.compile(r"^(?:__(?:x64|arm64)_|k)sys_(?:new)?(\w+)$")
KERNEL = "[kernel.kallsyms]"
# What every thread begins with.
START = {
    "clone3", "clone", "__clone", "start_thread", "_start", "__libc_start_main",
    "__libc_start_main_impl", "__libc_start_call_main", "call_init",
}


class Node:
    """A function as called by those above it, with the samples in which it was at work."""

    def __init__(self, name):
        self.name, self.count, self.own, self.children = name, 0, 0, {}

    def add(self, stack):
        node = self
        node.count += 1
        for name in stack:
            node = node.children.setdefault(name, Node(name))
            node.count += 1
        node.own += 1

    def nodes(self):
        yield self
        for child in self.children.values():
            yield from child.nodes()


def threads(text, program):
    """What `perf script` prints, as one tree for every thread, the busiest first."""
    samples = list(stacks(text))
    names = symbols.readable(name for _, frames in samples for name, _ in frames)
    trees = {}
    for (title, number), frames in samples:
        # The kernel keeps the first fifteen characters; libzmq gives its threads names.
        title = program if program.startswith(title) else title
        trees.setdefault(number, Node(title)).add(cleaned(frames, names))
    return sorted(trees.values(), key=lambda tree: -tree.count)


def stacks(text):
    """Every sample: its thread, and its frames with the outermost first."""
    thread, frames = None, []
    for line in [*text.splitlines(), ""]:
        if not line.strip():
            if thread and frames:
                yield thread, frames[::-1]
            thread, frames = None, []
        elif found := FRAME.match(line):
            frames.append((found[1], library(found[2])))
        elif found := THREAD.match(line):
            thread = (found[1], found[2])


def library(path):
    """`libc` of the path of libc.so.6; the kernel and programs as they are."""
    return path if path == KERNEL else path.rpartition("/")[2].partition(".so")[0]


def cleaned(frames, names):
    """The names of a stack, once each where a function comes in pieces, the kernel in one word."""
    stack, before = [], ""
    for name, where in frames:
        if where == KERNEL:
            if before == "libc" and stack:
                stack.pop()  # it has the name of the call
            return stack + [in_kernel(frames)]
        if name == "[unknown]":
            name = where if where.startswith("lib") else ""
        elif name in START:
            name = ""
        else:
            name = names[name]
        if name and stack[-1:] != [name]:
            stack.append(name)
        before = where
    return stack


def in_kernel(frames):
    """What the kernel was asked for; it is asked for nothing by an interrupt."""
    calls = (SYSTEM_CALL.match(name) for name, where in frames if where == KERNEL)
    call = next((found[1] for found in calls if found), None)
    if call:
        return f"kernel: {call}"
    return "kernel: page fault" if any("page_fault" in name for name, _ in frames) else "kernel"


def lines(trees):
    """All trees, in percent of all samples."""
    total = sum(tree.count for tree in trees)
    yield "share   own"
    for tree in trees:
        if tree.count * 100 / total >= FOLD:
            yield f"{tree.count * 100 / total:5.1f}        thread {tree.name}"
            yield from branches(tree, total, 1)


def branches(node, total, depth):
    """What a function called, the most expensive first; a chain of single calls in one line."""
    shown = [child for child in node.children.values() if child.count * 100 / total >= FOLD]
    for child in sorted(shown, key=lambda child: -child.count):
        names, last = [child.name], child
        while (heir := only_child(last, total)) and fits([*names, heir.name], depth):
            names.append(heir.name)
            last = heir
        share, own = child.count * 100 / total, last.own * 100 / total
        yield f"{share:5.1f} {f'{own:5.1f}' if own >= FOLD else '    ·'}  " + (
            "  " * depth + " › ".join(names)
        )
        yield from branches(last, total, depth + 1)


def only_child(node, total):
    """The one thing that a function does, if the rest is next to nothing."""
    if not node.children:
        return None
    most = max(node.children.values(), key=lambda child: child.count)
    return most if (node.count - most.count) * 100 / total <= JOIN else None


def own_lines(trees):
    """The functions that are most at work themselves, over all threads and callers."""
    total = sum(tree.count for tree in trees)
    counts = {}
    for node in (node for tree in trees for node in tree.nodes()):
        counts[node.name] = counts.get(node.name, 0) + node.own
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count * 100 / total >= FOLD / 2:
            yield f"{count * 100 / total:4.1f}  {name}"


def fits(names, depth):
    return 13 + 2 * depth + len(" › ".join(names)) <= WIDTH
