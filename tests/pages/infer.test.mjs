// The pages of an inference, of a trade-off and of a comparison.
import assert from "node:assert/strict";
import path from "node:path";
import { after, describe, it } from "node:test";
import { executablePath, open, scratch, spinarch, stop } from "./browser.mjs";

const skip = executablePath ? false : "no Chromium here (apt-get install chromium, or SPINARCH_CHROMIUM=/path/to/chromium)";
const folder = scratch();

describe("pages of what the network says", { skip }, () => {
  after(stop);
  const cases = {
    infer: ["infer", "--images", "20", "--samples", "4", "--ood", "noisy"],
    tradeoff: ["tradeoff", "--images", "20", "--samples", "1,3"],
    compare: ["compare", "--arch", "all-spin,in-cell,vibnn", "--images", "10", "--samples", "2", "--inputs", "2"],
  };
  for (const [name, words] of Object.entries(cases)) {
    it(`${name}: opens without an error, and shows the numbers of the JSON report`, async () => {
      const file = path.join(folder, `${name}.html`);
      const report = JSON.parse(spinarch(...words, "--html", file, "--output", "json"));
      const { page, faults, close } = await open(file);
      const shown = await page.$$eval("data[data-key]", nodes => nodes.map(node => [node.dataset.key, node.value]));
      assert.ok(shown.length >= 6);
      for (const [key, value] of shown) assert.equal(value, String(key.split(".").reduce((at, part) => at[part], report)), key);
      assert.ok((await page.locator("canvas").count()) >= 4);
      assert.deepEqual(faults, []);
      await close();
    });
  }
});
