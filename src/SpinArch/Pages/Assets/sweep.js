// The page of a sweep: scatter, parallel coordinates and table of one selection; sensitivity, heat map, and two points compared in words.
SA.objectiveWords = {
  latencyNs: ["latency", "ns", SA.ns],
  samplesPerSecond: ["samples a second", "1/s", SA.rate],
  energyNj: ["energy", "nJ", SA.nj],
  areaMm2: ["area", "mm2", value => SA.short(value, 4) + " mm2"],
  tiles: ["tiles", "", value => SA.count(value)],
  accuracy: ["accuracy", "", value => SA.percent(value)],
};
SA.pages.sweep = async (data, main, head) => {
  const { knobs, rows, values } = data;
  const objectives = data.objectives.map(objective => {
    const [word, unit, format] = SA.objectiveWords[objective.name] || [SA.words(objective.name), "", SA.short];
    return { ...objective, word, unit, title: unit ? `${word} [${unit}]` : word, format };
  });
  const byName = new Map(objectives.map(objective => [objective.name, objective]));
  const done = rows.filter(row => row.status === "ok");
  const state = {
    x: data.chosen[0] ?? objectives[0]?.name,
    y: data.chosen[1] ?? data.chosen[0] ?? objectives[0]?.name,
    hue: "",
    pair: [],
    brushed: null,
    axes: null,
  };
  // Keys that always change together are one dimension.
  const dimensions = knobs
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => !knobs.slice(0, index).some((_, earlier) => values.every(row => row[earlier] === row[index])))
    .map(({ name, index }) => ({
      index,
      name: knobs.filter((_, other) => other >= index && values.every(row => row[other] === row[index])).join(" = "),
      key: name,
      isNumber: values.every(row => row[index] !== "" && Number.isFinite(Number(row[index]))),
      levels: [...new Set(values.map(row => row[index]))].sort((a, b) =>
        Number.isFinite(Number(a) - Number(b)) ? Number(a) - Number(b) : String(a).localeCompare(b),
      ),
    }))
    .filter(dimension => dimension.levels.length > 1);
  const design = row => dimensions.map(dimension => `${dimension.name} = ${values[row.point][dimension.index]}`).join(", ");
  const figure = (row, name) => row[name] ?? null;
  const isBetter = (objective, one, other) => (objective.maximised ? one > other : one < other);
  const front = names => {
    const all = done.filter(row => names.every(name => figure(row, name) !== null));
    const beats = (one, other) =>
      names.every(name => !isBetter(byName.get(name), figure(other, name), figure(one, name))) &&
      names.some(name => isBetter(byName.get(name), figure(one, name), figure(other, name)));
    return all.filter(row => !all.some(other => beats(other, row)));
  };

  const statuses = new Map();
  for (const row of rows) statuses.set(row.status, (statuses.get(row.status) || 0) + 1);
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      `${SA.plural(rows.length, "point")} (${[...statuses].map(([name, count]) => `${count} ${name}`).join(", ")}); varied: ${dimensions.map(dimension => dimension.name).join("; ") || "nothing"}`,
    ),
  );

  const update = { scatter: () => {}, parallel: () => {}, table: () => {}, pair: () => {} };
  const selected = row => (!state.brushed || state.brushed.has(row.point)) && (!state.axes || state.axes.has(row.point));
  const isAnySelected = () => state.brushed || state.axes;
  const pick = point => {
    if (state.pair.includes(point)) state.pair = state.pair.filter(other => other !== point);
    else state.pair = [...state.pair, point].slice(-2);
    update.pair();
    update.scatter();
    update.table();
  };
  const pointButton = row =>
    SA.el(
      "button",
      { type: "button", "aria-pressed": state.pair.includes(row.point) ? "true" : "false", onclick: () => pick(row.point) },
      `point ${row.point}`,
    );

  if (!done.length || !objectives.length) {
    main.append(
      SA.section("answer", "What it says", null, SA.el("p", {}, "No point of this sweep was simulated to its end.")),
      SA.sweepTable(
        data,
        objectives,
        dimensions,
        values,
        rows,
        () => true,
        () => {},
        state,
      ).node,
    );
    return;
  }
  main.append(SA.sweepAnswer(done, objectives, byName, design, figure, isBetter, pointButton));

  // Scatter.
  const spread = name => {
    const all = done.map(row => figure(row, name)).filter(value => value > 0);
    return Math.max(...all) / Math.min(...all) > 8 ? "log" : "value";
  };
  const scatter = SA.chart(
    430,
    "points of the sweep by two objectives; the same figures are in the table below",
    colours => {
      const [x, y] = [byName.get(state.x), byName.get(state.y)];
      const best = new Set(front([state.x, state.y]).map(row => row.point));
      const dimension = dimensions.find(other => other.key === state.hue);
      const shown = done.filter(row => figure(row, state.x) !== null && figure(row, state.y) !== null);
      const shapes = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect"];
      const dot = row => {
        const level = dimension ? dimension.levels.indexOf(values[row.point][dimension.index]) : 0;
        return {
          value: [figure(row, state.x), figure(row, state.y)],
          point: row.point,
          symbol: shapes[level % shapes.length],
          symbolSize: state.pair.includes(row.point) ? 19 : best.has(row.point) ? 13 : 9,
          itemStyle: {
            color: SA.hue(level),
            opacity: selected(row) ? 0.95 : 0.13,
            borderColor: state.pair.includes(row.point) ? colours.ink : colours.ground,
            borderWidth: state.pair.includes(row.point) ? 3 : 1,
          },
          label: {
            show: best.has(row.point) || state.pair.includes(row.point),
            formatter: String(row.point),
            position: "top",
            color: colours.ink,
          },
        };
      };
      const line = front([state.x, state.y]).sort((a, b) => figure(a, state.x) - figure(b, state.x));
      return {
        grid: { left: 74, right: 24, top: 20, bottom: 52 },
        xAxis: SA.axis(colours, x.title, { type: spread(state.x), scale: true, nameGap: 32 }),
        yAxis: SA.axis(colours, y.title, { type: spread(state.y), scale: true, nameGap: 56 }),
        toolbox: { show: false },
        brush: {
          toolbox: [],
          xAxisIndex: 0,
          yAxisIndex: 0,
          throttleType: "debounce",
          throttleDelay: 120,
          seriesIndex: 0,
          outOfBrush: { colorAlpha: 1 },
          brushStyle: { borderColor: colours.accent, color: "rgba(80,140,220,0.13)" },
        },
        tooltip: {
          trigger: "item",
          formatter: item => (item.data?.point === undefined ? "" : SA.sweepTip(rows[item.data.point], objectives, design)),
        },
        series: [
          { type: "scatter", name: "points", data: shown.map(dot), labelLayout: { hideOverlap: true } },
          {
            type: "line",
            step: false,
            silent: true,
            symbol: "none",
            z: 1,
            lineStyle: { color: colours.mark, width: 1.5, type: "dashed" },
            data: line.map(row => [figure(row, state.x), figure(row, state.y)]),
          },
        ],
      };
    },
    {
      click: event => event.data?.point !== undefined && pick(event.data.point),
      brushSelected: event => {
        const areas = event.batch?.[0]?.areas || [];
        const shown = done.filter(row => figure(row, state.x) !== null && figure(row, state.y) !== null);
        state.brushed = areas.length ? new Set((event.batch[0].selected[0]?.dataIndex || []).map(index => shown[index].point)) : null;
        update.table();
        update.parallel();
      },
    },
    chart => chart.dispatchAction({ type: "takeGlobalCursor", key: "brush", brushOption: { brushType: "rect", brushMode: "single" } }),
  );
  update.scatter = scatter.redraw;
  const choice = (label, key, options, id) => {
    const select = SA.el(
      "select",
      {
        id,
        "aria-label": label,
        onchange: () => {
          state[key] = select.value;
          state.brushed = null;
          update.scatter();
          update.table();
        },
      },
      options.map(([value, name]) => SA.el("option", { value }, name)),
    );
    select.value = state[key];
    return SA.el("label", {}, label, select);
  };
  const legend = SA.el(
    "p",
    { class: "quiet small" },
    "The dashed line joins the points that no other beats in both; their numbers stand beside them. Drag a rectangle to select, click two points to compare them.",
  );
  main.append(
    SA.section(
      "front",
      "The designs",
      "Each dot is a simulated design. Selections here, in the parallel coordinates and in the table are one.",
      SA.el(
        "div",
        { class: "controls" },
        choice(
          "across",
          "x",
          objectives.map(objective => [objective.name, objective.word]),
          "sweep-x",
        ),
        choice(
          "up",
          "y",
          objectives.map(objective => [objective.name, objective.word]),
          "sweep-y",
        ),
        choice(
          "colour and shape by",
          "hue",
          [["", "nothing"], ...dimensions.map(dimension => [dimension.key, dimension.name])],
          "sweep-hue",
        ),
        SA.el(
          "button",
          {
            type: "button",
            onclick: () => {
              state.brushed = state.axes = null;
              update.scatter();
              parallel.redraw();
              update.table();
            },
          },
          "clear the selection",
        ),
      ),
      scatter,
      legend,
      SA.sweepLegend(dimensions, state, scatter),
    ),
  );

  const pairNode = SA.el("div", { id: "pair", "aria-live": "polite" });
  update.pair = () =>
    SA.clear(pairNode).append(
      ...SA.sweepCompare(
        state.pair.map(point => rows[point]),
        objectives,
        dimensions,
        values,
      ),
    );
  main.append(SA.section("compare", "Two points compared", null, pairNode));
  state.pair = SA.sweepFirstPair(done, byName, state, figure, isBetter);
  update.pair();

  // Parallel coordinates.
  const axes = [...dimensions.map(dimension => ({ dimension })), ...objectives.map(objective => ({ objective }))];
  const line = row =>
    axes.map(({ dimension, objective }) =>
      objective
        ? figure(row, objective.name)
        : dimension.isNumber
          ? Number(values[row.point][dimension.index])
          : values[row.point][dimension.index],
    );
  const whole = done.filter(row => objectives.every(objective => figure(row, objective.name) !== null));
  const lines = whole.length ? whole : done;
  const parallelData = () =>
    lines.map(row => ({
      value: line(row),
      point: row.point,
      lineStyle: {
        color: state.pair.includes(row.point) ? SA.hue(5) : SA.hue(0),
        width: state.pair.includes(row.point) ? 3.5 : 1.5,
        opacity: !state.brushed || state.brushed.has(row.point) ? (lines.length > 200 ? 0.25 : 0.6) : 0.04,
      },
    }));
  const parallel = SA.chart(
    400,
    "parallel coordinates of all knobs and objectives",
    colours => ({
      parallel: {
        left: 60,
        right: 90,
        top: 58,
        bottom: 26,
        parallelAxisDefault: {
          nameLocation: "end",
          nameGap: 14,
          nameTextStyle: { color: colours.ink, fontSize: 12, width: 130, overflow: "break" },
          axisLine: { lineStyle: { color: colours.quiet } },
          axisLabel: { color: colours.ink },
          axisTick: { lineStyle: { color: colours.quiet } },
        },
      },
      parallelAxis: axes.map(({ dimension, objective }, dim) =>
        objective
          ? {
              dim,
              name: objective.title,
              nameLocation: objective.maximised ? "start" : "end",
              type: spread(objective.name),
              scale: true,
              inverse: objective.maximised,
              axisLabel: { color: colours.ink, formatter: value => SA.short(value, 3) },
            }
          : dimension.isNumber
            ? {
                dim,
                name: dimension.name,
                type:
                  Number(dimension.levels.at(-1)) / Math.max(1e-300, Number(dimension.levels[0])) > 8 && Number(dimension.levels[0]) > 0
                    ? "log"
                    : "value",
                scale: true,
                axisLabel: { color: colours.ink, formatter: value => SA.short(value, 3) },
              }
            : { dim, name: dimension.name, type: "category", data: dimension.levels },
      ),
      tooltip: {
        trigger: "item",
        formatter: item => (item.data?.point === undefined ? "" : SA.sweepTip(rows[item.data.point], objectives, design)),
      },
      series: [{ type: "parallel", smooth: false, inactiveOpacity: 0.04, activeOpacity: 0.75, data: parallelData() }],
    }),
    {
      axisareaselected: (_, chart) => {
        const active = chart.getModel().getSeriesByIndex(0).getRawIndicesByActiveState("active");
        state.axes = active.length && active.length < lines.length ? new Set(active.map(index => lines[index].point)) : null;
        update.table();
        update.scatter();
      },
      click: event => event.data?.point !== undefined && pick(event.data.point),
    },
  );
  update.parallel = () => parallel.chart?.setOption({ series: [{ data: parallelData() }] });
  main.append(
    SA.section(
      "parallel",
      "All knobs and objectives at once",
      "Each line is a design. Drag along an axis to keep the designs that pass there; click the axis to free it. Lower is better on every objective's axis: where more is better, the axis is turned round.",
      parallel,
    ),
  );

  const table = SA.sweepTable(data, objectives, dimensions, values, rows, selected, pick, state, isAnySelected);
  update.table = table.update;
  main.append(table.node);
  main.append(SA.sweepEffects(objectives), SA.sweepHeat(objectives, dimensions, done, values, figure, state));
};

