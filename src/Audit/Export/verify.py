"""Checks an exported history: hash chains, global order, files, and a seal where one is given. Needs Python 3.8 or later and nothing else."""

import argparse
import base64
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


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
                missing = {"sequence", "previous", "hash"} - link.keys()
            except (KeyError, TypeError, ValueError) as error:
                raise Bad(f"sequence {number}: the line is not an event ({error})")
            if missing:
                raise Bad(f"sequence {number}: the line has no {', '.join(sorted(missing))}")
            yield number, link, event


def named_files(kind, data):
    if kind in ("benchmark-scored", "benchmark-rescored", "variant-scored", "variant-rescored"):
        yield data["score"]["answersPath"], data["score"]["answers"], False
    elif kind == "parameters-selected":
        yield data["listPath"], data["list"], False
    elif kind == "probe-measured" and data["details"]:
        yield data["detailsPath"], data["details"], False
    elif kind == "checkpoint-written":
        yield data["path"], data["manifest"], True


def check_file(place, path, expected, is_checkpoint):
    file = path / "manifest.json" if is_checkpoint else path
    if not file.exists():
        raise Bad(f"{place}: {file.relative_to(HERE)} is missing")
    if sha256(file) != expected:
        raise Bad(f"{place}: {file.relative_to(HERE)} was altered")
    if is_checkpoint:
        parts = json.loads(file.read_text(encoding="utf-8"))["files"]
        for part in parts:
            check_file(place, path / part["name"], part["sha256"], False)
        check_unlisted(place, path, {path / part["name"] for part in parts} | {file})


def check_unlisted(place, folder, listed):
    for found in sorted(found for found in folder.rglob("*") if found.is_file() and found not in listed):
        if not found.name.startswith("."):
            raise Bad(f"{place}: {found.relative_to(HERE)} is not listed in the checkpoint's manifest")
        print(f"not covered: {found.relative_to(HERE)} (manifests of earlier versions left names that begin with a dot out)")


def check_signature(seal):
    if not shutil.which("openssl"):
        return "not checked: openssl is not installed"
    with tempfile.TemporaryDirectory() as folder:
        parts = {name: pathlib.Path(folder) / name for name in ("key.pem", "content", "signature")}
        parts["key.pem"].write_text(seal["publicKey"])
        parts["content"].write_bytes(json.dumps(seal["seal"], ensure_ascii=False, separators=(",", ":")).encode("utf-8"))
        parts["signature"].write_bytes(base64.b64decode(seal["signature"]))
        command = ["openssl", "dgst", "-sha256", "-verify", parts["key.pem"], "-signature", parts["signature"], parts["content"]]
        if subprocess.run(command, capture_output=True).returncode != 0:
            raise Bad("the seal's signature does not fit its content")
    body = "".join(line for line in seal["publicKey"].splitlines() if not line.startswith("-----"))
    return "holds, by key " + hashlib.sha256(base64.b64decode(body)).hexdigest()


def check(seal):
    heads, order, files, marks, sequence = {}, bytes(32), 0, list(seal["seal"]["marks"]) if seal else [], 0
    exported = {folder.name for folder in (HERE / "runs").glob("*")}
    for sequence, line, event in events():
        place = f"sequence {sequence}"
        version, previous = heads.get(event["stream"], (0, bytes(32).hex()))
        if line["sequence"] != sequence:
            raise Bad(f"{place}: this event is missing, {line['sequence']} stands here")
        if event["version"] != version + 1 or line["previous"] != previous:
            raise Bad(f"{place}: it does not follow version {version} of '{event['stream']}'")
        if hashlib.sha256(bytes.fromhex(line["previous"]) + line["canonical"].encode("utf-8")).hexdigest() != line["hash"]:
            raise Bad(f"{place}: the content does not match its hash")
        heads[event["stream"]] = (version + 1, line["hash"])
        order = hashlib.sha256(order + bytes.fromhex(line["hash"])).digest()
        if marks and marks[0]["sequence"] == sequence and marks.pop(0)["order"] != order.hex():
            raise Bad(f"{place}: the history up to here is not what was sealed")
        if event["stream"] in exported:
            for path, expected, is_checkpoint in named_files(event["type"], event["data"]):
                check_file(place, HERE / "runs" / event["stream"] / path, expected, is_checkpoint)
                files += 1
    if marks:
        raise Bad(f"sequence {sequence + 1}: the history ends here; {marks[-1]['sequence']} events were sealed")
    return sequence, len(heads), files


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seal", help="a seal of an earlier moment")
    arguments = parser.parse_args()
    try:
        seal = json.loads(pathlib.Path(arguments.seal).read_text(encoding="utf-8")) if arguments.seal else None
        if seal:
            print("signature:", check_signature(seal))
        print("%d events in %d streams and %d files: nothing was altered." % check(seal))
    except (Bad, OSError, KeyError, ValueError) as error:
        sys.exit(f"WRONG {error}")


if __name__ == "__main__":
    main()
