// Tables that one can sort by their heads and search.
SA.bar = (share, leak, words) =>
  SA.el(
    "div",
    { class: "bar", role: "img", "aria-label": words || SA.percent(share) },
    SA.el("i", { class: leak ? "leak" : null, style: { width: Math.max(0, Math.min(100, 100 * share)) + "%" } }),
  );

// columns: [{ name, number, cell(row), key(row) }]
SA.table = (columns, rows, options = {}) => {
  const body = SA.el("tbody", {});
  let order = null,
    down = true;
  const fill = () => {
    const sorted =
      order === null
        ? rows
        : [...rows].sort((a, b) => {
            const x = order.key(a),
              y = order.key(b);
            return (
              (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en", { numeric: true })) *
              (down ? -1 : 1)
            );
          });
    SA.clear(body);
    for (const row of sorted) {
      const line = SA.el(
        "tr",
        { class: options.rowClass?.(row), onclick: options.onrow ? () => options.onrow(row) : null },
        columns.map(column => SA.el("td", { class: column.number ? "number" : column.wide ? "wide" : null }, column.cell(row))),
      );
      body.append(line);
    }
  };
  const head = SA.el(
    "tr",
    {},
    columns.map(column =>
      SA.el(
        "th",
        { class: column.number ? "number" : null, scope: "col" },
        column.key
          ? SA.el(
              "button",
              {
                type: "button",
                title: "sort by this",
                onclick: () => {
                  down = order === column ? !down : !!column.number;
                  order = column;
                  fill();
                },
              },
              column.name,
            )
          : column.name,
      ),
    ),
  );
  fill();
  const table = SA.el("table", {}, SA.el("thead", {}, head), body);
  table.setRows = more => {
    rows = more;
    fill();
  };
  table.refill = fill;
  return table;
};

SA.search = (label, onchange) => {
  const input = SA.el("input", {
    type: "search",
    "aria-label": label,
    placeholder: label,
    size: Math.max(18, label.length),
    oninput: () => onchange(input.value.trim().toLowerCase()),
  });
  return input;
};
