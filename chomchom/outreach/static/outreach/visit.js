// A visitor's answer outlives a dead network. The form works without this; with it, an answer that cannot be sent waits
// on the phone: ids and codes plain, memo and photo under a key that cannot be taken out, all wiped after sending or 12 hours.
(function () {
  "use strict";
  var forms = document.querySelectorAll("form[data-visit]");
  if (!forms.length || !window.indexedDB || !window.crypto || !window.crypto.subtle) return;
  var box = document.querySelector("[data-visit-state]");
  var LIFE = 12 * 3600 * 1000;
  var NAME = "chomchom-visits";

  function say(what) {
    if (box && box.dataset[what]) {
      box.textContent = box.dataset[what];
      box.setAttribute("role", "status");
    }
  }

  function promised(request) {
    return new Promise(function (done, failed) {
      request.onsuccess = function () { done(request.result); };
      request.onerror = function () { failed(request.error); };
    });
  }

  function open() {
    var asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = function () {
      asked.result.createObjectStore("queue", { keyPath: "key" });
      asked.result.createObjectStore("keys");
    };
    return promised(asked);
  }

  function store(db, name, mode) { return db.transaction(name, mode).objectStore(name); }

  async function cipherKey(db) {
    var found = await promised(store(db, "keys", "readonly").get("k"));
    if (found) return found;
    var made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await promised(store(db, "keys", "readwrite").put(made, "k"));
    return made;
  }

  async function seal(db, bytes) {
    var iv = crypto.getRandomValues(new Uint8Array(12));
    var sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: iv }, await cipherKey(db), bytes);
    return { iv: iv, sealed: sealed };
  }

  async function unseal(db, kept) {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await cipherKey(db), kept.sealed);
  }

  function field(form, name) { return form.querySelector("[name$='" + name + "']"); }

  async function keep(form) {
    var data = new FormData(form);
    var db = await open();
    var prefix = field(form, "idem_key").name.replace("idem_key", "");
    var entry = {
      key: data.get(prefix + "idem_key"),
      visit: form.dataset.visit,
      emergency: form.dataset.result === "called119",
      result: form.dataset.result || data.get("result"),
      not_done: data.get("not_done") || "",
      at: new Date().toISOString(),
      kept: Date.now()
    };
    var memo = data.get("memo");
    if (memo) entry.memo = await seal(db, new TextEncoder().encode(memo));
    var photo = data.get("photo");
    if (photo && photo.size) {
      entry.photo = await seal(db, await photo.arrayBuffer());
      entry.photoType = photo.type;
    }
    await promised(store(db, "queue", "readwrite").put(entry));
    say("kept");
  }

  async function forget(db, key) {
    await promised(store(db, "queue", "readwrite").delete(key));
    var left = await promised(store(db, "queue", "readonly").count());
    if (!left) await promised(store(db, "keys", "readwrite").clear());
  }

  function formFor(entry) {
    return Array.prototype.find.call(forms, function (form) {
      return form.dataset.visit === entry.visit && (form.dataset.result === "called119") === entry.emergency;
    });
  }

  async function body(db, form, entry) {
    var data = new FormData();
    data.set("csrfmiddlewaretoken", field(form, "csrfmiddlewaretoken").value);
    var prefix = entry.emergency ? "e-" : "";
    data.set(prefix + "idem_key", entry.key);
    data.set(prefix + "occurred_at", entry.at);
    if (entry.emergency) return data;
    data.set("result", entry.result);
    data.set("not_done", entry.not_done);
    if (entry.memo) data.set("memo", new TextDecoder().decode(await unseal(db, entry.memo)));
    if (entry.photo) data.set("photo", new Blob([await unseal(db, entry.photo)], { type: entry.photoType }), "photo.jpg");
    return data;
  }

  async function sendOne(db, entry) {
    if (Date.now() - entry.kept > LIFE) return forget(db, entry.key);
    var form = formFor(entry);
    if (!form) return;
    var answer = await fetch(form.action, { method: "POST", body: await body(db, form, entry), credentials: "same-origin" });
    if (answer.ok) { await forget(db, entry.key); say("sent"); }
    else if (answer.status === 409 || answer.status === 410 || answer.status === 404) { await forget(db, entry.key); say("late"); }
    else say("fresh");
  }

  async function flush() {
    var db = await open();
    var waiting = await promised(store(db, "queue", "readonly").getAll());
    for (var i = 0; i < waiting.length; i += 1) {
      try { await sendOne(db, waiting[i]); } catch (e) { /* one bad item never holds up the others */ }
    }
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.dataset || !form.dataset.visit || navigator.onLine !== false) return;
    event.preventDefault();
    keep(form);
  });
  window.addEventListener("online", flush);
  flush();
})();
