// What runs before the program of Try: the Trusted Types policy, the narrowing of what may be asked, the start.

import { makeDefaultPolicy } from "./boot/policy.js";
import { narrow } from "./boot/narrow.js";

const build = { ...document.querySelector("script[data-js]").dataset };

// No address may become a worker here.
makeDefaultPolicy([]);

function fail(what) {
  document.getElementById("notice-boot").textContent = what;
}

/** Whether another site shows this document in a frame of its own: then it could lay its own things over it. */
function isFramedByOthers() {
  if (window.top === window.self) return false;
  try {
    return window.parent !== window.top || window.parent.location.origin !== location.origin;
  } catch {
    return true;
  }
}

function stopped() {
  fail("Try stopped working because of a fault in this page. Your definition is not touched by it; reload to go on.");
}

window.addEventListener("agent-playground:panic", stopped);

if (isFramedByOthers()) {
  fail("Try does not run in a frame of another page. Open it in a tab of its own.");
} else if (typeof WebAssembly !== "object") {
  fail("Try needs WebAssembly, which this browser does not have or has switched off.");
} else {
  narrow();
  try {
    const glue = await import(new URL(build.js, document.baseURI).href);
    await glue.default({ module_or_path: new URL(build.wasm, document.baseURI) });
  } catch (error) {
    console.error(error);
    fail(`Try could not start (${error?.message ?? error}).`);
  }
}
