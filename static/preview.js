// A preview of what a reference leads to, beside the link under the pointer or the focus. It stays while the pointer is
// on it and goes with Escape. Without scripts the link has its title.
(() => {
  "use strict";
  const box = document.createElement("div");
  box.className = "preview";
  box.id = "_preview";
  box.setAttribute("role", "tooltip");
  const kept = new Map();
  let link = null;
  let waiting = 0;

  function hide() {
    clearTimeout(waiting);
    if (link) link.removeAttribute("aria-describedby");
    link = null;
    box.remove();
  }

  async function words(path) {
    if (!kept.has(path)) {
      kept.set(path, fetch("/preview?address=" + encodeURIComponent(path)).then((answer) => (answer.ok ? answer.text() : "")));
    }
    return kept.get(path);
  }

  async function show(asked) {
    const html = await words(decodeURI(asked.pathname)).catch(() => "");
    if (!html || link !== asked) return;
    const parsed = new DOMParser().parseFromString(html, "text/html");
    box.replaceChildren(...document.importNode(parsed.body, true).childNodes);
    document.body.append(box);
    const at = asked.getClientRects()[0] || asked.getBoundingClientRect();
    const room = innerHeight - at.bottom;
    const top = room > box.offsetHeight + 12 || room > at.top ? at.bottom + 6 : at.top - box.offsetHeight - 6;
    box.style.top = top + scrollY + "px";
    box.style.left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - box.offsetWidth - 8)) + scrollX + "px";
    asked.setAttribute("aria-describedby", box.id);
    asked.removeAttribute("title"); // the preview says more
  }

  function offer(event, delay) {
    const near = event.target.closest && event.target.closest("a.ref");
    if (!near || near === link || near.origin !== location.origin) return;
    hide();
    link = near;
    waiting = setTimeout(() => show(near), delay);
  }

  function withdraw(event) {
    const to = event.relatedTarget;
    if (link && !(to && (box.contains(to) || link.contains(to)))) hide();
  }

  for (const text of document.querySelectorAll(".text")) {
    text.addEventListener("pointerover", (event) => { if (event.pointerType === "mouse") offer(event, 250); });
    text.addEventListener("pointerout", withdraw);
    text.addEventListener("focusin", (event) => offer(event, 0));
    text.addEventListener("focusout", withdraw);
  }
  box.addEventListener("pointerleave", withdraw);
  addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
