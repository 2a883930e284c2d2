// Whether an input method is composing a word in the textarea. Nobody can ask the browser later, so
// it is noted from the start; the program reads the attribute, and waits before it takes over.

export function noteCompositions() {
  const source = document.getElementById("source");
  source.addEventListener("compositionstart", () => (source.dataset.composing = ""));
  source.addEventListener("compositionend", () => delete source.dataset.composing);
}
