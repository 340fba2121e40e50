// A page of the program in a real Chromium that has nothing but the file: what it asks for, says on its console or throws is kept.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const executablePath =
  process.env.SPINARCH_CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const program = process.env.SPINARCH || path.join(root, "src/SpinArch.Cli/bin/Release/net10.0/SpinArch.Cli.dll");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Runs the program; a .dll by dotnet. */
export function spinarch(...words) {
  const [file, first] = program.endsWith(".dll") ? ["dotnet", [program]] : [program, []];
  return execFileSync(file, [...first, ...words], { encoding: "utf8", maxBuffer: 1 << 28, cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

export function scratch() {
  const folder = mkdtempSync(path.join(tmpdir(), "spinarch-pages-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let browser = null;
export async function open(file, options = {}) {
  browser ||= await chromium.launch({ executablePath, args: flags });
  const context = await browser.newContext({
    viewport: { width: options.width || 1280, height: 900 },
    colorScheme: options.scheme || "light",
    deviceScaleFactor: options.scale || 1,
  });
  const page = await context.newPage();
  const faults = [];
  page.on("console", message => {
    if (message.type() !== "log") faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", error => faults.push(`error: ${error.stack}`));
  page.on("dialog", dialog => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", request => {
    if (request.url() !== "file://" + encodeURI(file)) faults.push(`request: ${request.url().slice(0, 200)}`);
  });
  const began = performance.now();
  await page.goto("file://" + encodeURI(file));
  await page.waitForSelector("html[data-ready]", { timeout: 60000 });
  return { page, faults, milliseconds: Math.round(performance.now() - began), close: () => context.close() };
}

export async function stop() {
  await browser?.close();
  browser = null;
}
