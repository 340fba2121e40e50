"""An independent reading of docs/arithmetic.md, section 14, in NumPy: whole networks from their file, with digital column sums.

Arguments: a JSON file {"network", "images": [[byte, ...], ...], "dac", "adc", "neuron", "meanBits", "sigmaBits", "cellBits", "variables", "bits" (at
most 8), "rows", "columns", "lossless", "seed", "samples", "scope", "ideal"}.
Prints {"ranges": {layer: R}, "results": [image][sample][output], "scale": value of a unit of a result, "real": [image][output] of the mean network
in binary64, without any effect}.
"""
import json
import math
import pathlib
import sys

import numpy as np

I = np.int64


def rdiv(a, b):
    a = np.asarray(a, I)
    return np.sign(a) * ((2 * np.abs(a) + b) // (2 * b))


def rshift(a, k):
    return rdiv(a, I(1) << I(k)) if k >= 0 else np.asarray(a, I) << I(-k)


def away(x):
    return np.sign(x) * np.floor(np.abs(x) + 0.5)


def philox(key, c0, c1, c2, c3):
    """Philox 4x32-10 of an array of last counter words: [n][16] bytes."""
    c3 = np.asarray(c3, np.uint64).ravel()
    c = [np.full(c3.shape, v, np.uint64) for v in (c0, c1, c2)] + [c3]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0, p1 = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [(p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), p1 & np.uint64(0xFFFFFFFF),
             (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), p0 & np.uint64(0xFFFFFFFF)]
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return np.stack(c, 1).astype("<u4").view(np.uint8).reshape(len(c3), 16)


def balanced(length, parts):
    sizes = [length // parts + (1 if i < length % parts else 0) for i in range(parts)]
    starts = np.cumsum([0] + sizes)
    return list(zip(starts[:-1].tolist(), starts[1:].tolist()))


def pair(value):
    return (value[0], value[1])


class Map:
    """Values [channels][rows][columns] of one image, or of [image], and a range a channel; `flat` where its reader sees a vector."""

    def __init__(self, values, ranges):
        self.values, self.ranges = values, np.asarray(ranges, float)


def windows(x, kernel, stride, pads, dilation, fill):
    """[..., C, H, W] to [..., C, positions, kernel places]."""
    top, left, bottom, right = pads
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(top, bottom), (left, right)], constant_values=fill)
    reach_y, reach_x = (kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1
    rows = range(0, x.shape[-2] - reach_y + 1, stride[0])
    columns = range(0, x.shape[-1] - reach_x + 1, stride[1])
    cut = [x[..., r:r + reach_y:dilation[0], c:c + reach_x:dilation[1]].reshape(x.shape[:-2] + (-1,)) for r in rows for c in columns]
    return np.stack(cut, -2), (len(rows), len(columns))


class Matrix:
    def __init__(self, index, node, weights, o, last):
        self.index, self.node, self.o, self.last = index, node, o, last
        name = node["name"]
        mu, sigma = weights[name + ".mu"], weights[name + ".sigma"] if name + ".sigma" in weights else 0 * weights[name + ".mu"]
        if node["kind"] == "dense":
            mu, sigma = (mu, sigma) if o["orientation"] == "inputsByOutputs" else (mu.T, sigma.T)
        else:
            mu, sigma = mu.reshape(len(mu), -1).T, sigma.reshape(len(sigma), -1).T
        self.fan_in = len(mu)
        if name + ".bias.mu" in weights:
            bias = weights[name + ".bias.mu"].reshape(1, -1)
            spread = weights[name + ".bias.sigma"].reshape(1, -1) if name + ".bias.sigma" in weights else 0 * bias
            mu, sigma = np.concatenate([mu, bias]), np.concatenate([sigma, spread])
        self.mu, self.sigma = mu.astype(np.float32).astype(float), sigma.astype(np.float32).astype(float)

    def scaled(self, ranges, R):
        factor = np.concatenate([np.asarray(ranges) / R, np.full(len(self.mu) - self.fan_in, 1 / R)])[:, None]
        if R == 1 and (np.asarray(ranges) == 1).all():
            return self.mu, self.sigma
        return (self.mu * factor).astype(np.float32).astype(float), (self.sigma * factor).astype(np.float32).astype(float)

    def quantise(self, mu, sigma):
        o = self.o
        Lmu, Lsig = 2 ** o["meanBits"] - 1, 2 ** o["sigmaBits"] - 1
        largest, spread = np.abs(mu).max(), sigma.max()
        s_mu, s_sig = largest / Lmu if largest else 1, spread / Lsig if spread else 1
        self.Lmu, self.Lsig = away(mu / s_mu).astype(I), away(sigma / s_sig).astype(I)
        self.a_mu = s_mu / o["Xmax"] if largest else 0.0
        self.a_sig = s_sig / o["Xmax"] * (o["Zmax"] / o["dev"]) if spread else 0.0
        unit = max(self.a_mu, self.a_sig)
        self.fe = math.floor(math.log2(2.0 ** 20 / unit)) if unit else 0
        self.Ae, self.Be = int(away(self.a_mu * 2.0 ** self.fe)), int(away(self.a_sig * 2.0 ** self.fe))
        bound = (np.abs(self.Lmu) * s_mu + self.Lsig * s_sig * o["Zmax"] / o["dev"]).sum(0).max()
        self.fo = math.floor(math.log2(32000 / bound)) if bound else 0

    def digits(self, levels, bits):
        return [np.sign(levels) * (np.abs(levels) // 2 ** (bits * t) % 2 ** bits) for t in range(self.o["slices"])]

    def calibrate(self, X, ranges):
        """X [images][positions][rows without bias]; gives the drive codes of the mean network, [images][positions][outputs]."""
        o = self.o
        X = self.driven(X).reshape(-1, len(self.mu))
        activation = self.node["activation"]
        known = {"saturatingLinear": 1.0, "sign": 1.0}.get(activation, 1.0 if activation == "none" and self.last else self.node.get("range"))
        if known is None:
            self.quantise(*self.scaled(ranges, 1.0))
            Y = self.Ae * (X @ self.Lmu)
            largest = math.ldexp(float(max(0, Y.max()) if activation == "relu" else np.abs(Y).max()), -self.fe)
            known = up(largest)
        self.R = float(known)
        self.quantise(*self.scaled(ranges, self.R))
        self.blocks = {}
        lines = o["columns"] // o["slices"]
        for r0, r1 in balanced(len(self.mu), -(-len(self.mu) // o["rows"])):
            for c0, c1 in balanced(self.mu.shape[1], -(-self.mu.shape[1] // lines)):
                m = max(np.abs(X[:, r0:r1] @ d).max() for d in self.digits(self.Lmu[r0:r1, c0:c1], o["wMu"]))
                s = max(((X[:, r0:r1] ** 2) @ (d ** 2)).max() for d in self.digits(self.Lsig[r0:r1, c0:c1], o["wSig"]))
                self.blocks[r0, r1, c0, c1] = [max(1, -(-int(m) // o["Cadc"])), max(1, math.ceil(4 * math.sqrt(int(s)) * (o["dev"] / o["Zmax"]) / o["Cadc"])), 0, 0]
        if o["lossless"]:
            self.k, self.f = 0, self.fe
            for b in self.blocks.values():
                b[2:] = [self.Ae, self.Be]
        else:
            W = [sum(2 ** (o[w] * t) for t in range(o["slices"])) for w in ("wMu", "wSig")]
            F = max(o["Cadc"] * (self.a_mu * b[0] * W[0] + self.a_sig * b[1] * W[1]) for b in self.blocks.values())
            self.k, self.f = 12, (math.floor(math.log2(32000 / F)) if F else 0) + 1
            largest = 2.0 ** 60
            while largest > 32767 * 2 ** self.k:
                self.f -= 1
                for b in self.blocks.values():
                    b[2], b[3] = int(away(self.a_mu * b[0] * 2.0 ** (self.f + self.k))), int(away(self.a_sig * b[1] * 2.0 ** (self.f + self.k)))
                largest = max(o["Cadc"] * (b[2] * W[0] + b[3] * W[1]) for b in self.blocks.values())
        return rdiv(self.code(self.Ae * (X @ self.Lmu), self.fe) * o["Xmax"], o["Cmax"])

    def code(self, Y, f):
        o, activation = self.o, self.node["activation"]
        if activation == "sign":
            return np.where(Y >= 0, o["Cmax"], -o["Cmax"])
        return np.clip(rshift(Y * o["Cmax"], f), -o["Cmax"] if activation == "none" else 0, o["Cmax"])

    def driven(self, X):
        return np.concatenate([X, np.full(X.shape[:-1] + (len(self.mu) - self.fan_in,), self.o["Xmax"], I)], -1)

    def result(self, X, inp, word):
        """X [rows without bias] of one position."""
        o = self.o
        X = self.driven(X)
        rows, outputs = self.mu.shape
        groups = -(-rows // 16)
        last = (np.arange(outputs)[:, None] << 16) | np.arange(groups)[None]
        Z = np.full((outputs, groups * 16), -o["Zmax"], I)
        for v in range(o["variables"]):
            Z += 2 * (philox(o["seed"], inp, word, self.index << 16 | v, last).reshape(outputs, -1).astype(I) >> (8 - o["bits"]))
        D = rdiv(X[:, None] * Z[:, :rows].T, o["Zmax"])
        Y = np.zeros(outputs, I)
        for (r0, r1, c0, c1), (step_m, step_s, A, B) in self.blocks.items():
            M = self.codes([X[r0:r1] @ d for d in self.digits(self.Lmu[r0:r1, c0:c1], o["wMu"])], step_m, o["wMu"])
            S = self.codes([(D[r0:r1, c0:c1] * d).sum(0) for d in self.digits(self.Lsig[r0:r1, c0:c1], o["wSig"])], step_s, o["wSig"])
            Y[c0:c1] += rshift(A * M + B * S, self.k)
        if self.last and self.node["activation"] == "none":
            return np.clip(rshift(Y, self.f - self.fo), -32768, 32767)
        return self.code(Y, self.f)

    def codes(self, sums, step, w):
        if not self.o["lossless"]:
            sums = [np.clip(rdiv(s, step), -self.o["Cadc"], self.o["Cadc"]) for s in sums]
        return sum(s << (w * t) for t, s in enumerate(sums))


def up(value):
    if value <= 0:
        return 1.0
    e = math.floor(math.log2(value)) - 4
    return math.ceil(math.ldexp(value, -e)) * 2.0 ** e


class Network:
    def __init__(self, path, o):
        file = json.loads(pathlib.Path(path).read_text())
        o["orientation"] = file.get("orientation", "inputsByOutputs")
        weights = np.load(pathlib.Path(path).parent / file["weights"])
        self.o, self.nodes, self.matrices = o, [], {}
        self.shape = file["input"] if len(file["input"]) == 3 else [math.prod(file["input"]), 1, 1]
        for index, node in enumerate(file["layers"]):
            node.setdefault("name", node["kind"] + str(index))
            before = self.nodes[-1]["name"] if self.nodes else "input"
            node["takes"] = node.get("inputs", [node.get("from", before)])
            if node.get("groups", 1) > 1:
                self.split(node, weights)
                continue
            self.nodes.append(node)
            if node["kind"] in ("dense", "conv2d"):
                self.matrices[node["name"]] = Matrix(len(self.matrices), node, weights, o, node is file["layers"][-1])
        self.factors, self.add_ranges = {}, {}
        self.calibrate(weights["calibration"].astype(I))

    def split(self, node, weights):
        """Groups along the diagonal, as many as fit; each part sees the whole map and a slice of its channels."""
        o, G, name = self.o, node["groups"], node["name"]
        kernels = weights[name + ".mu"]
        per, lines = kernels[0].size, 1 if name + ".bias.mu" in weights else 0
        own = len(kernels) // G
        b = max(1, min(G, (o["rows"] - lines) // per, o["columns"] // o["slices"] // own))
        ranges = balanced(G, -(-G // b))
        for at, (g0, g1) in enumerate(ranges):
            part = dict(node, name=name if len(ranges) == 1 else f"{name}/{at}", channels=(g0 * kernels.shape[1], g1 * kernels.shape[1]))
            cut = {}
            for kind in ("mu", "sigma"):
                whole = np.zeros(((g1 - g0) * own, (g1 - g0) * kernels.shape[1]) + kernels.shape[2:], np.float32)
                for g in range(g1 - g0):
                    c = kernels.shape[1]
                    whole[g * own:(g + 1) * own, g * c:(g + 1) * c] = weights[f"{name}.{kind}"][(g0 + g) * own:(g0 + g + 1) * own]
                cut[f"{part['name']}.{kind}"] = whole
                if lines:
                    cut[f"{part['name']}.bias.{kind}"] = weights[f"{name}.bias.{kind}"][g0 * own:g1 * own]
            self.nodes.append(part)
            self.matrices[part["name"]] = Matrix(len(self.matrices), part, cut, o, False)
        if len(ranges) > 1:
            self.nodes.append({"name": name, "kind": "concat", "takes": [f"{name}/{at}" for at in range(len(ranges))]})

    def gathered(self, node, x):
        """[..., C, H, W] to ([..., positions, rows], shape of the result)."""
        if node["kind"] == "dense":
            return x.reshape(x.shape[:-3] + (1, -1)), (1, 1)
        if "channels" in node:
            x = x[..., node["channels"][0]:node["channels"][1], :, :]
        cut, shape = windows(x, pair(node["kernel"]), pair(node.get("stride", [1, 1])), pads(node), pair(node.get("dilation", [1, 1])), 0)
        return np.moveaxis(cut, -3, -2).reshape(cut.shape[:-3] + (cut.shape[-2], -1)), shape

    def pooled(self, node, x, whole):
        if node["kind"] == "globalAveragePool":
            s = x.sum((-1, -2), keepdims=True)
            return rdiv(s, x.shape[-1] * x.shape[-2]) if whole else s / (x.shape[-1] * x.shape[-2])
        size = pair(node["size"])
        args = (size, pair(node.get("stride", node["size"])), pads(node), (1, 1))
        if node["kind"] == "maxPool":
            cut, shape = windows(x, *args, -(1 << 40))
            return cut.max(-1).reshape(x.shape[:-2] + shape)
        cut, shape = windows(x, *args, 0)
        n = windows(np.ones(x.shape, I), *args, 1 if node.get("countsPadding") else 0)[0].sum(-1)
        s = cut.sum(-1)
        flat = np.sign(s) * ((2 * np.abs(s) + n) // (2 * n)) if whole else s / n
        return flat.reshape(x.shape[:-2] + shape)

    def calibrate(self, images):
        o = self.o
        X = rdiv(images.reshape([len(images)] + self.shape) * o["Xmax"], 255)
        maps = {"input": Map(X, np.ones(self.shape[0]))}
        for node in self.nodes:
            takes = [maps[name] for name in node["takes"]]
            first = takes[0]
            if node["kind"] in self.plain:
                maps[node["name"]] = Map(self.plain[node["kind"]](self, node, [m.values for m in takes]), self.ranges(node, takes))
            elif node["kind"] == "add":
                R = [m.ranges[0] for m in takes]
                activation = node.get("activation", "none")
                total = sum(r * m.values for r, m in zip(R, takes))
                bound = float(total.max() if activation == "relu" else np.abs(total).max()) / o["Xmax"]
                own = 1.0 if activation in ("saturatingLinear", "sign") else node["range"] if "range" in node else up(bound)
                self.add_ranges[node["name"]] = own
                self.factors[node["name"]] = [int(away(4096 * (r / own))) for r in R]
                maps[node["name"]] = Map(self.added(node, [m.values for m in takes]), np.full(first.values.shape[1], own))
            else:
                matrix = self.matrices[node["name"]]
                rows, shape = self.gathered(node, first.values)
                ranges = first.ranges[node["channels"][0]:node["channels"][1]] if "channels" in node else first.ranges
                per_row = np.repeat(ranges, rows.shape[-1] // len(ranges))
                codes = matrix.calibrate(rows, per_row).reshape(rows.shape[:2] + (-1,))
                maps[node["name"]] = Map(np.moveaxis(codes, 1, 2).reshape((len(images), -1) + shape), np.full(codes.shape[-1], matrix.R))

        self.ends = {name: float(m.ranges[0]) for name, m in maps.items()}

    def ranges(self, node, takes):
        if node["kind"] == "concat":
            return np.concatenate([m.ranges for m in takes])
        if node["kind"] == "flatten":
            return np.repeat(takes[0].ranges, takes[0].values[0, 0].size)
        return takes[0].ranges

    def added(self, node, values):
        s = sum(m * x for m, x in zip(self.factors[node["name"]], values))
        activation, top = node.get("activation", "none"), self.o["Xmax"]
        if activation == "sign":
            return np.where(s >= 0, top, -top)
        return np.clip(rshift(s, 12), -top if activation == "none" else 0, top)

    plain = {
        "flatten": lambda self, node, x: x[0].reshape(x[0].shape[:-3] + (-1, 1, 1)),
        "concat": lambda self, node, x: np.concatenate(x, -3),
        "maxPool": lambda self, node, x: self.pooled(node, x[0], True),
        "averagePool": lambda self, node, x: self.pooled(node, x[0], True),
        "globalAveragePool": lambda self, node, x: self.pooled(node, x[0], True),
    }

    def run(self, image, inp, sample):
        o = self.o
        maps = {"input": rdiv(np.asarray(image, I).reshape(self.shape) * o["Xmax"], 255)}
        for node in self.nodes:
            x = [maps[name] for name in node["takes"]]
            if node["kind"] in self.plain:
                y = self.plain[node["kind"]](self, node, x)
            elif node["kind"] == "add":
                y = self.added(node, x)
            else:
                rows, shape = self.gathered(node, x[0])
                words = [sample | p << 16 if o["scope"] == "read" else sample for p in range(len(rows))]
                matrix = self.matrices[node["name"]]
                out = np.stack([matrix.result(row, inp, word) for row, word in zip(rows, words)], 1)
                if matrix.last:
                    return out.ravel()
                y = rdiv(out * o["Xmax"], o["Cmax"]).reshape((-1,) + shape)
            maps[node["name"]] = y
        return y.ravel()

    def real(self, image):
        maps = {"input": np.asarray(image, float).reshape(self.shape) / 255}
        act = {"relu": lambda y: np.maximum(y, 0), "saturatingLinear": lambda y: np.clip(y, 0, 1), "sign": lambda y: np.where(y >= 0, 1.0, -1.0),
               "none": lambda y: y}
        for node in self.nodes:
            x = [maps[name] for name in node["takes"]]
            if node["kind"] in ("flatten", "concat"):
                y = self.plain[node["kind"]](self, node, x)
            elif node["kind"] == "add":
                y = act[node.get("activation", "none")](sum(x))
            elif node["kind"] in self.plain:
                y = self.pooled(node, x[0], False)
            else:
                matrix = self.matrices[node["name"]]
                rows, shape = self.gathered(node, x[0])
                y = np.concatenate([rows, np.ones((len(rows), len(matrix.mu) - matrix.fan_in))], 1) @ matrix.mu
                y = act[node["activation"]](y).T.reshape((-1,) + shape)
            maps[node["name"]] = y
        return y.ravel()


def pads(node):
    p = node.get("padding", [0, 0])
    return tuple(p) if len(p) == 4 else (p[0], p[1], p[0], p[1])


def main():
    o = json.loads(pathlib.Path(sys.argv[1]).read_text())
    o["Xmax"], o["Cmax"] = 2 ** o["dac"] - 1, 2 ** o["neuron"] - 1
    o["slices"] = -(-max(o["meanBits"], o["sigmaBits"]) // o["cellBits"])
    o["wMu"], o["wSig"] = -(-o["meanBits"] // o["slices"]), -(-o["sigmaBits"] // o["slices"])
    o["Cadc"] = max(1, 2 ** (o["adc"] - 1) - 1)
    o["Zmax"] = o["variables"] * (2 ** o["bits"] - 1)
    o["dev"] = math.sqrt(o["variables"] * (4.0 ** o["bits"] - 1) / 3)
    network = Network(o["network"], o)
    end = network.nodes[-1]["name"]
    last = network.matrices.get(end)
    json.dump({
        "ranges": {**{name: m.R for name, m in network.matrices.items()}, **network.add_ranges},
        "results": [[network.run(image, i, s).tolist() for s in range(o["samples"])] for i, image in enumerate(o["images"])],
        "scale": network.ends[end] / o["Xmax"] if last is None else 2.0 ** -last.fo if last.node["activation"] == "none" else last.R / o["Cmax"],
        "real": [network.real(image).tolist() for image in o["images"]],
    }, sys.stdout)


main()
