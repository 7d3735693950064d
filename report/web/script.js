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

  // Charts: buttons that hide a series, and a crosshair on those over time.
  const toggles = (figure, svg) => {
    const series = new Map();
    for (const g of svg.querySelectorAll("g.series")) {
      const name = g.dataset.name;
      series.set(name, [...(series.get(name) || []), g]);
    }
    if (series.size < 2) return;
    const bar = make("div", { className: "toggles" }, figure);
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", "Series shown");
    for (const [name, groups] of series) {
      const b = make("button", { type: "button", textContent: name }, bar);
      b.setAttribute("aria-pressed", "true");
      b.addEventListener("click", () => {
        const on = b.getAttribute("aria-pressed") !== "true";
        b.setAttribute("aria-pressed", String(on));
        for (const g of groups) g.setAttribute("visibility", on ? "visible" : "hidden");
      });
    }
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

  const crosshair = (figure, svg, panels) => {
    const groups = [...svg.querySelectorAll("g.panel")];
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("class", "s-axes crosshair");
    line.setAttribute("fill", "none");
    svg.append(line);
    const areas = panels.map((p) => {
      const d = groups[p.panel].dataset;
      const n = (name) => parseFloat(d[name]);
      const lines = p.lines.map((l) => {
        let x = 0;
        return { name: l.name, bars: l.bars, x: l.x.map((dx) => (x += dx) * l.step), y: l.y };
      });
      return { x: n("x"), y: n("y"), width: n("width"), height: n("height"), min: n("xmin") / 60000, max: n("xmax") / 60000, lines };
    });
    const stops = [...new Set(areas.flatMap((a) => a.lines.flatMap((l) => l.x)))].sort((a, b) => a - b);
    if (!stops.length) return;
    const monthly = areas.every((a) => a.lines.every((l) => l.bars));

    const bar = make("div", { className: "cross" }, figure);
    const slider = make("input", { type: "range", min: 0, max: stops.length - 1, value: stops.length - 1 }, bar);
    slider.setAttribute("aria-label", "Time of the values shown");
    const readout = make("output", {}, bar);
    const show = (i) => {
      const at = stops[i];
      slider.value = i;
      line.setAttribute("d", areas.map((a) => {
        const x = a.x + ((at - a.min) / (a.max - a.min)) * a.width;
        return "M" + x.toFixed(2) + " " + a.y.toFixed(2) + "v" + a.height.toFixed(2);
      }).join(""));
      const seen = new Set();
      const values = areas.flatMap((a) => a.lines).flatMap((l) => {
        const k = before(l.x, at);
        if (k < 0 || seen.has(l.name) || (l.bars && l.x[k] !== at)) return [];
        seen.add(l.name);
        return [l.name + " " + Number(l.y[k].toPrecision(6))];
      });
      readout.textContent = (monthly ? when(at).slice(0, 7) : when(at)) + ": " + values.join(", ");
      slider.setAttribute("aria-valuetext", readout.textContent);
    };
    slider.addEventListener("input", () => show(+slider.value));
    svg.addEventListener("pointermove", (e) => {
      const p = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM().inverse());
      const a = areas[0];
      const at = a.min + ((p.x - a.x) / a.width) * (a.max - a.min);
      if (at < a.min || at > a.max) return;
      const i = before(stops, at);
      const next = Math.min(i + 1, stops.length - 1);
      show(i < 0 || stops[next] - at < at - stops[i] ? next : i);
    });
    readout.textContent = "Point at the chart or move the slider for values.";
  };

  for (const figure of document.querySelectorAll("figure.chart")) {
    const svg = figure.querySelector("svg");
    const json = figure.querySelector("script");
    toggles(figure, svg);
    if (json) crosshair(figure, svg, JSON.parse(json.textContent));
  }

  // On paper everything is open.
  addEventListener("beforeprint", () => {
    for (const d of document.querySelectorAll("details")) d.open = true;
  });
})();
