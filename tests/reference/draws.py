"""
The engine's random numbers once more, from the comments in src/Core/Randomness and src/Training/VectorMath/RandomKernels.cs:
so both sides augment with the same shifts, angles, partners and masks without recording them.
"""
import math

import numpy as np

NOISE, FEATURE_DROPOUT, MIXUP, IMAGE = 8, 9, 10, 11
LOW, WORD = 0xFFFFFFFF, 1 << 32


def philox(key, c0, c1, c2, c3):
    """Philox 4x32-10 (Salmon et al. 2011): the four words of one counter; c0 may be an array."""
    c = [np.atleast_1d(np.asarray(v, dtype=np.uint64)) for v in np.broadcast_arrays(c0, c1, c2, c3)]
    k0, k1 = key & LOW, key >> 32
    low = np.uint64(LOW)
    for _ in range(10):
        p0, p1 = np.uint64(0xD2511F53) * c[0], np.uint64(0xCD9E8D57) * c[2]
        c = [(p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), p1 & low, (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), p0 & low]
        k0, k1 = (k0 + 0x9E3779B9) & LOW, (k1 + 0xBB67AE85) & LOW
    return c


# Known answers of Random123.
assert [int(w[0]) for w in philox(0, 0, 0, 0, 0)] == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]
assert [int(w[0]) for w in philox(2 ** 64 - 1, LOW, LOW, LOW, LOW)] == [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]


class Sequence:
    """Numbers of one use, one after another: word i mod 4 of counter (i / 4, step, sub, use)."""

    def __init__(self, key, use, sub, step):
        self.at, self.place = 0, (key, step, sub, use)

    def word(self):
        key, *rest = self.place
        if self.at % 4 == 0:
            self.block = philox(key, self.at // 4, *rest)
        self.at += 1
        return int(self.block[(self.at - 1) % 4][0])

    def double(self):
        """53 bits in [0, 1), the upper word first."""
        high = self.word()
        return (((high << 32) | self.word()) >> 11) / (1 << 53)

    def below(self, bound):
        """Lemire 2019."""
        product = self.word() * bound
        while product % WORD < WORD % bound:
            product = self.word() * bound
        return product >> 32

    def shuffle(self, items):
        """Fisher and Yates, from the end."""
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]


def blocks(key, use, step, count):
    """Words of 16 neighbouring counters, group by group: groups × word × 16."""
    words = philox(key, np.arange(16 * count), step, 0, use)
    return np.stack([w.reshape(count, 16) for w in words], axis=1)


def normals(key, use, step, n):
    """Box and Muller 1958: the first two words of a counter give one pair, the others another."""
    fractions = (blocks(key, use, step, -(-n // 64)).astype(np.float64) + 0.5) / WORD
    pairs = []
    for u, v in ((0, 1), (2, 3)):
        radius, angle = np.sqrt(-2 * np.log(fractions[:, u])), 2 * np.pi * fractions[:, v]
        pairs += [radius * np.cos(angle), radius * np.sin(angle)]
    return np.stack(pairs, axis=1).ravel()[:n]


def kept(key, use, step, rate, n):
    """1 where a value is kept: its 16 bits, of a word's lower half before its upper one, are not below 65536·rate."""
    words = blocks(key, use, step, -(-n // 128))
    bits = np.stack([words & np.uint64(0xFFFF), words >> np.uint64(16)], axis=2)
    return (bits.ravel()[:n] >= np.uint64(round(rate * 65536))).astype(np.float64)


def log_gamma(sequence, shape):
    """Logarithm of a Gamma(shape) number: Marsaglia and Tsang 2000."""
    boost = 0.0
    if shape < 1:
        boost = math.log(1 - sequence.double()) / shape
        shape += 1
    d = shape - 1 / 3
    while True:
        radius = math.sqrt(-2 * math.log(1 - sequence.double()))
        x = radius * math.cos(2 * math.pi * sequence.double())
        v = (1 + x / math.sqrt(9 * d)) ** 3
        if v > 0 and math.log(1 - sequence.double()) < 0.5 * x * x + d - d * v + d * math.log(v):
            return math.log(d * v) + boost


def mixup(key, step, alpha, samples):
    """A batch's weight, of Beta(alpha, alpha), and the partner of each of its samples."""
    sequence = Sequence(key, MIXUP, 0, step)
    x = log_gamma(sequence, alpha)
    y = log_gamma(sequence, alpha)
    partners = list(range(samples))
    sequence.shuffle(partners)
    return 1 / (1 + math.exp(y - x)), partners


def image(key, step, sample, shape, augmentation):
    """What happens to one image: pixels down and right, angle in radians, scale, middle of the cut."""
    sequence = Sequence(key, IMAGE, sample, step)
    shift = augmentation.get("shift", 0)
    down, right = (sequence.below(2 * shift + 1) - shift for _ in range(2))
    angle = (2 * sequence.double() - 1) * math.radians(augmentation.get("rotate", 0))
    scale = 1 + (2 * sequence.double() - 1) * augmentation.get("scale", 0)
    return down, right, angle, scale, (sequence.below(shape[0]), sequence.below(shape[1]))