SA.sweepTip = (row, objectives, design) =>
  [
    `point ${row.point}`,
    design(row).replaceAll(", ", "\n"),
    ...objectives.map(
      objective =>
        `${objective.word}: ${row[objective.name] === null || row[objective.name] === undefined ? "-" : objective.format(row[objective.name])}`,
    ),
    row.limiter ? `limited by ${SA.unit(row.limiter)}, busy ${SA.percent(row.limiterFraction)}` : "",
  ]
    .filter(text => text)
    .join("\n");

// The best of each objective, and what twice the rate costs among these designs.
SA.sweepAnswer = (done, objectives, byName, design, figure, isBetter, pointButton) => {
  const best = objective =>
    done
      .filter(row => figure(row, objective.name) !== null)
      .reduce((a, b) => (a === null || isBetter(objective, figure(b, objective.name), figure(a, objective.name)) ? b : a), null);
  const superlatives = {
    latencyNs: "shortest latency",
    samplesPerSecond: "most samples a second",
    energyNj: "least energy",
    areaMm2: "smallest",
    tiles: "fewest tiles",
    accuracy: "most accurate",
  };
  const cards = objectives
    .filter(objective => new Set(done.map(row => figure(row, objective.name))).size > 1)
    .map(objective => {
      const row = best(objective);
      return SA.card(superlatives[objective.name] || `best ${objective.word}`, objective.format(figure(row, objective.name)), [
        pointButton(row),
        SA.el("div", {}, design(row)),
      ]);
    });
  const texts = [];
  const [latency, energy, rate, area] = ["latencyNs", "energyNj", "samplesPerSecond", "areaMm2"].map(name => byName.get(name));
  if (latency && energy) {
    const product = row => figure(row, "latencyNs") * figure(row, "energyNj");
    const row = done
      .filter(one => figure(one, "latencyNs") > 0 && figure(one, "energyNj") > 0)
      .reduce((a, b) => (a === null || product(b) < product(a) ? b : a), null);
    if (row)
      texts.push(
        SA.el(
          "p",
          { class: "limit", id: "choose" },
          "If time and energy count alike, choose ",
          pointButton(row),
          ` (${design(row)}): of all ${done.length} designs it has the least product of latency and energy, ${latency.format(row.latencyNs)} and ${energy.format(row.energyNj)}${row.limiter ? `; ${SA.unit(row.limiter)} limits it, busy ${SA.percent(row.limiterFraction)} of the run` : ""}.`,
        ),
      );
  }
  if (rate && energy) {
    const start = best(energy);
    const faster = done.filter(
      row => figure(row, "samplesPerSecond") >= 2 * figure(start, "samplesPerSecond") && figure(row, "energyNj") !== null,
    );
    const times = (row, objective) =>
      figure(row, objective.name) !== null && figure(start, objective.name) > 0
        ? `${SA.fixed(figure(row, objective.name) / figure(start, objective.name), 2)} times the ${objective.word}`
        : null;
    if (faster.length) {
      const row = faster.reduce((a, b) => (figure(b, "energyNj") < figure(a, "energyNj") ? b : a));
      texts.push(
        SA.el(
          "p",
          { id: "double" },
          "To double the rate of the design with the least energy (",
          pointButton(start),
          "): the cheapest that does is ",
          pointButton(row),
          ` (${design(row)}), at ${SA.fixed(row.samplesPerSecond / start.samplesPerSecond, 2)} times the rate for ${[times(row, energy), area ? times(row, area) : null].filter(text => text).join(" and ")}.`,
        ),
      );
    } else {
      const row = best(rate);
      texts.push(
        SA.el(
          "p",
          { id: "double" },
          "No design of this sweep has twice the rate of the one with the least energy (",
          pointButton(start),
          "). The fastest, ",
          pointButton(row),
          ` (${design(row)}), has ${SA.fixed(row.samplesPerSecond / start.samplesPerSecond, 2)} times its rate for ${[times(row, energy), area ? times(row, area) : null].filter(text => text).join(" and ")}.`,
        ),
      );
    }
  }
  return SA.section("answer", "What it says", null, SA.el("div", { class: "cards" }, cards), texts);
};

