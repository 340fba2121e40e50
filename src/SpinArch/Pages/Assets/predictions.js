// What the pages of runs, inferences and trade-offs draw alike.
// The input as it was sent; of words that are no square picture a strip.
SA.image = base64 => {
  const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
  const side = Math.round(Math.sqrt(bytes.length)),
    isSquare = side * side === bytes.length;
  const [width, height] = isSquare ? [side, side] : [Math.min(64, bytes.length), Math.ceil(bytes.length / 64)];
  const canvas = SA.el("canvas", {
    class: "image",
    width,
    height,
    role: "img",
    "aria-label": isSquare ? "the input image" : "the input's words",
  });
  const pen = canvas.getContext("2d"),
    picture = pen.createImageData(width, height);
  bytes.forEach((value, i) => picture.data.set([value, value, value, 255], 4 * i));
  pen.putImageData(picture, 0, 0);
  return canvas;
};

SA.precisionTable = rows => {
  const keys = Object.keys(rows[0] ?? {});
  return SA.table(
    keys.map(key => ({
      name: SA.words(key).toLowerCase(),
      number: typeof rows[0][key] === "number",
      cell: row => (typeof row[key] === "number" ? SA.percent(row[key]) : (row[key] ?? "-")),
    })),
    rows,
  );
};

SA.reliabilityChart = bins =>
  SA.chart(340, "reliability diagram: accuracy by confidence", colours => ({
    title: { text: "Right against sure", textStyle: { color: colours.ink, fontSize: 14 } },
    grid: { left: 58, right: 16, top: 40, bottom: 50 },
    xAxis: SA.axis(colours, "confidence (probability of the answer)", { type: "value", min: 0, max: 1 }),
    yAxis: SA.axis(colours, "share that is right", { type: "value", min: 0, max: 1, nameGap: 40 }),
    tooltip: {
      trigger: "item",
      formatter: item =>
        item.data?.bin
          ? `confidence ${SA.short(item.data.bin.low, 3)} to ${SA.short(item.data.bin.high, 3)}: ${SA.plural(item.data.bin.count, "image")}\nmean confidence ${SA.short(item.data.bin.confidence, 4)}\nright ${SA.percent(item.data.bin.accuracy)}`
          : "",
    },
    series: [
      {
        type: "line",
        symbol: "none",
        silent: true,
        lineStyle: { type: "dashed", color: colours.quiet },
        data: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        type: "line",
        lineStyle: { color: SA.hue(0) },
        itemStyle: { color: SA.hue(0) },
        symbol: "circle",
        symbolSize: (_, item) => 5 + 3 * Math.log10(1 + (item.data.bin?.count || 0)),
        data: bins.filter(bin => bin.count > 0).map(bin => ({ value: [bin.confidence, bin.accuracy], bin })),
      },
    ],
  }));

SA.rejectionChart = points => {
  const low = Math.min(...points.map(point => point.accuracy));
  return SA.chart(340, "rejection curve: accuracy of the images that are kept", colours => ({
    title: { text: "The least sure left out", textStyle: { color: colours.ink, fontSize: 14 } },
    grid: { left: 66, right: 16, top: 40, bottom: 50 },
    xAxis: SA.axis(colours, "images left out [%]", { type: "value" }),
    yAxis: SA.axis(colours, "right of the rest [%]", { type: "value", nameGap: 46, min: Math.floor(100 * low - 0.5), max: 100 }),
    tooltip: { trigger: "item", formatter: item => `${SA.short(item.value[0])} % left out: ${SA.fixed(item.value[1], 2)} % right` },
    series: [
      {
        type: "line",
        symbolSize: 8,
        lineStyle: { color: SA.hue(2) },
        itemStyle: { color: SA.hue(2) },
        data: points.map(point => [100 * point.rejected, 100 * point.accuracy]),
      },
    ],
  }));
};
