// A calm word when something broke, and the text to take along. Made of nodes, not of markup.

import { currentText, textToTake } from "./draft.js";

const DOWNLOAD_NAME = "agent.md";

/**
 * Says it once: what fails after the first failure follows from it.
 *
 * @param {string} what what happened, as a sentence
 * @param {boolean} kept whether the browser keeps the text
 */
export function showFailure(what, kept) {
  const place = document.getElementById("notice-boot");
  if (place.hasChildNodes()) return;
  const box = element("div", "notice-static");
  box.setAttribute("role", "alert");
  const text = kept
    ? "Your text is safe: it can still be edited here, downloaded and copied. Reloading may help."
    : "Your text is still here, but this browser could not keep it: download or copy it before you reload or leave.";
  box.append(element("p", "", `${what} ${text}`));
  const said = element("span", "quiet");
  said.setAttribute("role", "status");
  const buttons = element("p", "notice-actions");
  buttons.append(
    button("Download text", download),
    button("Copy text", () => copy(said)),
    button("Reload", () => location.reload()),
    said,
  );
  box.append(buttons);
  place.replaceChildren(box);
  // At phone width the preview is what shows; without it, the source.
  document.getElementById("work").dataset.view = "source";
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function button(label, act) {
  const made = element("button", "button", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

function download() {
  const address = URL.createObjectURL(new Blob([textToTake()], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = /^name:[ \t]*([\w-]+)[ \t]*$/m.exec(currentText())?.[1]?.concat(".md") ?? DOWNLOAD_NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copy(said) {
  try {
    await navigator.clipboard.writeText(textToTake());
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The browser did not allow copying: select the text and copy it by hand.";
  }
}
