// What makes reading quicker; every page is complete without it.
(() => {
  "use strict";
  document.documentElement.classList.remove("no-script");

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

  async function copy(text, button) {
    const before = button.textContent;
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
    setTimeout(() => { button.textContent = before; }, 2000);
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy).textContent, button));
  }

  // One "Copy link" button that follows the label under the pointer or the focus.
  const text = document.querySelector("[data-copy-links]");
  if (text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy-link";
    let link = null;
    const offer = (event) => {
      const label = event.target.closest("a.n");
      if (!label || label === link) return;
      link = label;
      button.textContent = "Copy link";
      button.setAttribute("aria-label", "Copy link to " + (label.title || label.textContent));
      label.after(button);
    };
    text.addEventListener("pointerover", offer);
    text.addEventListener("focusin", offer);
    button.addEventListener("click", () => copy(link.href, button));
  }

  // Filters of a list: they and the first of them stand open where there is room.
  if (matchMedia("(min-width: 58rem)").matches) {
    for (const facet of document.querySelectorAll(".facets .narrowing, .facets .narrowing details:first-of-type")) {
      facet.open = true;
    }
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
