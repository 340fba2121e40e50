"""The equations of docs/device-physics.md in NumPy, read from the page and not from the simulator's code.

First argument: spins or walls; second: a JSON object of parameters in SI units. Prints a JSON list of end states.
spins: Gilbert's equation is solved for dm/dt as (T + alpha m x T) / (1 + alpha^2), T the sum of the undamped torques.
walls: the classical Runge-Kutta method, without heat.
"""
import json
import sys

import numpy as np

MU0, KB, E, HBAR, GAMMA = 1.25663706212e-6, 1.380649e-23, 1.602176634e-19, 1.054571817e-34, 1.76085963023e11
G0 = MU0 * GAMMA


def philox(key, c0, c1, c2, c3):
    """The four output words of Philox 4x32-10; every counter word an array or a number."""
    low = np.uint64(0xFFFFFFFF)
    c = [np.asarray(w, np.uint64).copy() for w in np.broadcast_arrays(c0, c1, c2, c3)]
    k0, k1 = key & 0xFFFFFFFF, key >> 32
    for _ in range(10):
        p0 = c[0] * np.uint64(0xD2511F53)
        p1 = c[2] * np.uint64(0xCD9E8D57)
        c = [(p1 >> np.uint64(32)) ^ c[1] ^ np.uint64(k0), p1 & low, (p0 >> np.uint64(32)) ^ c[3] ^ np.uint64(k1), p0 & low]
        k0 = (k0 + 0x9E3779B9) & 0xFFFFFFFF
        k1 = (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return c


def normals(seed, phase, block, trials):
    w = [word.astype(np.float64) for word in philox(seed, np.uint64(block), np.uint64(phase), np.uint64(0x5350494E), trials)]
    out = []
    for a, b in ((w[0], w[1]), (w[2], w[3])):
        r = np.sqrt(-2 * np.log((a + 0.5) / 2.0**32))
        out += [r * np.cos(2 * np.pi * b / 2.0**32), r * np.sin(2 * np.pi * b / 2.0**32)]
    return out


def spins(p):
    trials = np.arange(p["trials"], dtype=np.uint64)
    m = np.tile(np.array(p["start"], float), (len(trials), 1))
    a, dt, torque = p["damping"], p["step"], np.array(p["torque"], float)
    thermal = np.sqrt(2 * a * KB * p["temperature"] / (G0 * MU0 * p["saturation"] * p["volume"] * dt))

    def rate(m, noise):
        field = np.array(p["field"], float) + np.array(p["anisotropy"], float) * m + noise
        t = -G0 * np.cross(m, field) - G0 * np.cross(m, np.cross(m, torque))
        return (t + a * np.cross(m, t)) / (1 + a * a)

    stream = []
    for step in range(p["steps"]):
        while len(stream) < 3:
            stream += normals(p["seed"], 0, step_block[0], trials)
            step_block[0] += 1
        noise = thermal * np.stack(stream[:3], 1)
        stream = stream[3:]
        first = rate(m, noise)
        second = rate(m + dt * first, noise)
        m = m + dt / 2 * (first + second)
        m = m / np.linalg.norm(m, axis=1, keepdims=True)
    return m.tolist()


def walls(p):
    delta = np.sqrt(p["exchange"] / (p["anisotropy"] - MU0 * p["saturation"] ** 2 / 2))
    hd = p["dmi"] / (MU0 * p["saturation"] * delta)
    hk = p["thickness"] * np.log(2) * p["saturation"] / (np.pi * delta)
    a = p["damping"]
    out = []
    for density in p["densities"]:
        state, time = np.array([0.0, 0.0]), 0.0

        def rate(s, j):
            hsh = HBAR * p["spinHallAngle"] * j / (2 * MU0 * E * p["saturation"] * p["thickness"])
            oa = -0.5 * G0 * hk * np.sin(2 * s[1]) + np.pi / 2 * G0 * hd * np.sin(s[1])
            hpin = -p["pinning"] * np.pi / p["site"] * np.sin(2 * np.pi * s[0] / p["site"]) / (2 * MU0 * p["saturation"] * p["width"] * p["thickness"])
            ob = G0 * hpin + np.pi / 2 * G0 * hsh * np.cos(s[1])
            return np.array([delta * (oa + a * ob), -a * oa + ob]) / (1 + a * a)

        for j, duration in ((density, p["pulse"]), (0.0, p["drift"])):
            n = int(np.ceil(duration / 1e-12))
            h = duration / n
            for _ in range(n):
                k1 = rate(state, j)
                k2 = rate(state + h / 2 * k1, j)
                k3 = rate(state + h / 2 * k2, j)
                k4 = rate(state + h * k3, j)
                state = state + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        out.append(state.tolist())
    return out


step_block = [0]
parameters = json.loads(sys.argv[2])
print(json.dumps(spins(parameters) if sys.argv[1] == "spins" else walls(parameters)))
