"""Steps a second of the macrospin integrator, beside plain C and NumPy, one after the other in one run.

python3 rates.py PROGRAM [ROUNDS]     PROGRAM: the simulator's command, for instance 'spinarch'

Same equation, method, noise generator and device for all three. Processor time of the whole process, start-up included, for other work
on the machine does not change it much; the ratio is made round by round, and the median printed with the least and the most.
"""
import json
import os
import pathlib
import shlex
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
NUMPY = HERE.parent.parent / "SpinArch.Tests" / "Devices" / "devices.py"
WATCH_NS, STEP_PS = 60, 2
STEPS = WATCH_NS * 1000 // STEP_PS


def measure(command):
    wall = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - wall


def numpy_parameters(trials, steps):
    # The published junction (docs/device-physics.md), relaxing from the plane.
    return json.dumps({
        "trials": trials, "steps": steps, "step": STEP_PS * 1e-12, "seed": 1, "start": [0, 1, 0], "torque": [0, 0, 0],
        "field": [0, 0, 0], "damping": 0.0122, "temperature": 300, "saturation": 1e6, "volume": 3.7699e-24,
        "anisotropy": [0, 0, 34969.0],
    })


def main():
    program = shlex.split(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        contenders = {}
        starts = {"SpinArch, one thread": 2 * 5000, "SpinArch, all cores": 2 * 5000}
        for name, threads in (("SpinArch, one thread", 1), ("SpinArch, all cores", 0)):
            contenders[name] = (
                [*program, "device", "trng", "--trials", "5000", "--watch-ns", str(WATCH_NS), "--step-ps", str(STEP_PS), "--threads",
                 str(threads), "--output", "json"], starts[name] * (STEPS + 500))
        for flags in ("-O2", "-O3 -march=native -ffast-math"):
            binary = os.path.join(folder, "macrospin" + str(len(contenders)))
            subprocess.run(["cc", *flags.split(), "-o", binary, str(HERE / "macrospin.c"), "-lm"], check=True)
            contenders["C, " + flags] = ([binary, "1000", str(WATCH_NS), str(STEP_PS)], 1000 * STEPS)
        contenders["NumPy, 5,000 trials at once"] = (["/usr/bin/python3", str(NUMPY), "spins", numpy_parameters(5000, 600)], 5000 * 600)

        seconds = {name: [] for name in contenders}
        walls = {name: [] for name in contenders}
        for _ in range(rounds):
            for name, (command, steps) in contenders.items():
                cpu, wall = measure(command)
                seconds[name].append(cpu / steps)
                walls[name].append(wall)
    print(f"load {os.getloadavg()[0]:.1f}, {rounds} rounds")
    print("| | Steps | Processor time [s] | Wall [s] | Million steps a second of processor time | Ratio (least to most) |")
    print("|---|---|---|---|---|---|")
    first = next(iter(contenders))
    for name, (_, steps) in contenders.items():
        ratios = [one / other for one, other in zip(seconds[name], seconds[first])]
        middle = statistics.median(seconds[name])
        print(f"| {name} | {steps:.3g} | {middle * steps:.1f} | {statistics.median(walls[name]):.1f} | {1e-6 / middle:.1f} "
              f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) |")


main()
