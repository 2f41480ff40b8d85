// For pages of others: <script src="https://…/citations.js" defer></script> and <eo-citations> around a text, or
// data-eo-citations on an element. Citations of presidential documents in it become links to the provisions they mean.
// The text is sent to the site of this script, which keeps nothing of it. Without scripts the text is as it was.
(() => {
  "use strict";
  const SITE = new URL(document.currentScript.src).origin;
  const LONGEST = 1_900_000; // characters the interface takes
  const CLOSED = "a, button, code, pre, script, style, textarea, select, option, [contenteditable]";

  // The text nodes that may have links, with the place of each in their joined text, in code points.
  function read(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest(CLOSED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const pieces = [];
    let text = "", at = 0, block = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement.closest("p, li, td, th, dd, dt, h1, h2, h3, h4, h5, h6, blockquote, figcaption, div");
      if (block && own !== block) { text += "\n\n"; at += 2; } // no citation goes from one paragraph into the next
      block = own;
      const letters = Array.from(node.data);
      pieces.push({ node, letters, at });
      text += node.data;
      at += letters.length;
    }
    return { pieces, text };
  }

  function goal(citation) {
    const [target, ...others] = citation.targets;
    if (!["resolved", "partial"].includes(citation.outcome) || !target || others.length) return null;
    return { url: (target.provision ?? target.document).url, title: target.document.title };
  }

  // From the last to the first, so that the places before stay what they were. One that begins in <em> and ends
  // outside of it has a link on each of its pieces.
  function link({ pieces, citations }) {
    let count = 0;
    for (const citation of [...citations].sort((one, other) => other.start - one.start)) {
      const to = goal(citation);
      if (!to) continue;
      for (const piece of [...pieces].reverse()) {
        const start = Math.max(citation.start - piece.at, 0), end = Math.min(citation.end - piece.at, piece.letters.length);
        if (start >= end) continue;
        const length = (letters) => letters.join("").length;
        const range = document.createRange();
        range.setStart(piece.node, length(piece.letters.slice(0, start)));
        range.setEnd(piece.node, length(piece.letters.slice(0, end)));
        const made = document.createElement("a");
        made.href = to.url;
        made.title = to.title;
        range.surroundContents(made);
      }
      count += 1;
    }
    return count;
  }

  async function turn(root) {
    if (root.dataset.eoDone) return;
    root.dataset.eoDone = "asked";
    const { pieces, text } = read(root);
    if (!text.trim() || text.length > LONGEST) return;
    try {
      const answer = await fetch(`${SITE}/api/v1/resolve`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const { citations } = await answer.json();
      root.dataset.eoDone = String(link({ pieces, citations }));
      root.dispatchEvent(new CustomEvent("eo-citations", { bubbles: true, detail: { citations } }));
    } catch {
      root.dataset.eoDone = "failed"; // the text stays as it was
    }
  }

  customElements.define("eo-citations", class extends HTMLElement {
    connectedCallback() {
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => turn(this));
      else turn(this);
    }
  });
  for (const root of document.querySelectorAll("[data-eo-citations]")) turn(root);
})();
