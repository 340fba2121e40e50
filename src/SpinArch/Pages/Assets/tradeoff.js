// The page of a trade-off: what one more Monte-Carlo sample buys and costs.
SA.pages.tradeoff = async (data, main, head) => {
  const points = data.report.points,
    costed = points.filter(point => point.energyNj !== null && point.energyNj !== undefined);
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      `${SA.plural(data.report.images, "image")}, seed ${data.report.seed}; accuracy of the data set, time and energy of the classification of its first image`,
    ),
  );
  const measure = {
    ensembleAccuracy: ["accuracy [%]", value => 100 * value],
    negativeLogLikelihood: ["negative log likelihood [nat]", value => value],
    expectedCalibrationError: ["calibration error", value => value],
    mutualInformation: ["mutual information [nat]", value => value],
  };
  const charts = Object.entries(measure).map(([name, [title, scale]]) =>
    SA.chart(300, `${title} over energy`, colours => ({
      grid: { left: 78, right: 26, top: 26, bottom: 50 },
      xAxis: SA.axis(colours, "energy of a classification [nJ]", { type: "log" }),
      yAxis: SA.axis(colours, title, {
        type: "value",
        scale: true,
        nameGap: 54,
        ...(name === "ensembleAccuracy" ? { max: 100, min: at => Math.max(0, Math.floor(at.min - 0.5)) } : {}),
      }),
      tooltip: {
        trigger: "item",
        formatter: item => `${SA.plural(item.data.samples, "sample")}: ${SA.short(item.value[1], 5)} at ${SA.nj(item.value[0])}`,
      },
      series: [
        {
          type: "line",
          symbolSize: 9,
          lineStyle: { color: SA.hue(0) },
          itemStyle: { color: SA.hue(0) },
          label: { show: true, color: colours.ink, formatter: item => String(item.data.samples) },
          data: costed.map(point => ({ value: [point.energyNj, scale(point.measures[name])], samples: point.samples })),
        },
      ],
    })),
  );
  if (costed.length)
    main.append(
      SA.section(
        "figures",
        "What a sample buys",
        "The number beside a point is its number of samples.",
        SA.el("div", { class: "halves" }, charts),
      ),
    );
  const figure = (index, key, format) =>
    SA.figure(data.report, `points.${index}.${key}`, value => (value === null || value === undefined ? "-" : format(value)));
  main.append(
    SA.section(
      "table",
      "Table",
      null,
      SA.el(
        "div",
        { class: "scroll" },
        SA.table(
          [
            { name: "samples", number: true, cell: row => String(row.samples) },
            {
              name: "accuracy",
              number: true,
              cell: row => figure(points.indexOf(row), "measures.ensembleAccuracy", value => SA.fixed(100 * value, 2) + " %"),
            },
            { name: "negative log likelihood [nat]", number: true, cell: row => SA.short(row.measures.negativeLogLikelihood) },
            { name: "calibration error", number: true, cell: row => SA.short(row.measures.expectedCalibrationError, 3) },
            { name: "entropy [nat]", number: true, cell: row => SA.short(row.measures.predictiveEntropy, 3) },
            { name: "mutual information [nat]", number: true, cell: row => SA.short(row.measures.mutualInformation, 3) },
            { name: "latency", number: true, cell: row => figure(points.indexOf(row), "latencyNs", SA.ns) },
            { name: "energy", number: true, cell: row => figure(points.indexOf(row), "energyNj", SA.nj) },
          ],
          points,
        ),
      ),
    ),
  );
  const last = points.at(-1).measures;
  main.append(
    SA.section(
      "sure",
      `Is it as sure as it is right, with ${SA.plural(points.at(-1).samples, "sample")}?`,
      null,
      SA.el("div", { class: "halves" }, SA.reliabilityChart(last.reliability), SA.rejectionChart(last.rejection)),
    ),
  );
};
