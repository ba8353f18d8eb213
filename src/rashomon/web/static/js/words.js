// Words as they are searched for, and data of a published site. Not a module, and data that come
// as scripts: so that a site can be read from a disk, where modules and JSON are out of reach.
"use strict";

self.rashomon = (() => {
  const loading = new Map();

  /** The words of a text without case, accents and signs, a space between two. */
  function fold(text) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
  }

  /** What is asked for: runs of words, each with whether its last is only a beginning. */
  function termsOf(text) {
    const found = [];
    for (const [, quoted, bare] of text.matchAll(/"([^"]*)"|(\S+)/g)) {
      const words = fold(quoted ?? bare);
      if (words) found.push({ words, isBeginning: !!bare && bare.endsWith("*") });
    }
    return found;
  }

  /** Whether all that is asked for stands in folded words. */
  function isTold(terms, folded) {
    const within = ` ${folded} `;
    return terms.every((one) => within.includes(` ${one.words}${one.isBeginning ? "" : " "}`));
  }

  /** The data of a script at an address; asked for once. */
  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = () => resolve(self.rashomonData[address.split("/").pop()]);
        script.onerror = () => reject(new Error(`${address} cannot be read`));
        document.head.append(script);
      }));
    }
    return loading.get(address);
  }

  return { fold, termsOf, isTold, load };
})();
