// Keeps what the page complains about, for browsers whose driver has no log. The harness serves
// this file as the first script of a copy of the build.
"use strict";

window.watchedConsole = [];

for (const level of ["error", "warn"]) {
  const original = console[level];
  console[level] = (...words) => {
    window.watchedConsole.push(`${level}: ${words.map(String).join(" ")}`);
    original.apply(console, words);
  };
}
addEventListener("error", (event) => {
  const what = event.message ?? `${event.target?.tagName} ${event.target?.src ?? event.target?.href} did not load`;
  window.watchedConsole.push(`error: ${what}`);
}, true);
addEventListener("unhandledrejection", (event) => window.watchedConsole.push(`unhandled rejection: ${event.reason}`));
addEventListener("securitypolicyviolation", (event) => {
  window.watchedConsole.push(`violation of ${event.effectiveDirective}: ${event.blockedURI} ${event.sample} (${event.sourceFile}:${event.lineNumber})`);
});