SA.sweepFirstPair = (done, byName, state, figure, isBetter) => {
  const best = name =>
    done
      .filter(row => figure(row, name) !== null)
      .reduce((a, b) => (a === null || isBetter(byName.get(name), figure(b, name), figure(a, name)) ? b : a), null);
  return [...new Set([best(state.x), best(state.y)].filter(row => row).map(row => row.point))];
};

SA.sweepLegend = (dimensions, state, scatter) => {
  const node = SA.el("div", { class: "legend" });
  const draw = () => {
    SA.clear(node);
    const dimension = dimensions.find(other => other.key === state.hue);
    dimension?.levels.forEach((level, index) =>
      node.append(
        SA.el(
          "span",
          {},
          SA.el("i", { style: { background: SA.hue(index) } }),
          `${["circle", "square", "triangle", "diamond", "pin", "arrow", "rounded square"][index % 7]}: ${level}`,
        ),
      ),
    );
  };
  const redraw = scatter.redraw;
  scatter.redraw = () => {
    draw();
    redraw();
  };
  return node;
};

SA.sweepCompare = (pair, objectives, dimensions, values) => {
  if (pair.length < 2) return [SA.el("p", { class: "quiet" }, "Click two points in the chart, or choose two in the table.")];
  const [one, other] = pair;
  const different = dimensions.filter(dimension => values[one.point][dimension.index] !== values[other.point][dimension.index]);
  const sentences = [];
  for (const objective of objectives) {
    const [mine, theirs] = [one[objective.name], other[objective.name]];
    if (!(mine > 0) || !(theirs > 0)) continue;
    if (mine === theirs) {
      sentences.push(["The ", SA.el("b", {}, objective.word), ` is the same, ${objective.format(mine)}.`]);
      continue;
    }
    const winner = (objective.maximised ? mine > theirs : mine < theirs) ? one : other;
    const factor = Math.max(mine, theirs) / Math.min(mine, theirs);
    sentences.push([
      SA.el("b", {}, `${objective.word.charAt(0).toUpperCase()}${objective.word.slice(1)}`),
      `: ${objective.format(mine)} against ${objective.format(theirs)}; point ${winner.point} is better by ${factor < 1.1 ? SA.percent(factor - 1) : `a factor of ${SA.fixed(factor, 2)}`}.`,
    ]);
  }
  const limits = pair.map(row =>
    row.limiterFraction === null || row.limiterFraction === undefined
      ? `Point ${row.point} was not simulated.`
      : `Point ${row.point} is limited by ${SA.unit(row.limiter)}, busy ${SA.percent(row.limiterFraction)} of the run; ${row.stallFraction ? `between columns its crossbars wait ${SA.percent(row.stallFraction)} of their time for ${SA.words(row.stall)}` : "its crossbars never wait"}.`,
  );
  const energy = new Map();
  for (const [row, sign] of [
    [one, 1],
    [other, -1],
  ])
    for (const share of row.energy || [])
      energy.set(
        `${SA.unit(share.unit)}, ${share.kind}`,
        (energy.get(`${SA.unit(share.unit)}, ${share.kind}`) || 0) + sign * share.energyNj,
      );
  const differences = [...energy]
    .filter(([, nj]) => nj !== 0)
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, 6);
  const notModelled = pair
    .filter(row => row.costNotModelled)
    .map(row => `Cost not modelled at point ${row.point}: ${row.costNotModelled.split(" ").join(", ")}; its energy and area are too low.`);
  return [
    SA.el("h3", {}, `Point ${one.point} and point ${other.point}`),
    SA.el(
      "p",
      {},
      different.length
        ? [
            `They differ in `,
            different.map((dimension, i) => [
              i ? ", " : "",
              SA.el("b", {}, dimension.name),
              ` (${values[one.point][dimension.index]} against ${values[other.point][dimension.index]})`,
            ]),
            ".",
          ]
        : "No knob differs.",
    ),
    SA.el(
      "ul",
      {},
      sentences.map(text => SA.el("li", {}, text)),
      limits.map(text => SA.el("li", {}, text)),
      notModelled.map(text => SA.el("li", { class: "bad" }, text)),
    ),
    differences.length
      ? SA.el(
          "details",
          { open: true },
          SA.el("summary", {}, `Where the energy differs most, point ${one.point} less point ${other.point}`),
          SA.table(
            [
              { name: "unit", cell: row => row[0] },
              { name: "difference", number: true, cell: row => (row[1] < 0 ? "\u2212" : "+") + SA.nj(Math.abs(row[1])) },
            ],
            differences,
          ),
        )
      : null,
  ].filter(node => node);
};

