// What is wrong with the texts of the charts that are seen: too small, on top of each
// other, or beyond the edge of their picture.
(() => {
  const faults = [];
  let texts = 0;
  for (const svg of document.querySelectorAll("svg.chart")) {
    if (!svg.getClientRects().length) continue;
    const frame = svg.getBoundingClientRect(), scale = svg.getScreenCTM().a, seen = [];
    for (const t of svg.querySelectorAll("text")) {
      if (!t.textContent.trim() || getComputedStyle(t).visibility !== "visible") continue;
      texts++;
      const say = JSON.stringify(t.textContent) + " of " + svg.id;
      const size = parseFloat(getComputedStyle(t).fontSize) * scale;
      if (size < 10.95) faults.push(size.toFixed(1) + " px: " + say);
      const r = t.getBoundingClientRect();
      if (t.textContent.endsWith("\u2026") && svg.closest(".cards")) faults.push("cut: " + say);
      if (r.left < frame.left - 1 || r.right > frame.right + 1 || r.top < frame.top - 2 || r.bottom > frame.bottom + 2) faults.push("beyond the edge: " + say);
      const air = r.height * 0.18; // above capitals and below the line
      const box = { left: r.left, right: r.right, top: r.top + air, bottom: r.bottom - air, say };
      for (const o of seen) {
        const x = Math.min(box.right, o.right) - Math.max(box.left, o.left), y = Math.min(box.bottom, o.bottom) - Math.max(box.top, o.top);
        if (x > 1 && y > 1) faults.push(o.say + " and " + JSON.stringify(t.textContent) + " overlap by " + x.toFixed(0) + " × " + y.toFixed(0) + " px");
      }
      seen.push(box);
    }
  }
  return { Texts: texts, Faults: faults };
})()
