// Names to choose from below an input: the combobox pattern of the ARIA Authoring Practices Guide.
// Several names in one input are parted by ";": the one at the cursor is completed.

const PAUSE = 120; // milliseconds without a key before asking

export function connectChoices(input) {
  const list = document.getElementById(input.getAttribute("aria-controls"));
  const field = input.dataset.names;
  const several = field === "source_cells";
  let chosen = -1;
  let timer = 0;
  let asked = 0;

  const bounds = () => {
    const text = input.value;
    if (!several) return [0, text.length];
    const cursor = input.selectionStart;
    const start = Math.max(text.lastIndexOf(";", cursor - 1), text.lastIndexOf("；", cursor - 1)) + 1;
    const ends = [text.indexOf(";", cursor), text.indexOf("；", cursor)].filter((end) => end >= 0);
    return [start, Math.min(...ends, text.length)];
  };

  function close() {
    list.hidden = true;
    list.replaceChildren();
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function highlight(index) {
    const items = [...list.children];
    if (!items.length) return;
    chosen = (index + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[chosen].id);
  }

  function choose(item) {
    const [start, end] = bounds();
    const before = input.value.slice(0, start);
    const lead = before && !before.endsWith(" ") ? `${before} ` : before;
    input.value = lead + item.dataset.normal + input.value.slice(end);
    const cursor = lead.length + item.dataset.normal.length;
    input.setSelectionRange(cursor, cursor);
    close();
  }

  function part(text, className) {
    const span = document.createElement("span");
    span.textContent = text;
    span.className = className;
    return span;
  }

  function show(proposals) {
    close();
    list.replaceChildren(
      ...proposals.map((proposal, number) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.normal = proposal.normal;
        item.append(part(proposal.normal, ""));
        if (proposal.written !== proposal.normal) item.append(part(proposal.written, "quiet"));
        if (proposal.id) item.append(part(proposal.id, "identifier quiet"));
        // Before the input loses the focus, which closes the list.
        item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
        return item;
      }),
    );
    list.hidden = !proposals.length;
    input.setAttribute("aria-expanded", String(proposals.length > 0));
    if (proposals.length) list.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const [start, end] = bounds();
    const text = input.value.slice(start, end).trim();
    asked += 1;
    if (!text) return close();
    const turn = asked;
    const answer = await fetch(`/names?${new URLSearchParams({ field, q: text })}`);
    if (answer.ok && turn === asked && document.activeElement === input) show(await answer.json());
  }

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  input.addEventListener("blur", () => { clearTimeout(timer); asked += 1; close(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && list.hidden) ask();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") highlight(chosen + 1);
    else if (event.key === "ArrowUp") highlight(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) choose(list.children[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
