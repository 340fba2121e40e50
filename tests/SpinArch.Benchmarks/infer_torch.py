"""The device model of `infer` as a vectorised PyTorch script, to compare speeds: fresh weights for every image and sample.

    python3 infer_torch.py WEIGHTS.npz IMAGES-idx3-ubyte LABELS-idx1-ubyte [IMAGES [SAMPLES [BATCH]]]

4-bit weights, three 8-bit variables a Gaussian, 8-bit DAC and ADC on blocks of at most 128 rows, 3-bit neurons. The draws are
PyTorch's own (it has no counter-based ones), so accuracies agree statistically. Prints images, samples, seconds, accuracy.
"""
import math
import sys
import time

import numpy as np
import torch

VARIABLES, ZMAX, XMAX, CADC, CMAX = 3, 765, 255, 127, 7
DEV = math.sqrt(VARIABLES * (4.0 ** 8 - 1) / 3)


class Layer:
    def __init__(self, mu, sigma, last):
        self.s_mu, self.s_sig = np.abs(mu).max() / 15, sigma.max() / 15
        self.mu = torch.from_numpy(np.round(mu / self.s_mu).astype(np.float32))
        self.sigma = torch.from_numpy(np.round(sigma / self.s_sig).astype(np.float32))
        self.a_mu, self.a_sig = self.s_mu / XMAX, self.s_sig / XMAX * ZMAX / DEV
        self.last = last
        rows = mu.shape[0]
        parts = -(-rows // 128)
        edges = np.cumsum([0] + [rows // parts + (p < rows % parts) for p in range(parts)])
        self.blocks = list(zip(edges[:-1], edges[1:]))

    def calibrate(self, x):
        self.steps = []
        for a, b in self.blocks:
            m = (x[:, a:b] @ self.mu[a:b]).abs().max()
            s = ((x[:, a:b] ** 2) @ (self.sigma[a:b] ** 2)).max()
            self.steps.append((max(1.0, math.ceil(m / CADC)), max(1.0, math.ceil(4 * math.sqrt(s) * DEV / ZMAX / CADC))))
        return self.activate(self.a_mu * (x @ self.mu))

    def activate(self, y):
        return y if self.last else torch.round(torch.round(y * CMAX).clamp_(0, CMAX) * (XMAX / CMAX))

    def mean(self, x):
        return sum(
            self.a_mu * step * torch.round(x[:, a:b] @ self.mu[a:b] / step).clamp_(-CADC, CADC)
            for (a, b), (step, _) in zip(self.blocks, self.steps))

    def sample(self, x, mean):
        rows, outputs = self.sigma.shape
        y = mean.clone()
        for (a, b), (_, step) in zip(self.blocks, self.steps):
            u = torch.randint(0, 256, (VARIABLES, x.shape[0], b - a, outputs), dtype=torch.uint8)
            z = u.sum(0, dtype=torch.int16).mul_(2).sub_(ZMAX).float()
            d = z.mul_(x[:, a:b, None] / ZMAX).round_()
            y += self.a_sig * step * torch.round(d.mul_(self.sigma[a:b]).sum(1) / step).clamp_(-CADC, CADC)
        return self.activate(y)


def main():
    weights = np.load(sys.argv[1])
    images = np.frombuffer(open(sys.argv[2], "rb").read(), np.uint8, offset=16).reshape(-1, 784)
    labels = torch.from_numpy(np.frombuffer(open(sys.argv[3], "rb").read(), np.uint8, offset=8).astype(np.int64))
    count, samples, batch = (int(a) for a in (sys.argv[4:] + ["200", "10", "10"][len(sys.argv) - 4:]))
    torch.manual_seed(1)
    names = ["hidden1", "hidden2", "output"]
    layers = [Layer(weights[n + ".mu"], weights[n + ".sigma"], n == "output") for n in names]
    x = torch.from_numpy(weights["calibration"].astype(np.float32))
    for layer in layers:
        x = layer.calibrate(x)
    start = time.perf_counter()
    right = 0
    for i in range(0, count, batch):
        x0 = torch.from_numpy(images[i:min(i + batch, count)].astype(np.float32))
        mean0 = layers[0].mean(x0)
        for _ in range(samples):
            x = layers[0].sample(x0, mean0)
            for layer in layers[1:]:
                x = layer.sample(x, layer.mean(x))
            right += (x.argmax(1) == labels[i:i + x.shape[0]]).sum().item()
    print(f"images {count} samples {samples} seconds {time.perf_counter() - start:.2f} accuracy {right / count / samples:.4f}")


main()
