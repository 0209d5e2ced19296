"use strict";
(() => {
  const element = (id) => document.getElementById(id);
  const form = element("filters");
  const [search, endpoint, wire, rust, page, keys] =
    ["search", "endpoint", "wire", "rust", "page", "keys"].map(element);

  // What filters look at is read once, while nobody types or when it is asked for: a report may have 41,000 rows.
  const ids = new Map();
  const changes = [...document.querySelectorAll(".change")].map((node) => ({
    node,
    summary: node.querySelector("summary"),
    get text() {
      return remember(this, "text", node.textContent.toLowerCase());
    },
    get endpoints() {
      const rows = [...node.querySelectorAll(".endpoints li li")].map((row) => {
        const text = row.textContent.toLowerCase();
        const place = row.parentElement.parentElement.dataset.page;
        const name = `${place} ${text}`;
        if (!ids.has(name)) ids.set(name, ids.size);
        return { id: ids.get(name), page: place, text };
      });
      return remember(this, "endpoints", rows);
    },
  }));
  const groups = [...document.querySelectorAll(".group")].map((node) => ({
    node,
    number: node.querySelector(".number"),
    changes: changes.filter((change) => node.contains(change.node)),
  }));

  function remember(object, name, value) {
    Object.defineProperty(object, name, { value });
    return value;
  }

  const unread = [...changes];
  function readAhead(idle) {
    while (unread.length > 0 && idle.timeRemaining() > 5) {
      const change = unread.pop();
      void [change.text, change.endpoints];
    }
    if (unread.length > 0) requestIdleCallback(readAhead);
  }

  const spelled = (number) => number.toLocaleString("en");
  const counted = (number, one) => `${spelled(number)} ${one}${number === 1 ? "" : "s"}`;

  function apply() {
    const words = search.value.trim().toLowerCase();
    const part = endpoint.value.trim().toLowerCase();
    const reached = new Set();
    let shown = 0;
    for (const change of changes) {
      const { wire: onWire, rust: forRust } = change.node.dataset;
      let fits = (!wire.value || wire.value === onWire) && (!rust.value || rust.value === forRust) &&
        (!words || change.text.includes(words));
      if (fits) {
        const rows = change.endpoints.filter((row) =>
          (!part || row.text.includes(part)) && (!page.value || row.page === page.value));
        fits = rows.length > 0 || (!part && !page.value);
        if (fits) rows.forEach((row) => reached.add(row.id));
      }
      change.node.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    for (const group of groups) {
      const left = group.changes.filter((change) => !change.node.hidden).length;
      const all = group.changes.length;
      group.node.hidden = left === 0;
      group.number.textContent = left === all ? spelled(all) : `${spelled(left)} of ${spelled(all)}`;
    }
    const of = shown === changes.length ? "" : `${spelled(shown)} of `;
    element("count").textContent =
      `${of}${counted(changes.length, "change")}, reaching ${counted(reached.size, "endpoint")}`;
  }

  function move(step) {
    const open = changes.filter((change) => !change.node.hidden);
    const at = open.findIndex((change) => change.node.contains(document.activeElement));
    const next = at < 0 ? (step > 0 ? 0 : open.length - 1) : at + step;
    const target = open[next];
    if (!target) return;
    target.summary.focus();
    target.summary.scrollIntoView({ block: "nearest" });
  }

  function onKey(event) {
    const active = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && active.matches("input[type=search]")) {
      active.value = "";
      apply();
      return;
    }
    const onChange = active.matches(".change > summary");
    if (onChange && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (keys.checked && !active.matches("input:not([type=checkbox]), select")) {
      if (event.key === "/") {
        event.preventDefault();
        search.focus();
        search.select();
      } else if (event.key === "j" || event.key === "k") {
        event.preventDefault();
        move(event.key === "j" ? 1 : -1);
      }
    }
  }

  function openNamed() {
    const named = changes.find((change) => change.node.id && `#${change.node.id}` === location.hash);
    if (!named) return;
    named.node.open = true;
    named.summary.focus();
  }

  const theme = element("theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";
  const nameTheme = () => {
    theme.textContent = `Switch to the ${isDark() ? "light" : "dark"} theme`;
  };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", openNamed);
  form.hidden = theme.hidden = false;
  nameTheme();
  // A browser may have kept what was typed before the page was loaded again.
  if (search.value || endpoint.value || wire.value || rust.value || page.value) apply();
  openNamed();
  window.requestIdleCallback?.(readAhead);
})();
