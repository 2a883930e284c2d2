// What Try may ask: its own origin, and what the person has named in this tab. The document's policy cannot list
// it, since it is written before anybody has named anything; a second policy can only narrow the first,
// and taking its element away does not widen it again. So this runs before the program, and an origin that is
// named later means loading the document anew.

/** Where the tab's origins stand in its storage, as a JSON list. src/web/trying/kept.rs writes it. */
export const ORIGINS = "agent-playground.try.origins";

/** An origin as a policy can name it, and nothing that could name more. An IPv6 address is none. */
const ORIGIN = /^https?:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/;

export function narrow() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = `connect-src ${["'self'", ...named()].join(" ")}`;
  document.head.append(policy);
}

function named() {
  try {
    const origins = JSON.parse(sessionStorage.getItem(ORIGINS) ?? "[]");
    return origins.filter((origin) => ORIGIN.test(origin));
  } catch {
    return [];
  }
}
