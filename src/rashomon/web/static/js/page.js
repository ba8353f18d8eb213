// What every page does once scripts run. Everything works without it.

// A theme chosen without a round trip; the form keeps it for the next page.
document.documentElement.classList.add("has-script");
