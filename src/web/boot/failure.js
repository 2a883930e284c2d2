// A calm word when something broke, and the text to take along. Made of nodes, not of markup.

const DOWNLOAD_NAME = "agent.md";

/** @param {string} what what happened, as a sentence */
export function showFailure(what) {
  const place = document.getElementById("notice-boot");
  const box = element("div", "notice-static");
  box.setAttribute("role", "alert");
  box.append(
    element("p", "", `${what} Your text is safe: it can still be edited, downloaded and copied. Reloading may help.`),
  );
  const said = element("span", "quiet");
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

function currentText() {
  return window.playgroundText?.() ?? document.getElementById("source").value;
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
  const address = URL.createObjectURL(new Blob([currentText()], { type: "text/markdown" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = /^name:[ \t]*([\w-]+)[ \t]*$/m.exec(currentText())?.[1]?.concat(".md") ?? DOWNLOAD_NAME;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

async function copy(said) {
  try {
    await navigator.clipboard.writeText(currentText());
    said.textContent = "Copied.";
  } catch {
    said.textContent = "The browser did not allow copying: select the text and copy it by hand.";
  }
}
