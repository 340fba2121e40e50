// Energy and area as accounts: unit by unit, down to count x cost, with source and assumption mark.
SA.account = ({ groups, total, format, searchLabel }) => {
  // groups: [{ name, total, leak, rows: [{ name, total, sum, mark, source, kind, text }] }]
  let words = "",
    opened = new Set(),
    everything = false;
  const body = SA.el("tbody", {});
  const fill = () => {
    SA.clear(body);
    for (const group of groups) {
      const rows = group.rows.filter(row => !words || `${group.name} ${row.text}`.toLowerCase().includes(words));
      if (!rows.length) continue;
      const sum = words ? rows.reduce((all, row) => all + row.total, 0) : group.total;
      const isOpen = everything || words || opened.has(group.name);
      body.append(
        SA.el(
          "tr",
          { class: "group" },
          SA.el(
            "td",
            {},
            SA.el(
              "button",
              {
                type: "button",
                "aria-expanded": isOpen ? "true" : "false",
                onclick: () => {
                  if (!opened.delete(group.name)) opened.add(group.name);
                  fill();
                },
              },
              isOpen ? "\u25be" : "\u25b8",
              " ",
              group.name,
            ),
          ),
          SA.el("td", { class: "wide" }, SA.bar(total > 0 ? sum / total : 0)),
          SA.el("td", { class: "number" }, format(sum)),
          SA.el("td", { class: "number" }, SA.percent(sum, total)),
          SA.el("td", {}, SA.plural(rows.length, "row")),
        ),
      );
      if (!isOpen) continue;
      for (const row of rows) {
        body.append(
          SA.el(
            "tr",
            {},
            SA.el(
              "td",
              {},
              "\u2003",
              row.name,
              row.mark ? SA.el("span", { class: "star", title: "rests on an assumption" }, " *") : null,
              row.kind ? SA.el("div", { class: "small quiet" }, "\u2003", row.kind) : null,
            ),
            SA.el("td", { class: "wide" }, SA.bar(total > 0 ? row.total / total : 0, row.leak)),
            SA.el("td", { class: "number" }, SA.el("data", { value: String(row.total), "data-key": row.dataKey }, format(row.total))),
            SA.el("td", { class: "number" }, SA.percent(row.total, total)),
            SA.el("td", {}, SA.el("div", { class: "code" }, row.sum), SA.el("div", { class: "small quiet" }, row.source)),
          ),
        );
      }
    }
  };
  fill();
  const all = SA.el(
    "button",
    {
      type: "button",
      "aria-pressed": "false",
      onclick: () => {
        everything = !everything;
        all.setAttribute("aria-pressed", everything);
        fill();
      },
    },
    "open all rows",
  );
  return SA.el(
    "div",
    {},
    SA.el(
      "div",
      { class: "controls" },
      SA.search(searchLabel, text => {
        words = text;
        fill();
      }),
      all,
      SA.el("span", { class: "quiet small" }, "* rests on an assumption, not on a publication"),
    ),
    SA.el(
      "div",
      { class: "scroll tall" },
      SA.el(
        "table",
        { style: { width: "100%" } },
        SA.el(
          "thead",
          {},
          SA.el(
            "tr",
            {},
            ["unit and what it does", "", "amount", "share", "how it is counted, and where the cost stands"].map((name, i) =>
              SA.el("th", { class: i === 2 || i === 3 ? "number" : null, scope: "col" }, name),
            ),
          ),
        ),
        body,
      ),
    ),
  );
};
