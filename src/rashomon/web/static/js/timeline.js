// Drawing over the timeline asks for a span of days. Each bar is a link, so that keys do the same.

const DRAG = 5; // pixels that make a press a drag

/** Call `narrow(first, last)` with days ("2018-02-07") when a span of `drawing` is drawn over. */
export function watchBrush(drawing, narrow) {
  if (!drawing || drawing.dataset.watched) return;
  drawing.dataset.watched = "yes";
  const brush = drawing.querySelector(".brush");
  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
  };
  let from = null;
  let isDrag = false;

  drawing.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = at(event);
    isDrag = false;
  });
  drawing.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const width = drawing.getBoundingClientRect().width;
    if (!isDrag && Math.abs(at(event) - from) * width > DRAG) {
      isDrag = true;
      drawing.setPointerCapture(event.pointerId);
    }
    if (!isDrag) return;
    const [low, high] = [Math.min(from, at(event)), Math.max(from, at(event))];
    brush.setAttribute("x", `${low * 100}%`);
    brush.setAttribute("width", `${(high - low) * 100}%`);
  });
  drawing.addEventListener("pointerup", (event) => {
    if (from !== null && isDrag) {
      const [low, high] = [Math.min(from, at(event)), Math.max(from, at(event))];
      narrow(...daysOf(drawing, low, high));
    }
    from = null;
  });
  drawing.addEventListener("pointercancel", () => {
    from = null;
    brush.setAttribute("width", "0");
  });
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  // The click that ends a drag is none on the bar below it.
  drawing.addEventListener(
    "click",
    (event) => {
      if (!isDrag) return;
      isDrag = false;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}

/** The first and the last day of the spans between two shares of the drawing's width. */
export function daysOf(drawing, low, high) {
  const spans = Number(drawing.dataset.spans);
  const first = Math.min(spans - 1, Math.floor(low * spans));
  const last = Math.min(spans - 1, Math.max(first, Math.ceil(high * spans) - 1));
  return [begin(drawing, first), dayBefore(begin(drawing, last + 1))];
}

function begin(drawing, number) {
  const [year, month, day] = drawing.dataset.first.split("-").map(Number);
  const unit = drawing.dataset.unit;
  const start = new Date(0);
  if (unit === "year") start.setUTCFullYear(year + number, 0, 1);
  else if (unit === "month") start.setUTCFullYear(year, month - 1 + number, 1);
  else start.setUTCFullYear(year, month - 1, day + number);
  return start.toISOString().slice(0, 10);
}

function dayBefore(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
