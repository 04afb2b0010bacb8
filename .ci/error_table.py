#!/usr/bin/env python3
"""Calls a running server with everything that can be wrong with a request, and checks what a client sees.

For each row: the canonical code, reason and domain of google.rpc.ErrorInfo, and the field of google.rpc.BadRequest. A full queue, a
gazetteer that is still loading and a server that is shutting down cannot be brought about from outside at will: the tests in tests/ do.

error_table.py ADDRESS                 the whole table
error_table.py ADDRESS --short-timeout  only the deadline, against a server whose --request-timeout is a millisecond
"""

import argparse
import pathlib
import sys

import grpc
from google.rpc import error_details_pb2, status_pb2

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "examples" / "python"))
from extract import Client, connect  # noqa: E402

DOMAIN = "stringer.v1"
CALL_SECONDS = 30
Code = grpc.StatusCode
INVALID = Code.INVALID_ARGUMENT
GOOD = {"id": "good", "text": "Seven people were killed in Kyiv."}


class Table:
    """The rows checked so far."""

    def __init__(self, address):
        self.address = address
        self.channel = connect(address)
        self.client = Client(self.channel)
        self.rows = 0
        self.faults = 0

    def row(self, name, *problems):
        self.rows += 1
        found = [problem for problem in problems if problem]
        self.faults += bool(found)
        print(f"{'FAIL' if found else 'ok':4} {name}" + "".join(f"\n     {problem}" for problem in found))

    def call(self, method, request, timeout=CALL_SECONDS):
        """The response of a unary call, or the error that it ended with."""
        try:
            return self.client.unary(method)(request, timeout=timeout)
        except grpc.RpcError as error:
            return error

    def refused(self, name, method, message, code, reason, field=None, says=()):
        """A unary call that has to fail in just this way."""
        answer = self.call(method, self.client.request(method)(**message))
        self.row(name, *problems_of_call(answer, code, reason, field, says))


def problems_of_call(answer, code, reason, field=None, says=()):
    """What is wrong with the error of a whole call."""
    if not isinstance(answer, grpc.RpcError):
        return ["the call succeeded"]
    metadata = {entry.key: entry.value for entry in answer.trailing_metadata() or ()}
    details = metadata.get("grpc-status-details-bin")
    if details is None:
        return [f"{answer.code().name} ({answer.details()}) has no google.rpc details"]
    status = status_pb2.Status.FromString(details)
    problems = []
    if status.code != answer.code().value[0] or status.message != answer.details():
        problems.append("the details do not repeat the code and message of the call")
    return problems + problems_of_status(status, code, reason, field, says)


def problems_of_status(status, code, reason, field=None, says=()):
    """What is wrong with a google.rpc.Status, be it of a call or of one document."""
    problems = []
    if status.code != code.value[0]:
        problems.append(f"code {status.code}, expected {code.name}; {status.message}")
    info, bad_request = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    has_info = any([detail.Unpack(info) for detail in status.details])
    has_field = any([detail.Unpack(bad_request) for detail in status.details])
    if not has_info or (info.reason, info.domain) != (reason, DOMAIN):
        problems.append(f"ErrorInfo {info.reason!r} of {info.domain!r}, expected {reason!r} of {DOMAIN!r}")
    fields = [violation.field for violation in bad_request.field_violations] if has_field else []
    if fields != ([field] if field else []):
        problems.append(f"BadRequest {fields}, expected {field!r}")
    problems += [f"{word} is not in {status.message!r}" for word in map(str, says) if word not in status.message]
    return problems


