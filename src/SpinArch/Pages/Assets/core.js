// What every page is made of: unpacking, elements, figures, words, light and dark. Text from the data only ever becomes text nodes.
const SA = { pages: {}, themeListeners: [] };

SA.el = (tag, attributes, ...children) => {
  const node =
    tag === "svg" || SA.svgTags.has(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  SA.add(node, children);
  return node;
};
SA.svgTags = new Set(["g", "rect", "line", "path", "text", "circle", "polygon", "tspan"]);
SA.add = (node, children) => {
  for (const child of [children].flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
};
SA.clear = node => {
  while (node.firstChild) node.firstChild.remove();
  return node;
};

// Compressed blocks of the file.
SA.unpack = async id => {
  const text = document.getElementById(id).textContent;
  const plain = atob(text);
  const bytes = new Uint8Array(plain.length);
  for (let i = 0; i < plain.length; i++) bytes[i] = plain.charCodeAt(i);
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
};

// Figures, as the terminal prints them.
SA.fixed = (value, digits) => value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
SA.short = (value, digits = 4) => {
  if (value === null || value === undefined) return "-";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) {
    const [mantissa, exponent] = value.toExponential(Math.max(0, digits - 1)).split("e");
    return `${Number(mantissa)}e${Number(exponent)}`;
  }
  return Number(value.toPrecision(digits)).toLocaleString("en-US", { maximumFractionDigits: 9 });
};
SA.ns = value =>
  value === null || value === undefined
    ? "-"
    : value >= 1e9
      ? SA.fixed(value / 1e9, 3) + " s"
      : value >= 1e6
        ? SA.fixed(value / 1e6, 3) + " ms"
        : value >= 1e4
          ? SA.fixed(value / 1e3, 3) + " us"
          : SA.fixed(value, 1) + " ns";
SA.exactNs = ps => (ps / 1000).toLocaleString("en-US", { maximumFractionDigits: 3 }) + " ns";
SA.nj = value =>
  value >= 1e9
    ? SA.fixed(value / 1e9, 3) + " J"
    : value >= 1e6
      ? SA.fixed(value / 1e6, 3) + " mJ"
      : value >= 1e4
        ? SA.fixed(value / 1e3, 3) + " uJ"
        : value >= 1 || value === 0
          ? SA.fixed(value, 3) + " nJ"
          : value >= 1e-3
            ? SA.fixed(value * 1e3, 3) + " pJ"
            : SA.fixed(value * 1e6, 3) + " fJ";
SA.percent = (part, whole = 1) => (whole > 0 ? SA.fixed((100 * part) / whole, 1) + " %" : "-");
SA.rate = value => (value >= 1000 ? SA.fixed(value, 0) + " /s" : SA.short(value) + " /s");
SA.count = value => Number(value).toLocaleString("en-US", { maximumFractionDigits: 0 });
SA.plural = (count, noun) => `${SA.count(count)} ${noun}${count === 1 ? "" : "s"}`;

// A figure of the report: what is shown is rounded, what is in it is the report's own number, with its place in the report.
SA.figure = (report, key, format) => {
  const value = key.split(".").reduce((at, name) => (at === null || at === undefined ? at : at[name]), report);
  return SA.el(
    "data",
    { value: value === null || value === undefined ? "" : String(value), "data-key": key, title: value === null ? null : `${value}` },
    format(value),
  );
};

// Words for names of the report.
SA.unitWords = {
  trng: "random bits (TRNG)",
  sigmaDac: "sigma DACs",
  meanDac: "mean DACs",
  adc: "ADC",
  link: "links",
  port: "off-chip port",
  portIn: "off-chip port, in",
  portOut: "off-chip port, out",
  sampleHold: "sample and hold",
  vectorReceive: "partial-sum intake",
  neuron: "spin neurons",
  vector: "vector unit",
  latch: "registers and latches",
};
SA.unit = name => (Object.hasOwn(SA.unitWords, name) ? SA.unitWords[name] : SA.words(name));
SA.words = name => String(name).replace(/([a-z0-9])([A-Z])/g, (_, left, right) => `${left} ${right.toLowerCase()}`);
SA.causeWords = {
  notIssued: "nothing was asked of it",
  unitBusy: "it was busy with the operation before",
  sourceEmpty: "its input was not there yet",
  destinationFull: "there was no room for its result",
  message: "a message had not arrived",
  credit: "the receiver had no room (no credit)",
  network: "its router took no flit",
};
SA.cause = name => (Object.hasOwn(SA.causeWords, name) ? SA.causeWords[name] : SA.words(name));

// Colours that the colour-blind tell apart: Okabe and Ito for kinds, cividis for amounts.
SA.hues = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c6d00", "#7a7a7a"];
SA.hue = index => SA.hues[index % SA.hues.length];
SA.ramp = share => {
  const stops = [
    [0, 32, 76],
    [31, 58, 108],
    [87, 92, 109],
    [124, 123, 120],
    [166, 156, 117],
    [209, 191, 100],
    [255, 233, 69],
  ];
  const at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(at));
  return `rgb(${stops[low].map((value, i) => Math.round(value + (stops[low + 1][i] - value) * (at - low))).join(",")})`;
};
SA.inkOn = share => (share > 0.5 ? "#111" : "#fff");

