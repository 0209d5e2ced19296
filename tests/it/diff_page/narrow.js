// Looks at the page in a narrow frame: what reaches beyond its right edge?
const frame = document.querySelector("iframe");
frame.addEventListener("load", () => {
  const page = frame.contentDocument;
  const changes = [...page.querySelectorAll(".change")];
  changes.forEach((change) => { change.open = true; });
  const width = page.documentElement.clientWidth;
  const seen = [...page.body.querySelectorAll("*")].filter((node) => node.checkVisibility());
  const beyond = seen.filter((node) => node.getBoundingClientRect().right > width + 1);
  const names = beyond.map((node) => `${node.localName}.${node.className}: ${node.textContent.slice(0, 40)}`);
  if (page.documentElement.scrollWidth > width) names.push(`the page is ${page.documentElement.scrollWidth} wide`);
  const result = document.createElement("template");
  result.id = "seen";
  result.content.append(JSON.stringify({ width, opened: changes.filter((change) => change.open).length, beyond: names }));
  document.body.append(result);
});
