#!/usr/bin/env python3
"""Runs a check against a server on ports of the server's own choice: with_server.py SERVER... -- CHECK...

SERVER is a command that runs `stringer serve` on port 0 with --log-format json; the ports are read from its log. In CHECK, {grpc} and
{admin} stand for the addresses, {pid} for the server's process. The server has to be ready in time, the check has to succeed, and SIGTERM has to end the server in time
with exit code 0. Where the variable SERVER_LOG names a file, the log is kept there.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

READY_SECONDS = 30
STOP_SECONDS = 30


def follow(pipe, lines):
    """Reads on whatever happens, so that a talkative server never waits for us."""
    for line in pipe:
        lines.put(line)
    lines.put(None)


def addresses(lines, log, deadline):
    """The addresses in the line that says "listening", as seen from this machine."""
    while True:
        line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        if line is None:
            raise RuntimeError("the server ended before it listened")
        log.append(line)
        try:
            fields = json.loads(line)["fields"]
        except (ValueError, KeyError):
            continue
        if fields.get("message") == "listening":
            return tuple(fields[key].replace("0.0.0.0:", "127.0.0.1:") for key in ("listen", "admin_listen"))


def wait_until_ready(admin, server, deadline):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with opener.open(f"http://{admin}/readyz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise RuntimeError("the server was not ready in time")


def run(server_command, check_command):
    server = subprocess.Popen(server_command, stderr=subprocess.PIPE, text=True)
    lines, log = queue.Queue(), []
    reader = threading.Thread(target=follow, args=(server.stderr, lines), daemon=True)
    reader.start()
    faults = []
    try:
        deadline = time.monotonic() + READY_SECONDS
        grpc, admin = addresses(lines, log, deadline)
        wait_until_ready(admin, server, deadline)
        check = [argument.replace("{grpc}", grpc).replace("{admin}", admin).replace("{pid}", str(server.pid)) for argument in check_command]
        code = subprocess.run(check).returncode
        if code != 0:
            faults.append(f"the check ended with exit code {code}")
    except (RuntimeError, queue.Empty) as error:
        faults.append(str(error) or "the server did not say in time where it listens")
    finally:
        server.terminate()
        try:
            code = server.wait(timeout=STOP_SECONDS)
            if code != 0:
                faults.append(f"the server ended with exit code {code} after SIGTERM")
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
            faults.append(f"the server did not end within {STOP_SECONDS} s of SIGTERM")
    reader.join()
    while (line := lines.get()) is not None:
        log.append(line)
    return faults, log


def main():
    split = sys.argv.index("--")
    faults, log = run(sys.argv[1:split], sys.argv[split + 1 :])
    if path := os.environ.get("SERVER_LOG"):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(log)
    if faults:
        sys.stderr.writelines(log[-50:])
        print(*faults, sep="\n", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
