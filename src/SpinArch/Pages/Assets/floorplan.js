// The chip on its mesh: tiles coloured by what one asks for, links by what they carry; a tile tells what it has and does.
SA.floorplan = (chip, unitsOf, onShow) => {
  const cell = 100,
    gap = 34,
    pitch = cell + gap,
    side = 20;
  const tracks = new Map();
  for (const row of chip.tracks) (tracks.get(row.site) || tracks.set(row.site, []).get(row.site)).push(row);
  const energies = new Map();
  for (const [site, unit, nj] of chip.energy) (energies.get(site) || energies.set(site, []).get(site)).push([unit, nj]);
  const layers = [...new Set(chip.tiles.map(tile => tile.layers))];
  const follows = new Set(chip.follows);
  const siteOf = tile => `tile ${tile}`;
  const own = tile => (tracks.get(siteOf(tile)) || []).filter(row => !follows.has(row.unit));
  const busiest = tile => own(tile).reduce((best, row) => (!best || row.busyNs > best.busyNs ? row : best), null);
  const energyOf = site => (energies.get(site) || []).reduce((sum, [, nj]) => sum + nj, 0);
  // What the busiest unit waited for while it did not work, and after its last work.
  const waitOf = row => {
    let best = ["done", row.doneNs];
    row.waitsNs.forEach((ns, cause) => {
      if (ns > best[1]) best = [chip.causes[cause], ns];
    });
    return best[1] > 0 ? best[0] : null;
  };
  const causeWord = name => (name === "done" ? "its work was done" : SA.cause(name));
  const unitNames = [...new Set(chip.tracks.filter(row => row.site.startsWith("tile ")).map(row => row.unit))];

  const metrics = {
    busiest: {
      name: "how busy its busiest unit is",
      share: tile => {
        const row = busiest(tile);
        return row ? row.busyNs / chip.endNs : 0;
      },
      text: tile => {
        const row = busiest(tile);
        return row ? [SA.percent(row.busyNs, chip.endNs), SA.unit(row.unit)] : ["0 %", ""];
      },
    },
    energy: {
      name: "energy",
      relative: true,
      share: tile => energyOf(siteOf(tile)),
      text: tile => [SA.nj(energyOf(siteOf(tile))), SA.percent(energyOf(siteOf(tile)), energyAll)],
    },
    wait: {
      name: "what its busiest unit waits for most",
      category: tile => {
        const row = busiest(tile);
        return row ? waitOf(row) : null;
      },
      word: causeWord,
    },
    layer: { name: "layer", category: tile => chip.tiles[tile].layers, word: name => name },
  };
  for (const unit of unitNames) {
    metrics["unit:" + unit] = {
      name: "use of: " + SA.unit(unit),
      share: tile => {
        const row = (tracks.get(siteOf(tile)) || []).find(row => row.unit === unit);
        return row ? row.busyNs / chip.endNs : 0;
      },
      text: tile => {
        const row = (tracks.get(siteOf(tile)) || []).find(row => row.unit === unit);
        return [row ? SA.percent(row.busyNs, chip.endNs) : "-", ""];
      },
    };
  }
  const energyAll = [...energies.keys()].reduce((sum, site) => sum + energyOf(site), 0);

  const svg = SA.el("svg", { class: "plan", role: "group", "aria-label": "floor plan of the mesh" });
  const legend = SA.el("div", { class: "legend" });
  const panel = SA.el("div", { "aria-live": "polite" });
  let metric = "busiest",
    chosen = 0;
  const width = chip.width * pitch - gap + 2 * side,
    height = chip.height * pitch - gap + 2 * side;
  const portSide = chip.portY === 0 ? "top" : chip.portX === 0 ? "left" : chip.portY === chip.height - 1 ? "bottom" : "right";
  const room = 62;
  const [left, top] = [portSide === "left" ? room : 0, portSide === "top" ? room : 0];
  svg.setAttribute(
    "viewBox",
    `${-left} ${-top} ${width + (portSide === "left" || portSide === "right" ? room : 0)} ${height + (portSide === "top" || portSide === "bottom" ? room : 0)}`,
  );
  const x = router => side + (router % chip.width) * pitch,
    y = router => side + Math.floor(router / chip.width) * pitch;
  const outputNames = ["north", "east", "south", "west", "its tile", "the port"];

  const draw = () => {
    SA.clear(svg);
    const now = metrics[metric];
    const shares = now.share ? chip.tiles.map((_, tile) => now.share(tile)) : [];
    const most = now.relative ? Math.max(...shares, 1e-300) : 1;
    const categories = now.category ? [...new Set(chip.tiles.map((_, tile) => now.category(tile)))].filter(name => name !== null) : [];
    // Routers without a tile are corners of the mesh all the same.
    for (let router = 0; router < chip.width * chip.height; router++) {
      svg.append(
        SA.el("rect", {
          x: x(router),
          y: y(router),
          width: cell,
          height: cell,
          rx: 6,
          fill: "none",
          stroke: SA.colour("--line"),
          "stroke-dasharray": "4 4",
        }),
      );
    }
    for (const [router, output, flits, busyNs] of chip.links) {
      const share = busyNs / chip.endNs;
      const off = 8,
        [cx, cy] = [x(router) + cell / 2, y(router) + cell / 2],
        half = cell / 2;
      const lines = [
        [cx - off, cy - half, cx - off, cy - half - gap],
        [cx + half, cy - off, cx + half + gap, cy - off],
        [cx + off, cy + half, cx + off, cy + half + gap],
        [cx - half, cy + off, cx - half - gap, cy + off],
        null,
        portSide === "top"
          ? [cx, cy - half, cx, cy - half - gap]
          : portSide === "left"
            ? [cx - half, cy, cx - half - gap, cy]
            : portSide === "bottom"
              ? [cx, cy + half, cx, cy + half + gap]
              : [cx + half, cy, cx + half + gap, cy],
      ];
      if (!lines[output]) continue;
      const [x1, y1, x2, y2] = lines[output];
      const words = `router ${router} to ${output < 4 ? `the ${outputNames[output]}` : outputNames[output]}: ${SA.count(flits)} flits, busy ${SA.percent(share)} of the run`;
      const shade = SA.ramp(share);
      const horizontal = y1 === y2,
        sign = horizontal ? Math.sign(x2 - x1) : Math.sign(y2 - y1),
        wide = 3 + 9 * Math.min(1, share);
      const tipX = x2,
        tipY = y2,
        backX = horizontal ? x2 - 9 * sign : x2,
        backY = horizontal ? y2 : y2 - 9 * sign;
      svg.append(
        SA.el(
          "g",
          {
            role: "img",
            "aria-label": words,
            onmousemove: event => SA.tip(words, event.clientX, event.clientY),
            onmouseleave: () => SA.tip(null),
          },
          SA.el("line", { x1, y1, x2: backX, y2: backY, stroke: SA.colour("--quiet"), "stroke-width": wide + 2 }),
          SA.el("line", { x1, y1, x2: backX, y2: backY, stroke: shade, "stroke-width": wide }),
          SA.el("polygon", {
            points: horizontal
              ? `${tipX},${tipY} ${backX},${backY - 7} ${backX},${backY + 7}`
              : `${tipX},${tipY} ${backX - 7},${backY} ${backX + 7},${backY}`,
            fill: shade,
            stroke: SA.colour("--quiet"),
          }),
        ),
      );
    }
    const portRouter = chip.portY * chip.width + chip.portX;
    const [px, py] = [x(portRouter) + cell / 2, y(portRouter) + cell / 2];
    const [qx, qy] =
      portSide === "top"
        ? [px, py - cell / 2 - gap - 17]
        : portSide === "left"
          ? [px - cell / 2 - gap - 17, py]
          : portSide === "bottom"
            ? [px, py + cell / 2 + gap + 17]
            : [px + cell / 2 + gap + 17, py];
    svg.append(
      SA.el(
        "g",
        {
          role: "img",
          "aria-label": "off-chip port",
          onmousemove: event =>
            SA.tip(
              `off-chip port: ${SA.nj(energyOf("port"))}\n` +
                (tracks.get("port") || []).map(row => `${SA.unit(row.unit)}: busy ${SA.percent(row.busyNs, chip.endNs)}`).join("\n"),
              event.clientX,
              event.clientY,
            ),
          onmouseleave: () => SA.tip(null),
        },
        SA.el("rect", { x: qx - 34, y: qy - 15, width: 68, height: 30, rx: 4, fill: SA.colour("--panel"), stroke: SA.colour("--quiet") }),
        SA.el("text", { x: qx, y: qy + 6, "text-anchor": "middle", "font-size": 17, fill: SA.colour("--ink") }, "port"),
      ),
    );
    chip.tiles.forEach((tile, index) => {
      const tx = side + tile.x * pitch,
        ty = side + tile.y * pitch;
      let fill, ink, texts;
      if (now.category) {
        const name = now.category(index);
        fill = name === null ? SA.colour("--panel") : SA.hue(categories.indexOf(name));
        ink = name === null ? SA.colour("--ink") : "#fff";
        texts = [name === null ? "-" : `(${categories.indexOf(name) + 1})`, ""];
      } else {
        const share = shares[index] / most;
        fill = SA.ramp(share);
        ink = SA.inkOn(share);
        texts = now.text(index);
      }
      const words = `tile ${index}, ${tile.layers || "no layer"}: ${now.category ? now.word(now.category(index) ?? "") : texts.filter(text => text).join(", ")}`;
      const node = SA.el(
        "g",
        {
          class: "tile",
          tabindex: index === chosen ? 0 : -1,
          role: "button",
          "aria-pressed": index === chosen ? "true" : "false",
          "aria-label": words,
          "data-tile": index,
          onclick: () => choose(index, true),
          onmousemove: event => SA.tip(words, event.clientX, event.clientY),
          onmouseleave: () => SA.tip(null),
          onkeydown: event => {
            const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
            if (step) {
              const next = chip.tiles.findIndex(other => other.x === tile.x + step[0] && other.y === tile.y + step[1]);
              if (next >= 0) choose(next, true);
              event.preventDefault();
            } else if (event.key === "Enter" || event.key === " ") {
              choose(index, true);
              event.preventDefault();
            }
          },
        },
        SA.el("rect", { class: "cell", x: tx, y: ty, width: cell, height: cell, rx: 6, fill, stroke: SA.colour("--quiet") }),
        SA.el("text", { x: tx + 8, y: ty + 20, "font-size": 15, fill: ink }, `${index}`),
        SA.el(
          "text",
          {
            x: tx + cell / 2,
            y: ty + 56,
            "text-anchor": "middle",
            "font-size": texts[0].length > 8 ? 17 : 22,
            "font-weight": 650,
            fill: ink,
          },
          texts[0],
        ),
        SA.el(
          "text",
          { x: tx + cell / 2, y: ty + 82, "text-anchor": "middle", "font-size": 12, fill: ink },
          (metric === "busiest" || metric === "energy" ? texts[1] : tile.layers).slice(0, 16),
        ),
      );
      svg.append(node);
    });
    SA.clear(legend);
    if (now.category)
      categories.forEach((name, i) =>
        legend.append(SA.el("span", {}, SA.el("i", { style: { background: SA.hue(i) } }), `(${i + 1}) ${now.word(name)}`)),
      );
    else {
      const ramp = SA.el("canvas", { class: "ramp", width: 120, height: 12 });
      const pen = ramp.getContext("2d");
      for (let i = 0; i < 120; i++) {
        pen.fillStyle = SA.ramp(i / 119);
        pen.fillRect(i, 0, 1, 12);
      }
      legend.append(SA.el("span", {}, "tiles: 0", ramp, now.relative ? SA.nj(most) : "100 %"));
    }
    legend.append(SA.el("span", {}, "links: the wider and the lighter, the busier; same scale, 0 to 100 % of the run"));
  };

  const choose = (index, focus) => {
    chosen = index;
    draw();
    if (focus) svg.querySelector(`[data-tile="${index}"]`)?.focus();
    const tile = chip.tiles[index],
      site = siteOf(index);
    const byUnit = new Map((energies.get(site) || []).map(([unit, nj]) => [unit, nj]));
    const rows = (tracks.get(site) || []).map(row => ({ ...row, nj: byUnit.get(row.unit) ?? null }));
    for (const [unit, nj] of byUnit) if (!rows.some(row => row.unit === unit)) rows.push({ unit, nj, busyNs: null });
    rows.sort((a, b) => (b.nj ?? 0) - (a.nj ?? 0));
    SA.clear(panel).append(
      SA.el("h3", {}, `Tile ${index}, ${tile.layers || "no layer"} (column ${tile.x}, row ${tile.y} of the mesh)`),
      SA.el(
        "p",
        {},
        `${SA.nj(energyOf(site))}, ${SA.percent(energyOf(site), energyAll)} of the chip's energy. `,
        SA.el("button", { type: "button", class: "screen", onclick: () => onShow(index) }, "show it in the time line"),
      ),
      SA.el(
        "div",
        { class: "scroll" },
        SA.table(
          [
            { name: "unit", cell: row => SA.unit(row.unit) },
            { name: "busy", number: true, cell: row => (row.busyNs === null ? "-" : SA.percent(row.busyNs, chip.endNs)) },
            { name: "energy", number: true, cell: row => (row.nj === null ? "-" : SA.nj(row.nj)) },
            { name: "idle mostly because", cell: row => (row.busyNs === null ? "" : causeWord(waitOf(row) ?? "done")) },
          ],
          rows,
        ),
      ),
      SA.el("h3", {}, tile.blocks.length === 1 ? "Its block" : "Its blocks"),
      SA.el(
        "div",
        { class: "scroll" },
        SA.table(
          [
            { name: "layer", cell: block => block[0] },
            { name: "pair", number: true, cell: block => block[1] },
            { name: "inputs", number: true, cell: block => `${block[2]} to ${block[2] + block[3] - 1}` },
            { name: "outputs", number: true, cell: block => `${block[4]} to ${block[4] + block[5] - 1}` },
          ],
          tile.blocks,
        ),
      ),
    );
  };
  const select = SA.el(
    "select",
    {
      "aria-label": "colour tiles by",
      id: "plan-metric",
      onchange: () => {
        metric = select.value;
        draw();
      },
    },
    Object.entries(metrics).map(([key, value]) => SA.el("option", { value: key }, value.name)),
  );
  SA.themeListeners.push(draw);
  choose(
    Math.max(
      0,
      chip.tiles.reduce((best, _, tile) => (metrics.busiest.share(tile) > metrics.busiest.share(best) ? tile : best), 0),
    ),
  );
  return SA.el(
    "div",
    {},
    SA.el(
      "div",
      { class: "controls" },
      SA.el("label", {}, "Colour tiles by", select),
      SA.el("span", { class: "quiet small" }, "click a tile, or move with the arrow keys"),
    ),
    SA.el("div", { class: "columns" }, SA.el("div", {}, svg, legend), panel),
  );
};
