// The reader's collection, kept in the browser: the button on a document or paragraph, the number in the head of the
// page, and the page of the collection, whose address carries the list. Without scripts the forms of lists lead there.
(() => {
  "use strict";
  const KEY = "collection";
  const MOST = 100;

  function kept() {
    try {
      const found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  }

  function keep(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list.slice(-MOST)));
    } catch {
      return; // the browser keeps nothing; the link of the page still does
    }
    tell();
  }

  const address = (list) => "/collection/" + (list.length ? "?" + list.map((one) => "at=" + encodeURI(one)).join("&") : "");

  const link = document.querySelector("[data-collection]");
  function tell() {
    const list = kept();
    if (link) {
      link.href = address(list);
      link.textContent = list.length ? `Collection (${list.length})` : "Collection";
    }
  }

  for (const button of document.querySelectorAll("button[data-collect]")) {
    const own = button.dataset.collect;
    const fit = () => {
      const held = kept().includes(own);
      button.setAttribute("aria-pressed", String(held));
      button.textContent = held ? "Collected" : "Collect";
    };
    button.hidden = false;
    fit();
    button.addEventListener("click", () => {
      const list = kept();
      keep(list.includes(own) ? list.filter((one) => one !== own) : [...list, own]);
      fit();
    });
  }

  const page = document.querySelector("[data-collection-page]");
  if (page) {
    const shown = new URLSearchParams(location.search).getAll("at");
    const list = kept();
    if (shown.length) keep([...new Set([...list, ...shown])]);
    else if (list.length) location.replace(address(list));
    for (const one of page.querySelectorAll("[data-remove]")) {
      one.addEventListener("click", () => keep(kept().filter((held) => held !== one.dataset.remove)));
    }
    const empty = page.querySelector("[data-empty-collection]");
    if (empty) {
      empty.hidden = false;
      empty.addEventListener("click", () => { keep([]); location.assign("/collection/"); });
    }
  }
  tell();
})();
