"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const token = new URLSearchParams(location.search).get("t") || "";
  history.replaceState(null, "", "/");
  const headers = { "X-Docnorm-Token": token };
  const files = []; // {name, data, off: Set, back: Set, flat: Set, taken: Map}; in this page's memory and nowhere else
  let at = -1;
  let turn = 0;
  let hunks = [];
  const style = new CSSStyleSheet();
  document.adoptedStyleSheets = [style];

  const english = () => $("lang-en").checked;
  const say = (zh, en, error = false) => {
    $("state").textContent = english() ? en : zh;
    $("state").className = error ? "error" : "quiet";
  };

  const question = (file, to) => {
    const asked = {
      name: file.name,
      profile: $("profile").value,
      said: said(),
      off: [...file.off],
      takenBack: [...file.back].map((place) => place.split("-").map(Number)),
      accepted: [...file.taken].map(([place, text]) => [...place.split(":").map(Number), text]),
      to,
      flat: [...file.flat],
    };
    return new Blob([JSON.stringify(asked) + "\n", file.data]);
  };

  const ask = async (file, to) => {
    const answer = await fetch("/ask", { method: "POST", headers, body: question(file, to) });
    if (answer.ok) return answer;
    const told = answer.headers.get("content-type")?.includes("json") ? (await answer.json()).error : await answer.text();
    throw new Error(told);
  };

  const show = async () => {
    const file = files[at];
    if (!file) return;
    const mine = ++turn;
    say("正在清理…", "Cleaning…");
    try {
      const seen = await (await ask(file, "")).json();
      if (mine !== turn) return; // a later click has asked again
      draw(file, seen);
      say("", "");
    } catch (error) {
      if (mine !== turn) return;
      $("result").hidden = $("gets").hidden = true;
      say("无法处理：" + error.message, "Cannot be cleaned: " + error.message, true);
    }
  };

  const draw = (file, seen) => {
    hunks = seen.hunks.map(([start, end]) => start + "-" + end);
    style.replaceSync(seen.style);
    $("report").innerHTML = seen.html; // made and escaped by this machine's docnorm; the policy runs no script in it
    $("rules").replaceChildren(...seen.rules.map((rule) => entry(file, rule)));
    $("book").hidden = !seen.chapters.length;
    $("count").textContent = seen.chapters.length;
    $("chapters").replaceChildren(...seen.chapters.map((chapter) => heading(file, chapter)));
    for (const number of hunks.keys()) if (file.back.has(hunks[number])) mark(number, true);
    $("result").hidden = $("gets").hidden = false;
    $("start").className = "used";
  };

  const entry = (file, rule) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !file.off.has(rule.id) });
    box.dataset.rule = rule.id;
    box.addEventListener("change", () => {
      box.checked ? file.off.delete(rule.id) : file.off.add(rule.id);
      show();
    });
    const name = Object.assign(document.createElement("span"), { title: rule.id + ": " + rule.en });
    for (const lang of ["zh", "en"]) {
      name.append(Object.assign(document.createElement("span"), { className: lang, textContent: lang === "zh" ? rule.zh : rule.id }));
    }
    const count = Object.assign(document.createElement("span"), { className: "n", textContent: rule.applied + (rule.doubted ? " + " + rule.doubted + "?" : "") });
    const label = document.createElement("label");
    label.append(box, name, count);
    if (!rule.applied && !rule.doubted) label.className = "none";
    const item = document.createElement("li");
    item.append(label);
    return item;
  };

  const heading = (file, chapter) => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !file.flat.has(chapter.key) });
    box.addEventListener("change", () => box.checked ? file.flat.delete(chapter.key) : file.flat.add(chapter.key));
    const label = document.createElement("label");
    label.append(box, Object.assign(document.createElement("span"), { textContent: chapter.text }));
    const item = Object.assign(document.createElement("li"), { className: "depth-" + Math.min(chapter.level || 1, 3) });
    item.append(label);
    return item;
  };

  // A change has up to three elements: taken out and put in on the left, put in on the right.
  const parts = (number) => document.querySelectorAll(`#report [data-h="${number}"]`);
  const mark = (number, off) => {
    const found = [...parts(number)];
    const alone = !found.some((part) => part.tagName === "DEL");
    for (const part of found) part.classList.toggle("off", off), part.classList.toggle("alone", off && alone && part === found[0]);
  };

  $("report").addEventListener("click", (event) => {
    const part = event.target.closest("del, ins");
    if (!part || !(part.dataset.h in hunks)) return;
    const file = files[at];
    const place = hunks[part.dataset.h];
    const off = !file.back.has(place);
    off ? file.back.add(place) : file.back.delete(place);
    mark(part.dataset.h, off);
  });

  // A candidate of a suggestion is taken by a click: it becomes a change, which a click takes back like any other.
  $("report").addEventListener("click", (event) => {
    const { at: place, new: text } = event.target.closest("b[data-at]")?.dataset ?? {};
    if (place === undefined) return;
    files[at].taken.set(place, text);
    show();
  });

  const add = async (list) => {
    for (const found of list) files.push({ name: found.name, data: found, off: new Set(), back: new Set(), flat: new Set(), taken: new Map() });
    if (!list.length) return;
    at = files.length - list.length;
    choose();
  };

  const choose = () => {
    $("files").replaceChildren(...files.map((file, i) => new Option(file.name ?? (english() ? "pasted text" : "粘贴的文字"), i)));
    $("files").value = at;
    $("which").hidden = files.length < 2;
    show();
  };

  $("files").addEventListener("change", () => { at = Number($("files").value); show(); });
  $("pick").addEventListener("change", () => add([...$("pick").files]));
  $("clean").addEventListener("click", () => {
    if (!$("text").value) return;
    files.push({ name: null, data: new Blob([$("text").value]), off: new Set(), back: new Set(), flat: new Set(), taken: new Map() });
    at = files.length - 1;
    choose();
  });
  $("profile").addEventListener("change", () => { for (const file of files) file.off.clear(), file.back.clear(), file.flat.clear(), file.taken.clear(); show(); });

  addEventListener("dragover", (event) => { event.preventDefault(); $("drop").classList.add("over"); });
  addEventListener("dragleave", () => $("drop").classList.remove("over"));
  addEventListener("drop", (event) => {
    event.preventDefault();
    $("drop").classList.remove("over");
    add([...event.dataTransfer.files]);
  });

  $("gets").addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    button.disabled = true;
    try {
      const answer = await ask(files[at], button.dataset.to);
      const name = decodeURIComponent(answer.headers.get("content-disposition").split("''")[1]);
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(await answer.blob()), download: name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch (error) {
      say("无法生成：" + error.message, "Cannot be made: " + error.message, true);
    }
    button.disabled = false;
  });

  // What a person may choose besides the profile and the rules: a list of words, or yes and no.
  const known = {
    gongwen: "公文", web: "网页", novel: "小说", corpus: "语料", minimal: "最少改动",
    certain: "确定无疑的", likely: "有把握的", s2t: "简→繁", t2s: "繁→简", s2tw: "简→台湾正体", s2twp: "简→台湾用词", s2hk: "简→香港繁体",
  };
  const fill = (list, words) => list.replaceChildren(...words.map((word) => new Option(known[word] ? known[word] + " " + word : word, word)));
  const fields = () => [...$("options").querySelectorAll("[data-option]")];
  const said = () => Object.fromEntries(fields().map((field) => [field.dataset.option, field.type === "checkbox" ? field.checked : field.value]).filter(([, value]) => value));

  const control = (option) => {
    const field = document.createElement(option.words.length ? "select" : "input");
    if (option.words.length) fill(field, option.default ? option.words : ["", ...option.words]);
    else field.type = "checkbox";
    if (option.default) field.value = option.default;
    field.dataset.option = option.name;
    field.addEventListener("change", show);
    const label = document.createElement("label");
    for (const lang of ["zh", "en"]) label.append(Object.assign(document.createElement("span"), { className: lang, textContent: option[lang] + " " }));
    label.append(field);
    return label;
  };

  fetch("/options", { headers }).then((answer) => answer.json()).then((rows) => {
    fill($("profile"), rows.find((row) => row.name === "profile").words);
    $("options").replaceChildren(...rows.filter((row) => row.name !== "profile").map(control));
  }).catch(() => say("请从命令行显示的地址打开", "Open the address that the command printed", true));
})();
