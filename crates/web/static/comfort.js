// Comfort only: every page works without this file.

// Printing, where a page offers it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// 朗读: the browser's own voice reads the page to whoever asks for it.
const main = document.querySelector("main");
for (const button of document.querySelectorAll("[data-read-aloud]")) {
  if (!window.speechSynthesis || !main) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    const speaking = speechSynthesis.speaking;
    speechSynthesis.cancel();
    button.setAttribute("aria-pressed", String(!speaking));
    if (speaking) return;
    const words = new SpeechSynthesisUtterance(main.innerText);
    words.lang = document.documentElement.lang;
    words.rate = 0.9;
    words.addEventListener("end", () => button.setAttribute("aria-pressed", "false"));
    speechSynthesis.speak(words);
  });
}

// What went wrong is where the reader is taken.
document.querySelector("#errors, [role=alert][tabindex]")?.focus();
