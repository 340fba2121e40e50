// The page of a run.
SA.pages.run = async (data, main, head) => {
  const report = data.report,
    chip = data.chip;
  const first = report.predictions?.[0];
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      `${SA.plural(report.tiles, "tile")}, ${SA.plural(report.crossbarPairs, "crossbar pair")}; ${SA.plural(report.inputs, "input")} x ${SA.plural(report.samples, "sample")}, seed ${report.seed}${report.data ? `, data ${report.data}` : ""}`,
    ),
  );

  // What one came for, first.
  const answer = SA.section("answer", "What it says");
  const cards = [];
  if (first) {
    const labelled = report.predictions.filter(row => row.label !== null && row.label !== undefined);
    const right = labelled.filter(row => row.label === row.predicted).length;
    cards.push(
      report.predictions.length === 1
        ? SA.card(
            "prediction",
            SA.figure(report, "predictions.0.predicted", value => `${value}`),
            [
              first.label === null || first.label === undefined
                ? "no label"
                : SA.el(
                    "span",
                    { class: first.label === first.predicted ? "good" : "bad" },
                    first.label === first.predicted ? "right" : `wrong, it is ${first.label}`,
                  ),
              ` \u00b7 output ${SA.short(first.mean[first.predicted])} \u00b1 ${SA.short(first.stdDev[first.predicted], 3)}`,
            ],
          )
        : SA.card(
            "predictions",
            labelled.length ? `${right} of ${labelled.length} right` : `${report.predictions.length}`,
            `${SA.plural(report.samples, "sample")} each`,
          ),
    );
  }
  cards.push(
    SA.card("latency of the first input", SA.figure(report, "latencyNs.firstInput", SA.ns), "arrival to last result"),
    SA.card("a sample every", SA.figure(report, "latencyNs.perSampleSteady", SA.ns), [
      "once the pipeline is full: ",
      SA.figure(report, "throughput.samplesPerSecond", SA.rate),
    ]),
    SA.card("energy", SA.figure(report, "energyNj.total", SA.nj), ["of it leakage ", SA.figure(report, "energyNj.leakage", SA.nj)]),
    SA.card(
      "power, mean",
      SA.figure(report, "powerMw.mean", value => SA.fixed(value, 1) + " mW"),
      ["peak ", SA.figure(report, "powerMw.peak", value => SA.fixed(value, 1) + " mW")],
    ),
    SA.card(
      "area",
      SA.figure(report, "areaMm2.total", value => SA.fixed(value, 2) + " mm2"),
      ["of it assumed ", SA.figure(report, "areaMm2.assumed", value => SA.short(value, 3) + " mm2")],
    ),
  );
  answer.append(SA.el("div", { class: "cards" }, cards));
  if (data.limit) answer.append(SA.el("p", { class: "limit", id: "limit" }, data.limit));
  answer.append(SA.runEnergySentence(report), SA.ladder(report, chip));
  main.append(answer);

  const timeline = SA.timeline(data.timeline, { follows: chip.follows });
  main.append(
    SA.section(
      "chip",
      "The chip",
      "Each square is a tile of the mesh, arrows are the links between their routers.",
      SA.floorplan(chip, null, tile => {
        timeline.show(`tile ${tile}`);
        document.getElementById("time").scrollIntoView();
      }),
    ),
  );
  main.append(
    SA.section(
      "time",
      "Time",
      "Drag to move; Ctrl or Shift with the wheel, a double click or the buttons to zoom; point at an activity to learn what it was and what it waited for.",
      timeline,
      data.timeline.path ? SA.pathTable(data.timeline.path) : null,
      SA.phases(report),
    ),
  );
  main.append(SA.section("power", "Power over time", null, SA.powerChart(data)));
  main.append(SA.section("energy", "Energy", "Every row is a count times a cost; the rows add up to the total.", SA.energyAccount(report)));
  main.append(SA.section("area", "Area", null, SA.areaAccount(report)));
  if (report.predictions?.length)
    main.append(
      SA.section(
        "predictions",
        "Predictions",
        "What each Monte-Carlo sample says of an input, and how sure the samples are together.",
        SA.predictions(data),
      ),
    );
  if (report.precision || report.joint) main.append(SA.quality(report));
  if (report.notes?.length)
    main.append(
      SA.section(
        "notes",
        "Notes",
        null,
        SA.el(
          "ul",
          {},
          report.notes.map(note => SA.el("li", {}, note.text.charAt(0).toUpperCase() + note.text.slice(1), ".")),
        ),
      ),
    );
  main.append(SA.section("configuration", "Configuration", null, SA.configuration(data.configuration)));
};

