// Runs before the page: whatever goes wrong from now on is written down.
window.troubles = [];
addEventListener("error", (event) => window.troubles.push(`error: ${event.message}`));
addEventListener("unhandledrejection", (event) => window.troubles.push(`rejection: ${event.reason}`));
document.addEventListener("securitypolicyviolation", (event) =>
  window.troubles.push(`${event.effectiveDirective}: ${event.blockedURI}`));
for (const level of ["error", "warn"]) {
  const print = console[level].bind(console);
  console[level] = (...words) => {
    window.troubles.push(`${level}: ${words.join(" ")}`);
    print(...words);
  };
}
