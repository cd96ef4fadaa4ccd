"""Checks an exported history: hash chains, global order, event ids, files, and a seal where one is given. Needs Python 3.8 or later and nothing else."""

import argparse
import base64
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import uuid

HERE = pathlib.Path(__file__).resolve().parent
RUNS = HERE / "runs"
OTHER_STREAMS = ("sweep:", "queue:", "jobs:")
doubts = []


class Bad(Exception):
    pass


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def events():
    with open(HERE / "events.jsonl", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                link = json.loads(line)
                event = json.loads(link["canonical"])
                missing = ({"sequence", "previous", "hash"} - link.keys()) | ({"id", "stream", "version", "type", "schema", "timestamp", "data"} - event.keys())
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise Bad(f"sequence {number}: the line is not an event ({error})")
            if missing:
                raise Bad(f"sequence {number}: the line has no {', '.join(sorted(missing))}")
            yield number, link, event


def derived_id(event, canonical):
    """A version 8 UUID from the SHA-256 of stream, kind, schema version and the exact text of the data, which 'canonical' begins with."""
    data = canonical[len('{"data":'):canonical.rindex(',"id":"')]
    digest = hashlib.sha256()
    for text in (event["stream"].encode("utf-8"), event["type"].encode("utf-8")):
        digest.update(len(text).to_bytes(4, "big") + text)
    digest.update(event["schema"].to_bytes(4, "big", signed=True) + data.encode("utf-8"))
    id = bytearray(digest.digest()[:16])
    id[6], id[8] = 0x80 | (id[6] & 0x0F), 0x80 | (id[8] & 0x3F)
    return str(uuid.UUID(bytes=bytes(id)))


def named_files(kind, data):
    if kind in ("benchmark-scored", "benchmark-rescored", "variant-scored", "variant-rescored"):
        yield data["score"]["answersPath"], data["score"]["answers"], False
    elif kind == "inputs-recorded":
        yield data["filesPath"], data["files"], False
    elif kind == "parameters-selected":
        yield data["listPath"], data["list"], False
    elif kind == "probe-measured" and data["details"]:
        yield data["detailsPath"], data["details"], False
    elif kind == "checkpoint-written":
        yield data["path"], data["manifest"], True


def inside(place, folder, name):
    path = folder / name
    if folder.resolve() not in path.resolve().parents:
        raise Bad(f"{place}: '{name}' leads out of {folder.relative_to(HERE)}")
    return path


def check_file(place, folder, name, expected, is_checkpoint):
    path = inside(place, folder, name)
    file = path / "manifest.json" if is_checkpoint else path
    if not file.is_file():
        raise Bad(f"{place}: {file.relative_to(HERE)} is missing")
    if sha256(file) != expected:
        raise Bad(f"{place}: {file.relative_to(HERE)} was altered")
    if is_checkpoint:
        parts = json.loads(file.read_text(encoding="utf-8"))["files"]
        for part in parts:
            check_file(place, path, part["name"], part["sha256"], False)
        check_unlisted(place, path, {path / part["name"] for part in parts} | {file})


def check_unlisted(place, folder, listed):
    for found in sorted(found for found in folder.rglob("*") if found.is_file() and found not in listed):
        if not found.name.startswith("."):
            raise Bad(f"{place}: {found.relative_to(HERE)} is not listed in the checkpoint's manifest")
        doubts.append(f"{found.relative_to(HERE)} is not covered: manifests of earlier versions left names that begin with a dot out")


def check_list(experiments, without):
    """What files.json says was left out is not checked, but not passed either; everything else must be there, whatever it says."""
    try:
        listed = json.loads((HERE / "files.json").read_text(encoding="utf-8"))
        included, left_out = dict(listed["included"]), set(listed["leftOut"])
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise Bad(f"files.json, the list of what was exported, cannot be read ({error})")
    if (set(included) | left_out) != experiments:
        raise Bad("files.json does not list the experiments of events.jsonl: " + ", ".join(sorted((set(included) | left_out) ^ experiments)))
    for name in sorted(set(included) - without):
        count = sum(1 for found in (RUNS / name).rglob("*") if found.is_file())
        if count != included[name]:
            raise Bad(f"{count} files of '{name}' are here, {included[name]} were exported")
    doubts.extend(f"files of '{name}' were not exported" for name in sorted(left_out - without))
    doubts.extend(f"files of '{name}' were not checked: --without-files" for name in sorted(without))
    return left_out | without


def check_signature(seal, fingerprint):
    body = "".join(line for line in seal["publicKey"].splitlines() if not line.startswith("-----"))
    signer = hashlib.sha256(base64.b64decode(body)).hexdigest()
    if fingerprint and fingerprint != signer:
        raise Bad(f"the seal is signed by another key: its fingerprint is {signer}, the expected one is {fingerprint}")
    if not fingerprint:
        doubts.append(f"who made the seal: its key has the fingerprint {signer}; give the one that the witness has as --fingerprint")
    if not shutil.which("openssl"):
        doubts.append("the seal's signature was not checked: openssl is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        parts = {name: pathlib.Path(folder) / name for name in ("key.pem", "content", "signature")}
        parts["key.pem"].write_text(seal["publicKey"])
        parts["content"].write_bytes(json.dumps(seal["seal"], ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        parts["signature"].write_bytes(base64.b64decode(seal["signature"]))
        command = ["openssl", "dgst", "-sha256", "-verify", parts["key.pem"], "-signature", parts["signature"], parts["content"]]
        if subprocess.run(command, capture_output=True).returncode != 0:
            raise Bad("the seal's signature does not fit its content")
    print(f"signature: holds, by key {signer}")


def check_event(place, line, event, heads):
    version, previous, before = heads.get(event["stream"], (0, bytes(32).hex(), ""))
    if event["version"] != version + 1 or line["previous"] != previous:
        raise Bad(f"{place}: it does not follow version {version} of '{event['stream']}'")
    if hashlib.sha256(bytes.fromhex(line["previous"]) + line["canonical"].encode("utf-8")).hexdigest() != line["hash"]:
        raise Bad(f"{place}: the content does not match its hash")
    if event["id"] != derived_id(event, line["canonical"]):
        raise Bad(f"{place}: its id does not follow from its content")
    if event["timestamp"] < before:
        doubts.append(f"{place}: its time {event['timestamp']} is before that of the event before it, {before}")
    heads[event["stream"]] = (version + 1, line["hash"], event["timestamp"])


def check(seal, without):
    heads, order, named, planned, sequence = {}, bytes(32), [], {}, 0
    marks = list(seal["seal"]["marks"]) if seal else []
    for sequence, line, event in events():
        place = f"sequence {sequence}"
        if line["sequence"] != sequence:
            raise Bad(f"{place}: this event is missing, {line['sequence']} stands here")
        check_event(place, line, event, heads)
        order = hashlib.sha256(order + bytes.fromhex(line["hash"])).digest()
        if marks and marks[0]["sequence"] == sequence and marks.pop(0)["order"] != order.hex():
            raise Bad(f"{place}: the history up to here is not what was sealed")
        named.extend((place, event["stream"], *file) for file in named_files(event["type"], event["data"]))
        if event["type"] == "sweep-planned":
            planned.update((experiment["name"], event["data"]["sweep"]) for experiment in event["data"]["experiments"])
    if marks:
        raise Bad(f"sequence {sequence + 1}: the history ends here; {marks[-1]['sequence']} events were sealed")
    if sequence == 0:
        raise Bad("events.jsonl has no events")
    experiments = {stream for stream in heads if not stream.startswith(OTHER_STREAMS)}
    doubts.extend(f"'{name}' of the sweep '{planned[name]}' was planned, never started or deleted" for name in sorted(planned.keys() - experiments))
    if without - experiments:
        raise Bad(f"--without-files: there is no experiment '{sorted(without - experiments)[0]}'")
    skipped = check_list(experiments, without)
    checked = [file for file in named if file[1] not in skipped]
    for place, stream, *file in checked:
        check_file(place, inside(place, RUNS, stream), *file)
    return sequence, len(heads), len(checked)


def main():
    parser = argparse.ArgumentParser(description=__doc__, epilog="Exit code: 0 nothing was altered, 1 something was, 2 wrong arguments, 3 nothing compared was altered, and something could not be compared.")
    parser.add_argument("--seal", help="a seal of an earlier moment")
    parser.add_argument("--fingerprint", help="fingerprint of the key that must have signed the seal, 64 hexadecimal digits")
    parser.add_argument("--without-files", metavar="NAME", action="append", default=[], help="do not check the files of this experiment")
    arguments = parser.parse_args()
    fingerprint = (arguments.fingerprint or "").replace(":", "").replace(" ", "").lower()
    if arguments.fingerprint is not None and (not arguments.seal or len(fingerprint) != 64 or set(fingerprint) - set("0123456789abcdef")):
        parser.error("--fingerprint needs --seal, and a whole fingerprint of 64 hexadecimal digits")
    try:
        seal = json.loads(pathlib.Path(arguments.seal).read_text(encoding="utf-8")) if arguments.seal else None
        if seal:
            check_signature(seal, fingerprint)
            if "timestamp" in seal:
                print("time stamp: not checked here, 'lmmcl audit verify --against' does")
        covered = check(seal, set(arguments.without_files))
    except (Bad, OSError, AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        sys.exit(f"WRONG {error}")
    for doubt in doubts:
        print(f"NOT ESTABLISHED {doubt}")
    print("%d events in %d streams and %d files: nothing %swas altered." % (*covered, "compared " if doubts else ""))
    sys.exit(3 if doubts else 0)


if __name__ == "__main__":
    main()
