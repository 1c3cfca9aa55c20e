"""Golden digests of tests/Core/Results/CanonicalResultTests.cs, made apart from the code under test.

Run: /usr/bin/python3 tests/reference/digests.py
"""
import hashlib
import struct

NAN32, NAN64 = struct.pack("<I", 0x7FC00000), struct.pack("<Q", 0x7FF8000000000000)


def record(tag, payload):
    return tag + struct.pack("<i", len(payload)) + payload


def layer(number, norms=None, nans=0, infs=0, weight=None, histogram=()):
    floats = [NAN32] * 3 if norms is None else [struct.pack("<f", n) for n in norms]
    tail = [NAN32 if weight is None else struct.pack("<f", weight)] + [NAN32] * 9
    return (struct.pack("<i", number) + b"".join(floats) + struct.pack("<qq", nans, infs) + b"".join(tail)
            + struct.pack("<i", len(histogram)) + struct.pack(f"<{len(histogram)}q", *histogram))


def epoch(number):
    payload = struct.pack("<iqdddddi", number, number * 34, 0.5, 0.75, 0.625, 0.5, 0.1, 2)
    payload += layer(1, (0.125, 0.25, 0.5), 1, 2, histogram=(3, 0, 4)) + layer(2, weight=8)
    return record(b"E", payload)


result = struct.pack("<iiiiiqqi", 2, 1, 1, 0, 2, 68, 2176, 2)
result += struct.pack("<dddddd", 0.5, 0.75, 0.625, 0.5, 1, 0.25) + struct.pack("<qi", 0, 0) + struct.pack("<i", 2) + b"ab"
trial = hashlib.sha256(record(b"T", struct.pack("<i", 1)) + epoch(1) + epoch(2) + record(b"R", result))


def top_k(*values):
    return record(b"K", struct.pack(f"<{len(values)}d", *values))


with_top_k = hashlib.sha256(record(b"T", struct.pack("<i", 1)) + epoch(1) + top_k(0.875, 0.75) + epoch(2) + top_k(1, 0.9375)
                            + record(b"R", result) + top_k(1, 0.9375, 0.5))
sweep = hashlib.sha256(struct.pack("<iq", 1, 0) + bytes(32) + struct.pack("<q", 5) + trial.digest())
print("trial", trial.hexdigest())
print("trial with top-k accuracy", with_top_k.hexdigest())
print("sweep", sweep.hexdigest())
