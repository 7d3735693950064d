(() => {
  const faults = [];
  const name = (e) => e.tagName.toLowerCase() + (e.id ? "#" + e.id : "") + " " + JSON.stringify((e.textContent || "").trim().slice(0, 30));
  const all = (s) => [...document.querySelectorAll(s)];

  // Headings go down by one rank at a time, and there is one of the first.
  let rank = 0;
  for (const h of all("h1, h2, h3, h4, h5, h6")) {
    const r = +h.tagName[1];
    if (r > rank + 1) faults.push("heading " + name(h) + " follows one of rank " + rank);
    if (!h.textContent.trim()) faults.push("empty heading " + name(h));
    rank = r;
  }
  if (all("h1").length !== 1) faults.push("headings of rank 1: " + all("h1").length);
  if (!document.documentElement.lang) faults.push("the page has no language");
  if (!document.title) faults.push("the page has no title");
  for (const mark of ["main", "nav", "header", "footer"]) if (all(mark).length !== 1) faults.push(mark + ": " + all(mark).length);

  // Names and references.
  const label = (e) => e.getAttribute("aria-label") || (e.getAttribute("aria-labelledby") || "").split(" ").map((i) => document.getElementById(i)?.textContent || "").join("") ||
    (e.id && document.querySelector('label[for="' + e.id + '"]')?.textContent) || (/^(A|BUTTON|SUMMARY)$/.test(e.tagName) && e.textContent.trim());
  for (const e of all("a[href], button, summary, input, select, [role=region], [role=group], svg[role=img], nav, table")) {
    if (!label(e)) faults.push("no name: " + name(e));
  }
  for (const e of all("svg:not([role=img]), img:not([alt])")) faults.push("no text for " + name(e));
  const ids = new Set();
  for (const e of all("[id]")) {
    if (ids.has(e.id)) faults.push("two elements are #" + e.id);
    ids.add(e.id);
  }
  for (const a of all('a[href^="#"]')) if (!ids.has(a.getAttribute("href").slice(1))) faults.push("no place for " + a.getAttribute("href"));
  for (const th of all("th")) if (!th.getAttribute("scope") && th.textContent.trim()) faults.push("heading without scope " + name(th));
  for (const e of all("[style], [onclick], [onload]")) faults.push("inline style or script at " + name(e));
  for (const e of all(".scroll")) if (e.scrollWidth > e.clientWidth && e.tabIndex < 0) faults.push("keys cannot scroll " + name(e));

  // Contrast of every text with what is behind it.
  const channel = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const parse = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  let texts = 0;
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || seen.has(e) || e.closest("script, style") || !e.getClientRects().length) continue;
    if (e.closest("svg") && !e.matches(".f-text, .f-muted")) continue;
    if (e.closest("svg [data-name]") || e.closest("svg[id$=groups], svg[id$=grid], svg[id$=regimes], svg[id$=calendar]")) continue; // on coloured ground
    seen.add(e);
    const st = getComputedStyle(e);
    const a = light(parse(e.closest("svg") ? st.fill : st.color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    texts++;
    if (ratio < 4.5) faults.push("contrast " + ratio.toFixed(2) + " of " + name(e));
  }
  if (texts < 100) faults.push("only " + texts + " texts were seen");
  return faults;
})()
