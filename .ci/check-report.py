"""Redoes the sums of a run report that a reviewer would redo by hand; says what does not add up. Arguments: the report and its architecture, as JSON."""
import json
import math
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)

# Bits of a Gaussian, by the architecture that the report is of.
with open(sys.argv[2], encoding="utf-8") as file:
    sampler = json.load(file)["sampler"]
bits_a_gaussian = sampler["variables"] * sampler["bits"]

faults = []


def must_equal(what, left, right):
    if not math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-9):
        faults.append(f"{what}: {left!r} is not {right!r}")


energy = report["energyNj"]
terms = energy["terms"]


def total(condition):
    return math.fsum(term["totalNj"] for term in terms if condition(term))


must_equal("terms and total", total(lambda term: True), energy["total"])
must_equal("dynamic terms", total(lambda term: term["kind"] == "dynamic"), energy["dynamic"])
must_equal("leakage terms", total(lambda term: term["kind"] == "leakage"), energy["leakage"])
must_equal("terms of scope paper", total(lambda term: term["scope"] == "paper"), energy["paperScope"])
for term in terms:
    if term["kind"] == "dynamic" and not term["quanta"]:
        must_equal(f"{term['unit']} {term['action']}", term["count"] * term["energyFj"] / 1e6, term["totalNj"])

mean_power = energy["total"] / report["latencyNs"]["total"] * 1e3
must_equal("mean power", mean_power, report["powerMw"]["mean"])
if report["powerMw"]["peak"] < mean_power:
    faults.append("the peak power is below the mean")

bits = next(term for term in terms if (term["unit"], term["action"]) == ("trng", "bit"))
weights = sum(layer["rows"] * layer["columns"] for layer in report["layers"])
must_equal("random bits", bits["count"], weights * bits_a_gaussian * report["samples"] * report["inputs"])

outputs = report["layers"][-1]["columns"]
predictions = report["predictions"]
if len(predictions) != report["inputs"]:
    faults.append(f"{len(predictions)} predictions for {report['inputs']} inputs")
for prediction in predictions:
    if len(prediction["mean"]) != outputs or len(prediction["stdDev"]) != outputs:
        faults.append(f"input {prediction['input']}: not {outputs} outputs")
    elif max(range(outputs), key=prediction["mean"].__getitem__) != prediction["label"]:
        faults.append(f"input {prediction['input']}: not recognised as {prediction['label']}")

for fault in faults:
    print(f"report: {fault}", file=sys.stderr)
if faults:
    sys.exit(1)
print(f"{len(terms)} terms add up to {energy['total']:.3f} nJ; {len(predictions)} prediction(s) right")
