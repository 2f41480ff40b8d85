// Makes checking quicker: files dropped anywhere, the article and its report following each other, printing, saving.
// Without scripts the file field takes files, the links lead from one to the other, and the text can be selected.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);

  const form = document.querySelector("[data-takes-files]");
  if (form) takeFiles(form, Number(form.dataset.takesFiles));

  function takeFiles(form, limit) {
    const field = form.querySelector('input[type="file"]');
    const text = form.querySelector("textarea");
    const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
    const show = (over) => form.classList.toggle("over", over);
    const size = (bytes) => (bytes / 1e6).toFixed(1) + " MB";
    const judge = (control, bytes) => control.setCustomValidity(
      bytes > limit ? "This has " + size(bytes) + "; " + size(limit) + " is the most that is checked." : "");
    const weigh = () => {
      judge(field, field.files.length ? field.files[0].size : 0);
      judge(text, field.files.length || text.value.length * 4 <= limit ? 0 : new Blob([text.value]).size);
    };

    field.addEventListener("change", weigh);
    text.addEventListener("change", weigh);
    addEventListener("pageshow", weigh);
    addEventListener("dragover", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      show(true);
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) show(false);
    });
    addEventListener("drop", (event) => {
      show(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      weigh();
      field.focus();
    });
  }

  // A finding and its words in the article: what is chosen in one is marked and brought into view in the other.
  const article = document.querySelector(".pasted");
  if (article) article.parentElement.parentElement.addEventListener("click", follow);
  for (const link of document.querySelectorAll('.notice a[href^="#_a"]')) link.addEventListener("click", follow);

  function follow(event) {
    const link = event.target.closest('a[href^="#_a"], a[href^="#_r"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const goal = byId(link.hash.slice(1));
    if (!goal) return;
    event.preventDefault();
    const number = goal.id.slice(2);
    const own = link.closest(".entry");
    mark(byId("_a" + number), own || byId("_r" + number));
    if (goal.matches(".entry") && !goal.offsetParent) document.querySelector(".shown input").checked = true;
    if (goal.matches(".at") && article.scrollHeight > article.clientHeight) {
      article.scrollTop = goal.offsetTop - article.clientHeight / 3;
    }
    goal.scrollIntoView({ block: goal.matches(".at") || isInView(goal) ? "nearest" : "start" });
    goal.focus({ preventScroll: true });
  }

  function isInView(element) {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  }

  function mark(...both) {
    for (const old of document.querySelectorAll(".checked .on")) {
      old.classList.remove("on");
      old.removeAttribute("aria-current");
    }
    for (const one of both) {
      one.classList.add("on");
      one.setAttribute("aria-current", "true");
    }
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  for (const button of document.querySelectorAll("[data-save]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([byId(button.dataset.save).value], { type: "text/plain;charset=utf-8" }));
      link.download = button.dataset.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    });
  }

  // A button that was pressed says so until the answer comes.
  for (const button of document.querySelectorAll("[data-busy]")) {
    const words = button.textContent;
    button.form.addEventListener("submit", () => { button.textContent = button.dataset.busy; });
    addEventListener("pageshow", () => { button.textContent = words; });
  }
})();
