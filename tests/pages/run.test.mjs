// The page of a run, as a person uses it.
import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { executablePath, open, scratch, spinarch, stop } from "./browser.mjs";

const skip = executablePath ? false : "no Chromium here (apt-get install chromium, or SPINARCH_CHROMIUM=/path/to/chromium)";

describe("the page of a run", { skip }, () => {
  const folder = scratch();
  const file = path.join(folder, "run.html");
  let report, opened;
  before(async () => {
    report = JSON.parse(spinarch("run", "--samples", "4", "--html", file, "--output", "json"));
    opened = await open(file);
    console.log(`${statSync(file).size} bytes, open after ${opened.milliseconds} ms`);
  });
  after(stop);

  it("opens without an error and asks for nothing", () => assert.deepEqual(opened.faults, []));

  it("shows the numbers of the JSON report", async () => {
    const shown = await opened.page.$$eval("data[data-key]", nodes => nodes.map(node => [node.dataset.key, node.value]));
    assert.ok(shown.length >= 10);
    for (const [key, value] of shown) {
      const expected = key.split(".").reduce((at, name) => at[name], report);
      assert.equal(value, expected === null ? "" : String(expected), key);
    }
    assert.match(await opened.page.textContent("#limit"), /sigma ?[cC]rossbar/);
  });

  it("opens the account down to count x cost, and every row is the report's", async () => {
    const section = opened.page.locator("#energy");
    await section.getByRole("button", { name: "open all rows" }).click();
    const rows = await section
      .locator("data[data-key^='energyNj.terms']")
      .evaluateAll(nodes => nodes.map(node => [node.dataset.key, Number(node.value)]));
    assert.equal(rows.length, report.energyNj.terms.length);
    for (const [key, value] of rows) assert.equal(value, report.energyNj.terms[Number(key.split(".")[2])].totalNj);
    await section.getByRole("searchbox").fill("assumption");
    assert.equal(
      (await section.locator("data").filter({ visible: true }).count()) - 4,
      report.energyNj.terms.filter(term => term.assumption).length,
    );
    await section.getByRole("searchbox").fill("");
  });

  it("tells of a tile that is clicked, and is moved over by keys", async () => {
    await opened.page.locator('[data-tile="3"]').click();
    assert.match(await opened.page.textContent("#chip h3"), /^Tile 3, hidden1/);
    await opened.page.keyboard.press("ArrowRight");
    assert.match(await opened.page.textContent("#chip h3"), /^Tile 4, /);
    await opened.page.selectOption("#plan-metric", "wait");
    assert.deepEqual(opened.faults, []);
  });

  it("zooms from the whole run to single columns and tells what one is", async () => {
    const canvas = opened.page.locator("#time canvas");
    await opened.page.locator("#time").getByRole("searchbox").fill("tile 0 sigma crossbar");
    await canvas.scrollIntoViewIfNeeded();
    await opened.page.waitForSelector('#time canvas[data-detail="activities"]');
    const whole = await canvas.evaluate(node => node.dataset.to - node.dataset.from);
    for (let i = 0; i < 5; i++) await opened.page.locator("#time").getByRole("button", { name: "zoom in" }).click();
    await opened.page.waitForFunction(limit => {
      const { from, to } = document.querySelector("#time canvas").dataset;
      return to - from < limit;
    }, whole / 90);
    const box = await canvas.boundingBox();
    await opened.page.mouse.move(box.x + box.width / 2, box.y + 34);
    await opened.page.waitForSelector("#tip:not([hidden])");
    assert.match(
      await opened.page.textContent("#tip"),
      /sigma crossbar of tile 0 \(hidden1\): sigma read\nfrom [\d.,]+ ns for 10 ns, 112 items\ncolumn \d+, sample \d/,
    );
    await canvas.focus();
    await opened.page.keyboard.press("n");
    assert.match(await opened.page.textContent("#told"), /sigma crossbar of tile 0/);
    await opened.page.keyboard.press("Home");
    assert.deepEqual(opened.faults, []);
  });

  it("filters by sample", async () => {
    const coloured = () =>
      opened.page.locator("#time canvas").evaluate(node => {
        const copy = Object.assign(document.createElement("canvas"), { width: node.width, height: node.height }).getContext("2d", {
          willReadFrequently: true,
        });
        copy.drawImage(node, 0, 0);
        const bytes = copy.getImageData(0, 0, node.width, node.height).data;
        let count = 0;
        for (let i = 0; i < bytes.length; i += 4) if (bytes[i] === 0 && bytes[i + 1] === 114 && bytes[i + 2] === 178) count++;
        return count;
      });
    const search = opened.page.locator("#time").getByRole("searchbox");
    await search.fill("tile 0 sigma crossbar");
    await opened.page.waitForTimeout(200);
    const all = await coloured();
    await search.fill("tile 0 sigma crossbar sample 2");
    await opened.page.waitForTimeout(200);
    const one = await coloured();
    assert.ok(one > all / 8 && one < all / 2, `${one} of ${all}`);
  });

  it("changes its colours and prints", async () => {
    const ground = () => opened.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await ground();
    await opened.page.getByRole("button", { name: "light / dark" }).click();
    assert.notEqual(await ground(), before);
    assert.ok((await opened.page.pdf()).length > 20000);
    assert.deepEqual(opened.faults, []);
  });

  it("has a name for everything one can reach by keyboard", async () => {
    const nameless = await opened.page.$$eval("button, select, input, [tabindex='0'], [role='img']", nodes =>
      nodes.filter(node => !(node.getAttribute("aria-label") || node.textContent.trim())).map(node => node.outerHTML.slice(0, 120)),
    );
    assert.deepEqual(nameless, []);
  });
});

describe("hostile names", { skip }, () => {
  // A name has at most 200 characters; HtmlPageTests has longer ones.
  const names = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "<img src=x onerror=alert(3)>",
    "\"'><svg onload=alert(4)>",
    "{a|b}{toString}",
    "__proto__",
    "x".repeat(200),
  ];
  const folder = scratch(),
    network = path.join(folder, "network.json"),
    file = path.join(folder, "run.html");
  after(stop);

  it("are inert, and do not widen the page", async () => {
    const layers = names.slice(1).map(name => ({ name, kind: "dense", outputs: 10, activation: "saturatingLinear" }));
    writeFileSync(network, JSON.stringify({ name: names[0], input: [24], layers }));
    spinarch("run", network, "--samples", "2", "--html", file);
    const { page, faults, close } = await open(file);
    for (const tile of await page.locator("[data-tile]").all()) await tile.click();
    await page.locator("#chip").getByRole("combobox").selectOption("layer");
    await page.locator("#time canvas").hover({ position: { x: 600, y: 60 } });
    await page.locator("#time").getByRole("searchbox").fill(names[3]);
    assert.deepEqual(faults, []);
    assert.ok((await page.textContent("h1")).startsWith(names[0]));
    for (const name of names.slice(1)) assert.ok((await page.textContent("#chip")).includes(name), name);
    assert.equal(await page.locator("script:not([type])").count(), 2);
    assert.equal(await page.locator("main img, main svg[onload], main script").count(), 0);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".scroll, .rows"))
        .map(node => node.outerHTML.slice(0, 200)),
    );
    assert.deepEqual(wide, []);
    await close();
  });
});
