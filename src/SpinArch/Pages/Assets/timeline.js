// The time line: an overview in bins from the program, and every activity where one looks closely. Parts are unpacked when they are shown.
SA.timelineColours = {
  Fetch: 7,
  Fill: 3,
  Scale: 1,
  MeanDrive: 4,
  MeanHold: 4,
  SigmaDrive: 4,
  MeanRead: 0,
  SigmaRead: 0,
  NeuronWrite: 6,
  Capture: 6,
  Convert: 5,
  Add: 2,
  Activate: 2,
  Accumulate: 2,
  ReceiveVector: 6,
  ReceiveWord: 6,
  Inject: 6,
  Hop: 1,
  PortSend: 3,
  PortReceive: 3,
  Write: 5,
};
SA.timelineFamilies = [
  ["crossbar read", 0],
  ["random numbers; port", 3],
  ["scaling; links", 1],
  ["DACs", 4],
  ["conversion; writing", 5],
  ["vector unit", 2],
  ["messages; hold", 6],
  ["instructions", 7],
];

SA.timeline = (line, options = {}) => {
  const rowHeight = 15,
    labelWidth = 190,
    axisHeight = 26,
    visibleLimit = 400000;
  const follows = new Set(options.follows || []);
  const height = options.height || 480;
  const endPs = Math.max(1, line.endPs, options.endPs || 0);
  const toldId = (options.id || "") + "told";
  const allRows = line.rows.map(([site, track, slot], number) => {
    const unit = line.tracks[track],
      place = line.sites[site],
      layer = line.layers[site] || "";
    return {
      number,
      site,
      track,
      slot,
      unit,
      place,
      layer,
      isFirst: false,
      text: `${place} ${SA.unit(unit)} ${unit} ${layer}`.toLowerCase(),
    };
  });
  let rows = allRows,
    from = 0,
    to = endPs,
    selected = null,
    showPath = !!line.path,
    onlyOwn = true,
    onlyPath = false,
    words = "",
    wanted = {},
    cursor = 0;
  const bare = new Map(); // part number -> unpacked chunk or level, or a promise of it
  const part = (number, make) => {
    if (bare.has(number)) {
      const value = bare.get(number);
      return value instanceof Promise ? null : value;
    }
    bare.set(
      number,
      SA.unpack(`part-${number}`).then(bytes => {
        bare.set(number, make(bytes));
        ask();
      }),
    );
    return null;
  };

  // Chunk: lengths, heads (row, count)*, then nine fields as differences (TimeLineChunk in the program).
  const readChunk = (bytes, base) => {
    let at = 0;
    const next = () => {
      let value = 0,
        scale = 1,
        byte;
      do {
        byte = bytes[at++];
        value += (byte & 127) * scale;
        scale *= 128;
      } while (byte & 128);
      return value;
    };
    const parts = [];
    for (let i = 0; i < 10; i++) {
      const size = next();
      parts.push([at, at + size]);
      at += size;
    }
    const cursors = parts.map(([start]) => start);
    const read = field => {
      at = cursors[field];
      const value = next();
      cursors[field] = at;
      return value;
    };
    const signed = field => {
      const value = read(field);
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    };
    const found = new Map();
    while (cursors[0] < parts[0][1]) {
      const row = read(0),
        count = read(0);
      const of = {
        count,
        start: new Float64Array(count),
        duration: new Float64Array(count),
        kind: new Uint8Array(count),
        cause: new Uint8Array(count),
        instruction: new Int32Array(count),
        column: new Int32Array(count),
        sample: new Int32Array(count),
        input: new Int32Array(count),
        items: new Int32Array(count),
      };
      let end = base,
        duration = 0,
        instruction = 0,
        column = 0,
        sample = 0,
        input = 0,
        items = 0;
      for (let i = 0; i < count; i++) {
        of.start[i] = end + signed(1);
        of.duration[i] = duration += signed(2);
        of.kind[i] = read(3);
        of.cause[i] = read(4);
        of.instruction[i] = instruction += signed(5);
        of.column[i] = column += signed(6);
        of.sample[i] = sample += signed(7);
        of.input[i] = input += signed(8);
        of.items[i] = items += signed(9);
        end = of.start[i] + of.duration[i];
      }
      found.set(row, of);
    }
    return found;
  };

  const canvas = SA.el("canvas", {
    tabindex: 0,
    role: "application",
    "aria-label":
      "time line: arrow keys move, plus and minus zoom, up and down choose a row, n and p the next and the previous activity, Home the whole run",
    "aria-describedby": toldId,
  });
  const scroller = SA.el("div", { class: "rows", style: { height: height + "px" } });
  const spacer = SA.el("div", {}, canvas);
  scroller.append(spacer);
  const told = SA.el(
    "div",
    { class: "told", id: toldId, "aria-live": "polite" },
    "Point at an activity, or choose the time line and move with the keys.",
  );
  const state = SA.el("span", { class: "quiet small" });
  let pending = false;
  const ask = () => {
    if (!pending) {
      pending = true;
      requestAnimationFrame(() => {
        pending = false;
        draw();
      });
    }
  };

  const scale = () => (canvas.clientWidth - labelWidth) / (to - from);
  const xOf = time => labelWidth + (time - from) * scale();
  const timeAt = x => from + (x - labelWidth) / scale();
  const colourOf = kind => SA.hue(SA.timelineColours[line.kinds[kind]] ?? 7);
  const chunksIn = (start, stop) => line.chunks.filter(chunk => chunk[0] < stop && chunk[1] > start);
  const fits = (of, i) =>
    (wanted.sample === undefined || of.sample[i] === wanted.sample) &&
    (wanted.input === undefined || of.input[i] === wanted.input) &&
    (wanted.instruction === undefined || of.instruction[i] === wanted.instruction) &&
    (wanted.column === undefined || of.column[i] === wanted.column);
  const isFiltered = () => Object.keys(wanted).length > 0;

  const draw = () => {
    const ratio = devicePixelRatio || 1,
      width = scroller.clientWidth;
    if (!width) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = width + "px";
      canvas.style.height = height + "px";
    }
    const total = axisHeight + rows.length * rowHeight;
    spacer.style.height = Math.max(height, total) + "px";
    const pen = canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const ink = SA.colour("--ink"),
      quiet = SA.colour("--quiet"),
      rule = SA.colour("--line"),
      ground = SA.colour("--ground"),
      panel = SA.colour("--panel");
    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, height);
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight)),
      shown = rows.slice(first, first + Math.ceil(height / rowHeight) + 1);
    const y = index => axisHeight + index * rowHeight - (scroller.scrollTop % rowHeight);
    pen.font = "12px system-ui, sans-serif";
    pen.textBaseline = "middle";

    const inside = chunksIn(from, to);
    const expected = inside.reduce(
      (sum, [start, stop, count]) => sum + count * Math.min(1, (Math.min(stop, to) - Math.max(start, from)) / Math.max(1, stop - start)),
      0,
    );
    const wantsDetail = expected <= visibleLimit;
    const missing = inside.filter(chunk => chunk[3] < 0);
    const details = wantsDetail
      ? inside.filter(chunk => chunk[3] >= 0).map(chunk => part(chunk[3], bytes => readChunk(bytes, chunk[0])))
      : [];
    const isDetail = wantsDetail && !missing.length && details.every(found => found);
    if (isDetail && bare.size > 160)
      for (const number of [...bare.keys()].slice(0, bare.size - 160))
        if (!inside.some(chunk => chunk[3] === number) && !line.levels.some(level => level.parts.includes(number))) bare.delete(number);

    pen.save();
    pen.beginPath();
    pen.rect(0, axisHeight, width, height - axisHeight);
    pen.clip();
    shown.forEach((row, index) => {
      if (row.site % 2) {
        pen.fillStyle = panel;
        pen.fillRect(0, y(index), width, rowHeight);
      }
      pen.strokeStyle = rule;
      pen.lineWidth = 1;
      if (row.isFirst) {
        pen.beginPath();
        pen.moveTo(0, y(index) + 0.5);
        pen.lineTo(width, y(index) + 0.5);
        pen.stroke();
      }
    });
    pen.save();
    pen.beginPath();
    pen.rect(labelWidth, axisHeight, width - labelWidth, height - axisHeight);
    pen.clip();
    if (isDetail)
      shown.forEach((row, index) => {
        for (const found of details) drawRow(pen, found.get(row.number), y(index));
      });
    else drawLevel(pen, shown, y, width);
    if (showPath && line.path) drawPath(pen, first, shown, y, ink);
    if (selected) {
      const index = shown.findIndex(row => row.number === selected.row);
      if (index >= 0) {
        pen.strokeStyle = ink;
        pen.lineWidth = 2;
        pen.strokeRect(xOf(selected.start), y(index) + 1, Math.max(2, selected.duration * scale()), rowHeight - 2);
      }
    }
    pen.restore();
    shown.forEach((row, index) => {
      pen.textAlign = "left";
      pen.fillStyle = ink;
      if (row.isFirst || index === 0) {
        pen.font = "600 12px system-ui, sans-serif";
        pen.fillText(row.place, 6, y(index) + rowHeight / 2);
        pen.font = "12px system-ui, sans-serif";
      }
      pen.textAlign = "right";
      pen.fillStyle = index + first === cursor && document.activeElement === canvas ? SA.colour("--accent") : quiet;
      pen.fillText(SA.unit(row.unit) + (row.slot ? ` ${row.slot + 1}` : ""), labelWidth - 8, y(index) + rowHeight / 2);
    });
    pen.restore();

    pen.fillStyle = ground;
    pen.fillRect(0, 0, width, axisHeight);
    pen.strokeStyle = quiet;
    pen.beginPath();
    pen.moveTo(0, axisHeight - 0.5);
    pen.lineTo(width, axisHeight - 0.5);
    pen.stroke();
    const span = to - from,
      step =
        [1, 2, 5]
          .flatMap(lead => Array.from({ length: 16 }, (_, power) => lead * 10 ** power))
          .sort((a, b) => a - b)
          .find(value => span / value <= (width - labelWidth) / 110) || span;
    pen.fillStyle = ink;
    pen.textAlign = "center";
    const [unit, name] = span >= 2e12 ? [1e12, "s"] : span >= 2e9 ? [1e9, "ms"] : span >= 2e6 ? [1e6, "us"] : [1e3, "ns"];
    for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) {
      const x = xOf(tick);
      pen.beginPath();
      pen.moveTo(x, axisHeight - 5);
      pen.lineTo(x, axisHeight);
      pen.stroke();
      if (x > labelWidth + 14 && x < width - 20) pen.fillText((tick / unit).toLocaleString("en-US", { maximumFractionDigits: 6 }), x, 10);
    }
    pen.textAlign = "left";
    pen.fillText(`time [${name}]`, 6, 10);
    state.textContent =
      `${SA.exactNs(from)} to ${SA.exactNs(to)}` +
      (isDetail
        ? `, ${SA.count(expected)} activities`
        : missing.length && wantsDetail
          ? "; single activities of this stretch are not in the file (trace view shows any window)"
          : wantsDetail
            ? ", unpacking ..."
            : isFiltered()
              ? "; zoom in to search single activities"
              : ", overview: zoom in for single activities");
    canvas.dataset.detail = isDetail ? "activities" : "bins";
    options.onwindow?.(from, to);
    canvas.dataset.from = from;
    canvas.dataset.to = to;
  };

  const drawRow = (pen, of, y) => {
    if (!of) return;
    const k = scale(),
      filtered = isFiltered();
    let low = 0,
      high = of.count;
    // Starts ascend; a few long activities may begin before the window.
    while (low < high) {
      const middle = (low + high) >> 1;
      if (of.start[middle] < from) low = middle + 1;
      else high = middle;
    }
    // What is narrower than a pixel is added up: the taller, the busier.
    let pixel = -1,
      busy = 0,
      kind = 0,
      isSome = false;
    const flush = () => {
      if (pixel < 0) return;
      const tall = Math.max(2, (rowHeight - 4) * Math.min(1, busy));
      pen.globalAlpha = isSome ? 1 : 0.12;
      pen.fillStyle = colourOf(kind);
      pen.fillRect(pixel, y + rowHeight - 2 - tall, 1, tall);
      pixel = -1;
    };
    for (let i = Math.max(0, low - 8); i < of.count && of.start[i] < to; i++) {
      if (of.start[i] + of.duration[i] <= from) continue;
      const x = labelWidth + (of.start[i] - from) * k,
        wide = of.duration[i] * k;
      const isWanted = !filtered || fits(of, i);
      if (wide < 1) {
        const at = Math.floor(x),
          over = Math.max(0, x + wide - at - 1);
        if (at !== pixel) {
          flush();
          pixel = at;
          busy = 0;
          isSome = false;
        }
        busy += wide - over;
        kind = of.kind[i];
        isSome ||= isWanted;
        if (over > 0) {
          flush();
          pixel = at + 1;
          busy = over;
          isSome = isWanted;
        }
      } else {
        flush();
        pen.globalAlpha = isWanted ? 1 : 0.12;
        pen.fillStyle = colourOf(of.kind[i]);
        pen.fillRect(x, y + 2, Math.max(1, wide > 3 ? wide - 1 : wide), rowHeight - 4);
      }
    }
    flush();
    pen.globalAlpha = 1;
  };

  const drawLevel = (pen, shown, y, width) => {
    const bins = (to - from) / (width - labelWidth || 1);
    let level = line.levels[0];
    for (const other of line.levels) if (other.widthPs >= bins / 4 || level.widthPs > bins) level = other;
    const perPart = Math.ceil(level.bins / level.parts.length);
    const firstPart = Math.max(0, Math.floor(from / level.widthPs / perPart)),
      lastPart = Math.min(level.parts.length - 1, Math.floor((to - 1) / level.widthPs / perPart));
    for (let number = firstPart; number <= lastPart; number++) {
      const bytes = part(level.parts[number], plain => plain);
      if (!bytes) continue;
      const count = Math.min(perPart, level.bins - number * perPart),
        plane = count * line.rows.length;
      shown.forEach((row, index) => {
        for (let bin = 0; bin < count; bin++) {
          const busy = bytes[row.number * count + bin];
          const start = (number * perPart + bin) * level.widthPs;
          if (!busy || start >= to || start + level.widthPs <= from) continue;
          const tall = Math.max(2, ((rowHeight - 4) * busy) / 255);
          pen.fillStyle = colourOf(bytes[plane + row.number * count + bin]);
          pen.fillRect(xOf(start), y(index) + rowHeight - 2 - tall, Math.max(1, level.widthPs * scale() + 0.5), tall);
        }
      });
    }
  };

  // [track of a site, start, duration, kind, cause, column, sample, instruction]
  const drawPath = (pen, first, shown, y, ink) => {
    const indexOf = new Map();
    rows.forEach((row, index) => {
      const key = row.site * line.tracks.length + row.track;
      if (!indexOf.has(key)) indexOf.set(key, index);
    });
    const place = index => axisHeight + index * rowHeight - scroller.scrollTop + rowHeight / 2;
    pen.strokeStyle = ink;
    pen.lineWidth = 1.6;
    pen.beginPath();
    let isOpen = false;
    for (const [track, start, duration] of line.path.steps) {
      const index = indexOf.get(track);
      if (index === undefined || start + duration < from - (to - from) || start > to + (to - from)) {
        isOpen = false;
        continue;
      }
      const x = xOf(start),
        h = place(index);
      if (isOpen) pen.lineTo(x, h);
      else pen.moveTo(x, h);
      pen.lineTo(xOf(start + duration), h);
      isOpen = true;
    }
    pen.stroke();
  };

  const hit = (x, y) => {
    if (x < labelWidth || y < axisHeight) return null;
    const row =
      rows[Math.floor((y - axisHeight + (scroller.scrollTop % rowHeight)) / rowHeight) + Math.floor(scroller.scrollTop / rowHeight)];
    if (!row) return null;
    return nearest(row, timeAt(x), 3 / scale()) || { row: row.number, rowOf: row };
  };
  const loaded = (start, stop) =>
    chunksIn(start, stop)
      .map(chunk => (chunk[3] >= 0 ? bare.get(chunk[3]) : null))
      .filter(value => value instanceof Map);
  const nearest = (row, time, slack) => {
    let best = null;
    for (const found of loaded(time - slack, time + slack + 1)) {
      const of = found.get(row.number);
      if (!of) continue;
      for (let i = 0; i < of.count; i++) {
        const off = Math.max(of.start[i] - time, time - of.start[i] - of.duration[i], 0);
        if (off <= slack && (!best || off < best.off)) best = { off, ...one(row, of, i) };
      }
    }
    return best;
  };
  const one = (row, of, i) => ({
    row: row.number,
    rowOf: row,
    start: of.start[i],
    duration: of.duration[i],
    kind: of.kind[i],
    cause: of.cause[i],
    instruction: of.instruction[i],
    column: of.column[i],
    sample: of.sample[i],
    input: of.input[i],
    items: of.items[i],
  });
  const onPath = activity => {
    if (!line.path) return null;
    const track = activity.rowOf.site * line.tracks.length + activity.rowOf.track;
    const index = line.path.steps.findIndex(
      step => step[0] === track && step[1] === activity.start && step[3] === activity.kind && step[5] === activity.column,
    );
    return index < 0 ? null : index;
  };
  const outputs = ["north", "east", "south", "west", "its tile", "the port"];
  const describe = activity => {
    const row = activity.rowOf,
      name = line.kinds[activity.kind];
    const parts = [
      `${SA.unit(row.unit)} of ${row.place}${row.layer ? ` (${row.layer})` : ""}: ${SA.words(name).toLowerCase()}`,
      `from ${SA.exactNs(activity.start)} for ${SA.exactNs(activity.duration)}, ${SA.plural(activity.items, "item")}`,
    ];
    const where = [];
    if (activity.column >= 0) where.push(name === "Hop" ? `to ${outputs[activity.column]}` : `column ${activity.column}`);
    if (activity.sample >= 0) where.push(`sample ${activity.sample}`);
    if (activity.input >= 0) where.push(`input ${activity.input}`);
    if (where.length) parts.push(where.join(", "));
    if (activity.instruction >= 0) parts.push(`instruction ${activity.instruction}: ${line.words[row.site]?.[activity.instruction] ?? ""}`);
    parts.push(
      activity.cause === 0 ? "waited for nothing but its own issue" : `waited last because ${SA.cause(line.causes[activity.cause])}`,
    );
    const step = onPath(activity);
    if (step !== null) {
      const before = line.path.steps[step - 1];
      parts.push(
        `on the critical path, step ${step + 1} of ${line.path.steps.length}` +
          (before
            ? `; started the moment ${SA.unit(line.tracks[before[0] % line.tracks.length])} of ${line.sites[Math.floor(before[0] / line.tracks.length)]} let it (${SA.words(line.kinds[before[3]]).toLowerCase()} from ${SA.exactNs(before[1])})`
            : ""),
      );
    }
    return parts.join("\n");
  };

  const zoom = (factor, centre) => {
    const span = Math.max(100, Math.min(endPs, (to - from) * factor)),
      share = (centre - from) / (to - from);
    from = Math.max(0, Math.min(endPs - span, centre - share * span));
    to = from + span;
    ask();
  };
  const pan = time => {
    const span = to - from;
    from = Math.max(0, Math.min(endPs - span, from + time));
    to = from + span;
    ask();
  };
  const select = activity => {
    selected = activity;
    told.textContent = activity && activity.start !== undefined ? describe(activity) : "No single activity here; zoom in.";
    ask();
  };

  const refilter = () => {
    wanted = {};
    const rest = words
      .replace(/\b(sample|input|instruction|column)\s*[=:]?\s*(\d+)\b/g, (_, name, number) => {
        wanted[name] = Number(number);
        return "";
      })
      .trim();
    // "tile 3" is that tile, not tile 30.
    const tests = (rest.match(/(?:tile|router)\s+\d+|\S+/g) || []).map(word =>
      /^(?:tile|router)\s/.test(word) ? row => row.place === word.replace(/\s+/, " ") : row => row.text.includes(word),
    );
    rows = allRows.filter(
      row =>
        (!onlyOwn || !follows.has(row.unit)) &&
        (!onlyPath || pathTracks.has(row.site * line.tracks.length + row.track)) &&
        tests.every(test => test(row)),
    );
    rows.forEach((row, index) => {
      row.isFirst = index === 0 || rows[index - 1].site !== row.site;
    });
    cursor = Math.min(cursor, Math.max(0, rows.length - 1));
    if (scroller.scrollTop > rows.length * rowHeight) scroller.scrollTop = 0;
    ask();
  };

  canvas.addEventListener(
    "wheel",
    event => {
      if (!event.ctrlKey && !event.shiftKey && document.activeElement !== canvas) return;
      event.preventDefault();
      zoom(Math.exp(event.deltaY * 0.0015), timeAt(Math.max(labelWidth, event.offsetX)));
    },
    { passive: false },
  );
  let drag = null;
  canvas.addEventListener("pointerdown", event => {
    drag = { x: event.clientX, from, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", event => {
    if (drag) {
      drag.moved ||= Math.abs(event.clientX - drag.x) > 3;
      if (drag.moved) {
        SA.tip(null);
        pan(drag.from - (event.clientX - drag.x) / scale() - from);
      }
      return;
    }
    const found = hit(event.offsetX, event.offsetY);
    SA.tip(found && found.start !== undefined ? describe(found) : null, event.clientX, event.clientY);
  });
  canvas.addEventListener("pointerup", event => {
    const moved = drag?.moved;
    drag = null;
    if (!moved) {
      const found = hit(event.offsetX, event.offsetY);
      if (found) {
        cursor = rows.findIndex(row => row.number === found.row);
        select(found);
      }
    }
  });
  canvas.addEventListener("pointerleave", () => SA.tip(null));
  canvas.addEventListener("dblclick", event => zoom(0.25, timeAt(event.offsetX)));
  canvas.addEventListener("focus", ask);
  canvas.addEventListener("blur", ask);
  const neighbour = direction => {
    const row = rows[cursor];
    if (!row) return;
    const at = selected && selected.row === row.number && selected.start !== undefined ? selected.start : direction > 0 ? from - 1 : to;
    let best = null;
    for (const found of loaded(from, to)) {
      const of = found.get(row.number);
      if (!of) continue;
      for (let i = 0; i < of.count; i++)
        if ((of.start[i] - at) * direction > 0 && (!best || (best.start - of.start[i]) * direction > 0) && (!isFiltered() || fits(of, i)))
          best = one(row, of, i);
    }
    if (!best) return;
    if (best.start < from || best.start + best.duration > to) pan(best.start - from - (to - from) / 2);
    select(best);
  };
  canvas.addEventListener("keydown", event => {
    const keys = {
      ArrowLeft: () => pan(-(to - from) / 8),
      ArrowRight: () => pan((to - from) / 8),
      "+": () => zoom(0.6, (from + to) / 2),
      "=": () => zoom(0.6, (from + to) / 2),
      "-": () => zoom(1 / 0.6, (from + to) / 2),
      Home: () => {
        from = 0;
        to = endPs;
        ask();
      },
      ArrowUp: () => move(-1),
      ArrowDown: () => move(1),
      n: () => neighbour(1),
      p: () => neighbour(-1),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    keys[event.key]();
    event.preventDefault();
  });
  const move = by => {
    cursor = Math.max(0, Math.min(rows.length - 1, cursor + by));
    const top = cursor * rowHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    if (top + rowHeight > scroller.scrollTop + height - axisHeight) scroller.scrollTop = top - height + axisHeight + rowHeight;
    const row = rows[cursor];
    told.textContent = row ? `${SA.unit(row.unit)} of ${row.place}; n and p go to its activities` : "";
    ask();
  };
  scroller.addEventListener("scroll", ask);
  new ResizeObserver(ask).observe(scroller);
  SA.themeListeners.push(ask);

  const search = SA.search("search: tile 3, adc, sample 2 ...", text => {
    words = text;
    refilter();
  });
  search.id = options.id ? options.id + "-search" : "timeline-search";
  search.style.minWidth = "270px";
  const button = (text, act, title) => SA.el("button", { type: "button", title, onclick: act }, text);
  const pathButton = line.path
    ? SA.el(
        "button",
        {
          type: "button",
          "aria-pressed": "true",
          onclick: () => {
            showPath = !showPath;
            pathButton.setAttribute("aria-pressed", showPath);
            ask();
          },
        },
        "critical path",
      )
    : null;
  const ownButton = follows.size
    ? SA.el(
        "button",
        {
          type: "button",
          "aria-pressed": "false",
          title: "DACs, holds and neurons are busy for as long as a crossbar reads",
          onclick: () => {
            onlyOwn = !onlyOwn;
            ownButton.setAttribute("aria-pressed", !onlyOwn);
            refilter();
          },
        },
        "also units that follow a crossbar",
      )
    : null;
  const pathTracks = new Set((line.path?.steps || []).map(step => step[0]));
  const pathRows = line.path
    ? SA.el(
        "button",
        {
          type: "button",
          "aria-pressed": "false",
          onclick: () => {
            onlyPath = !onlyPath;
            pathRows.setAttribute("aria-pressed", onlyPath);
            refilter();
          },
        },
        "only units on it",
      )
    : null;
  refilter();
  const node = SA.el(
    "div",
    {},
    SA.el(
      "div",
      { class: "controls" },
      search,
      button(
        "whole run",
        () => {
          from = 0;
          to = endPs;
          ask();
        },
        "Home",
      ),
      button("zoom in", () => zoom(0.4, (from + to) / 2), "+"),
      button("zoom out", () => zoom(2.5, (from + to) / 2), "-"),
      button("earlier", () => pan(-(to - from) / 2)),
      button("later", () => pan((to - from) / 2)),
      pathButton,
      pathRows,
      ownButton,
    ),
    SA.el("div", { class: "timeline" }, scroller),
    SA.el("div", { class: "controls" }, state),
    told,
    SA.el(
      "div",
      { class: "legend" },
      SA.timelineFamilies.map(([name, hue]) => SA.el("span", {}, SA.el("i", { style: { background: SA.hue(hue) } }), name)),
      line.path ? SA.el("span", {}, "black or white line: the critical path") : null,
    ),
  );
  node.show = text => {
    search.value = text;
    words = text;
    refilter();
    scroller.scrollTop = 0;
  };
  node.window = (start, stop) => {
    if (start === from && stop === to) return;
    from = Math.max(0, start);
    to = Math.min(endPs, Math.max(stop, start + 100));
    ask();
  };
  return node;
};

// What the critical path is made of, as a table.
SA.pathTable = path => {
  const length = path.endPs / 1000 - path.originPs / 1000;
  return SA.el(
    "details",
    {},
    SA.el("summary", {}, `What the run's end waited for: ${SA.plural(path.steps.length, "step")} of the critical path, summed`),
    SA.el(
      "div",
      { class: "scroll" },
      SA.table(
        [
          { name: "unit", cell: row => SA.unit(row.unit) },
          { name: "layer", cell: row => row.layer || "-" },
          { name: "the next step waited because", cell: row => SA.cause(row.cause) },
          { name: "steps", number: true, cell: row => SA.count(row.steps), key: row => row.steps },
          { name: "time", number: true, cell: row => SA.ns(row.ns), key: row => row.ns },
          { name: "of the run", number: true, cell: row => SA.percent(row.ns, length), key: row => row.ns },
        ],
        path.shares,
      ),
    ),
  );
};
