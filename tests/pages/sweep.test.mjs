// The page of a sweep, as a person uses it; and that of two traces.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { executablePath, open, scratch, spinarch, stop } from "./browser.mjs";

const skip = executablePath ? false : "no Chromium here (apt-get install chromium, or SPINARCH_CHROMIUM=/path/to/chromium)";
const folder = scratch();
const write = (name, value) => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
const network = () =>
  write("network.json", {
    name: "small",
    input: [100],
    layers: [
      { name: "first", kind: "dense", outputs: 40, activation: "saturatingLinear" },
      { name: "second", kind: "dense", outputs: 10, activation: "none" },
    ],
  });

describe("the page of a sweep", { skip }, () => {
  const file = path.join(folder, "sweep.html"),
    results = path.join(folder, "results");
  let opened, points;
  before(async () => {
    network();
    const sweep = write("sweep.json", {
      name: "<b>small</b>",
      network: "network.json",
      weights: false,
      samples: 3,
      knobs: [
        { key: "mapping.fanIn", values: ["gather", "chain", "tree"] },
        { keys: ["crossbar.rows", "crossbar.columns"], values: [16, 32, 64] },
      ],
    });
    spinarch("sweep", sweep, "--out", results, "--html", file);
    const [head, ...lines] = readFileSync(path.join(results, "points.csv"), "utf8").trim().split("\n");
    points = lines.map(line => Object.fromEntries(line.split(",").map((cell, i) => [head.split(",")[i], cell])));
    opened = await open(file);
  });
  after(stop);

  it("opens without an error and asks for nothing", () => assert.deepEqual(opened.faults, []));

  it("shows the numbers of points.csv", async () => {
    const shown = await opened.page.$$eval("#table data[data-key]", nodes => nodes.map(node => [node.dataset.key, Number(node.value)]));
    assert.ok(shown.length >= 9 * 4);
    for (const [key, value] of shown) {
      const [, point, name] = key.split(".");
      assert.equal(value, Number(points[point][name]), key);
    }
  });

  it("names the design that the program's own front holds", async () => {
    const front = spinarch("sweep", "show", results, "--pareto", "--objectives", "latencyNs,energyNj");
    const drawn = await opened.page.evaluate(
      () => echarts.getInstanceByDom(document.querySelector("#front .chart")).getOption().series[1].data,
    );
    const expected = [...front.matchAll(/^ *(\d+) +(?:gather|chain|tree)/gm)].map(match => Number(match[1]));
    assert.deepEqual(
      drawn.map(([latency]) => latency).sort((a, b) => a - b),
      expected.map(point => Number(points[point].latencyNs)).sort((a, b) => a - b),
    );
  });

  it("compares two points that are chosen", async () => {
    await opened.page.getByRole("button", { name: "choose point 3" }).click();
    await opened.page.getByRole("button", { name: "choose point 8" }).click();
    const text = await opened.page.textContent("#pair");
    assert.match(text, /Point 3 and point 8/);
    assert.match(text, /mapping\.fanIn \(chain against tree\)/);
    assert.match(text, /is better by/);
  });

  it("a brush in the scatter selects in the table", async () => {
    const chart = opened.page.locator("#front .chart");
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    await opened.page.mouse.move(box.x + 80, box.y + 24);
    await opened.page.mouse.down();
    await opened.page.mouse.move(box.x + box.width / 3, box.y + box.height - 60, { steps: 6 });
    await opened.page.mouse.up();
    await opened.page.waitForFunction(() => document.querySelectorAll("#table tbody tr").length < 9);
    await opened.page.getByRole("button", { name: "clear the selection" }).click();
    await opened.page.waitForFunction(() => document.querySelectorAll("#table tbody tr").length === 9);
    assert.deepEqual(opened.faults, []);
  });

  it("draws the heat map of other knobs and objectives", async () => {
    await opened.page.selectOption("#heat-of", "areaMm2");
    await opened.page.selectOption("#heat-y", "crossbar.rows");
    await opened.page.selectOption("#sweep-hue", "mapping.fanIn");
    assert.deepEqual(opened.faults, []);
  });
});

describe("the page of two traces", { skip }, () => {
  after(stop);

  it("shows them one above the other, and moves both", async () => {
    const file = path.join(folder, "both.html");
    const traces = ["gather", "tree"].map(name => {
      const trace = path.join(folder, `${name}.strace`);
      spinarch("run", network(), "--samples", "2", "--set", "crossbar.rows=32", "--fan-in", name, "--trace", trace);
      return trace;
    });
    spinarch("trace", "view", traces[0], "--against", traces[1], "--html", file);
    const { page, faults } = await open(file);
    assert.equal(await page.locator("canvas[role=application]").count(), 2);
    await page.getByRole("button", { name: "zoom in" }).first().click();
    await page.waitForFunction(() => {
      const [one, other] = [...document.querySelectorAll("canvas[role=application]")].map(node => node.dataset);
      return one.from === other.from && one.to === other.to && Number(one.from) > 0;
    });
    assert.deepEqual(faults, []);
  });
});
