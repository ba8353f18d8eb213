// Shapes for the map: lines out of steps, circles of kilometers, and boxes around points.

const KM_PER_DEGREE = 111.195; // of latitude, on a sphere of 6371 km

/** The points of a line told as whole hundredths of a degree, each as a step from the last. */
export function pointsOf(steps) {
  const points = [];
  let x = 0;
  let y = 0;
  for (let n = 0; n < steps.length; n += 2) {
    x += steps[n];
    y += steps[n + 1];
    points.push([x / 100, y / 100]);
  }
  return points;
}

export function feature(type, coordinates, properties = {}) {
  return { type: "Feature", geometry: { type, coordinates }, properties };
}

export function collection(features) {
  return { type: "FeatureCollection", features };
}

/** A ring around a point, `km` away from it; past 180° it goes on beyond 180. */
export function ringAround(lon, lat, km, corners = 64) {
  const high = km / KM_PER_DEGREE;
  const ring = [];
  for (let n = 0; n <= corners; n += 1) {
    const turn = (2 * Math.PI * n) / corners;
    const y = Math.max(-89, Math.min(89, lat + high * Math.sin(turn)));
    const shrink = Math.max(0.02, Math.cos((y * Math.PI) / 180));
    ring.push([lon + (high * Math.cos(turn)) / shrink, y]);
  }
  return ring;
}

/** A line whose points never jump across 180°: they go on beyond it instead. */
export function unbroken(line) {
  let turns = 0;
  return line.map(([lon, lat], n) => {
    if (n > 0) {
      const step = lon - line[n - 1][0];
      if (step > 180) turns -= 360;
      else if (step < -180) turns += 360;
    }
    return [lon + turns, lat];
  });
}

/**
 * The narrowest box [west, south, east, north] around circles {lon, lat, km}; it spans 180° where
 * that is narrower, with an east beyond 180. Null for none.
 */
export function boxAround(circles) {
  if (!circles.length) return null;
  const lons = circles.map((one) => one.lon).sort((a, b) => a - b);
  let gap = 360 - (lons.at(-1) - lons[0]);
  let west = lons[0];
  for (let n = 1; n < lons.length; n += 1) {
    if (lons[n] - lons[n - 1] > gap) {
      gap = lons[n] - lons[n - 1];
      west = lons[n];
    }
  }
  const box = [Infinity, 90, -Infinity, -90];
  for (const { lon, lat, km } of circles) {
    const x = lon < west ? lon + 360 : lon;
    const high = (km ?? 0) / KM_PER_DEGREE;
    const wide = high / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
    box[0] = Math.min(box[0], x - wide);
    box[1] = Math.max(-85, Math.min(box[1], lat - high));
    box[2] = Math.max(box[2], x + wide);
    box[3] = Math.min(85, Math.max(box[3], lat + high));
  }
  return box;
}

/** A longitude between -180 and 180. */
export function wrapped(lon) {
  return ((((lon + 180) % 360) + 360) % 360) - 180;
}
