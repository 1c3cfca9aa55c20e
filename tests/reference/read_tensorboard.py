#!/usr/bin/env python3
"""Reads a folder of TensorBoard event files and prints what is in it as one JSON object.

Independent of the engine and of TensorBoard: the framing follows TensorFlow's record_writer.h, field numbers follow
tensorboard/compat/proto/{event,summary,histogram,tensor}.proto and tensorboard/plugins/hparams/{plugin_data,api}.proto
of TensorBoard 70b76c9 (2026-06-30). Anything that is not as those files say ends it with an error.

usage: read_tensorboard.py FOLDER
"""
import json
import math
import os
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283  # RFC 3720, B.4


def records(path):
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        length, check = struct.unpack_from("<QI", data, at)
        if masked(data[at:at + 8]) != check:
            raise ValueError(f"{path}: length at {at} has a wrong CRC")
        message = data[at + 12:at + 12 + length]
        if len(message) != length:
            raise ValueError(f"{path}: record at {at} is cut short")
        if masked(message) != struct.unpack_from("<I", data, at + 12 + length)[0]:
            raise ValueError(f"{path}: record at {at} has a wrong CRC")
        yield message
        at += 16 + length


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def fields(data):
    """(number, value) of each field; the value is an int, a float or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 1:
            value, at = struct.unpack_from("<d", data, at)[0], at + 8
        elif wire == 5:
            value, at = struct.unpack_from("<f", data, at)[0], at + 4
        elif wire == 2:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
            if len(value) != length:
                raise ValueError("a field is cut short")
        else:
            raise ValueError(f"wire type {wire}")
        yield number, value


def one(message, names):
    """The fields of a message by name; unknown ones are an error."""
    found = {}
    for number, value in fields(message):
        if number not in names:
            raise ValueError(f"unknown field {number}")
        found.setdefault(names[number], []).append(value)
    return found


def doubles(data):
    return list(struct.unpack(f"<{len(data) // 8}d", data))


def value_of(message):
    found = one(message, {2: "number", 3: "text"})
    return found["number"][0] if "number" in found else found["text"][0].decode()


def plugin(content):
    data = one(content, {1: "version", 2: "experiment", 3: "start", 4: "end"})
    if data.get("version", [0]) != [0]:
        raise ValueError("another version of the hparams plugin")
    if "start" in data:
        start = one(data["start"][0], {1: "hparams", 4: "group", 5: "at"})
        entries = [one(e, {1: "key", 2: "value"}) for e in start.get("hparams", [])]
        return "start", {"group": start["group"][0].decode(), "at": start["at"][0],
                         "hparams": {e["key"][0].decode(): value_of(e["value"][0]) for e in entries}}
    if "end" in data:
        end = one(data["end"][0], {1: "status", 2: "at"})
        return "end", {"status": end["status"][0], "at": end["at"][0]}
    experiment = one(data["experiment"][0], {1: "description", 3: "created", 4: "hparams", 5: "metrics", 6: "name"})
    hparams = {}
    for info in experiment.get("hparams", []):
        info = one(info, {1: "name", 4: "type", 5: "discrete", 6: "interval"})
        hparams[info["name"][0].decode()] = {
            "type": info["type"][0],
            "discrete": [value_of(v) for n, v in fields(info["discrete"][0])] if "discrete" in info else None,
            "interval": [v for n, v in fields(info["interval"][0])] if "interval" in info else None,
        }
    metrics = [one(one(m, {1: "name"})["name"][0], {2: "tag"})["tag"][0].decode() for m in experiment["metrics"]]
    return "experiment", {"name": experiment["name"][0].decode(), "hparams": hparams, "metrics": metrics}


def read(path):
    run = {"scalars": {}, "histograms": {}, "hparams": {}}
    for index, record in enumerate(records(path)):
        event = one(record, {1: "wall_time", 2: "step", 3: "file_version", 5: "summary"})
        at, step = event["wall_time"][0], event.get("step", [0])[0]
        if index == 0:
            run["version"] = event["file_version"][0].decode()
            continue
        for value in one(event["summary"][0], {1: "value"}).get("value", []):
            value = one(value, {1: "tag", 2: "simple_value", 5: "histo", 8: "tensor", 9: "metadata"})
            tag = value["tag"][0].decode()
            if "simple_value" in value:
                number = value["simple_value"][0]
                run["scalars"].setdefault(tag, []).append([step, number if math.isfinite(number) else str(number), at])
            elif "histo" in value:
                histogram = one(value["histo"][0], {1: "min", 2: "max", 3: "num", 4: "sum", 5: "sum_squares", 6: "limits", 7: "buckets"})
                run["histograms"].setdefault(tag, []).append({
                    "step": step, "limits": doubles(histogram["limits"][0]), "buckets": doubles(histogram["buckets"][0]),
                    **{name: histogram[name][0] for name in ("min", "max", "num", "sum", "sum_squares")}})
            else:
                tensor = one(value["tensor"][0], {1: "dtype", 2: "shape"})
                if tensor["dtype"] != [1] or tensor["shape"] != [b"\x12\x00"]:
                    raise ValueError(f"{tag}: the tensor is not the empty one")
                data = one(one(value["metadata"][0], {1: "plugin"})["plugin"][0], {1: "name", 2: "content"})
                if data["name"] != [b"hparams"]:
                    raise ValueError(f"{tag}: plugin {data['name']}")
                kind, content = plugin(data["content"][0])
                expected = {"start": "_hparams_/session_start_info", "end": "_hparams_/session_end_info", "experiment": "_hparams_/experiment"}
                if tag != expected[kind]:
                    raise ValueError(f"{tag} holds {kind}")
                run["hparams"][kind] = content
    return run


def main(folder):
    runs = {}
    for root, _, names in os.walk(folder):
        for name in names:
            if "tfevents" in name:
                runs[os.path.relpath(root, folder)] = read(os.path.join(root, name))
    json.dump(runs, sys.stdout, sort_keys=True)


main(sys.argv[1])
