// Trusted Types: strings become markup or script nowhere but here, and hardly here.

/** Elements and attributes that could run or load anything. */
const ACTIVE = /<\s*\/?\s*(script|iframe|object|embed|base|link|meta|style|form)\b|\son\w+\s*=|javascript:/i;

/**
 * The user interface library sets innerHTML for markup that stands in its own code, as plain
 * strings: a policy named `default` sees those. A worker may come from the build's own addresses, written
 * as they stand there. Everything else is refused.
 *
 * @param {string[]} addresses
 */
export function makeDefaultPolicy(addresses) {
  window.trustedTypes?.createPolicy("default", {
    createHTML(markup, _type, sink) {
      return sink === "Element innerHTML" && !ACTIVE.test(markup) ? markup : null;
    },
    createScriptURL(address) {
      return addresses.includes(address) ? address : null;
    },
  });
}
