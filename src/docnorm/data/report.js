"use strict";
(() => {
  const english = !/^zh\b/i.test(navigator.language || "zh");
  const choice = document.getElementById(english ? "lang-en" : "lang-zh");
  if (choice) choice.checked = true;
  let at = -1;
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const step = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (!step) return;
    const seen = [...document.querySelectorAll(".doc del, .doc ins, .doc mark")].filter((e) => e.offsetParent);
    if (!seen.length) return;
    at = (at + step + seen.length) % seen.length;
    seen[at].scrollIntoView({ block: "center" });
  });
})();