SA.runEnergySentence = report => {
  const terms = report.energyNj.terms,
    total = report.energyNj.total;
  const units = new Map();
  for (const term of terms) units.set(term.unit, (units.get(term.unit) || 0) + term.totalNj);
  const top = [...units].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return SA.el(
    "p",
    {},
    "Energy goes to ",
    top.map(([unit, nj], i) => [
      i ? (i === top.length - 1 ? " and " : ", ") : "",
      SA.el("b", {}, SA.unit(unit)),
      ` (${SA.percent(nj, total)})`,
    ]),
    `; ${SA.percent(report.energyNj.leakage, total)} of all is leakage, which is spent by being powered. ${SA.percent(report.energyNj.assumed, total)} rests on assumptions.`,
  );
};

// The bottleneck law: at twice the rate every unit has half the time for the same work.
SA.ladder = (report, chip) => {
  const follows = new Set(chip.follows),
    most = new Map();
  const put = (unit, busyNs, place) => {
    if (busyNs > (most.get(unit)?.busyNs ?? 0)) most.set(unit, { unit, busyNs, place });
  };
  for (const row of chip.tracks)
    if (!follows.has(row.unit) && row.unit !== "link") put(row.unit === "meanCrossbar" ? "sigmaCrossbar" : row.unit, row.busyNs, row.site);
  for (const [router, , , busyNs] of chip.links) put("link", busyNs, `router ${router}`);
  const rows = [...most.values()].sort((a, b) => b.busyNs - a.busyNs);
  if (!rows.length) return null;
  const limit = rows[0].busyNs,
    needed = rows.filter(row => 2 * row.busyNs > limit * 1.005);
  const area = new Map();
  for (const term of report.areaMm2.terms) area.set(term.unit, (area.get(term.unit) || 0) + term.totalMm2);
  return SA.el(
    "div",
    {},
    SA.el("h3", {}, "To double the speed"),
    SA.el(
      "p",
      {},
      `At twice the rate each unit has half the time for the same work. ${SA.plural(needed.length, "kind")} of unit would then have more work than time; all of them, at every place so loaded, have to become faster or work side by side. This follows from the busy times of this run alone; a run with the changed design says what it really gives and costs.`,
    ),
    SA.el(
      "div",
      { class: "scroll" },
      SA.table(
        [
          { name: "unit", cell: row => (row.unit === "sigmaCrossbar" ? "crossbar pair (sigma and mean)" : SA.unit(row.unit)) },
          { name: "busiest one", cell: row => row.place },
          { name: "busy", number: true, cell: row => SA.percent(row.busyNs, chip.endNs) },
          { name: "", wide: true, cell: row => SA.bar(row.busyNs / chip.endNs) },
          { name: "must get faster", number: true, cell: row => `${SA.fixed((2 * row.busyNs) / limit, 2)} times` },
          {
            name: "area of all today",
            number: true,
            cell: row =>
              row.unit === "sigmaCrossbar"
                ? SA.short((area.get("sigmaCrossbar") || 0) + (area.get("meanCrossbar") || 0), 3) + " mm2"
                : area.has(row.unit)
                  ? SA.short(area.get(row.unit), 3) + " mm2"
                  : "-",
          },
        ],
        needed,
      ),
    ),
  );
};

SA.phases = report =>
  SA.el(
    "div",
    { class: "scroll" },
    SA.table(
      [
        { name: "phase", cell: row => row.name },
        { name: "from", number: true, cell: row => SA.ns(row.startNs) },
        { name: "to", number: true, cell: row => SA.ns(row.endNs) },
        { name: "units busy, mean", number: true, cell: row => SA.fixed(row.busyUnits, 1) },
        { name: "power, mean", number: true, cell: row => SA.fixed(row.powerMw, 1) + " mW" },
      ],
      report.phases,
    ),
  );

