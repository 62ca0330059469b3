// Small improvements on pages that work without them.
(function () {
  "use strict";
  document.documentElement.classList.add("cc-js");

  // A filter sends itself when a gap is filled; its button stays for keyboards.
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-autosend]");
    if (form) form.requestSubmit();
  });

  // A deed that cannot be undone asks first; once sent, a form is not sent twice.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var question = event.submitter && event.submitter.dataset.confirm;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (form.method.toLowerCase() !== "post" || form.dataset.many !== undefined) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    window.setTimeout(function () { delete form.dataset.sent; }, 4000);
  }, true);
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; });
  });

  // An unpressable button keeps its reason reachable but does nothing.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[aria-disabled=true]");
    if (button) event.preventDefault();
    var printer = event.target.closest("[data-print]");
    if (printer) window.print();
  });

  // A link to something folded opens it.
  function unfold() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", unfold);
  unfold();

  // What is wrong with a form is read first.
  var errors = document.querySelector(".cc-form-errors");
  if (errors) errors.focus();

  // The plotting library is fetched only by pages that plot.
  function load(address, then) {
    var script = document.createElement("script");
    script.src = address;
    script.onload = then;
    document.head.appendChild(script);
  }
  function colours() {
    var style = getComputedStyle(document.documentElement);
    return ["secondary-70", "primary-40", "warning-40", "success-50", "point-50", "gray-50"].map(function (name) {
      return style.getPropertyValue("--krds-color-light-" + name).trim();
    });
  }
  function draw(canvas) {
    var facts = JSON.parse(document.getElementById(canvas.dataset.chart).textContent);
    canvas.hidden = false;
    var plot = window.echarts.init(canvas, null, { renderer: "canvas", locale: canvas.dataset.korean ? "KO" : "EN" });
    plot.setOption({
      animation: false,
      color: colours(),
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
      grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
      legend: { show: facts.series.length > 1, left: 0, top: 0, itemWidth: 18, textStyle: { fontSize: 13 } },
      tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: function (value) { return value === null || value === undefined ? "–" : value.toLocaleString() + facts.unit; } },
      xAxis: { type: "category", data: facts.categories, axisTick: { show: false } },
      yAxis: { type: "value", minInterval: 1 },
      series: facts.series.map(function (series) {
        return {
          name: series.name,
          type: series.kind === "bar" ? "bar" : "line",
          step: series.kind === "step" ? "middle" : false,
          stack: facts.stacked ? "all" : undefined,
          data: series.values,
          connectNulls: false,
          barMaxWidth: 36,
          symbolSize: 6
        };
      })
    });
    window.addEventListener("resize", function () { plot.resize(); });
  }
  function plotAll(root) {
    var canvases = Array.prototype.slice.call(root.querySelectorAll("[data-chart][hidden]"));
    if (!canvases.length) return;
    var first = canvases[0];
    var go = function () { canvases.forEach(draw); };
    if (window.echarts) return go();
    load(first.dataset.library, function () {
      if (first.dataset.korean) load(first.dataset.korean, go); else go();
    });
  }
  plotAll(document);
  document.addEventListener("htmx:afterSwap", function (event) { plotAll(event.target); });

  // On a narrow screen a row of tabs is a strip: the open one is brought into view.
  document.querySelectorAll(".cc-tabs a[aria-current]").forEach(function (open) {
    var strip = open.closest("ul");
    if (strip.scrollWidth > strip.clientWidth) strip.scrollLeft = open.offsetLeft - strip.offsetLeft - 24;
  });

  // A page that is refused says so where messages stand, and brings it into view.
  document.addEventListener("htmx:sendError", function () {
    var box = document.getElementById("messages");
    if (box && box.dataset.offline) box.textContent = box.dataset.offline;
  });
})();
