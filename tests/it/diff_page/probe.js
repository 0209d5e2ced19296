// Does what a person does, and writes down what is seen.
(async () => {
  const element = (id) => document.getElementById(id);
  const settled = () => new Promise((done) => setTimeout(done, 0));
  const seen = { counts: {}, keys: {} };
  const changes = [...document.querySelectorAll(".change")];
  const shown = () => changes.filter((change) => !change.hidden);
  const status = () => element("count").textContent;
  const times = [];

  async function set(id, value) {
    const control = element(id);
    control.value = value;
    const start = performance.now();
    control.dispatchEvent(new Event("input", { bubbles: true }));
    times.push(performance.now() - start);
    await settled();
    return `${status()}; ${shown().length} shown`;
  }

  async function clear() {
    element("filters").reset();
    await settled();
  }

  function press(key, options = {}) {
    const target = document.activeElement ?? document.body;
    return target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
  }

  const focused = () => {
    const at = changes.findIndex((change) => change.firstElementChild === document.activeElement);
    return at < 0 ? document.activeElement.id || document.activeElement.localName : `change ${at}`;
  };

  async function filters() {
    const { counts } = seen;
    counts.all = status();
    counts.wire = await set("wire", "breaking");
    counts.groups = [...document.querySelectorAll(".group")]
      .filter((group) => !group.hidden)
      .map((group) => group.querySelector("h2").textContent);
    counts.wireAndRust = await set("rust", "none");
    await clear();
    counts.afterReset = status();
    counts.search = await set("search", "  VALUE 7 ");
    await clear();
    counts.nothing = await set("search", "no such words");
    await clear();
    counts.endpoint = await set("endpoint", "get /things/3/1");
    await clear();
    counts.page = await set("page", "things/page-2");
    counts.pageAndEndpoint = await set("endpoint", "/things/0/");
    await clear();
    counts.hostile = await set("search", "<script>");
    await clear();
  }

  async function keyboard() {
    const { keys } = seen;
    document.activeElement.blur();
    press("/");
    keys.slash = focused();
    press("j");
    keys.jInSearch = focused();
    element("search").value = "value 7";
    element("search").dispatchEvent(new Event("input", { bubbles: true }));
    press("Escape");
    keys.escape = `${JSON.stringify(element("search").value)}; ${status()}`;
    document.activeElement.blur();
    press("j");
    keys.j = focused();
    press("j");
    press("j");
    keys.jjj = focused();
    press("k");
    keys.k = focused();
    press("ArrowDown");
    keys.down = focused();
    press("ArrowUp");
    keys.up = focused();
    press("j", { ctrlKey: true });
    keys.controlJ = focused();
    // Enter is the browser's own on a summary: what it does is a click.
    const [change] = shown().slice(1);
    document.activeElement.click();
    keys.enter = change.open;
    element("keys").checked = false;
    press("j");
    keys.turnedOff = focused();
    element("keys").checked = true;
    await set("wire", "none");
    document.activeElement.blur();
    press("j");
    keys.jWhenFiltered = changes[Number(focused().split(" ")[1])]?.dataset.wire;
    await clear();
    press("k");
    press("k");
    location.hash = `#${changes.at(-1).id}`;
    await new Promise((done) => setTimeout(done, 50));
    keys.named = changes.at(-1).open && document.activeElement === changes.at(-1).firstElementChild;
  }

  function structure() {
    const named = (control) => control.labels?.length > 0 || control.textContent.trim() !== "";
    const controls = [...document.querySelectorAll("input, select, button, textarea")];
    seen.unnamed = controls.filter((control) => !named(control)).map((control) => control.id || control.outerHTML);
    seen.controls = controls.length;
    seen.landmarks = ["header", "search", "main"].map((name) => document.querySelectorAll(name).length);
    seen.language = document.documentElement.lang;
    seen.skip = document.querySelector(document.querySelector("a.skip").getAttribute("href"))?.localName;
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.localName[1]));
    seen.headingsSkipped = levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).length;
    seen.headings = levels.filter((level) => level === 1).length;
    seen.orderedByHand = document.querySelectorAll("[tabindex]:not([tabindex='-1'])").length;
    const names = [...document.querySelectorAll("[id]")].map((node) => node.id);
    seen.namedTwice = names.length - new Set(names).size;
    seen.live = element("count").getAttribute("aria-live");
    seen.scripts = document.querySelectorAll("script:not([nonce])").length;
    seen.foreign = document.querySelectorAll("img, iframe, object, embed, link, audio, video, [onerror], [onmouseover]").length;
    seen.hacked = window.hacked ?? 0;
    seen.wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  }

  // The contrast of every text that can be seen with what is behind it, as WCAG 2 computes it.
  function contrasts() {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = (colour) => {
      const [red, green, blue] = channels(colour).slice(0, 3).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = (node) => {
      for (let at = node; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (channels(colour)[3] === 255) return colour;
      }
      return "rgb(255, 255, 255)";
    };
    const faint = new Set();
    let checked = 0;
    const pairs = new Map();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const node = text.parentElement;
      if (!text.data.trim() || !node.checkVisibility()) continue;
      const [ink, behind] = [getComputedStyle(node).color, ground(node)];
      const pair = `${ink} on ${behind}`;
      if (!pairs.has(pair)) {
        const [a, b] = [luminance(ink), luminance(behind)];
        pairs.set(pair, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
      }
      checked += 1;
      if (pairs.get(pair) < 4.5) faint.add(`${node.localName}.${node.className}: ${pair}`);
    }
    seen.faint = [...faint];
    seen.checkedTexts = checked > 100;
    seen.pairs = pairs.size > 5;
  }

  // The policy holds: what the page asks the network for is refused. The page itself asks for nothing.
  async function network() {
    seen.requests = performance.getEntriesByType("resource").length;
    const before = window.troubles.length;
    const image = new Image();
    image.src = "https://network.invalid/image.png";
    await fetch("https://network.invalid/").catch(() => undefined);
    await new Promise((done) => setTimeout(done, 50));
    seen.refused = window.troubles.splice(before).map((trouble) => trouble.split(":")[0]).sort();
  }

  try {
    if (location.search === "?dark") element("theme").click();
    seen.theme = element("theme").textContent;
    await filters();
    await keyboard();
    if (changes.length < 100) changes.forEach((change) => { change.open = true; });
    structure();
    if (changes.length < 100) contrasts();
    await network();
  } catch (error) {
    window.troubles.push(`probe: ${error.stack}`);
  }
  seen.troubles = window.troubles;
  // How long it took is nothing to keep in a snapshot.
  if (changes.length >= 100) seen.median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const result = document.createElement("template");
  result.id = "seen";
  result.content.append(JSON.stringify(seen));
  document.body.append(result);
})();