SA.powerChart = data => {
  const { binNs, mw } = data.power,
    end = data.chip.endNs,
    phases = data.report.phases;
  const [scale, unit] = end >= 2e6 ? [1e6, "ms"] : end >= 2e3 ? [1e3, "us"] : [1, "ns"];
  return SA.chart(300, `power over time in ${mw.length} bins of ${SA.ns(binNs)}`, colours => ({
    grid: { left: 66, right: 18, top: 34, bottom: 70 },
    xAxis: SA.axis(colours, `time [${unit}]`, { type: "value", min: 0, max: end / scale }),
    yAxis: SA.axis(colours, "power [mW]", { type: "value", nameGap: 48, min: 0 }),
    dataZoom: [
      { type: "inside", zoomOnMouseWheel: "ctrl" },
      { type: "slider", height: 18, bottom: 6, textStyle: { color: colours.quiet } },
    ],
    tooltip: { trigger: "axis", formatter: points => `from ${SA.ns(points[0].value[0] * scale)}: ${SA.fixed(points[0].value[1], 1)} mW` },
    series: [
      {
        type: "line",
        step: "end",
        symbol: "none",
        lineStyle: { width: 1.4, color: SA.hue(0) },
        areaStyle: { color: SA.hue(0), opacity: 0.22 },
        sampling: "lttb",
        data: [...mw.map((value, bin) => [(bin * binNs) / scale, value]), [end / scale, mw.at(-1)]],
        markArea: {
          silent: true,
          itemStyle: { color: colours.quiet, opacity: 0.09 },
          label: { color: colours.ink, position: "top", distance: 2 },
          data: phases
            .filter((_, i) => i % 2 === 0)
            .map(phase => [{ name: phase.name, xAxis: phase.startNs / scale }, { xAxis: phase.endNs / scale }]),
        },
        markLine: {
          symbol: "none",
          silent: true,
          label: { color: colours.ink, formatter: "mean", position: "insideEndTop" },
          lineStyle: { color: colours.mark },
          data: [{ yAxis: data.report.powerMw.mean }],
        },
      },
    ],
  }));
};

