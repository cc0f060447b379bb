// Asks the device for a passkey, and sends its answer as a form: <form data-passkey="create|get"
// data-question="address">. Without passkeys in this browser, or at an address that is a number,
// the form stays hidden and what stands beside it is the way in.

const isNumber = /^[\d.]+$|^\[/.test(location.hostname);
const CAN = Boolean(window.PublicKeyCredential) && window.isSecureContext && !isNumber;

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
const named = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function question(form) {
  const token = form.elements.namedItem("csrfmiddlewaretoken").value;
  const answer = await fetch(form.dataset.question, {
    method: "POST",
    headers: { "X-CSRFToken": token, "X-Keep": "1" },
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).publicKey;
}

async function create(form) {
  const asked = await question(form);
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      user: { ...asked.user, id: bytes(asked.user.id) },
      excludeCredentials: named(asked.excludeCredentials),
    },
  });
}

async function get(form) {
  const asked = await question(form);
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: bytes(asked.challenge),
      allowCredentials: named(asked.allowCredentials),
    },
  });
}

function plain(made) {
  const { response } = made;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const said = Object.fromEntries(
    parts.filter((part) => response[part]).map((part) => [part, text(response[part])]),
  );
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: said,
  });
}

function offer(form) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.namedItem("credential").value) return;
    event.preventDefault();
    const said = form.querySelector("[data-passkey-said]");
    said.hidden = true;
    try {
      const made = await (form.dataset.passkey === "create" ? create(form) : get(form));
      form.elements.namedItem("credential").value = plain(made);
      form.submit();
    } catch {
      said.hidden = false; // stopped by the person, or no passkey here: nothing has changed
      said.focus();
    }
  });
}

if (CAN) document.querySelectorAll("form[data-passkey]").forEach(offer);
else document.querySelectorAll("[data-no-passkeys]").forEach((part) => (part.hidden = false));
