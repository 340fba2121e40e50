// The page of an inference: accuracy, calibration, rejection, and what the network is unsure of.
SA.pages.infer = async (data, main, head) => {
  const report = data.report;
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      `${SA.plural(report.images, "image")}, ${SA.plural(report.samples, "sample")} each, seed ${report.seed}; of the hardware in force: ${report.effects.join(", ") || "nothing (ideal)"}`,
    ),
  );
  const cards = [
    SA.card(
      "right, of all samples together",
      SA.figure(report, "ensembleAccuracy", value => SA.percent(value)),
      [
        "a single sample: ",
        SA.figure(report, "accuracy.mean", value => SA.percent(value)),
        ` (${SA.percent(report.accuracy.low)} to ${SA.percent(report.accuracy.high)})`,
      ],
    ),
    SA.card(
      "calibration error",
      SA.figure(report, "expectedCalibrationError", value => SA.short(value, 3)),
      "0 where it is as sure as it is right",
    ),
    SA.card(
      "negative log likelihood",
      SA.figure(report, "negativeLogLikelihood", value => SA.short(value, 4) + " nat"),
      ["Brier score ", SA.figure(report, "brier", value => SA.short(value, 3))],
    ),
    SA.card(
      "entropy, mean",
      SA.figure(report, "predictiveEntropy", value => SA.short(value, 3) + " nat"),
      [
        "from the weights ",
        SA.figure(report, "mutualInformation", value => SA.short(value, 3) + " nat"),
        `; at most ${SA.short(Math.log(data.outputs), 3)}`,
      ],
    ),
  ];
  if (report.joint)
    cards.push(
      SA.card("a classification takes", SA.figure(report, "joint.latencyNs", SA.ns), [
        SA.figure(report, "joint.energyNj", SA.nj),
        ", ",
        SA.figure(report, "joint.areaMm2", value => SA.short(value, 4) + " mm2"),
      ]),
    );
  main.append(SA.section("answer", "What it says", null, SA.el("div", { class: "cards" }, cards), SA.inferSentence(report)));
  main.append(
    SA.section(
      "sure",
      "Is it as sure as it is right?",
      null,
      SA.el("div", { class: "halves" }, SA.reliabilityChart(report.reliability), SA.rejectionChart(report.rejection)),
    ),
  );
  const known =
    data.entropy.series.length > 1
      ? "The further right other data lies of the known, the better it is told apart."
      : "Other data (--ood) would stand beside it.";
  main.append(
    SA.section(
      "uncertainty",
      "Uncertainty",
      known,
      SA.el(
        "div",
        { class: "halves" },
        SA.uncertaintyChart(data.entropy, "entropy [nat]: all uncertainty"),
        SA.uncertaintyChart(data.information, "mutual information [nat]: what the weights cause"),
      ),
      SA.apartTable(report.outOfDistribution),
    ),
  );
  if (data.images.length) main.append(SA.section("images", "What it is wrong about or least sure of", null, SA.inferImages(data)));
  if (report.precision)
    main.append(
      SA.section(
        "precision",
        "What the numbers lose",
        "Shares of levels that are zero, of conversions and results that clipped.",
        SA.el("div", { class: "scroll" }, SA.precisionTable(report.precision)),
      ),
    );
};

SA.inferSentence = report => {
  const gap = report.reliability.reduce((sum, bin) => sum + bin.count * (bin.confidence - bin.accuracy), 0) / report.images;
  const tenth = report.rejection.find(point => Math.abs(point.rejected - 0.1) < 1e-9);
  return SA.el(
    "p",
    { class: "limit" },
    `It is right about ${SA.percent(report.ensembleAccuracy)} of the images and on average ${Math.abs(gap) < 0.005 ? "about as sure as that" : gap > 0 ? `${SA.fixed(100 * gap, 1)} points too sure` : `${SA.fixed(-100 * gap, 1)} points less sure than it could be`}.`,
    tenth ? ` Of the nine tenths that it is surest of it gets ${SA.percent(tenth.accuracy)} right.` : "",
  );
};

SA.uncertaintyChart = (histogram, title) =>
  SA.chart(320, title, colours => ({
    legend: { top: 0, textStyle: { color: colours.ink } },
    grid: { left: 58, right: 16, top: 34, bottom: 50 },
    xAxis: SA.axis(colours, title, { type: "value", min: 0, max: histogram.width * histogram.series[0].counts.length }),
    yAxis: SA.axis(colours, "share of the images [%]", { type: "value", nameGap: 40 }),
    tooltip: {
      trigger: "axis",
      formatter: items =>
        [`from ${SA.short(items[0].value[0], 3)} nat`, ...items.map(item => `${item.seriesName}: ${SA.short(item.value[1], 3)} %`)].join(
          "\n",
        ),
    },
    series: histogram.series.map((series, index) => ({
      name: `${series.name} (${SA.count(series.images)})`,
      type: "line",
      step: "end",
      symbol: "none",
      lineStyle: { color: SA.hue(index), type: ["solid", "dashed", "dotted"][index % 3], width: 2 },
      itemStyle: { color: SA.hue(index) },
      areaStyle: { opacity: 0.12, color: SA.hue(index) },
      data: [...series.counts, 0].map((count, bin) => [bin * histogram.width, (100 * count) / series.images]),
    })),
  }));

SA.apartTable = others => {
  if (!others?.length) return null;
  const area = value =>
    SA.short(value.value, 4) +
    (value.low === null || value.low === undefined ? "" : ` (${SA.short(value.low, 4)} to ${SA.short(value.high, 4)})`);
  return SA.el(
    "div",
    { class: "scroll" },
    SA.el("h3", {}, "How well it is told apart: 1 always, 0.5 by chance"),
    SA.table(
      [
        { name: "other data", cell: row => row.data },
        { name: "images", number: true, cell: row => SA.count(row.images) },
        { name: "area under the curve, by entropy", number: true, cell: row => area(row.predictiveEntropy) },
        { name: "by mutual information", number: true, cell: row => area(row.mutualInformation) },
        { name: "mean entropy [nat]", number: true, cell: row => SA.short(row.meanPredictiveEntropy) },
        { name: "mean mutual information [nat]", number: true, cell: row => SA.short(row.meanMutualInformation) },
      ],
      others,
    ),
  );
};

SA.inferImages = data => {
  const table = SA.table(
    [
      {
        name: "",
        cell: row => {
          const picture = SA.image(row.pixels);
          picture.style.width = "56px";
          return picture;
        },
      },
      { name: "image", number: true, key: row => row.image, cell: row => String(row.image) },
      { name: "label", number: true, key: row => row.label, cell: row => String(row.label) },
      { name: "predicted", number: true, key: row => row.predicted, cell: row => String(row.predicted) },
      {
        name: "",
        key: row => Number(row.label === row.predicted),
        cell: row =>
          SA.el("span", { class: row.label === row.predicted ? "good" : "bad" }, row.label === row.predicted ? "right" : "wrong"),
      },
      { name: "probability of the answer", number: true, key: row => row.probability, cell: row => SA.percent(row.probability) },
      { name: "entropy [nat]", number: true, key: row => row.entropy, cell: row => SA.short(row.entropy, 3) },
      { name: "of it from the weights [nat]", number: true, key: row => row.information, cell: row => SA.short(row.information, 3) },
    ],
    [...data.images].sort((a, b) => b.entropy - a.entropy),
  );
  return SA.el("div", { class: "scroll tall" }, table);
};
