// Suggestions under a search box (ARIA combobox with a list box). Without scripts the box is a plain form.
(() => {
  "use strict";
  const WAIT = 120; // milliseconds after the last key
  const LEAST = 2; // characters

  class Suggestions {
    constructor(input, number) {
      this.input = input;
      this.timer = 0;
      this.asked = null;
      this.list = document.createElement("ul");
      this.list.id = `_suggestions${number}`;
      this.list.className = "suggestions";
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", "Suggestions");
      this.list.hidden = true;
      input.after(this.list);
      for (const [name, value] of Object.entries({
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
      })) input.setAttribute(name, value);
      input.addEventListener("input", () => this.later());
      input.addEventListener("keydown", (event) => this.key(event));
      input.addEventListener("blur", () => this.close());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
      this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const typed = this.input.value.trim();
      this.asked?.abort();
      if (typed.length < LEAST) return this.close();
      this.asked = new AbortController();
      try {
        const response = await fetch(`/suggest/?q=${encodeURIComponent(typed)}`, { signal: this.asked.signal });
        const [, texts, names, addresses] = await response.json();
        if (document.activeElement === this.input) this.show(texts, names, addresses);
      } catch {
        this.close(); // suggestions are a convenience; the form still works
      }
    }

    show(texts, names, addresses) {
      this.list.replaceChildren(...texts.map((text, at) => this.option(text, names[at], addresses[at], at)));
      this.list.hidden = texts.length === 0;
      this.input.setAttribute("aria-expanded", String(texts.length > 0));
      this.input.removeAttribute("aria-activedescendant");
    }

    option(text, name, address, at) {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = address;
      const kind = document.createElement("small");
      kind.textContent = name;
      option.append(text, " ", kind);
      return option;
    }

    key(event) {
      const options = [...this.list.children];
      if (this.list.hidden || !options.length) {
        if (event.key === "ArrowDown") this.ask();
        return;
      }
      const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
      if (event.key === "ArrowDown") this.choose(options, at + 1 < options.length ? at + 1 : 0);
      else if (event.key === "ArrowUp") this.choose(options, at > 0 ? at - 1 : options.length - 1);
      else if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && at >= 0) this.go(options[at]);
      else return;
      event.preventDefault();
    }

    choose(options, at) {
      options.forEach((option, other) => option.setAttribute("aria-selected", String(other === at)));
      options[at].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", options[at].id);
    }

    go(option) {
      if (option) location.assign(new URL(option.dataset.address).pathname);
    }

    close() {
      clearTimeout(this.timer);
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  document.querySelectorAll('form[role="search"] input[name="q"]').forEach((input, at) => new Suggestions(input, at));
})();
