#!/usr/bin/env python3
"""Sends articles to a stringer server and prints the people, places, weapon types, counts and events in them.

The schema is not generated but read from the server by reflection. Offsets are asked for in code points, the unit of Python's strings;
every span is checked against the text, and every link has to resolve: exit code 1 where one does not, or where a document is refused.
"""

import argparse
import json
import os
import sys

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

SERVICE = "stringer.v1.ExtractionService"


class Client:
    """A client of one service whose methods and messages are found by reflection."""

    def __init__(self, channel, service=SERVICE):
        self._channel = channel
        self._service = DescriptorPool(ProtoReflectionDescriptorDatabase(channel)).FindServiceByName(service)

    def request(self, method):
        """The class of a method's request messages."""
        return GetMessageClass(self._service.methods_by_name[method].input_type)

    def unary(self, method):
        """A callable: one request in, one response out."""
        return self._channel.unary_unary(*self._path(method), **self._codecs(method))

    def stream(self, method):
        """A callable: an iterator of requests in, an iterator of responses out."""
        return self._channel.stream_stream(*self._path(method), **self._codecs(method))

    def _path(self, method):
        return (f"/{self._service.full_name}/{method}",)

    def _codecs(self, method):
        descriptor = self._service.methods_by_name[method]
        return {
            "request_serializer": GetMessageClass(descriptor.input_type).SerializeToString,
            "response_deserializer": GetMessageClass(descriptor.output_type).FromString,
        }


def connect(address):
    """A channel that takes answers of any size."""
    return grpc.insecure_channel(address, options=[("grpc.max_receive_message_length", -1)])


def enum_name(message, field):
    """The name of an enum field's value without the enum's prefix; None where it is unspecified, its number where it is unknown."""
    enum = message.DESCRIPTOR.fields_by_name[field].enum_type
    number = getattr(message, field)
    if number == 0:
        return None
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    value = enum.values_by_number.get(number)
    return value.name.removeprefix(prefix) if value else str(number)


def optional(message, field):
    """The value of an optional field, None where it is absent: absent is not 0."""
    return getattr(message, field) if message.HasField(field) else None


def entities(extraction):
    """Every person, place and weapon type with the name of its kind."""
    for kind, found in (("PERSON", extraction.people), ("PLACE", extraction.places), ("WEAPON", extraction.weapons)):
        for entity in found:
            yield kind, entity


def misfits(text, extraction):
    """A sentence for every mention whose span does not cut its text out of the article."""
    owners = [entity for _, entity in entities(extraction)] + list(extraction.counts) + list(extraction.events)
    for owner in owners:
        for mention in owner.mentions:
            start, end = mention.span.start, mention.span.end
            if text[start:end] != mention.text:
                yield f"{owner.key}: {start}-{end} is {text[start:end]!r}, the mention says {mention.text!r}"


def dangling(extraction):
    """A sentence for every link that does not resolve in the answer."""
    owners = [entity for _, entity in entities(extraction)] + list(extraction.counts) + list(extraction.events)
    keys = {owner.key for owner in owners}
    for count in extraction.counts:
        for key in [*count.place_keys, *count.weapon_keys, *count.person_keys, *filter(None, [count.part_of, count.attribution.person_key])]:
            if key not in keys:
                yield f"{count.key}: its link {key} is not in the answer"
    for event in extraction.events:
        for key in [*event.place_keys, *event.weapon_keys, *event.count_keys]:
            if key not in keys:
                yield f"{event.key}: its link {key} is not in the answer"
    for tally in extraction.tallies:
        for key in [*tally.count_keys, *filter(None, [tally.place_key, tally.event_key])]:
            if key not in keys:
                yield f"a tally: its link {key} is not in the answer"


def spans_of(mentions):
    return ", ".join(f"{mention.span.start}-{mention.span.end} {mention.text!r}" for mention in mentions)


def print_lines(extraction):
    """One line for every entity, every count and every event."""
    for kind, entity in entities(extraction):
        details = [entity.id or "-"]
        if kind == "PLACE":
            details.append(enum_name(entity, "kind"))
            if entity.HasField("location"):
                details.append(f"{entity.location.latitude:.4f},{entity.location.longitude:.4f}")
        if kind == "WEAPON":
            details.append(enum_name(entity, "category"))
        print(f"{kind:6} {entity.name} ({' '.join(filter(None, details))}): {spans_of(entity.mentions)}")
    names = {entity.key: entity.name for _, entity in entities(extraction)}
    for count in extraction.counts:
        least, most = (optional(count.quantity, field) for field in ("min", "max"))
        bounds = f"{'' if least is None else least}..{'' if most is None else most}"
        what = " ".join(filter(None, [enum_name(count, "category"), enum_name(count, "subject"), bounds]))
        links = [f", at {names[key]}" for key in count.place_keys]
        links += [f", with {names[key]}" for key in count.weapon_keys]
        links += [f", {count.attribution.text!r} says"] if count.HasField("attribution") else []
        print(f"{'COUNT':6} {' '.join(filter(None, [count.quantity.text, count.noun]))} ({what}){''.join(links)}: {spans_of(count.mentions)}")
    for event in extraction.events:
        kind = " ".join(filter(None, [enum_name(event, "kind"), "main" if event.is_main else ""]))
        links = [f", at {names[key]}" for key in event.place_keys]
        links += [f", with {names[key]}" for key in event.weapon_keys]
        links += [f", {event.time.text!r}"] if event.HasField("time") else []
        links += [f", {len(event.count_keys)} counts"] if event.count_keys else []
        print(f"{'EVENT':6} {event.mentions[0].text} ({kind}){''.join(links)}: {spans_of(event.mentions)}")
    for warning in extraction.warnings:
        print(f"{warning.reason}: {warning.message}", file=sys.stderr)


