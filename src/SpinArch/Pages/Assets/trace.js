// The page of a trace: its time line, or those of two traces one above the other.
SA.pages.trace = async (data, main, head) => {
  const nodes = [];
  const endPs = Math.max(...data.traces.map(trace => trace.timeline.endPs));
  let isFollowing = false;
  head.append(
    SA.el(
      "p",
      { class: "quiet" },
      data.traces.map((trace, i) => [
        i ? "; below " : "",
        `${trace.file}: ${trace.network} on ${trace.architecture}, ${SA.plural(trace.timeline.activities, "activity").replace(/activitys$/, "activities")}, ${SA.exactNs(trace.timeline.endPs)}`,
      ]),
    ),
  );
  data.traces.forEach((trace, index) => {
    const node = SA.timeline(trace.timeline, {
      id: `t${index}`,
      follows: data.follows,
      endPs,
      height: data.traces.length > 1 ? 340 : 560,
      // What is shown of one is shown of the other.
      onwindow: (from, to) => {
        if (isFollowing) return;
        isFollowing = true;
        for (const other of nodes) if (other !== node) other.window(from, to);
        isFollowing = false;
      },
    });
    nodes.push(node);
    main.append(
      SA.section(
        `trace-${index}`,
        data.traces.length > 1 ? trace.file : "Time line",
        index
          ? null
          : "Drag to move; Ctrl or Shift with the wheel, a double click or the buttons to zoom. Search: tile 3, adc, sample 4, instruction 12, column 7.",
        node,
        trace.timeline.path ? SA.pathTable(trace.timeline.path) : null,
      ),
    );
  });
};
