// A file dropped anywhere on the form is as good as one chosen; without scripts the file field takes it.
(() => {
  "use strict";
  const form = document.querySelector("[data-takes-files]");
  if (!form) return;
  const field = form.querySelector('input[type="file"]');
  const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  const show = (over) => form.classList.toggle("over", over);

  form.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) show(false);
  });
  form.addEventListener("drop", (event) => {
    show(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.focus();
  });
})();
