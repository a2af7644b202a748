/* What of the chat somebody could not read, reach or press, by fault. Looks at what is really there: computed colours
   over whatever lies beneath, boxes, names. */
() => {
  const root = document.querySelector("alur-chat").shadowRoot;
  const isSeen = (one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const isAside = (one) => one.closest(".vh, .trap, [aria-hidden=true]");
  const named = (one) => {
    const { width, height } = one.getBoundingClientRect();
    const words = (one.innerText ?? "").slice(0, 30);
    return `${one.localName}.${one.className || one.id} “${words}” ${Math.round(width)}×${Math.round(height)}`;
  };

  const paper = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = (colours) => {
    for (const colour of ["#fff", ...colours]) {
      paper.fillStyle = colour;
      paper.fillRect(0, 0, 1, 1);
    }
    return [...paper.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255);
  };
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const up = (one) => one.parentElement ?? one.getRootNode().host ?? null;
  const chain = (one) => (one ? [...chain(up(one)), getComputedStyle(one)] : []);
  const contrast = (one) => {
    const under = chain(one).map((style) => style.backgroundColor);
    const [a, b] = [light(painted(under)), light(painted([...under, getComputedStyle(one).color]))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const isPale = (one) => {
    const { fontSize, fontWeight } = getComputedStyle(one);
    const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
    const isFaint = chain(one).reduce((all, style) => all * Number(style.opacity), 1) < 0.8;
    return contrast(one) < (isLarge ? 3 : 4.5) || isFaint;
  };

  const all = [...root.querySelectorAll("*")].filter((one) => isSeen(one) && !isAside(one));
  const texts = all.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  const pressed = all.filter((one) => one.matches("button, a[href], select, textarea, input:not([type=hidden])"));
  const isNameless = (one) =>
    ![one.getAttribute("aria-label"), one.innerText, one.querySelector("img")?.alt, ...[...(one.labels ?? [])].map((label) => label.innerText)].some((name) => name?.trim());
  const isSmall = (one) => {
    if (one.matches(".bub a, .agree a")) return false; // within a sentence
    const box = (one.matches("input[type=radio], input[type=checkbox]") ? one.closest("label") : one).getBoundingClientRect();
    return box.width < 24 || box.height < 24;
  };
  const isOutside = (one) => {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < -0.5 || right > document.documentElement.clientWidth + 0.5);
  };
  const scrollsSideways = (one) =>
    one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX) && !one.matches("textarea, input");
  // Last, for it scrolls. Under an open menu nothing else is to be pressed.
  const menu = root.querySelector(".menu:not([hidden])");
  const isBuried = (one) => {
    if (one.matches("input[type=radio]") || (menu && !menu.contains(one))) return false;
    one.scrollIntoView({ block: "center" });
    const { left, top, width, height } = one.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const there = root.elementFromPoint(x, y);
    return x < 0 || y < 0 || x > innerWidth || y > innerHeight || !(one.contains(there) || there?.contains(one));
  };
  const found = {
    pale: texts.filter(isPale).map((one) => `${named(one)} ${contrast(one).toFixed(2)}`),
    small: pressed.filter(isSmall).map(named),
    nameless: pressed.filter(isNameless).map(named),
    outside: all.filter(isOutside).map(named),
    buried: pressed.filter(isBuried).map(named),
    sideways: all.filter(scrollsSideways).map(named),
  };
  return Object.fromEntries(Object.entries(found).filter(([, which]) => which.length));
}