def as_prediction(document_id, extraction):
    """The flat layout that gold annotations are compared with: one row for every mention."""
    rows = []
    for kind, entity in entities(extraction):
        location = entity.location if kind == "PLACE" and entity.HasField("location") else None
        for mention in entity.mentions:
            rows.append({
                "type": kind, "start": mention.span.start, "end": mention.span.end, "id": entity.id or None,
                "lat": location.latitude if location else None, "lon": location.longitude if location else None,
            })
    counts = []
    for count in extraction.counts:
        value, least, most = (optional(count.quantity, field) for field in ("value", "min", "max"))
        for mention in count.mentions:
            counts.append({
                "start": mention.span.start, "end": mention.span.end, "value": value, "min": least, "max": most,
                "category": enum_name(count, "category"), "subject": enum_name(count, "subject"),
                "modality": enum_name(count, "modality"), "part_of": count.part_of or None, "places": list(count.place_keys),
            })
    events = [
        {
            "key": event.key, "kind": enum_name(event, "kind"), "is_main": event.is_main, "places": list(event.place_keys),
            "counts": list(event.count_keys), "mentions": [[mention.span.start, mention.span.end] for mention in event.mentions],
        }
        for event in extraction.events
    ]
    return {"id": document_id, "entities": rows, "counts": counts, "events": events, "doc_counts": totals(extraction)}


def totals(extraction):
    """The story's figures for people killed and injured, by its tallies; where nobody is called injured, those taken to hospital."""
    figures = {}
    for tally in extraction.tallies:
        if enum_name(tally, "subject") == "PEOPLE" and not tally.place_key:
            best, low = optional(tally, "best"), optional(tally, "low")
            figures[enum_name(tally, "category")] = (low if best is None else best) or 0
    return {"killed": figures.get("KILLED", 0), "injured": figures.get("INJURED", figures.get("HOSPITALISED", 0))}


class Session:
    """What all documents of one run share, and how many faults there were."""

    def __init__(self, client):
        self.client = client
        self.faults = 0

    def complain(self, name, problem):
        print(f"{name}: {problem}", file=sys.stderr)
        self.faults += 1

    def check(self, name, text, extraction):
        for problem in [*misfits(text, extraction), *dangling(extraction)]:
            self.complain(name, problem)

    def extract_file(self, name, text, as_json):
        """One document in one call."""
        request = self.client.request("ExtractEntities")(
            document={"id": name, "text": text}, options={"offset_encoding": "OFFSET_ENCODING_CODE_POINTS"}
        )
        try:
            extraction = self.client.unary("ExtractEntities")(request).extraction
        except grpc.RpcError as error:
            return self.complain(name, f"{error.code().name}: {error.details()}")
        if as_json:
            print(json.dumps(json_format.MessageToDict(extraction), ensure_ascii=False, indent=2))
        else:
            print_lines(extraction)
        self.check(name, text, extraction)

    def extract_jsonl(self, lines):
        """Any number of documents in one stream: answers come in the order of the documents, and memory stays flat."""
        pending = []
        message = self.client.request("StreamExtractEntities")

        def requests():
            for line in lines:
                if line.strip():
                    document = json.loads(line)
                    pending.append(document)
                    yield message(
                        document={"id": str(document["id"]), "text": document["text"]},
                        options={"offset_encoding": "OFFSET_ENCODING_CODE_POINTS"},
                    )

        for answer in self.client.stream("StreamExtractEntities")(requests()):
            document = pending.pop(0)
            if answer.WhichOneof("result") == "error":
                self.complain(document["id"], answer.error.message)
            else:
                print(json.dumps(as_prediction(document["id"], answer.extraction), ensure_ascii=False))
                self.check(document["id"], document["text"], answer.extraction)
        for document in pending:
            self.complain(document["id"], "no answer")


def read(name):
    """A text as it is, line ends included: they count in offsets."""
    if name == "-":
        return sys.stdin.buffer.read().decode("utf-8")
    with open(name, encoding="utf-8", newline="") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addr", default="127.0.0.1:50051", help="the server's address [default: %(default)s]")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="print the whole extraction as JSON")
    output.add_argument("--jsonl", metavar="GOLD.jsonl", help='read documents with "id" and "text", one a line; print one JSON object a line')
    parser.add_argument("files", nargs="*", metavar="FILE", help='texts in UTF-8; "-" or none at all reads standard input')
    arguments = parser.parse_args()
    if arguments.jsonl and arguments.files:
        parser.error("--jsonl takes no further files")

    try:
        with connect(arguments.addr) as channel:
            session = Session(Client(channel))
            if arguments.jsonl:
                with open(arguments.jsonl, encoding="utf-8") as lines:
                    session.extract_jsonl(lines)
            for name in [] if arguments.jsonl else arguments.files or ["-"]:
                if not arguments.json and len(arguments.files) > 1:
                    print(f"== {name}")
                session.extract_file(name, read(name), arguments.json)
            sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output, `head` for instance, has seen enough. The interpreter must not flush once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except grpc.RpcError as error:
        print(f"{arguments.addr}: {error.code().name}: {error.details()}", file=sys.stderr)
        return 1
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 1
    return 1 if session.faults else 0


if __name__ == "__main__":
    sys.exit(main())