SA.sweepTable = (data, objectives, dimensions, values, rows, selected, pick, state, isAnySelected) => {
  const number = value => (value !== "" && Number.isFinite(Number(value)) ? Number(value) : value);
  const columns = [
    {
      name: "point",
      number: true,
      key: row => row.point,
      cell: row =>
        SA.el(
          "button",
          {
            type: "button",
            "aria-pressed": state.pair?.includes(row.point) ? "true" : "false",
            "aria-label": `choose point ${row.point}`,
            onclick: () => pick(row.point),
          },
          String(row.point),
        ),
    },
    ...dimensions.map(dimension => ({
      name: dimension.name,
      key: row => number(values[row.point][dimension.index]),
      cell: row => values[row.point][dimension.index],
    })),
    ...objectives.map(objective => ({
      name: objective.word,
      number: true,
      key: row => row[objective.name] ?? Infinity,
      cell: row =>
        row[objective.name] === null || row[objective.name] === undefined
          ? "-"
          : SA.el(
              "data",
              { value: String(row[objective.name]), "data-key": `rows.${row.point}.${objective.name}`, title: String(row[objective.name]) },
              objective.format(row[objective.name]),
            ),
    })),
    {
      name: "limited by",
      key: row => row.limiter || "",
      cell: row =>
        row.limiter ? `${SA.unit(row.limiter)}, ${SA.percent(row.limiterFraction)}` : row.status + (row.reason ? `: ${row.reason}` : ""),
    },
    {
      name: "crossbars wait for",
      key: row => row.stall || "",
      cell: row => (row.stallFraction ? `${SA.words(row.stall)}, ${SA.percent(row.stallFraction)}` : ""),
    },
  ];
  const limit = 1000;
  const shown = () => rows.filter(row => !isAnySelected?.() || (row.status === "ok" && selected(row)));
  const count = SA.el("span", { class: "quiet small" });
  const table = SA.table(columns, [], { rowClass: row => (state.pair?.includes(row.point) ? "chosen" : null) });
  const fill = () => {
    const all = shown();
    table.setRows(all.slice(0, limit));
    count.textContent = `${all.length} of ${SA.plural(rows.length, "point")}${all.length > limit ? `, the first ${limit} are listed` : ""}`;
  };
  fill();
  const node = SA.section(
    "table",
    "Table",
    null,
    SA.el("div", { class: "controls" }, count),
    SA.el("div", { class: "scroll tall" }, table),
  );
  return { node, update: fill };
};

