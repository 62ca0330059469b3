// A card is moved by dragging or by keyboard; both fill the card's own form, which works without this.
(function () {
  "use strict";
  var board = document.querySelector("[data-board]");
  var said = document.querySelector("[data-board-said]");
  if (!board) return;
  var columns = Array.prototype.slice.call(board.querySelectorAll("[data-column]"));
  var lifted = null, over = null;

  function say(text) { if (said) said.textContent = text; }

  function point(column) {
    if (over) over.classList.remove("cc-board-over");
    over = column;
    if (over) over.classList.add("cc-board-over");
  }

  function lift(card) {
    lifted = card;
    card.classList.add("cc-board-lifted");
    point(card.closest("[data-column]"));
  }

  function put(move) {
    var card = lifted, column = over;
    if (card) card.classList.remove("cc-board-lifted");
    point(null);
    lifted = null;
    if (!card || !column || !move || column === card.closest("[data-column]")) {
      if (card) say(said.dataset.dropped);
      return;
    }
    var form = card.querySelector("form[data-move]");
    form.elements.strategy.value = column.dataset.column;
    form.requestSubmit();
  }

  board.querySelectorAll("[data-movable]").forEach(function (card) {
    card.tabIndex = 0;
    card.draggable = true;
    card.setAttribute("aria-describedby", "board-how");
    card.addEventListener("dragstart", function (event) {
      event.dataTransfer.setData("text/plain", card.dataset.card);
      event.dataTransfer.effectAllowed = "move";
      lift(card);
    });
    card.addEventListener("dragend", function () { put(false); });
    card.addEventListener("keydown", function (event) {
      if (event.target !== card) return;
      if (!lifted && event.key === " ") {
        event.preventDefault();
        lift(card);
        say(said.dataset.lifted);
      } else if (lifted === card && /^Arrow/.test(event.key)) {
        event.preventDefault();
        var step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : -1;
        var next = (columns.indexOf(over) + step + columns.length) % columns.length;
        point(columns[next]);
        over.scrollIntoView({ block: "nearest" });
        say(said.dataset.over + " " + over.dataset.name);
      } else if (lifted === card && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        put(true);
      } else if (lifted === card && event.key === "Escape") {
        put(false);
      }
    });
  });
  columns.forEach(function (column) {
    column.addEventListener("dragover", function (event) { if (lifted) { event.preventDefault(); point(column); } });
    column.addEventListener("drop", function (event) { event.preventDefault(); put(true); });
  });

  var moved = location.hash.indexOf("#card-") === 0 && document.getElementById(location.hash.slice(1));
  if (moved && moved.tabIndex === 0) moved.focus();
})();
