// Pictures of the pages, to be looked at: node tests/pages/screenshots.mjs FOLDER
import { mkdirSync } from "node:fs";
import path from "node:path";
import { executablePath, open, scratch, spinarch, stop } from "./browser.mjs";

const out = path.resolve(process.argv[2] || "screenshots");
if (!executablePath) throw new Error("no Chromium here (apt-get install chromium)");
mkdirSync(out, { recursive: true });
const folder = scratch();
const pages = { run: ["run"], inputs: ["run", "--inputs", "5", "--samples", "5", "--set", "vector.width=2"] };
spinarch("sweep", "configs/sweeps/fan-in.json", "--out", path.join(folder, "fan-in"));
pages.infer = ["infer", "--ood", "rotated,noisy"];
pages.tradeoff = ["tradeoff"];
pages.compare = ["compare"];
pages.sweep = ["sweep", "show", path.join(folder, "fan-in")];
for (const [name, words] of Object.entries(pages)) {
  const file = path.join(folder, `${name}.html`);
  spinarch(...words, "--html", file);
  for (const scheme of ["light", "dark"]) {
    const { page, faults, milliseconds, close } = await open(file, { scheme });
    await page.waitForTimeout(500);
    const target = path.join(out, `${name}-${scheme}.png`);
    await page.screenshot({ path: target, fullPage: true });
    console.log(`${target}: opened in ${milliseconds} ms${faults.length ? `, FAULTS ${faults.join("; ")}` : ""}`);
    await close();
  }
}
await stop();
