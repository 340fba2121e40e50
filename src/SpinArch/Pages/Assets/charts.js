// Charts with axes: Apache ECharts on a canvas, in the page's colours. Its tooltips are drawn, not made of HTML.
SA.chart = (height, label, option, events, started) => {
  const node = SA.el("div", { class: "chart", role: "img", "aria-label": label, style: { height: height + "px" } });
  let chart = null;
  const draw = () => {
    chart?.dispose();
    chart = echarts.init(node, null, { renderer: "canvas" });
    const ink = SA.colour("--ink"),
      quiet = SA.colour("--quiet"),
      line = SA.colour("--line"),
      ground = SA.colour("--ground");
    const made = option({ ink, quiet, line, ground, mark: SA.colour("--mark"), accent: SA.colour("--accent"), bar: SA.colour("--bar") });
    chart.setOption({
      animation: false,
      color: SA.hues,
      backgroundColor: "transparent",
      textStyle: { color: ink, fontFamily: "system-ui, sans-serif" },
      ...made,
      tooltip:
        made.tooltip === false
          ? undefined
          : {
              renderMode: "richText",
              confine: true,
              backgroundColor: ground,
              borderColor: line,
              textStyle: { color: ink, fontSize: 13 },
              ...made.tooltip,
            },
    });
    for (const [name, handler] of Object.entries(events || {})) chart.on(name, event => handler(event, chart));
    node.chart = chart;
    started?.(chart);
  };
  SA.themeListeners.push(() => {
    if (node.isConnected) draw();
  });
  new ResizeObserver(() => {
    if (node.clientWidth === 0) return;
    if (chart) chart.resize();
    else draw();
  }).observe(node);
  node.redraw = () => {
    if (node.clientWidth) draw();
  };
  return node;
};
SA.axis = (colours, name, more) => ({
  name,
  nameLocation: "middle",
  nameGap: 30,
  nameTextStyle: { color: colours.ink, fontSize: 13 },
  axisLine: { lineStyle: { color: colours.quiet } },
  axisLabel: {
    color: colours.quiet,
    hideOverlap: true,
    formatter: typeof more?.type === "string" && more.type === "category" ? undefined : value => SA.short(value),
  },
  splitLine: { lineStyle: { color: colours.line, opacity: 0.6 } },
  ...more,
});