SA.sumText = (parts, total) => parts.filter(part => part).join(" + ") + " = " + total;
SA.energyAccount = report => {
  const groups = new Map(),
    total = report.energyNj.total;
  report.energyNj.terms.forEach((term, index) => {
    if (!groups.has(term.unit)) groups.set(term.unit, { name: SA.unit(term.unit), total: 0, rows: [] });
    const group = groups.get(term.unit);
    group.total += term.totalNj;
    const isTime = term.kind === "leakage";
    group.rows.push({
      name: SA.words(term.action),
      total: term.totalNj,
      leak: isTime,
      mark: term.assumption,
      source: term.source,
      dataKey: `energyNj.terms.${index}.totalNj`,
      kind: `${term.kind}, ${term.scope === "paper" ? "in the published estimate's scope" : "beyond the published estimate's scope"}`,
      sum: SA.sumText(
        [
          `${SA.count(term.count)}${isTime ? " ps of powered units" : ""} x ${SA.short(term.energyFj, 6)} fJ`,
          Number(term.quanta) ? `${SA.count(term.quanta)} quanta x ${SA.short(term.quantumFj, 6)} fJ` : null,
        ],
        SA.nj(term.totalNj),
      ),
      text: `${term.unit} ${term.action} ${term.kind} ${term.scope} ${term.source} ${term.assumption ? "assumption" : ""}`,
    });
  });
  const list = [...groups.values()].sort((a, b) => b.total - a.total);
  for (const group of list) group.rows.sort((a, b) => b.total - a.total);
  const paper = report.energyNj.reconstruction;
  return [
    SA.el(
      "p",
      {},
      "Total ",
      SA.el("b", {}, SA.nj(total)),
      ": dynamic ",
      SA.figure(report, "energyNj.dynamic", SA.nj),
      ", leakage ",
      SA.figure(report, "energyNj.leakage", SA.nj),
      "; on assumptions ",
      SA.figure(report, "energyNj.assumed", SA.nj),
      ". Writing the weights once costs ",
      SA.figure(report, "energyNj.programming.totalNj", SA.nj),
      " and is in no sum.",
    ),
    SA.account({ groups: list, total, format: SA.nj, searchLabel: "search: adc, leakage, assumption ..." }),
    // Of the chip and the workload that a paper has published figures of.
    ...(paper
      ? [
          SA.el(
            "details",
            {},
            SA.el("summary", {}, "Beside the published figure"),
            SA.el(
              "p",
              {},
              `Per image and sample, the published estimate's scope: ${SA.nj(paper.reconstructionNj)}, its named blocks alone ${SA.nj(paper.namedBlocksNj)}; published ${SA.nj(paper.publishedNj)}, its digital baseline ${SA.nj(paper.baselineNj)}. ${paper.note}`,
            ),
          ),
        ]
      : []),
  ];
};
SA.areaAccount = report => {
  const groups = new Map(),
    total = report.areaMm2.total;
  report.areaMm2.terms.forEach((term, index) => {
    if (!groups.has(term.unit)) groups.set(term.unit, { name: SA.unit(term.unit), total: 0, rows: [] });
    groups.get(term.unit).total += term.totalMm2;
    groups.get(term.unit).rows.push({
      name: SA.words(term.part),
      total: term.totalMm2,
      mark: term.assumption,
      source: term.source,
      dataKey: `areaMm2.terms.${index}.totalMm2`,
      sum: `${SA.count(term.instances)} x ${SA.short(term.eachMm2, 6)} mm2 = ${SA.short(term.totalMm2, 5)} mm2`,
      text: `${term.unit} ${term.part} ${term.source} ${term.assumption ? "assumption" : ""}`,
    });
  });
  return SA.account({
    groups: [...groups.values()].sort((a, b) => b.total - a.total),
    total,
    format: value => SA.short(value, 4) + " mm2",
    searchLabel: "search the area",
  });
};

