// The page in a frame of another page: a preview of the definition and nothing else. The browser asks no
// meta policy whether a page may be framed, so whoever frames it gets a page that holds nothing of
// the person before it: it reads no storage, keeps nothing, and takes no text.

/** Whether this page stands in another's; asking touches nothing. */
export const isFramed = window.top !== window.self;

/** Marks the document for the program, hides what is not the preview, and leads to the full page. */
export function showPreviewOnly() {
  document.documentElement.dataset.framed = "";
  for (const id of ["source-pane", "splitter", "verdict", "tabs"]) document.getElementById(id).hidden = true;
  document.getElementById("work").style.gridTemplateColumns = "minmax(0, 1fr)";
  const link = document.getElementById("about-link");
  link.href = location.href;
  link.textContent = "Open in Agent Playground";
}