SA.sweepEffects = objectives => {
  const shown = objectives.filter(objective => objective.effects.length);
  return SA.section(
    "sensitivity",
    "What each knob does",
    "Worst over best of a knob's values, by the geometric mean over all other knobs: 1 is no effect. In a list of designs, where knobs vary together, an effect may be another knob's.",
    SA.el(
      "div",
      { class: "halves" },
      shown.map(objective =>
        SA.el(
          "div",
          {},
          SA.el("h3", {}, objective.word.charAt(0).toUpperCase() + objective.word.slice(1)),
          SA.table(
            [
              { name: "knob", cell: row => row.knob },
              {
                name: "",
                wide: true,
                cell: row =>
                  SA.bar(
                    Math.log(row.factor) / Math.max(1e-9, Math.log(Math.max(...objective.effects.map(effect => effect.factor)))),
                    false,
                    `factor ${SA.fixed(row.factor, 3)}`,
                  ),
              },
              { name: "factor", number: true, cell: row => SA.fixed(row.factor, 3) },
              { name: "best value", cell: row => row.best },
            ],
            objective.effects,
          ),
        ),
      ),
    ),
  );
};

SA.sweepHeat = (objectives, dimensions, done, values, figure, state) => {
  if (dimensions.length < 2) return SA.section("heat", "Heat map", null, SA.el("p", { class: "quiet" }, "Only one knob varies."));
  const effects = objectives[0].effects.map(effect => effect.knob);
  const first = dimensions.find(dimension => dimension.key === effects[0]) || dimensions[0];
  const second =
    dimensions.find(dimension => dimension !== first && dimension.key === effects[1]) || dimensions.find(dimension => dimension !== first);
  const chosen = { across: first.key, down: second.key, objective: state.x };
  const chart = SA.chart(400, "heat map of two knobs", colours => {
    const across = dimensions.find(dimension => dimension.key === chosen.across),
      down = dimensions.find(dimension => dimension.key === chosen.down);
    const objective = objectives.find(other => other.name === chosen.objective);
    const cells = new Map();
    for (const row of done) {
      const value = figure(row, objective.name);
      if (!(value > 0)) continue;
      const key = `${across.levels.indexOf(values[row.point][across.index])},${down.levels.indexOf(values[row.point][down.index])}`;
      (cells.get(key) || cells.set(key, []).get(key)).push(value);
    }
    const data = [...cells].map(([key, all]) => ({
      value: [...key.split(",").map(Number), Math.exp(all.reduce((sum, value) => sum + Math.log(value), 0) / all.length)],
      count: all.length,
    }));
    const all = data.map(cell => cell.value[2]);
    const [low, high] = [Math.min(...all), Math.max(...all)];
    for (const cell of data) {
      const share = high > low ? Math.log(cell.value[2] / low) / Math.log(high / low) : 0;
      cell.itemStyle = { color: SA.ramp(share), borderColor: colours.ground, borderWidth: 1 };
      cell.label = { color: SA.inkOn(share) };
    }
    return {
      grid: { left: 120, right: 20, top: 16, bottom: 52 },
      xAxis: SA.axis(colours, across.name, { type: "category", data: across.levels, splitLine: { show: false } }),
      yAxis: SA.axis(colours, down.name, { type: "category", data: down.levels, splitLine: { show: false }, nameGap: 96 }),
      tooltip: {
        trigger: "item",
        formatter: item =>
          `${across.name} ${across.levels[item.value[0]]}\n${down.name} ${down.levels[item.value[1]]}\n${objective.word}: ${objective.format(item.value[2])}${item.data.count > 1 ? `\ngeometric mean of ${item.data.count} points` : ""}`,
      },
      visualMap: { show: false, min: low, max: high, dimension: 2, inRange: { opacity: 1 } },
      series: [{ type: "heatmap", data, label: { show: data.length <= 120, formatter: item => objective.format(item.value[2]) } }],
    };
  });
  const choice = (label, key, options, id) => {
    const select = SA.el(
      "select",
      {
        id,
        onchange: () => {
          chosen[key] = select.value;
          chart.redraw();
        },
        "aria-label": label,
      },
      options.map(([value, name]) => SA.el("option", { value }, name)),
    );
    select.value = chosen[key];
    return SA.el("label", {}, label, select);
  };
  const names = dimensions.map(dimension => [dimension.key, dimension.name]);
  return SA.section(
    "heat",
    "Heat map of two knobs",
    "Where several designs share both values, their geometric mean; light is large.",
    SA.el(
      "div",
      { class: "controls" },
      choice("across", "across", names, "heat-x"),
      choice("up", "down", names, "heat-y"),
      choice(
        "shows",
        "objective",
        objectives.map(objective => [objective.name, objective.word]),
        "heat-of",
      ),
    ),
    chart,
  );
};