def check_documents(table, limits):
    method, too_large = "ExtractEntities", limits.max_document_bytes + 1
    for name, message, reason, field, says in [
        ("no document", {}, "DOCUMENT_MISSING", "document", ()),
        ("content not set", {"document": {"id": "a"}}, "CONTENT_MISSING", "document.text", ()),
        ("empty document", {"document": {"text": ""}}, "DOCUMENT_EMPTY", "document.text", ()),
        (
            "oversized document", {"document": {"text": "a" * too_large}}, "DOCUMENT_TOO_LARGE", "document.text",
            (too_large, limits.max_document_bytes),
        ),
        (
            "country code in small letters", {"document": {**GOOD, "country_codes": ["GB", "ua"]}}, "COUNTRY_CODE_MALFORMED",
            "document.country_codes[1]", (),
        ),
    ]:
        table.refused(name, method, message, INVALID, reason, field, says)
    for name, text in [("largest document", "a " * (limits.max_document_bytes // 2)), ("white space alone", " \n\t")]:
        answer = table.call(method, table.client.request(method)(document={"text": text}))
        table.row(f"{name} is read", isinstance(answer, grpc.RpcError) and f"{answer.code().name}: {answer.details()}")


def check_options(table):
    method, confidence = "ExtractEntities", "options.min_confidence"
    for name, options, reason, field in [
        ("kind 0", {"kinds": [0]}, "ENUM_VALUE_UNKNOWN", "options.kinds[0]"),
        ("kind 77 after a good one", {"kinds": [1, 77]}, "ENUM_VALUE_UNKNOWN", "options.kinds[1]"),
        ("offset encoding 9", {"offset_encoding": 9}, "ENUM_VALUE_UNKNOWN", "options.offset_encoding"),
        ("view -1", {"view": -1}, "ENUM_VALUE_UNKNOWN", "options.view"),
        ("view 3", {"view": 3}, "ENUM_VALUE_UNKNOWN", "options.view"),
        *((f"min_confidence {value}", {"min_confidence": value}, "MIN_CONFIDENCE_OUT_OF_RANGE", confidence)
          for value in (1.5, -0.1, float("nan"), float("inf"))),
    ]:
        table.refused(name, method, {"document": GOOD, "options": options}, INVALID, reason, field)
    for value in (0.0, 1.0):
        answer = table.call(method, table.client.request(method)(document=GOOD, options={"min_confidence": value}))
        table.row(f"min_confidence {value} is followed", isinstance(answer, grpc.RpcError) and answer.details())


def check_batches(table, limits):
    method, limit = "BatchExtractEntities", limits.max_batch_documents
    table.refused("batch without documents", method, {}, INVALID, "NO_DOCUMENTS", "documents")
    table.refused(
        "too many documents in a batch", method, {"documents": [GOOD] * (limit + 1)}, INVALID, "TOO_MANY_DOCUMENTS", "documents",
        (limit, limit + 1),
    )
    table.refused(
        "bad option of a batch", method, {"documents": [GOOD], "options": {"kinds": [77]}}, INVALID, "ENUM_VALUE_UNKNOWN",
        "options.kinds[0]",
    )
    too_large = {"text": "a" * (limits.max_document_bytes + 1)}
    answer = table.call(method, table.client.request(method)(documents=[GOOD, {"text": ""}, GOOD, {"id": "a"}, too_large, GOOD]))
    if isinstance(answer, grpc.RpcError):
        return table.row("faulty documents in a batch", f"{answer.code().name}: {answer.details()}")
    check_items(table, "batch", answer.results, [
        None,
        ("DOCUMENT_EMPTY", "documents[1].text"),
        None,
        ("CONTENT_MISSING", "documents[3].text"),
        ("DOCUMENT_TOO_LARGE", "documents[4].text"),
        None,
    ])


def check_items(table, name, results, expected):
    """Answers of a batch or stream against what they have to be: an extraction (None), or an error's reason and field."""
    if len(results) != len(expected):
        return table.row(name, f"{len(results)} answers, expected {len(expected)}")
    for position, (result, error) in enumerate(zip(results, expected)):
        kind = result.WhichOneof("result")
        if error is None:
            table.row(f"{name}, answer {position}: extraction", kind != "extraction" and f"is {kind}")
        elif kind != "error":
            table.row(f"{name}, answer {position}: {error[0]}", f"is {kind}")
        else:
            status = status_pb2.Status.FromString(result.error.SerializeToString())
            table.row(f"{name}, answer {position}: {error[0]}", *problems_of_status(status, INVALID, *error))


def check_stream(table, limits):
    method = "StreamExtractEntities"
    request = table.client.request(method)
    requests = [
        request(document=GOOD),
        request(document={"id": "empty", "text": ""}),
        request(document={"id": "bad option", "text": "x"}, options={"view": 9}),
        request(),
        request(document={"id": "too large", "text": "a" * (limits.max_document_bytes + 1)}),
        request(document=GOOD),
    ]
    answers = list(table.client.stream(method)(iter(requests), timeout=CALL_SECONDS))
    check_items(table, "stream", answers, [
        None,
        ("DOCUMENT_EMPTY", "document.text"),
        ("ENUM_VALUE_UNKNOWN", "options.view"),
        ("DOCUMENT_MISSING", "document"),
        ("DOCUMENT_TOO_LARGE", "document.text"),
        None,
    ])
    ids = [(answer.document_id, answer.position) for answer in answers]
    expected = [(message.document.id, position) for position, message in enumerate(requests)]
    table.row("stream: ids and positions", ids != expected and f"{ids}")


def check_messages(table, limits):
    too_large = {"text": "a" * (limits.max_message_bytes + 1)}
    table.refused(
        "oversized message", "ExtractEntities", {"document": too_large}, INVALID, "MESSAGE_TOO_LARGE", None, (limits.max_message_bytes,)
    )
    request = table.client.request("StreamExtractEntities")
    answers = table.client.stream("StreamExtractEntities")(iter([request(document=GOOD), request(document=too_large)]), timeout=CALL_SECONDS)
    received, ended = 0, None
    try:
        for _ in answers:
            received += 1
    except grpc.RpcError as error:
        ended = error
    table.row(
        "oversized message in a stream", received != 1 and f"{received} answers before it, expected 1",
        *problems_of_call(ended, INVALID, "MESSAGE_TOO_LARGE", None, (limits.max_message_bytes,)),
    )
    for name, method, code, reason in [
        ("bytes that are no message", "ExtractEntities", INVALID, "MESSAGE_MALFORMED"),
        ("a method that does not exist", "NoSuchMethod", Code.UNIMPLEMENTED, "UNIMPLEMENTED"),
    ]:
        call = table.channel.unary_unary(f"/stringer.v1.ExtractionService/{method}", bytes, bytes)
        try:
            answer = call(b"\xff\xff\xff", timeout=CALL_SECONDS)
        except grpc.RpcError as error:
            answer = error
        table.row(name, *problems_of_call(answer, code, reason))


def check_languages(table):
    method = "ExtractEntities"
    for language, expected in (("", []), ("en-GB", []), ("uk", ["LANGUAGE_NOT_SUPPORTED"])):
        answer = table.call(method, table.client.request(method)(document={**GOOD, "language_code": language}))
        refused = isinstance(answer, grpc.RpcError)
        reasons = answer.code().name if refused else [warning.reason for warning in answer.extraction.warnings]
        table.row(f"language {language!r}", reasons != expected and f"{reasons}, expected {expected}")


def large_batch(table, limits):
    """A message as large as allowed: it takes far longer than a millisecond."""
    text = "Seven people were killed in Kyiv. " * (limits.max_document_bytes // 34)
    documents = limits.max_message_bytes // (len(text) + 64)
    return table.client.request("BatchExtractEntities")(documents=[{"text": text}] * documents)


def check_client_deadline(table, limits):
    """The client's library may end the call before the server's answer arrives: the code is the same, the details may be missing."""
    answer = table.call("BatchExtractEntities", large_batch(table, limits), timeout=0.001)
    code = answer.code() if isinstance(answer, grpc.RpcError) else "OK"
    table.row("deadline of the client", code != Code.DEADLINE_EXCEEDED and f"{code}")


def check_server_deadline(table, limits):
    answer = table.call("BatchExtractEntities", large_batch(table, limits))
    table.row("request timeout of the server", *problems_of_call(answer, Code.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--short-timeout", action="store_true")
    arguments = parser.parse_args()
    table = Table(arguments.address)
    limits = table.call("GetServerInfo", table.client.request("GetServerInfo")()).limits
    if arguments.short_timeout:
        check_server_deadline(table, limits)
    else:
        check_documents(table, limits)
        check_options(table)
        check_batches(table, limits)
        check_stream(table, limits)
        check_messages(table, limits)
        check_languages(table)
        check_client_deadline(table, limits)
    print(f"{table.rows} rows, {table.faults} wrong")
    return 1 if table.faults else 0


if __name__ == "__main__":
    sys.exit(main())
