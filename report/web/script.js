"use strict";
// Everything here adds to a page that is complete without it.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const make = (tag, props, parent) => {
    const e = Object.assign(document.createElement(tag), props);
    if (parent) parent.append(e);
    return e;
  };

  // Tables: sort by a column, the rows of the foot stay.
  const key = (text) => {
    const t = text.trim();
    if (/^\d{4}-\d\d/.test(t)) return t;
    const clock = t.match(/^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)$/);
    if (clock) return ((+(clock[1] || 0) * 24 + +clock[2]) * 60 + +clock[3]) * 60 + +clock[4];
    const n = t.replace(/,/g, "").replace(/\u2212/g, "-").match(/^[~\s]*([+-]?\d+(?:\.\d+)?)/);
    return n ? parseFloat(n[1]) : t.toLowerCase();
  };
  const order = (a, b, up) => {
    const none = (v) => v === "" || v === "-" || v === "\u2013" || v === "n/a";
    if (none(a) || none(b)) return none(a) - none(b);
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    const d = typeof a === "number" ? a - b : a < b ? -1 : a > b ? 1 : 0;
    return up ? d : -d;
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    heads.forEach((th, column) => {
      const button = make("button", { type: "button", textContent: th.textContent });
      th.replaceChildren(button);
      button.addEventListener("click", () => {
        const up = th.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
        const rows = [...body.rows].map((row) => [key(row.cells[column].textContent), row]);
        rows.sort((a, b) => order(a[0], b[0], up));
        body.append(...rows.map((r) => r[1]));
      });
    });
  }

  // How a figure is worked out, at the pointer.
  const formulas = JSON.parse(document.getElementById("formulas")?.textContent || "[]");
  for (const th of document.querySelectorAll("th[data-about]")) th.title = formulas[th.dataset.about - 1];

  // A box that hides the rows without its words.
  document.querySelectorAll("table.filterable").forEach((table, i) => {
    const rows = [...table.tBodies[0].rows];
    const bar = make("p", { className: "filter" });
    make("label", { htmlFor: "filter-" + i, textContent: "Show rows with" }, bar);
    const box = make("input", { id: "filter-" + i, type: "search", placeholder: "strategy, period, \u2026" }, bar);
    const count = make("span", { className: "count", role: "status" }, bar);
    const show = () => {
      const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
      let n = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((w) => text.includes(w));
        n += row.hidden ? 0 : 1;
      }
      count.textContent = n + " of " + rows.length + " rows";
    };
    box.addEventListener("input", show);
    show();
    table.closest(".scroll").before(bar);
  });

  // Charts: legends whose entries hide a series, a tooltip at the pointer, and zoom.
  const svgNode = (tag, attributes, parent, text) => {
    const e = document.createElementNS(SVG, tag);
    for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
    if (text !== undefined) e.textContent = text;
    if (parent) parent.append(e);
    return e;
  };
  const toggles = (figure) => {
    const list = figure.querySelector("ul.legend:not(.zoomnote)");
    if (!list || list.children.length < 2) return;
    for (const item of list.children) {
      const name = item.textContent;
      const groups = [...figure.querySelectorAll("g.series")].filter((g) => g.dataset.name === name);
      const b = make("button", { type: "button" });
      b.append(...item.childNodes);
      item.append(b);
      b.setAttribute("aria-pressed", "true");
      b.addEventListener("click", () => {
        const on = b.getAttribute("aria-pressed") !== "true";
        b.setAttribute("aria-pressed", String(on));
        for (const g of [...groups, ...figure.querySelectorAll(`path.redrawn[data-name="${CSS.escape(name)}"]`)]) g.setAttribute("visibility", on ? "visible" : "hidden");
      });
    }
  };

  // Numbers as the charts print them.
  const number = (v, digits = 6) => {
    const text = Number(v.toPrecision(digits));
    return String(text).replace("-", "\u2212");
  };
  // The last point at or before x, or -1.
  const before = (xs, x) => {
    let lo = 0, hi = xs.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if (xs[mid] <= x) lo = mid + 1;
      else hi = mid;
    }
    return lo - 1;
  };
  const when = (minutes) => {
    const t = new Date(minutes * 60000).toISOString();
    return t.slice(0, 10) + (t.slice(11, 16) === "00:00" ? "" : " " + t.slice(11, 16));
  };

  // A panel is a pair of axes: the view of x and y that is seen, and places in it.
  const panelOf = (g, i) => {
    const d = g.dataset, n = (k) => parseFloat(d[k]);
    const p = {
      g, i, x: n("x"), y: n("y"), width: n("width"), height: n("height"), label: d.label || "", xLabel: d.xLabel || "",
      time: d.xScale === "time", log: d.yScale === "log", xNames: d.xNames && JSON.parse(d.xNames), yNames: d.yNames && JSON.parse(d.yNames), down: d.yDown === "true",
      layers: [...g.querySelectorAll("g.layer")], lines: [],
    };
    const unit = p.time ? 60000 : 1;
    p.full = [n("xmin") / unit, n("xmax") / unit];
    p.fullY = [n("ymin"), n("ymax")].map((v) => (p.log ? Math.log(v) : v));
    p.seen = p.full;
    p.seenY = p.fullY;
    p.atX = (v, of = p.seen) => p.x + ((v - of[0]) / (of[1] - of[0])) * p.width;
    p.ofX = (px, of = p.seen) => of[0] + ((px - p.x) / p.width) * (of[1] - of[0]);
    const up = (share) => (p.down ? share : 1 - share);
    p.atY = (v, of = p.seenY) => p.y + p.height * up(((p.log ? Math.log(v) : v) - of[0]) / (of[1] - of[0]));
    p.ofY = (py) => {
      const v = p.fullY[0] + up((py - p.y) / p.height) * (p.fullY[1] - p.fullY[0]);
      return p.log ? Math.exp(v) : v;
    };
    return p;
  };

  // The marks of a panel are read off its picture: rectangles, dots and intervals.
  const corners = (d) => {
    const out = [];
    let x = 0, y = 0, part = null;
    for (const [, c, args] of d.matchAll(/([Mhvlz])([^Mhvlz]*)/g)) {
      const n = (args.match(/-?(?:\d+\.?\d*|\.\d+)/g) || []).map(Number);
      if (c === "M") [x, y] = n, out.push((part = [[x, y]]));
      if (c === "h") x += n[0];
      if (c === "v") y += n[0];
      if (c === "l") (x += n[0]), (y += n[1]);
      if (c === "h" || c === "v" || c === "l") part.push([x, y]);
    }
    return out;
  };
  const marksOf = (panel) => {
    if (panel.marks) return panel.marks;
    panel.marks = [];
    for (const layer of panel.layers) {
      const kind = layer.dataset.kind, name = layer.dataset.name || "", gap = parseFloat(layer.dataset.gap || 0);
      if (!/^(rects|cells|dots|whiskers)$/.test(kind)) continue;
      layer.querySelectorAll("path").forEach((path, i) => {
        if (kind === "whiskers" && i % 3) return; // caps
        for (const c of corners(path.getAttribute("d"))) {
          const xs = c.map((q) => q[0]), ys = c.map((q) => q[1]);
          let [x, x2] = [Math.min(...xs), Math.max(...xs)];
          const air = (gap * (x2 - x)) / (1 - 2 * gap);
          x -= air;
          x2 += air;
          panel.marks.push({ layer, kind, name, x, x2, y: Math.min(...ys), y2: Math.max(...ys), text: path.parentNode.dataset.text });
        }
      });
    }
    return panel.marks;
  };
  const hidden = (layer) => layer.getAttribute("visibility") === "hidden";

  // What a panel that is not over time says at a place.
  const saidAt = (panel, x, y) => {
    const marks = marksOf(panel).filter((m) => !hidden(m.layer));
    const column = (m) => panel.xNames?.[Math.round(panel.ofX((m.x + m.x2) / 2))];
    const row = (m) => panel.yNames?.[Math.round(panel.ofY((m.y + m.y2) / 2))];
    const within = (m, air = 0) => x >= m.x - air && x <= m.x2 + air && y >= m.y - air && y <= m.y2 + air;
    const cell = marks.find((m) => m.kind === "cells" && within(m));
    if (cell) return [[row(cell), column(cell)].filter(Boolean).join(", "), (cell.text || "").replace("  ", ", ")];
    // The interval that goes through a dot.
    const interval = (m) => marks.find((k) => k.kind === "whiskers" && m.x > k.x - 1 && m.x < k.x2 + 1 && m.y > k.y - 1 && m.y < k.y2 + 1);
    const dots = marks.filter((m) => m.kind === "dots");
    if (panel.yNames && dots.length) {
      const at = Math.round(panel.ofY(y)), inRow = (py) => Math.round(panel.ofY(py)) === at;
      const out = dots.filter((m) => inRow(m.y)).map((m) => {
        const k = interval(m);
        return (m.name || "") + " " + number(panel.ofX(m.x), 3) + (k ? " (" + number(panel.ofX(k.x), 3) + " to " + number(panel.ofX(k.x2), 3) + ")" : "");
      });
      const notes = panel.layers.filter((l) => l.dataset.kind === "labels").flatMap((l) => [...l.querySelectorAll("text")]).filter((t) => inRow(parseFloat(t.getAttribute("y")) - 3));
      return [panel.yNames[at] || "", ...out, ...notes.map((t) => t.textContent)];
    }
    const dot = dots.map((m) => [Math.hypot(x - m.x, y - m.y), m]).sort((a, b) => a[0] - b[0])[0];
    if (dot && dot[0] < 12) {
      const m = dot[1], k = interval(m);
      return [m.name, number(panel.ofX(m.x), 3) + ": " + number(panel.ofY(m.y), 3) + (k ? " (" + number(panel.ofY(k.y2), 3) + " to " + number(panel.ofY(k.y), 3) + ")" : "")];
    }
    const bar = marks.filter((m) => m.kind === "rects" && x >= m.x && x <= m.x2);
    if (!bar.length) return panel.xLabel ? [panel.xLabel.split(/[,;]/)[0] + " " + number(panel.ofX(x), 3)] : null;
    const b = bar[0];
    if (panel.yNames) return [[b.name, number(panel.ofX(b.x), 4) + " to " + number(panel.ofX(b.x2), 4)].filter(Boolean).join(": ")];
    const values = bar.map((m) => (m.name ? m.name + " " : "") + number(panel.ofY(m.y) - panel.ofY(m.y2), 4));
    return [column(b) || number(panel.ofX(b.x), 4) + " to " + number(panel.ofX(b.x2), 4), ...values];
  };

  // What covers an instant in a panel over time: shades, regimes, reasons.
  const covering = (panel, at) => {
    const x = panel.atX(at, panel.full), out = [];
    for (const m of marksOf(panel)) {
      if (m.kind !== "rects" || x < m.x || x > m.x2 || hidden(m.layer) || panel.lines.some((l) => l.bars)) continue;
      const name = panel.yNames ? panel.yNames[Math.round(panel.ofY((m.y + m.y2) / 2))] : m.name;
      if (name && !out.includes(name)) out.push(name);
    }
    return out;
  };

  // One box for all tooltips.
  const tip = make("div", { className: "tip", hidden: true }, document.body);
  const showTip = (lines, x, y) => {
    tip.replaceChildren(...lines.filter(Boolean).map((l) => make("div", { textContent: l })));
    tip.hidden = false;
    const r = tip.getBoundingClientRect();
    const left = x + 16 + r.width > innerWidth ? x - r.width - 12 : x + 16;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.max(4, Math.min(y + 14, innerHeight - r.height - 4)) + "px";
  };
  const hideTip = () => {
    tip.hidden = true;
    tip.removeAttribute("style");
  };

  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const day = (at) => parseInt(when(at).slice(8, 10), 10) + " " + MONTHS[when(at).slice(5, 7) - 1];
  // Round distances of ticks, in minutes.
  const PACES = [5, 15, 30, 60, 180, 360, 720, 1440, 2880, 10080, 20160];
  const timeTicks = ([from, to], most) => {
    const out = [];
    const pace = PACES.find((p) => (to - from) / p <= most);
    if (pace) {
      const start = pace >= 10080 ? 4 * 1440 : 0; // Mondays
      for (let at = Math.ceil((from - start) / pace) * pace + start; at <= to; at += pace) out.push([at, pace < 1440 ? when(at).slice(11) || day(at) : day(at)]);
    } else {
      for (const months of [1, 2, 3, 6, 12, 24, 60]) {
        out.length = 0;
        const t = new Date(from * 60000);
        let m = t.getUTCFullYear() * 12 + t.getUTCMonth();
        for (m -= m % months; ; m += months) {
          const at = Date.UTC(Math.floor(m / 12), m % 12, 1) / 60000;
          if (at > to) break;
          if (at >= from) out.push([at, months < 12 ? MONTHS[m % 12] + (m % 12 && out.length ? "" : " " + Math.floor(m / 12)) : String(m / 12)]);
        }
        if (out.length <= most) break;
      }
    }
    return out;
  };
  const ticks = ([from, to], most) => {
    const raw = (to - from) / most, unit = 10 ** Math.floor(Math.log10(raw));
    const step = unit * ([1, 2, 5].find((m) => m * unit >= raw) || 10);
    const out = [];
    for (let i = Math.ceil(from / step - 1e-9); i * step <= to + step * 1e-9; i++) out.push(i * step);
    const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return out.map((v) => [v, v.toFixed(decimals).replace("-", "\u2212").replace(/^(\u2212?\d+?)(\d{3})?(\d{3})(\.|$)/, (_, a, b, c, d) => a + (b ? "," + b : "") + "," + c + d)]);
  };

  // Candles and trades of a price panel, unpacked at the first zoom.
  const unpack = (zoom) => {
    if (zoom.list) return zoom;
    const c = JSON.parse(document.getElementById(zoom.candles).textContent);
    let last = 0;
    zoom.step = c.step;
    zoom.list = [];
    for (let i = 0; i < c.v.length; i += 4) {
      const open = last + c.v[i], close = open + c.v[i + 1];
      zoom.list.push([c.from + (i / 4) * c.step, open * c.unit, (Math.max(open, close) + c.v[i + 2]) * c.unit, (Math.min(open, close) - c.v[i + 3]) * c.unit, close * c.unit]);
      last = close;
    }
    let at = 0;
    zoom.stays = [];
    const t = zoom.trades || [];
    for (let i = 0; i < t.length; i += 6) {
      at += t[i];
      zoom.stays.push({ from: at, to: at + t[i + 1], buy: t[i + 2] * zoom.unit, sell: (t[i + 2] + t[i + 3]) * zoom.unit, percent: t[i + 4] / 100, kind: zoom.kinds[t[i + 5]] });
    }
    at = 0;
    zoom.entries = (zoom.refused || []).map((d) => (at += d));
    return zoom;
  };
  // The candle that an instant lies in.
  const candleAt = (zoom, at) => zoom.list[Math.floor((at - zoom.list[0][0]) / zoom.step)];
  const drawZoom = (panel, zoom, into) => {
    const [from, to] = panel.seen;
    const all = unpack(zoom).list.filter((c) => c[0] + zoom.step > from && c[0] < to);
    const join = Math.max(1, Math.ceil(all.length / 120));
    const list = [];
    all.forEach((c, i) => {
      if (i % join === 0) return list.push([...c]);
      const k = list[list.length - 1];
      k[2] = Math.max(k[2], c[2]);
      k[3] = Math.min(k[3], c[3]);
      k[4] = c[4];
    });
    const stays = zoom.stays.filter((t) => t.to > from && t.from < to);
    const prices = list.flatMap((c) => [c[2], c[3]]);
    if (!prices.length) return 0;
    const air = (Math.max(...prices) - Math.min(...prices)) * 0.06 || 1;
    panel.seenY = [Math.min(...prices) - air, Math.max(...prices) + air].map((v) => (panel.log ? Math.log(Math.max(v, 1e-12)) : v));
    const width = Math.max(0.6, (panel.width * zoom.step * join) / (to - from) * 0.7);
    for (const c of list) {
      const mid = panel.atX(c[0] + (zoom.step * join) / 2), top = panel.atY(Math.max(c[1], c[4])), bottom = panel.atY(Math.min(c[1], c[4]));
      const role = c[4] >= c[1] ? "gain" : "loss";
      svgNode("path", { class: "s-" + role, "stroke-width": 0.6, d: `M${mid} ${panel.atY(c[2])}V${panel.atY(c[3])}` }, into);
      svgNode("rect", { class: "candle f-" + role, x: mid - width / 2, y: top, width, height: Math.max(0.5, bottom - top) }, into);
    }
    if (stays.length <= 400) {
      for (const t of stays) {
        const y = panel.atY(t.buy), y2 = panel.atY(t.sell), x = panel.atX(t.from), x2 = panel.atX(t.to), role = t.kind[1];
        svgNode("path", { class: "trade s-" + role, fill: "none", "stroke-width": 1.2, d: `M${x} ${y}L${x2} ${y2}` }, into);
        svgNode("path", { class: "f-" + role, d: `M${x} ${y - 2.6}l2.4 4.6h-4.8z` }, into);
        svgNode("path", { class: "f-" + role, d: `M${x2} ${y2 + 2.6}l2.4 -4.6h-4.8z` }, into);
      }
    }
    for (const at of zoom.entries) {
      if (at < from || at > to) continue;
      const x = panel.atX(at), y = panel.y + panel.height - 2;
      svgNode("path", { class: "refused s-blocked", fill: "none", "stroke-width": 1, d: `M${x - 2} ${y - 5}l4 4m-4 0l4 -4` }, into);
    }
    return stays.length;
  };

  // The zoomed picture of a panel: its layers moved and stretched, axes anew.
  let clips = 0;
  const place = (panel) => {
    const { g, x, y, width, height, seen, full } = panel;
    const whole = seen[0] <= full[0] && seen[1] >= full[1];
    for (const old of g.querySelectorAll("g.zoomed")) old.remove();
    const axes = g.querySelector("g.axes");
    axes.toggleAttribute("hidden", !whole);
    axes.setAttribute("visibility", whole ? "visible" : "hidden");
    panel.seenY = panel.fullY;
    if (!panel.clip) {
      const id = "clip-" + ++clips;
      const holder = svgNode("g", {}, null);
      svgNode("rect", { x, y, width, height }, svgNode("clipPath", { id }, g));
      g.append(holder);
      holder.append(...panel.layers);
      panel.clip = holder;
      panel.clipId = id;
    }
    if (whole) panel.clip.removeAttribute("clip-path");
    else panel.clip.setAttribute("clip-path", `url(#${panel.clipId})`);
    const candles = !whole && !!panel.zoom;
    if (whole) {
      for (const l of panel.layers) l.removeAttribute("transform");
      for (const l of panel.layers) l.classList.remove("off");
      return;
    }
    const zoomed = svgNode("g", { class: "zoomed" }, null);
    axes.after(zoomed);
    if (candles) drawZoom(panel, panel.zoom, svgNode("g", { "clip-path": `url(#${panel.clipId})` }, zoomed));
    else if (panel.fit) {
      const values = panel.lines.filter((l) => !hiddenLine(panel, l.name)).flatMap((l) => {
        const from = Math.max(0, before(l.x, seen[0])), to = Math.min(l.x.length - 1, before(l.x, seen[1]) + 1);
        return l.y.slice(from, to + 1);
      }).map((v) => (panel.log ? Math.log(v) : v));
      const low = Math.min(...values), high = Math.max(...values);
      const air = (high - low) * 0.06 || Math.abs(high) * 0.01 || 1;
      if (values.length) panel.seenY = [low - air, high + air];
    }
    const kx = (full[1] - full[0]) / (seen[1] - seen[0]), tx = x - kx * (panel.atX(seen[0], full) - x) - kx * x;
    const [a, b] = panel.seenY, [c, d] = panel.fullY;
    const ky = (d - c) / (b - a);
    const raw = (v, of) => panel.y + panel.height * (panel.down ? (v - of[0]) / (of[1] - of[0]) : 1 - (v - of[0]) / (of[1] - of[0]));
    const ty = raw(c, panel.seenY) - ky * raw(c, panel.fullY);
    // Lines are drawn anew from all their points: the picture has fewer.
    const redrawn = candles ? [] : panel.lines.filter((l) => l.layer?.dataset.kind === "line");
    if (redrawn.length) {
      const into = svgNode("g", { "clip-path": `url(#${panel.clipId})` }, null);
      zoomed.after(into);
      into.classList.add("zoomed");
      for (const l of redrawn) {
        const path = l.layer.querySelector("path"), from = Math.max(0, before(l.x, seen[0])), to = Math.min(l.x.length - 1, before(l.x, seen[1]) + 1);
        let d = "";
        for (let i = from; i <= to; i++) d += (d ? "L" : "M") + panel.atX(l.x[i]).toFixed(2) + " " + panel.atY(l.y[i]).toFixed(2);
        svgNode("path", { class: "redrawn " + path.getAttribute("class"), fill: "none", "stroke-width": path.getAttribute("stroke-width"), "data-name": l.name, visibility: hidden(l.layer) ? "hidden" : "visible", d }, into);
      }
    }
    for (const l of panel.layers) {
      const kind = l.dataset.kind, flat = kind === "rects" || kind === "cells";
      l.classList.toggle("off", kind === "labels" || (candles && kind === "line") || redrawn.some((k) => k.layer === l));
      l.setAttribute("transform", flat && panel.seenY !== panel.fullY ? `matrix(${kx} 0 0 1 ${tx} 0)` : `matrix(${kx} 0 0 ${ky} ${tx} ${ty})`);
    }
    const size = parseFloat(axes.querySelector("text")?.getAttribute("font-size") || 8.5);
    const grid = (d) => svgNode("path", { class: "s-grid", fill: "none", "stroke-width": 0.5, d }, zoomed);
    const labelled = [...axes.querySelectorAll("text")].some((t) => parseFloat(t.getAttribute("y")) > y + height + size * 0.7);
    for (const [at, text] of timeTicks(seen, Math.floor(width / (size * 6)))) {
      const px = panel.atX(at);
      grid(`M${px} ${y}v${height}`);
      if (labelled) svgNode("text", { x: Math.min(Math.max(px, x + size), x + width - size), y: y + height + size + 4, "font-size": size, class: "f-muted", "text-anchor": "middle" }, zoomed, text);
    }
    if (panel.yNames) for (const t of axes.querySelectorAll("text")) parseFloat(t.getAttribute("y")) <= y + height + size * 0.7 && zoomed.append(t.cloneNode(true));
    else if (panel.g.dataset.yScale !== "blank") {
      const range = panel.seenY.map((v) => (panel.log ? Math.exp(v) : v));
      for (const [v, text] of ticks(range, Math.max(2, height / (size * 2.4)))) {
        grid(`M${x} ${panel.atY(v)}h${width}`);
        svgNode("text", { x: x - 4, y: panel.atY(v) + size * 0.35, "font-size": size, class: "f-muted", "text-anchor": "end" }, zoomed, text);
      }
    }
  };
  const hiddenLine = (panel, name) => panel.layers.some((l) => l.dataset.name === name && hidden(l));

  // Charts of one part of the page zoom together.
  const zooms = new Map();
  const zoomOf = (figure) => {
    const part = figure.closest("section") || document.body;
    if (!zooms.has(part)) {
      const charts = [];
      zooms.set(part, {
        charts,
        set: (range) => charts.forEach((show) => show(range)),
      });
    }
    return zooms.get(part);
  };

  const interact = (figure, svg, values) => {
    const panels = [...svg.querySelectorAll("g.panel")].map(panelOf);
    for (const p of values?.panels || []) {
      const panel = panels[p.panel];
      panel.fit = p.fit;
      panel.zoom = p.zoom;
      panel.lines = (p.lines || []).map((l) => {
        let x = 0;
        return { name: l.name, bars: l.bars, layer: panel.layers.find((g) => +g.dataset.layer === l.layer), x: l.x.map((dx) => (x += dx) * l.step), y: l.y };
      });
    }
    const over = panels.filter((p) => p.time);
    const box = svg.parentNode;
    const said = figure.querySelector("output");
    const cross = svgNode("path", { class: "s-axes crosshair", fill: "none" }, svg);
    const brush = svgNode("rect", { class: "brush f-muted", "fill-opacity": 0.25, visibility: "hidden" }, svg);
    const point = (e) => new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const panelAt = (q) => panels.find((p) => q.x >= p.x - 2 && q.x <= p.x + p.width + 2 && q.y >= p.y - 4 && q.y <= p.y + p.height + 4);
    let stops = [...new Set(over.flatMap((p) => p.lines.flatMap((l) => l.x)))].sort((a, b) => a - b);
    if (!stops.length && over.length) for (let i = 0; i <= 200; i++) stops.push(over[0].full[0] + ((over[0].full[1] - over[0].full[0]) * i) / 200);
    const monthly = over.length && stops.length > 1 && over.every((p) => p.lines.every((l) => l.bars)) && over.some((p) => p.lines.length) && (stops[stops.length - 1] - stops[0]) / (stops.length - 1) > 20 * 1440;
    let current = stops.length - 1;

    // What the charts over time say at a stop, a line each.
    const linesAt = (at) => {
      const seen = new Set(), out = [];
      for (const p of over) {
        for (const l of p.lines) {
          const k = before(l.x, at);
          if (k < 0 || seen.has(l.name) || (l.bars && l.x[k] !== at) || hiddenLine(p, l.name)) continue;
          seen.add(l.name);
          out.push(l.name + " " + number(l.y[k]).replace("\u2212", "-"));
        }
        for (const name of covering(p, at)) if (!seen.has(name)) seen.add(name), out.push(name);
        if (p.zoom) {
          const c = candleAt(unpack(p.zoom), at);
          if (c) out.push(p.label.split(/[,:]/)[0] + " " + (p.seen === p.full ? number(c[4]) : "open " + number(c[1]) + ", high " + number(c[2]) + ", low " + number(c[3]) + ", close " + number(c[4])));
        }
        if (p.zoom?.stays && p.seen !== p.full) {
          const near = p.zoom.stays.filter((t) => t.from <= at && t.to >= at).slice(0, 4);
          for (const t of near) out.push(t.kind[0] + " " + when(t.from) + " to " + when(t.to) + ": " + number(t.percent, 3) + " %");
        }
      }
      return out;
    };
    const show = (at, where) => {
      cross.setAttribute("d", over.map((p) => (at < p.seen[0] || at > p.seen[1] ? "" : `M${p.atX(at).toFixed(2)} ${p.y}v${p.height}`)).join(""));
      const lines = linesAt(at), title = monthly ? when(at).slice(0, 7) : when(at);
      said.textContent = title + ": " + lines.join(", ");
      showTip([title, ...lines.map((l) => l.replace("-", "\u2212"))], where.x, where.y);
    };
    const nearest = (at) => {
      const i = before(stops, at), next = Math.min(i + 1, stops.length - 1);
      return i < 0 || stops[next] - at < at - stops[i] ? next : i;
    };
    const pick = (e) => {
      const q = point(e);
      if (over.length) {
        const p = over[0], at = p.ofX(q.x);
        if (at < p.seen[0] || at > p.seen[1]) return;
        if (over.some((k) => k.zoom && k.seen !== k.full)) return show(at, { x: e.clientX, y: e.clientY });
        current = nearest(at);
        return show(stops[current], { x: e.clientX, y: e.clientY });
      }
      const p = panelAt(q), lines = p && saidAt(p, q.x, q.y);
      if (!lines) return hideTip();
      said.textContent = lines.join(": ");
      showTip(lines, e.clientX, e.clientY);
    };
    const leave = () => {
      hideTip();
      cross.setAttribute("d", "");
    };
    svg.addEventListener("pointerleave", leave);
    box.addEventListener("blur", leave);
    if (!over.length) {
      svg.addEventListener("pointermove", pick);
      svg.addEventListener("pointerdown", pick);
      return;
    }

    // Zoom: drag with a mouse, keys, or buttons.
    const link = zoomOf(figure), full = over[0].full;
    const least = 60; // minutes
    const zoomTo = (from, to) => {
      const width = Math.min(full[1] - full[0], Math.max(least, to - from));
      from = Math.max(full[0], Math.min(from, full[1] - width));
      link.set([from, from + width]);
    };
    const by = (factor, shift = 0) => {
      const [a, b] = over[0].seen, mid = factor === 1 ? (a + b) / 2 : cross.getAttribute("d") ? Math.min(Math.max(stops[current], a), b) : (a + b) / 2, half = ((b - a) / 2) * factor;
      zoomTo(mid - half + shift * (b - a), mid + half + shift * (b - a));
    };
    const bar = make("div", { className: "zoom " + (box.className === "slim" ? "slim" : "wide") }, figure);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Zoom");
    const button = (text, label, act) => {
      const b = make("button", { type: "button", textContent: text, title: label }, bar);
      b.setAttribute("aria-label", label);
      b.addEventListener("click", act);
      return b;
    };
    button("+", "Zoom in", () => by(0.4));
    button("\u2212", "Zoom out", () => by(2.5));
    const sides = [button("\u2039", "Earlier", () => by(1, -0.5)), button("\u203a", "Later", () => by(1, 0.5))];
    const all = button("All", "The whole time", () => zoomTo(...full));
    const range = make("span", { className: "range" }, bar);
    link.charts.push(([from, to]) => {
      const whole = from <= full[0] && to >= full[1];
      for (const p of panels) {
        if (!p.time) continue;
        p.seen = whole ? p.full : [from, to];
        place(p);
      }
      figure.classList.toggle("zoomed", !whole);
      for (const b of [...sides, all]) b.disabled = whole;
      range.textContent = whole ? "" : when(Math.round(from)) + " to " + when(Math.round(to));
      svg.append(cross, brush);
      leave();
    });
    for (const b of [...sides, all]) b.disabled = true;
    range.textContent = matchMedia("(pointer: coarse)").matches ? "Touch the chart to read it." : "Drag over the chart to zoom.";

    let start = null;
    svg.addEventListener("pointerdown", (e) => {
      if (e.pointerType === "touch" || e.button) return pick(e);
      const q = point(e);
      if (q.x < over[0].x || q.x > over[0].x + over[0].width) return;
      start = q.x;
      svg.setPointerCapture(e.pointerId);
      e.preventDefault();
      box.focus({ preventScroll: true });
    });
    svg.addEventListener("pointermove", (e) => {
      if (start === null) return pick(e);
      const p = over[0], x = Math.min(Math.max(point(e).x, p.x), p.x + p.width);
      const top = Math.min(...over.map((k) => k.y)), bottom = Math.max(...over.map((k) => k.y + k.height));
      for (const [k, v] of Object.entries({ x: Math.min(x, start), width: Math.abs(x - start), y: top, height: bottom - top, visibility: "visible" })) brush.setAttribute(k, v);
      hideTip();
    });
    const release = (e) => {
      if (start === null) return;
      const p = over[0], x = Math.min(Math.max(point(e).x, p.x), p.x + p.width), from = start;
      start = null;
      brush.setAttribute("visibility", "hidden");
      if (e.type === "pointerup" && Math.abs(x - from) > 5) zoomTo(p.ofX(Math.min(x, from)), p.ofX(Math.max(x, from)));
    };
    svg.addEventListener("pointerup", release);
    svg.addEventListener("pointercancel", release);
    svg.addEventListener("dblclick", () => zoomTo(...full));
    box.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const p = over[0];
      if (e.key === "ArrowLeft" || e.key === "ArrowRight") {
        if (cross.getAttribute("d")) current += e.key === "ArrowLeft" ? -1 : 1;
        const low = Math.max(0, before(stops, p.seen[0] - 1e-6) + 1), high = Math.max(low, before(stops, p.seen[1]));
        current = Math.min(Math.max(current, low), high);
        const at = Math.min(Math.max(stops[current], p.seen[0]), p.seen[1]);
        const q = new DOMPoint(p.atX(at), p.y).matrixTransform(svg.getScreenCTM());
        show(at, q);
      } else if (e.key === "+" || e.key === "=") by(0.4);
      else if (e.key === "-") by(2.5);
      else if (e.key === "0" || e.key === "Escape") zoomTo(...full);
      else return;
      e.preventDefault();
    });
  };

  // A picture is made ready when it is first seen: not while it is folded, nor on a screen
  // for which there is another.
  const ready = new WeakSet();
  const prepare = () => {
    for (const svg of document.querySelectorAll("svg.chart")) {
      if (ready.has(svg) || !svg.getClientRects().length) continue;
      ready.add(svg);
      const figure = svg.closest("figure"), json = figure.querySelector("script");
      if (!figure.querySelector("output")) {
        make("output", { className: "said" }, figure);
        toggles(figure);
      }
      interact(figure, svg, json && JSON.parse(json.textContent));
    }
  };
  prepare();
  for (const d of document.querySelectorAll("details")) d.addEventListener("toggle", () => d.open && prepare());
  addEventListener("resize", prepare);

  // A link to what is folded opens it.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === "DETAILS") e.open = true;
    const own = target.querySelector(":scope > details");
    if (own) own.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // On paper everything is open.
  addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details")) d.open = true;
  });
})();