// Light, dark, paper.
SA.colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
SA.setTheme = theme => {
  document.documentElement.dataset.theme = theme;
  for (const listener of SA.themeListeners) listener();
};
SA.startTheme = () => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  SA.setTheme(dark.matches ? "dark" : "light");
  dark.addEventListener("change", () => {
    if (chosen === null) SA.setTheme(dark.matches ? "dark" : "light");
  });
  let before = null;
  addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.theme;
    SA.setTheme("light");
  });
  addEventListener("afterprint", () => SA.setTheme(before || "light"));
  return SA.el(
    "button",
    {
      type: "button",
      onclick: () => {
        chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
        SA.setTheme(chosen);
      },
    },
    "light / dark",
  );
};

// One tooltip for all of the page's own drawings.
SA.tip = (text, x, y) => {
  SA.tipNode ||= document.body.appendChild(SA.el("div", { class: "tip", role: "tooltip", id: "tip", hidden: true }));
  SA.tipNode.hidden = !text;
  if (!text) return;
  SA.tipNode.textContent = text;
  const box = SA.tipNode.getBoundingClientRect();
  SA.tipNode.style.left = Math.max(4, Math.min(x + 14, innerWidth - box.width - 8)) + "px";
  SA.tipNode.style.top = Math.max(4, y + 18 + box.height > innerHeight ? y - box.height - 10 : y + 16) + "px";
};

SA.section = (id, title, lead, ...children) => {
  const node = SA.el(
    "section",
    { id, "aria-label": title },
    SA.el("h2", {}, title),
    lead ? SA.el("p", { class: "quiet" }, lead) : null,
    children,
  );
  SA.sections.push([id, title]);
  return node;
};
SA.sections = [];

SA.card = (name, figure, more) =>
  SA.el(
    "div",
    { class: "card" },
    SA.el("div", { class: "name" }, name),
    SA.el("div", { class: "figure" }, figure),
    SA.el("div", { class: "more" }, more),
  );

SA.commandLine = command =>
  SA.el(
    "p",
    { class: "command" },
    SA.el("code", {}, command),
    SA.el(
      "button",
      {
        type: "button",
        class: "screen",
        onclick: event => {
          navigator.clipboard?.writeText(command).then(
            () => {
              event.target.textContent = "copied";
            },
            () => {},
          );
        },
      },
      "copy",
    ),
  );

SA.open = async () => {
  const main = document.getElementById("page");
  try {
    const theme = SA.startTheme();
    const data = JSON.parse(new TextDecoder().decode(await SA.unpack("data")));
    SA.clear(main);
    const nav = SA.el("nav", { "aria-label": "sections" });
    const head = SA.el("header", {}, SA.el("h1", {}, data.title), SA.commandLine(data.command));
    main.append(head, nav);
    await SA.pages[data.kind](data, main, head);
    SA.add(
      nav,
      SA.sections.map(([id, title]) => SA.el("a", { href: "#" + id }, title)),
    );
    SA.add(nav, [SA.el("span", { class: "fill" }), theme]);
    main.append(
      SA.el(
        "p",
        { class: "quiet small" },
        `SpinArch ${data.version}. Everything on this page is in this file; it loads nothing and sends nothing. Charts: Apache ECharts (Apache-2.0).`,
      ),
    );
    document.documentElement.dataset.ready = String(Math.round(performance.now()));
  } catch (error) {
    SA.clear(main).append(SA.el("p", {}, "This page could not be opened by this browser: " + error.message));
    console.error(error);
  }
};
