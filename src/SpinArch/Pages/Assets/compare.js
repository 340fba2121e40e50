// The page of a comparison: which architecture to build for what, and what each answer rests on.
SA.pages.compare = async (data, main, head) => {
  const report = data.report,
    rows = report.rows,
    index = row => rows.indexOf(row),
    best = (key, sign = 1, among = rows) => {
      const least = Math.min(...among.map(row => sign * row[key]));
      return among.filter(row => sign * row[key] === least);
    };
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      `${SA.plural(report.images, "image")} of ${report.data}, ${SA.plural(report.samples, "sample")} an image where weights are drawn, seed ${report.seed}; `,
      `time and energy are those of a classification, simulated (${SA.plural(report.inputs, "input")})`,
    ),
  );
  const figure = (row, key, format) => (row[key] === null ? "-" : SA.figure(report, `rows.${index(row)}.${key}`, format));
  const wishes = [
    ["least energy", best("energyNj"), "energyNj", SA.nj],
    ["least latency", best("latencyNs"), "latencyNs", SA.ns],
    ["most inputs a second", best("inputsPerSecond", -1), "inputsPerSecond", SA.rate],
    ["least area, where it is known", best("areaMm2", 1, rows.filter(row => !row.areaLacks.length)), "areaMm2", SA.mm2],
    ["most often right", best("ensembleAccuracy", -1), "ensembleAccuracy", value => SA.percent(value)],
    ["likeliest labels", best("negativeLogLikelihood"), "negativeLogLikelihood", value => SA.short(value, 3) + " nat"],
  ];
  main.append(
    SA.section(
      "answer",
      "Which to build",
      "The best of these in one thing each; below, what it costs in all others, and how much of its energy rests on figures that nobody published.",
      SA.el(
        "div",
        { class: "cards" },
        wishes
          .filter(([, best]) => best.length)
          .map(([wish, [row, ...others], key, format]) =>
            SA.card(wish, row.architecture, [
              others.length ? `and ${others.length > 2 ? `${others.length} others` : others.map(other => other.architecture).join(", ")}: ` : null,
              figure(row, key, format),
              `; ${SA.percent(row.assumedShare)} of its energy assumed`,
            ]),
          ),
      ),
    ),
  );
  const dots = (title, yName, of, more) =>
    SA.chart(400, title, colours => ({
      legend: { top: 0, textStyle: { color: colours.ink }, itemWidth: 14 },
      grid: { left: 78, right: 30, top: 84, bottom: 50 },
      xAxis: SA.axis(colours, "energy of a classification [nJ]", { type: "log" }),
      yAxis: SA.axis(colours, yName, { nameGap: 54, ...more }),
      tooltip: {
        trigger: "item",
        formatter: item => `${item.name}: ${SA.nj(item.value[0])}, ${SA.short(item.value[1], 4)}`,
      },
      series: rows.map((row, at) => ({
        name: row.architecture,
        type: "scatter",
        symbol: ["circle", "rect", "triangle", "diamond", "pin"][at % 5],
        symbolSize: 13,
        itemStyle: { color: SA.hue(at), opacity: 0.85, borderColor: colours.ground, borderWidth: 1 },
        data: of(row) === null || of(row) === undefined ? [] : [{ name: row.architecture, value: [row.energyNj, of(row)] }],
      })),
    }));
  main.append(
    SA.section(
      "figures",
      "What it costs and what it gives",
      "Left and low is better in the first picture, left and high in the others.",
      SA.el(
        "div",
        { class: "halves" },
        dots("latency over energy", "latency [ns]", row => row.latencyNs, { type: "log" }),
        dots("accuracy over energy", "right, of all samples together [%]", row => 100 * row.ensembleAccuracy, {
          type: "value",
          max: 100,
          min: at => Math.max(0, Math.floor(at.min - 1)),
        }),
        report.otherData
          ? dots(`telling ${report.otherData} images over energy`, `area under the curve, ${report.otherData}`, row => row.auroc, {
              type: "value",
              scale: true,
            })
          : null,
        SA.compareEnergy(rows),
      ),
    ),
  );
  const column = (name, key, format) => ({ name, number: true, key: row => row[key] ?? -1, cell: row => figure(row, key, format) });
  main.append(
    SA.section(
      "table",
      "Table",
      "Click a head to sort. An asterisk: the area of some of its units is given by nobody and not in it.",
      SA.el(
        "div",
        { class: "scroll" },
        SA.table(
          [
            { name: "architecture", key: row => row.architecture, cell: row => row.architecture },
            { name: "network", key: row => row.network, cell: row => row.network },
            column("samples", "samples", SA.count),
            column("right, single", "accuracy", value => SA.percent(value)),
            column("right, together", "ensembleAccuracy", value => SA.percent(value)),
            column("likelihood [nat]", "negativeLogLikelihood", value => SA.short(value, 3)),
            column("calibration error", "calibrationError", value => SA.short(value, 3)),
            column("tells others", "auroc", value => SA.short(value, 3)),
            column("latency", "latencyNs", SA.ns),
            column("samples", "samplesPerSecond", SA.rate),
            column("inputs", "inputsPerSecond", SA.rate),
            column("energy", "energyNj", SA.nj),
            column("dynamic", "dynamicNj", SA.nj),
            column("leakage", "leakageNj", SA.nj),
            column("of the paper's scope", "paperScopeNj", SA.nj),
            column("energy x delay [nJ us]", "energyDelayNjUs", value => SA.short(value)),
            {
              ...column("area", "areaMm2", SA.mm2),
              cell: row => [figure(row, "areaMm2", SA.mm2), row.areaLacks.length ? SA.el("span", { title: `without ${row.areaLacks.join(", ")}` }, " *") : null],
            },
            column("power [mW]", "powerMw", value => SA.short(value)),
            column("random bits a sample", "randomBitsPerSample", SA.count),
            column("assumed", "assumedShare", value => SA.percent(value)),
            { name: "limited by", wide: true, key: row => row.limitedBy, cell: row => row.limitedBy },
          ],
          rows,
        ),
      ),
    ),
  );
  const published = rows.flatMap(row => (row.published?.figures ?? []).map((one, at) => ({ row, one, at, citation: row.published.citation })));
  if (published.length)
    main.append(
      SA.section(
        "published",
        "Beside what is published",
        "Of this network, by the paper of the architecture; a ratio of 1 is the same.",
        SA.el(
          "div",
          { class: "scroll" },
          SA.table(
            [
              { name: "architecture", key: line => line.row.architecture, cell: line => line.row.architecture },
              { name: "figure", key: line => line.one.name, cell: line => line.one.name },
              { name: "published", number: true, cell: line => SA.short(line.one.value, 6) },
              { name: "simulated", number: true, cell: line => SA.short(line.one.simulated, 6) },
              {
                name: "ratio",
                number: true,
                key: line => line.one.ratio ?? -1,
                cell: line =>
                  line.one.ratio === null
                    ? "-"
                    : SA.figure(report, `rows.${index(line.row)}.published.figures.${line.at}.ratio`, value => SA.short(value)),
              },
              { name: "source", wide: true, cell: line => `${line.one.source}; ${line.citation}` },
            ],
            published,
          ),
        ),
      ),
    );
  if (report.skipped.length)
    main.append(
      SA.section(
        "skipped",
        "Not in the table",
        null,
        SA.el(
          "ul",
          {},
          report.skipped.map(chip => SA.el("li", {}, SA.el("b", {}, chip.architecture), ": ", chip.reason)),
        ),
      ),
    );
};

SA.mm2 = value => SA.short(value, 4) + " mm2";

SA.compareEnergy = rows =>
  SA.chart(360, "energy of a classification by kind", colours => ({
    legend: { top: 0, textStyle: { color: colours.ink } },
    grid: { left: 130, right: 30, top: 34, bottom: 50 },
    xAxis: SA.axis(colours, "energy of a classification [nJ]", { type: "value" }),
    yAxis: SA.axis(colours, "", { type: "category", inverse: true, data: rows.map(row => row.architecture) }),
    tooltip: { trigger: "item", formatter: item => `${item.name}, ${item.seriesName}: ${SA.nj(item.value)}` },
    series: [
      ["dynamic", "dynamicNj"],
      ["leakage", "leakageNj"],
    ].map(([name, key], at) => ({
      name,
      type: "bar",
      stack: "energy",
      itemStyle: { color: SA.hue(at), decal: at ? { symbol: "rect", symbolSize: 0.5 } : undefined },
      data: rows.map(row => row[key]),
    })),
  }));
