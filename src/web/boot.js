// What runs before the program: the Trusted Types policy, the kept draft, the start, and a helping
// hand with the text where the start, or later the program, fails. None of it needs WebAssembly.

import { makeDefaultPolicy } from "./boot/policy.js";
import { restoreDraft, rescueWhileNotRunning } from "./boot/draft.js";
import { showFailure } from "./boot/failure.js";

const { js, wasm } = document.querySelector("script[data-js]").dataset;

makeDefaultPolicy();
restoreDraft();
const rescue = rescueWhileNotRunning();

window.addEventListener("agent-playground:panic", () => {
  rescue.start();
  showFailure("The preview stopped working because of a fault in this page.");
});

try {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or it is switched off");
  const glue = await import(new URL(js, document.baseURI).href);
  rescue.stop();
  await glue.default({ module_or_path: new URL(wasm, document.baseURI) });
} catch (error) {
  console.error(error);
  rescue.start();
  showFailure(`The preview could not start (${error?.message ?? error}).`);
}
