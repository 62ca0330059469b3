// Minutes beside their records: what is under the pointer or has the focus lights its other side. The links between
// both sides work without this.
(function () {
  "use strict";
  var page = document.querySelector("[data-reading]");
  if (!page) return;

  function light(from, on) {
    var ids = (from.dataset.other || "").split(" ").filter(Boolean);
    from.classList.toggle("cc-lit", on);
    ids.forEach(function (id) {
      var other = document.getElementById(id);
      if (other) other.classList.toggle("cc-lit", on);
    });
  }

  function side(target) {
    return target.closest ? target.closest("[data-other]") : null;
  }

  [["mouseover", "mouseout"], ["focusin", "focusout"]].forEach(function (pair) {
    page.addEventListener(pair[0], function (event) { var row = side(event.target); if (row) light(row, true); });
    page.addEventListener(pair[1], function (event) { var row = side(event.target); if (row) light(row, false); });
  });
})();
