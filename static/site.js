// What makes reading quicker; every page is complete without it.
(() => {
  "use strict";

  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.body.append(said);

  // As text; or, for word processors, as what the HTML in it looks like.
  function put(text, button) {
    if (!("rich" in button.dataset)) return navigator.clipboard.writeText(text);
    const plain = new DOMParser().parseFromString(text, "text/html").body.textContent;
    const kinds = { "text/html": text, "text/plain": plain };
    const each = Object.entries(kinds).map(([type, words]) => [type, new Blob([words], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(each))]);
  }

  const names = new WeakMap(); // what a button says when it does not say "Copied"
  const waiting = new WeakMap();

  async function copy(text, button) {
    if (!names.has(button)) names.set(button, button.textContent);
    try {
      await put(text, button);
      button.textContent = "Copied";
      said.textContent = "Copied: " + (text.length > 200 ? text.slice(0, 200) + " …" : text);
    } catch {
      button.textContent = "Press Ctrl+C";
      said.textContent = "The browser does not allow copying; the text is selected.";
      const from = document.getElementById(button.dataset.copy);
      if (from) getSelection().selectAllChildren(from);
    }
    clearTimeout(waiting.get(button));
    waiting.set(button, setTimeout(() => { button.textContent = names.get(button); }, 2000));
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent, button));
  }

  // One set of tools that follows the label under the pointer or the focus: its link, its citations, the fault form.
  const text = document.querySelector("[data-copy-links]");
  if (text) {
    const tools = document.createElement("span");
    tools.className = "tools";
    const button = document.createElement("button");
    button.type = "button";
    const cite = document.createElement("a");
    cite.textContent = "Cite";
    const report = document.createElement("a");
    report.textContent = "Report a fault";
    report.rel = "nofollow";
    tools.append(button, cite, report);
    let link = null;
    const offer = (event) => {
      const label = event.target.closest("a.n");
      if (!label || label === link) return;
      link = label;
      const name = label.title || label.textContent;
      button.textContent = "Copy link";
      button.setAttribute("aria-label", "Copy link to " + name);
      cite.href = label.href + "#_cite";
      cite.setAttribute("aria-label", "Cite " + name);
      report.href = "/report/?at=" + encodeURI(label.pathname);
      report.setAttribute("aria-label", "Report a fault of " + name);
      label.after(tools);
    };
    const withdraw = () => { link = null; tools.remove(); };
    text.addEventListener("pointerover", offer);
    text.addEventListener("focusin", offer);
    text.addEventListener("pointerleave", () => { if (!tools.contains(document.activeElement)) withdraw(); });
    text.addEventListener("focusout", (event) => {
      if (!tools.contains(event.relatedTarget) && event.relatedTarget !== link) withdraw();
    });
    addEventListener("keydown", (event) => { if (event.key === "Escape") withdraw(); });
    button.addEventListener("click", () => copy(linkOf(link), button));

    // Words that are selected: a button that copies them as a quotation with its citation and link.
    const quote = document.createElement("button");
    quote.type = "button";
    quote.className = "button quote-tool";
    quote.textContent = "Copy as quotation";
    let chosen = "";
    document.addEventListener("selectionchange", () => {
      const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
      const words = range ? getSelection().toString().replace(/\s+/g, " ").trim() : "";
      const place = range && (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement);
      const provision = place && text.contains(place) ? place.closest(".pv") : null;
      if (!provision || words.length < 12) return quote.remove();
      const label = provision.querySelector("a.n");
      const source = document.querySelector("[data-source]").dataset.source;
      chosen = `“${words}” (${label.title ? label.title + ", " : ""}${source}, ${linkOf(label)})`;
      const box = range.getBoundingClientRect();
      quote.style.top = box.bottom + scrollY + 6 + "px";
      quote.style.left = Math.max(4, Math.min(box.left, innerWidth - 170)) + scrollX + "px";
      document.body.append(quote);
    });
    quote.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
    quote.addEventListener("click", () => copy(chosen, quote));
  }

  // The link of a label; pinned to its words where a paragraph added before it would shift its number.
  function linkOf(label) {
    return label.dataset.pin ? `${label.href}?h=${label.dataset.pin}` : label.href;
  }

  // Filters of a list: they are open where there is room.
  if (matchMedia("(min-width: 58rem)").matches) {
    for (const filters of document.querySelectorAll(".facets .narrowing")) filters.open = true;
  }

  // The contents: open beside the text on wide screens, the present place marked.
  const outline = document.querySelector("details.outline");
  if (outline) {
    const wide = matchMedia("(min-width: 62rem)");
    const fit = () => { outline.open = wide.matches; };
    fit();
    wide.addEventListener("change", fit);
    outline.addEventListener("click", (event) => {
      if (!wide.matches && event.target.closest("a")) outline.open = false;
      if (wide.matches && event.target.closest("summary")) event.preventDefault();
    });
    const links = new Map();
    for (const link of outline.querySelectorAll("a")) links.set(decodeURIComponent(link.hash.slice(1)), link);
    const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    let shown = null;
    let waiting = false;
    const follow = () => {
      waiting = false;
      let place = null;
      for (const candidate of places) {
        if (candidate.getBoundingClientRect().top > 60) break;
        place = candidate;
      }
      const link = place && links.get(place.id);
      if (link === shown) return;
      if (shown) shown.removeAttribute("aria-current");
      shown = link;
      if (!link) return;
      link.setAttribute("aria-current", "true");
      if (wide.matches) {
        const top = link.offsetTop - outline.offsetTop;
        if (top < outline.scrollTop || top > outline.scrollTop + outline.clientHeight - 40) {
          outline.scrollTop = top - outline.clientHeight / 3;
        }
      }
    };
    addEventListener("scroll", () => {
      if (!waiting) { waiting = true; requestAnimationFrame(follow); }
    }, { passive: true });
    follow();
  }
})();