SA.predictions = data => {
  const report = data.report,
    samples = data.samples,
    detail = SA.el("div", { id: "prediction" });
  const verdict = row =>
    row.label === null || row.label === undefined
      ? "-"
      : SA.el("span", { class: row.label === row.predicted ? "good" : "bad" }, row.label === row.predicted ? "right" : "wrong");
  const of = row => samples?.inputs[row.input];
  let chosen =
    report.predictions.find(row => row.label !== null && row.label !== undefined && row.label !== row.predicted) || report.predictions[0];
  const show = row => {
    chosen = row;
    SA.clear(detail);
    const single = of(row),
      outputs = row.mean.map((_, output) => String(output));
    const order = row.mean.map((mean, output) => [mean, output]).sort((a, b) => b[0] - a[0]);
    const words = [
      `The chip says `,
      SA.el("b", {}, String(row.predicted)),
      row.label === null || row.label === undefined ? "" : [", the label is ", SA.el("b", {}, String(row.label)), ": ", verdict(row)],
      order.length > 1
        ? `. Next comes ${order[1][1]}, ${SA.short(order[0][0] - order[1][0], 3)} lower; the samples spread by ${SA.short(row.stdDev[row.predicted], 3)}.`
        : ".",
    ];
    const points = single
      ? row.mean
          .map((_, output) =>
            Array.from({ length: report.samples }, (_, sample) => [output, single.values[sample * samples.outputs + output], sample]),
          )
          .flat()
      : [];
    detail.append(
      SA.el("h3", {}, `Input ${row.input}`),
      SA.el("p", {}, words),
      SA.el(
        "div",
        { class: "columns" },
        SA.chart(330, `outputs of input ${row.input}: mean, spread and samples of each class`, colours => ({
          grid: { left: 58, right: 12, top: 34, bottom: 46 },
          legend: { top: 0, textStyle: { color: colours.ink } },
          xAxis: SA.axis(colours, "class", { type: "category", data: outputs, boundaryGap: true }),
          yAxis: SA.axis(colours, "output of the network", { type: "value", nameGap: 40, scale: true }),
          tooltip: {
            trigger: "item",
            formatter: point =>
              point.seriesName === "one sample"
                ? `class ${point.value[0]}, sample ${point.value[2]}: ${SA.short(point.value[1])}`
                : `class ${outputs[point.dataIndex] ?? ""}: ${SA.short(row.mean[point.dataIndex])} \u00b1 ${SA.short(row.stdDev[point.dataIndex], 3)}`,
          },
          series: [
            {
              name: "one sample",
              type: "scatter",
              symbolSize: 6,
              itemStyle: { color: SA.hue(4), opacity: Math.max(0.15, Math.min(0.8, 30 / report.samples)) },
              data: points,
            },
            {
              name: "mean \u00b1 standard deviation",
              type: "custom",
              itemStyle: { color: SA.hue(5) },
              data: row.mean.map((mean, output) => [output, mean, row.stdDev[output]]),
              renderItem: (_, api) => {
                const [x, low] = api.coord([api.value(0), api.value(1) - api.value(2)]),
                  [, middle] = api.coord([api.value(0), api.value(1)]),
                  [, high] = api.coord([api.value(0), api.value(1) + api.value(2)]),
                  half = Math.min(14, api.size([1, 0])[0] / 3);
                const line = (x1, y1, x2, y2, lineWidth) => ({
                  type: "line",
                  shape: { x1, y1, x2, y2 },
                  style: { stroke: SA.hue(5), lineWidth },
                });
                return {
                  type: "group",
                  children: [
                    line(x - half, middle, x + half, middle, 3),
                    line(x, low, x, high, 2),
                    line(x - half / 2, low, x + half / 2, low, 2),
                    line(x - half / 2, high, x + half / 2, high, 2),
                  ],
                };
              },
            },
          ],
        })),
        SA.el(
          "div",
          {},
          single?.image ? SA.image(single.image) : null,
          single
            ? SA.el(
                "p",
                {},
                "Probability of the answer ",
                SA.el("b", {}, SA.percent(single.probabilities[row.predicted])),
                ". All uncertainty (entropy): ",
                SA.el("b", {}, SA.short(single.entropy, 3) + " nat"),
                ` of at most ${SA.short(Math.log(samples.outputs), 3)}; of it from the weights (mutual information): `,
                SA.el("b", {}, SA.short(single.information, 3) + " nat"),
                ".",
              )
            : SA.el("p", { class: "quiet" }, "The single samples of this input are not in this file."),
          single
            ? SA.el(
                "div",
                { class: "scroll" },
                SA.table(
                  [
                    { name: "class", number: true, cell: item => String(item[1]) },
                    { name: "probability", number: true, cell: item => SA.percent(item[0]) },
                    { name: "", wide: true, cell: item => SA.bar(item[0]) },
                  ],
                  single.probabilities
                    .map((value, output) => [value, output])
                    .sort((a, b) => b[0] - a[0])
                    .slice(0, 5),
                ),
              )
            : null,
        ),
      ),
    );
    table?.refill();
  };
  const columns = [
    {
      name: "input",
      number: true,
      key: row => row.input,
      cell: row => SA.el("button", { type: "button", onclick: () => show(row) }, String(row.input)),
    },
    { name: "label", number: true, key: row => row.label ?? -1, cell: row => row.label ?? "-" },
    { name: "predicted", number: true, key: row => row.predicted, cell: row => String(row.predicted) },
    { name: "", key: row => Number(row.label === row.predicted), cell: verdict },
    {
      name: "output",
      number: true,
      key: row => row.mean[row.predicted],
      cell: row => `${SA.short(row.mean[row.predicted])} \u00b1 ${SA.short(row.stdDev[row.predicted], 3)}`,
    },
    {
      name: "entropy [nat]",
      number: true,
      key: row => of(row)?.entropy ?? -1,
      cell: row => (of(row) ? SA.short(of(row).entropy, 3) : "-"),
    },
    {
      name: "of it from the weights [nat]",
      number: true,
      key: row => of(row)?.information ?? -1,
      cell: row => (of(row) ? SA.short(of(row).information, 3) : "-"),
    },
  ];
  // A table of thousands of rows is no table: the first ones, and all that are wrong.
  const listed =
    report.predictions.length <= 500
      ? report.predictions
      : report.predictions
          .filter((row, i) => i < 250 || (row.label !== null && row.label !== undefined && row.label !== row.predicted))
          .slice(0, 1000);
  const table = report.predictions.length > 1 ? SA.table(columns, listed, { rowClass: row => (row === chosen ? "chosen" : null) }) : null;
  show(chosen);
  return [
    table ? SA.el("div", { class: "scroll", style: { maxHeight: "300px" } }, table) : null,
    listed.length < report.predictions.length
      ? SA.el(
          "p",
          { class: "quiet" },
          `${listed.length} of ${report.predictions.length} inputs are listed: the first ones and those that are wrong.`,
        )
      : null,
    detail,
  ];
};

