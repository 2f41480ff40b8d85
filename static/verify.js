// The verdict on a quotation below the form that asked for it, the words still in view.
// Without scripts, and whenever something fails on the way, the form leads to the page of the verdict.
(() => {
  "use strict";
  const form = document.querySelector("[data-verify]");
  if (!form) return;
  const button = form.querySelector("button");
  const words = button.textContent;
  const place = document.createElement("div");
  place.tabIndex = -1;
  form.after(place);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.textContent !== words) return; // asked already
    button.textContent = button.dataset.busy;
    const asked = new URLSearchParams(new FormData(form));
    try {
      const response = await fetch(form.action, { method: "POST", body: asked });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      show(page.querySelector("[data-answer], [role=alert]"));
    } catch {
      form.submit();
    }
    button.textContent = words;
  });

  function show(answer) {
    for (const head of answer.querySelectorAll("h1")) {
      const lower = document.createElement("h3");
      lower.className = head.className;
      lower.append(...head.childNodes);
      head.replaceWith(lower);
    }
    for (const script of answer.querySelectorAll("[data-copy]")) script.parentElement.remove();
    place.replaceChildren(document.importNode(answer, true));
    place.focus();
  }
})();
