"""An independent reading of docs/arithmetic.md in NumPy: quantiser, calibration, draws, codes and results of a dense network.

Arguments: a JSON file {"weights", "images", "layers": [[name, activation], ...], "columnSum", "lossless", "rows", "columns",
"dac", "adc", "neuron", "meanBits", "sigmaBits" (0: no sigma), "cellBits", "variables", "bits", "seed", "inputs": [index, ...], "samples",
"gates": null or {"probability", "group", "remain"}}.
Prints {"blocks": [[layer, rowBase, columnBase, stepM, stepS, A, B, k, f, fo], ...], "results": [input][sample][output],
"ideal": [input][sample][output]}.
"""
import json
import math
import statistics
import sys

import numpy as np

I = np.int64


def rdiv(a, b):
    a = np.asarray(a, I)
    return np.sign(a) * ((2 * np.abs(a) + b) // (2 * b))


def rshift(a, k):
    if -16 <= k <= 48:
        return rdiv(a, I(1) << I(k)) if k >= 0 else np.asarray(a, I) << I(-k)
    # Beyond 64 bits: Python's integers.
    whole = [(abs(int(v)) * 2 ** max(0, 1 - k) + 2 ** max(0, k)) // 2 ** max(1, k + 1) * (1 if v > 0 else -1) for v in np.asarray(a, I).ravel()]
    return np.array(whole, dtype=object).reshape(np.shape(a))


def away(x):
    """Round to nearest, halves away from zero."""
    x = np.asarray(x, np.float64)
    whole = np.trunc(x)
    return (whole + np.sign(x) * (np.abs(x - whole) >= 0.5)).astype(I)


def philox(key, c0, c1, c2, c3):
    """Bytes of Philox 4x32-10, one row of 16 a counter; every counter word an array."""
    low = np.uint64(0xFFFFFFFF)
    c = [np.asarray(w, np.uint64) for w in np.broadcast_arrays(c0, c1, c2, c3)]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0 = c[0] * np.uint64(0xD2511F53)
        p1 = c[2] * np.uint64(0xCD9E8D57)
        c = [(p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), p1 & low, (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), p0 & low]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    words = np.stack(c, -1).astype("<u4")
    return words.view(np.uint8)


def uniforms(seed, inp, sample, layer, variable, rows, outputs, wide):
    """One uniform variable for every weight of a layer, [rows, outputs]; 8-bit bytes, or 16-bit words."""
    shift = 3 if wide else 4
    blocks = ((rows - 1) >> shift) + 1
    j = np.arange(outputs)[:, None]
    data = philox(seed, inp, sample, layer << 16 | variable, (j << 16) | np.arange(blocks)[None, :])
    data = data.view("<u2") if wide else data
    return data.reshape(outputs, -1)[:, :rows].T.astype(I)


def ranges(length, limit):
    parts = -(-length // limit)
    start = 0
    for part in range(parts):
        size = length // parts + (1 if part < length % parts else 0)
        yield start, start + size
        start += size


def digits(level, w, o):
    """The levels of a weight's cells, slice by slice, each with the weight's sign."""
    return [np.sign(level) * ((np.abs(level) >> (w * t)) & (2 ** w - 1)) for t in range(o["slices"])]


class Layer:
    def __init__(self, index, name, activation, weights, o):
        self.index, self.activation, self.o = index, activation, o
        self.mu = weights[name + ".mu"].astype(np.float64)
        self.inputs = len(self.mu)
        if name + ".bias.mu" in weights:
            self.mu = np.concatenate([self.mu, weights[name + ".bias.mu"].astype(np.float64).reshape(-1, self.mu.shape[1])])
        self.sigma = weights[name + ".sigma"].astype(np.float64) if name + ".sigma" in weights else np.zeros(self.mu.shape)
        self.rows, self.outputs = self.mu.shape
        lmu, lsig = 2 ** o["meanBits"] - 1, 2 ** o["sigmaBits"] - 1
        s_mu = np.abs(self.mu).max() / lmu
        s_sig = self.sigma.max() / lsig if lsig else 0
        self.Lmu, self.Lsig = away(self.mu / (s_mu or 1)), away(self.sigma / (s_sig or 1))
        self.a_mu = s_mu / o["Xmax"]
        self.a_sig = s_sig / o["Xmax"] * (o["Zmax"] / o["dev"]) if lsig else 0
        spread = self.Lsig * s_sig * o["Zmax"] / o["dev"] if lsig else 0
        bound = (np.abs(self.Lmu) * s_mu + spread).sum(0).max()
        self.fo = math.floor(math.log2(32000 / bound)) if bound else 0
        self.fe = math.floor(math.log2(2.0 ** 20 / max(self.a_mu, self.a_sig))) if bound else 0
        self.Ae, self.Be = int(away(self.a_mu * 2.0 ** self.fe)), int(away(self.a_sig * 2.0 ** self.fe))
        self.row_ranges = list(ranges(self.rows, o["rows"]))
        self.neuron = o["columnSum"] == "neuron" and len(self.row_ranges) == 1 and activation == "saturatingLinear"

    def calibrate(self, X):
        """Steps and constants from drive codes X [images, rows]; returns the codes of the mean network's activations."""
        o = self.o
        X = self.driven(X)
        M = X @ self.Lmu
        self.blocks = {}
        exact = o["lossless"] or self.neuron
        for c0, c1 in ranges(self.outputs, o["columns"] // o["slices"]):
            for r0, r1 in self.row_ranges:
                if exact:
                    self.blocks[r0, r1, c0, c1] = [1, 1, self.Ae, self.Be]
                    continue
                m = max(np.abs(X[:, r0:r1] @ d).max() for d in digits(self.Lmu[r0:r1, c0:c1], o["wMu"], o))
                s = max(((X[:, r0:r1] ** 2) @ (d ** 2)).max() for d in digits(self.Lsig[r0:r1, c0:c1], o["wSig"], o))
                step_m = max(1, -(-int(m) // o["Cadc"]))
                step_s = max(1, math.ceil(4 * math.sqrt(int(s)) * (o["dev"] / o["Zmax"]) / o["Cadc"])) if o["sigmaBits"] else 1
                self.blocks[r0, r1, c0, c1] = [step_m, step_s, 0, 0]
        self.k, self.f = 0, self.fe
        if not exact:
            W_mu, W_sig = (sum(2 ** (o[w] * t) for t in range(o["slices"])) for w in ("wMu", "wSig"))
            F = max(o["Cadc"] * (self.a_mu * b[0] * W_mu + self.a_sig * b[1] * W_sig) for b in self.blocks.values())
            self.k, self.f = 12, (math.floor(math.log2(32000 / F)) if F else 0) + 1
            largest = 2.0 ** 60
            while largest > 32767 * 2 ** self.k:
                self.f -= 1
                for b in self.blocks.values():
                    b[2] = int(away(self.a_mu * b[0] * 2.0 ** (self.f + self.k)))
                    b[3] = int(away(self.a_sig * b[1] * 2.0 ** (self.f + self.k)))
                largest = max(o["Cadc"] * (b[2] * W_mu + b[3] * W_sig) for b in self.blocks.values())
        self.exact = exact
        if self.activation == "sign":
            return np.where(M * self.Ae >= 0, o["Cmax"], -o["Cmax"])
        return np.clip(rshift(self.Ae * M * o["Cmax"], self.fe), 0, o["Cmax"]).astype(I)

    def driven(self, X):
        """The lines of the bias are driven with the full code."""
        return np.concatenate([X, np.full(X.shape[:-1] + (self.rows - self.inputs,), self.o["Xmax"], I)], -1)

    def gated(self, X, inp, sample):
        """What the gates of a sample leave of the drive codes; the bias is not gated."""
        gates = self.o["gates"]
        if not gates:
            return X
        off = np.zeros(self.rows, bool)
        threshold = round(gates["probability"] * 2 ** 32)
        for r0, r1 in self.row_ranges:
            for row in range(r0, r1, int(gates["group"] or r1 - r0)):
                first = row if gates["group"] else 0
                word = philox(self.o["seed"], inp, sample, self.index << 16 | 0xFE00, first >> 2).view("<u4").ravel()[first & 3]
                off[row:min(r1, row + int(gates["group"] or r1 - r0))] = int(word) < threshold
        off[self.inputs:] = False
        return np.where(off, rdiv(X * int(away(gates["remain"] * self.o["Xmax"])), self.o["Xmax"]), X)

    def evaluate(self, X, inp, sample):
        o = self.o
        X = self.gated(self.driven(X), inp, sample)
        wide = o["bits"] > 8
        Z = -o["Zmax"] * np.ones((self.rows, self.outputs), I)
        for v in range(o["variables"]):
            u = uniforms(o["seed"], inp, sample, self.index, v, self.rows, self.outputs, wide)
            Z += 2 * (u >> ((16 if wide else 8) - o["bits"]))
        D = rdiv(X[:, None] * Z, o["Zmax"]) if o["Zmax"] else 0 * Z
        Y = np.zeros(self.outputs, I)
        for (r0, r1, c0, c1), (step_m, step_s, A, B) in self.blocks.items():
            if self.neuron:
                return self.pair(X, D)
            M = self.codes([X[r0:r1] @ d for d in digits(self.Lmu[r0:r1, c0:c1], o["wMu"], o)], step_m, o["wMu"])
            S = self.codes([(D[r0:r1, c0:c1] * d).sum(0) for d in digits(self.Lsig[r0:r1, c0:c1], o["wSig"], o)], step_s, o["wSig"])
            Y[c0:c1] += rshift(A * M + B * S, self.k)
        if self.activation == "sign":
            return np.where(Y >= 0, o["Cmax"], -o["Cmax"])
        if self.activation == "saturatingLinear":
            return np.clip(rshift(Y * o["Cmax"], self.f), 0, o["Cmax"]).astype(I)
        return np.clip(rshift(Y, self.f - self.fo), -32768, 32767).astype(I)

    def codes(self, sums, step, w):
        o = self.o
        if not self.exact:
            sums = [np.clip(rdiv(s, step), -o["Cadc"], o["Cadc"]) for s in sums]
        return sum(s << (w * t) for t, s in enumerate(sums))

    def pair(self, X, D):
        M, S = X @ self.Lmu, (D * self.Lsig).sum(0)
        return np.clip(rshift((self.Ae * M + self.Be * S) * self.o["Cmax"], self.fe), 0, self.o["Cmax"]).astype(I)

    def ideal(self, x, inp, sample):
        b = [uniforms(self.o["seed"], inp, sample, self.index, v, self.rows, self.outputs, False) for v in range(3)]
        u = (65536 * b[0] + 256 * b[1] + b[2] + 0.5) / 2.0 ** 24
        used = x > 0
        z = np.zeros(u.shape)
        z[used] = np.vectorize(statistics.NormalDist().inv_cdf)(u[used])
        y = (x[:, None] * (self.mu + self.sigma * z)).sum(0)
        return np.clip(y, 0, 1) if self.activation == "saturatingLinear" else y


def main():
    with open(sys.argv[1]) as file:
        o = json.load(file)
    o["Xmax"], o["Cmax"] = 2 ** o["dac"] - 1, 2 ** o["neuron"] - 1
    o["slices"] = -(-max(o["meanBits"], o["sigmaBits"]) // o["cellBits"])
    o["wMu"], o["wSig"] = -(-o["meanBits"] // o["slices"]), -(-o["sigmaBits"] // o["slices"])
    o["Cadc"] = max(1, 2 ** (o["adc"] - 1) - 1)
    o["Zmax"] = o["variables"] * (2 ** o["bits"] - 1)
    o["dev"] = math.sqrt(o["variables"] * (4.0 ** o["bits"] - 1) / 3)
    weights = np.load(o["weights"])
    layers = [Layer(i, name, activation, weights, o) for i, (name, activation) in enumerate(o["layers"])]
    with open(o["images"], "rb") as file:
        images = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, layers[0].inputs)
    codes = rdiv(weights["calibration"].astype(I) * o["Xmax"], 255)
    for layer in layers:
        codes = rdiv(layer.calibrate(codes) * o["Xmax"], o["Cmax"])
    results, ideal = [], []
    for inp in o["inputs"]:
        results.append([])
        ideal.append([])
        for sample in range(o["samples"]):
            X, x = rdiv(images[inp].astype(I) * o["Xmax"], 255), images[inp] / 255.0
            for layer in layers:
                y = layer.evaluate(X, inp, sample)
                X = rdiv(y * o["Xmax"], o["Cmax"])
                if o["ideal"]:
                    x = layer.ideal(x, inp, sample)
            results[-1].append(y.tolist())
            ideal[-1].append(x.tolist())
    blocks = [
        [layer.index, r0, c0, step_m, step_s, A, B, layer.k, layer.f, layer.fo]
        for layer in layers for (r0, _, c0, _), (step_m, step_s, A, B) in layer.blocks.items()]
    json.dump({"blocks": blocks, "results": results, "ideal": ideal}, sys.stdout)


main()