SA.quality = report => {
  const joint = report.joint;
  return SA.section(
    "quality",
    "Accuracy and precision",
    null,
    joint
      ? SA.el(
          "div",
          {},
          SA.el("p", {}, `Over ${SA.plural(joint.images, "labelled image")}: `),
          SA.el(
            "div",
            { class: "cards" },
            SA.card(
              "right, of all samples together",
              SA.figure(report, "joint.ensembleAccuracy", value => SA.percent(value)),
              ["a single sample: ", SA.figure(report, "joint.accuracy.mean", value => SA.percent(value))],
            ),
            SA.card(
              "negative log likelihood",
              SA.figure(report, "joint.negativeLogLikelihood", value => SA.short(value, 3) + " nat"),
              "lower is better",
            ),
            SA.card(
              "calibration error",
              SA.figure(report, "joint.expectedCalibrationError", value => SA.short(value, 3)),
              "0 where it is as sure as it is right",
            ),
            SA.card(
              "entropy, mean",
              SA.figure(report, "joint.predictiveEntropy", value => SA.short(value, 3) + " nat"),
              ["from the weights ", SA.figure(report, "joint.mutualInformation", value => SA.short(value, 3) + " nat")],
            ),
          ),
        )
      : null,
    report.precision
      ? [
          SA.el("h3", {}, "What the numbers lose: shares of levels that are zero, of conversions and results that clipped"),
          SA.el("div", { class: "scroll" }, SA.precisionTable(report.precision)),
        ]
      : null,
  );
};

SA.configuration = configuration => {
  const changed = configuration.values.filter(row => row.before !== null);
  const columns = [
    { name: "key", key: row => row.key, cell: row => SA.el("code", {}, row.key) },
    {
      name: "value",
      cell: row => [
        SA.el("b", {}, row.value),
        row.unit ? " " + row.unit : "",
        row.assumption ? SA.el("span", { class: "star", title: "rests on an assumption" }, " *") : null,
      ],
    },
    { name: "instead of", cell: row => (row.before === null ? "" : row.before || "(not set)") },
    {
      name: "what it is, and where the value stands",
      cell: row => [row.meaning ? SA.el("div", {}, row.meaning) : null, SA.el("div", { class: "small quiet" }, row.source || row.place)],
    },
  ];
  const table = SA.table(columns, configuration.values);
  return [
    SA.el(
      "p",
      {},
      `Architecture ${configuration.architecture}, technology ${configuration.technology}, hash `,
      SA.el("code", {}, configuration.hash.slice(0, 16)),
      ".",
    ),
    changed.length
      ? [SA.el("h3", {}, "Changed from the architecture's own values"), SA.el("div", { class: "scroll" }, SA.table(columns, changed))]
      : SA.el("p", {}, "Nothing is changed from the architecture's own values."),
    SA.el(
      "details",
      {},
      SA.el("summary", {}, `All ${configuration.values.length} values`),
      SA.el(
        "div",
        { class: "controls" },
        SA.search("search the configuration", words =>
          table.setRows(
            configuration.values.filter(row => `${row.key} ${row.value} ${row.meaning} ${row.source}`.toLowerCase().includes(words)),
          ),
        ),
      ),
      SA.el("div", { class: "scroll tall" }, table),
    ),
  ];
};
