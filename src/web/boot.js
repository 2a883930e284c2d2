// What runs before the program: the Trusted Types policy, the kept draft, the start, and a helping
// hand with the text where the start, or later the program, fails. None of it needs WebAssembly.

import { makeDefaultPolicy } from "./boot/policy.js";
import { noteCompositions } from "./boot/composition.js";
import { Rescue, restoreDraft } from "./boot/draft.js";
import { showFailure } from "./boot/failure.js";
import { isFramed, showPreviewOnly } from "./boot/framed.js";

/** What the build has named, in the script element of index.html. */
const build = { ...document.querySelector("script[data-js]").dataset };

makeDefaultPolicy(Object.values(build));
let rescue;
if (isFramed) {
  showPreviewOnly();
} else {
  restoreDraft();
  noteCompositions();
  rescue = new Rescue();
  rescue.start();
}

function fail(what) {
  // A frame holds no text of anybody's to rescue.
  if (rescue) showFailure(what, rescue.start());
  else document.getElementById("notice-boot").textContent = what;
}

function stopped() {
  fail("The preview stopped working because of a fault in this page.");
}

/** Running out of memory or stack is no panic: the program cannot tell of it. */
function hear(error) {
  if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) stopped();
}

window.addEventListener("agent-playground:panic", stopped);

if (typeof WebAssembly !== "object") {
  fail("The preview needs WebAssembly, which this browser does not have or has switched off.");
} else {
  window.addEventListener("error", (event) => hear(event.error));
  window.addEventListener("unhandledrejection", (event) => hear(event.reason));
  try {
    const glue = await import(new URL(build.js, document.baseURI).href);
    await glue.default({ module_or_path: new URL(build.wasm, document.baseURI) });
    // From here on the program keeps the text.
    rescue?.stop();
  } catch (error) {
    console.error(error);
    fail(`The preview could not start (${error?.message ?? error}).`);
  }
}
