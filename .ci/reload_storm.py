#!/usr/bin/env python3
"""Reloads the gazetteer of a running server fifty times while it answers ten thousand calls and more.

Every fifth reload is of faulty tables. No call may fail; every answer has to be of one gazetteer: the digest in the message is that in
the metadata and one that a reload has told, and of the places that only one version has, that of this digest is found and no other. Every
faulty version has to be refused with file and line, and the server goes on with the version before it.

reload_storm.py ADDRESS DIRECTORY KEY PID: DIRECTORY is the server's --gazetteer, KEY is in its --admin-keys-file.
"""

import collections
import pathlib
import string
import sys
import threading
import time

import grpc
from google.rpc import error_details_pb2, status_pb2

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples" / "python"))
from extract import Client, connect  # noqa: E402

RELOADS, FAULTY_EVERY, CALLS, CALLERS = 50, 5, 10_000, 3
CALL_SECONDS, RELOAD_SECONDS = 30, 120
# Between two calls of one caller: the server is busy, and not so full that a reload on few cores takes minutes.
PAUSE_SECONDS = 0.005
DIGEST = "x-stringer-gazetteer-digest"
NAMES = [f"Zarnow{letter}" for letter in string.ascii_lowercase] + [f"Quelb{letter}" for letter in string.ascii_lowercase]
TEXT = f"At least 12 people were killed in Kyiv. It was quiet in {', in '.join(NAMES)}."

Answer = collections.namedtuple("Answer", "digests own seconds error")


def write(directory, rows):
    """Writes the table as editors do: beside it, then renamed to its place."""
    table = pathlib.Path(directory) / "places.tsv"
    table.with_suffix(".new").write_text("id\tname\tkind\tcountry\n" + "".join(rows), encoding="utf-8")
    table.with_suffix(".new").rename(table)


def row(version, kind="city"):
    return f"desk:{NAMES[version].lower()}\t{NAMES[version]}\t{kind}\tUA\n"


def memory(pid):
    """Resident and peak memory in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        fields = dict(line.split(":", 1) for line in file)
    return tuple(int(fields[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))


class Caller(threading.Thread):
    """Calls until told to stop."""

    def __init__(self, address):
        super().__init__(daemon=True)
        client = Client(connect(address))
        self.method, self.request = client.unary("ExtractEntities"), client.request("ExtractEntities")(document={"text": TEXT})
        self.answers, self.stop = [], threading.Event()

    def run(self):
        while not self.stop.is_set():
            began = time.monotonic()
            try:
                response, call = self.method.with_call(self.request, timeout=CALL_SECONDS)
                seconds = time.monotonic() - began
                told = dict(call.initial_metadata())[DIGEST]
                own = sorted(place.id for place in response.extraction.places if place.id.startswith("desk:"))
                answer = Answer({told, response.extraction.provenance.gazetteer_digest}, own, seconds, None)
            except grpc.RpcError as error:
                answer = Answer(set(), [], time.monotonic() - began, f"{error.code().name}: {error.details()}")
            self.answers.append(answer)
            time.sleep(PAUSE_SECONDS)


def call_while(address, work):
    """The answers given until `work` has returned and there are enough of them."""
    callers = [Caller(address) for _ in range(CALLERS)]
    for caller in callers:
        caller.start()
    work()
    while sum(len(caller.answers) for caller in callers) < CALLS and any(caller.is_alive() for caller in callers):
        time.sleep(0.01)
    for caller in callers:
        caller.stop.set()
    for caller in callers:
        caller.join()
    return [answer for caller in callers for answer in caller.answers]


class Reloader:
    """Reloads, and keeps what went wrong and which place belongs to which digest."""

    def __init__(self, address, directory, key, pid):
        self.client = Client(connect(address), "stringer.v1.GazetteerService")
        self.directory, self.metadata, self.pid = directory, [("authorization", f"Bearer {key}")], pid
        self.places, self.faults, self.refused, self.seconds, self.memory = {}, [], 0, [], {}

    def call(self):
        request = self.client.request("ReloadGazetteer")()
        return self.client.unary("ReloadGazetteer")(request, timeout=RELOAD_SECONDS, metadata=self.metadata)

    def sound(self, version):
        write(self.directory, [row(version)])
        began = time.monotonic()
        try:
            digest = self.call().after.digest
        except grpc.RpcError as error:
            return self.faults.append(f"version {version}: {error.code().name}: {error.details()}")
        self.seconds.append(time.monotonic() - began)
        if self.places.setdefault(digest, row(version).split("\t")[0]) != row(version).split("\t")[0]:
            self.faults.append(f"version {version} has the digest of another one")

    def faulty(self, version):
        write(self.directory, [row(version), row(version + 1, kind="town")])
        try:
            self.call()
            self.faults.append(f"faulty version {version} was accepted")
        except grpc.RpcError as error:
            self.refused += self.is_refusal(version, error)

    def is_refusal(self, version, error):
        details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
        failure = error_details_pb2.PreconditionFailure()
        has_failure = any([detail.Unpack(failure) for detail in status_pb2.Status.FromString(details).details])
        place = f"{self.directory}/places.tsv:3"
        fits = error.code() == grpc.StatusCode.FAILED_PRECONDITION and has_failure and failure.violations[0].subject == place
        if not fits:
            self.faults.append(f"faulty version {version}: {error.code().name}: {error.details()} {failure}")
        return fits

    def storm(self):
        for count in range(1, RELOADS + 1):
            (self.sound if count % FAULTY_EVERY else self.faulty)(count)
            if count in (1, 10, RELOADS):
                self.memory[count] = memory(self.pid)


def problems(answers, places):
    for answer in answers:
        if answer.error:
            yield answer.error
        elif len(answer.digests) != 1:
            yield f"two digests in one answer: {sorted(answer.digests)}"
        elif (digest := next(iter(answer.digests))) not in places:
            yield f"a digest that no reload has told: {digest}"
        elif answer.own != [places[digest]]:
            yield f"{answer.own} found with the digest of {places[digest]}"


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def tell(name, seconds):
    figures = ", ".join(f"p{share * 100:g} {percentile(seconds, share) * 1000:.2f} ms" for share in (0.5, 0.99, 0.999))
    print(f"{name}: {len(seconds)}, {figures}, slowest {max(seconds) * 1000:.1f} ms")


def main():
    address, directory, key, pid = sys.argv[1:]
    reloader = Reloader(address, directory, key, pid)
    reloader.memory["start"] = memory(pid)
    quiet = call_while(address, lambda: None)
    reloader.memory["calls"] = memory(pid)
    reloader.sound(0)
    began = time.monotonic()
    stormy = call_while(address, reloader.storm)
    seconds = time.monotonic() - began
    faults = reloader.faults + [answer.error for answer in quiet if answer.error] + list(problems(stormy, reloader.places))
    tell("calls without reloads", [answer.seconds for answer in quiet])
    tell(f"calls during {RELOADS} reloads in {seconds:.0f} s", [answer.seconds for answer in stormy])
    tell("sound reloads", reloader.seconds)
    print(f"answers of {len({digest for answer in stormy for digest in answer.digests})} gazetteers, {reloader.refused} faulty ones refused")
    for count, (resident, peak) in reloader.memory.items():
        print(f"memory, {count} {'reloads' if isinstance(count, int) else ''}: resident {resident:.0f} MB, peak {peak:.0f} MB")
    if reloader.refused != RELOADS // FAULTY_EVERY:
        faults.append(f"{reloader.refused} faulty gazetteers refused")
    for fault in faults[:20]:
        print(f"FAIL {fault}")
    print(f"{len(stormy)} answers, {len(faults)} wrong")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
