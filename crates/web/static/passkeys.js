// Comfort only: without scripts people sign in with a password and a code.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) => it.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

async function send(path, token, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "x-form-token": token },
    body: JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.detail ?? answer.statusText);
  return told;
}

function shown(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const it of list ?? []) it.id = bytes(it.id);
  }
  return options;
}

function sent(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, extensions: {} };
}

async function signIn(button) {
  const login = document.querySelector("#login").value.trim();
  const begun = await send("/sign-in/passkey/begin", button.dataset.token, { login });
  const credential = await navigator.credentials.get({ publicKey: shown(begun.options.publicKey) });
  const done = await send("/sign-in/passkey", button.dataset.token, {
    ceremony: begun.ceremony, credential: sent(credential), to: button.dataset.to,
  });
  location.assign(done.to);
}

async function add(button) {
  const begun = await send("/me/passkeys/begin", button.dataset.token, {});
  const credential = await navigator.credentials.create({ publicKey: shown(begun.options.publicKey) });
  await send("/me/passkeys", button.dataset.token, { ceremony: begun.ceremony, credential: sent(credential) });
  location.assign("/me?done=passkey");
}

function tell(button, error) {
  const told = document.createElement("p");
  told.className = "field__error";
  told.setAttribute("role", "alert");
  told.textContent = error.message;
  button.parentElement.querySelector("[role=alert].field__error")?.remove();
  button.parentElement.append(told);
}

if (window.PublicKeyCredential) {
  for (const note of document.querySelectorAll("[data-passkey-needs-script]")) note.hidden = true;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    const act = button.dataset.passkey === "add" ? add : signIn;
    button.addEventListener("click", () => act(button).catch((error) => tell(button, error)));
  }
}
