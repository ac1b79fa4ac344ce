/// The script of the report's page: filters, keys, and messages made when they come into view.
///
/// It builds elements and sets their text, never markup from content. The one exception is `srcdoc`:
/// a rendered message goes into a frame whose sandbox allows nothing, after everything that would
/// load or run has been taken out, which the page's content policy forbids anyway.
enum HTMLReportScript {
  static let text = #"""

    "use strict";
    (() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const byId = (id) => document.getElementById(id);
    const cards = [...document.querySelectorAll("article.card")];
    const make = (name, className, text) => {
      const element = document.createElement(name);
      if (className) element.className = className;
      if (text !== undefined) element.textContent = text;
      return element;
    };

    // Texts: an output is a list of runs of pieces.
    const numbers = (runs) => {
      const list = [];
      for (let i = 0; i < runs.length; i += 2)
        for (let k = 0; k < runs[i + 1]; k++) list.push(runs[i] + k);
      return list;
    };
    const textOf = (runs) => runs === null ? null : numbers(runs).map((n) => data.pieces[n]).join("");
    const invisible =
      /[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
    const show = (parent, text) => {
      let start = 0;
      for (const match of text.matchAll(invisible)) {
        parent.append(text.slice(start, match.index));
        const code = match[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
        parent.append(make("span", "invisible", "U+" + code));
        start = match.index + match[0].length;
      }
      parent.append(text.slice(start));
      return parent;
    };

    // Words that differ, by the longest common subsequence where it is small enough.
    const split = (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) || [];
    const compare = (old, now) => {
      const a = split(old), b = split(now);
      let head = 0, tail = 0;
      while (head < a.length && head < b.length && a[head] === b[head]) head++;
      while (tail < a.length - head && tail < b.length - head &&
        a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
      const x = a.slice(head, a.length - tail), y = b.slice(head, b.length - tail);
      const result = [["same", a.slice(0, head).join("")]];
      const push = (kind, word) => {
        const last = result[result.length - 1];
        if (last[0] === kind) last[1] += word; else result.push([kind, word]);
      };
      if (x.length * y.length > 400000) {
        if (x.length) push("del", x.join(""));
        if (y.length) push("ins", y.join(""));
      } else {
        const width = y.length + 1, best = new Uint16Array((x.length + 1) * width);
        for (let i = x.length - 1; i >= 0; i--)
          for (let j = y.length - 1; j >= 0; j--)
            best[i * width + j] = x[i] === y[j] ? best[(i + 1) * width + j + 1] + 1
              : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
        let i = 0, j = 0;
        while (i < x.length || j < y.length) {
          if (i < x.length && j < y.length && x[i] === y[j]) { push("same", x[i]); i++; j++; }
          else if (j >= y.length || (i < x.length &&
            best[(i + 1) * width + j] >= best[i * width + j + 1])) { push("del", x[i]); i++; }
          else { push("ins", y[j]); j++; }
        }
      }
      push("same", a.slice(a.length - tail).join(""));
      return result;
    };
    const marked = (parent, parts, kind) => {
      for (const [name, text] of parts) {
        if (name === "same") show(parent, text);
        else if (name === kind) parent.append(show(make(name), text));
      }
      return parent;
    };

    // A rendered message without anything that would load, run or lead away.
    const blockedStyle = (css) => css
      .replace(/@import[^;]*;?/gi, "")
      .replace(/url\(\s*(?!['"]?(?:data:|#))[^)]*\)/gi, "none")
      .replace(/image-set\([^)]*\)/gi, "none");
    const placeholder = (image) => {
      const size = (name, otherwise) => /^\d+$/.test(image.getAttribute(name) || "")
        ? Number(image.getAttribute(name)) : otherwise;
      const width = size("width", 160), height = size("height", 60);
      const svg = document.implementation.createDocument("http://www.w3.org/2000/svg", "svg");
      const add = (name, values) => {
        const element = svg.createElementNS("http://www.w3.org/2000/svg", name);
        for (const key in values) element.setAttribute(key, values[key]);
        svg.documentElement.append(element);
        return element;
      };
      svg.documentElement.setAttribute("width", width);
      svg.documentElement.setAttribute("height", height);
      add("rect", { width: "100%", height: "100%", fill: "#e8ebef", stroke: "#b3bac4",
        "stroke-dasharray": "4 3" });
      if (width > 40 && height > 16) {
        add("text", { x: 8, y: Math.min(20, height - 4), fill: "#5b6472", "font-size": 12,
          "font-family": "sans-serif" }).textContent = (image.getAttribute("alt") || "image")
          .replace(/\p{C}/gu, " ");
      }
      return "data:image/svg+xml," +
        encodeURIComponent(new XMLSerializer().serializeToString(svg));
    };
    // Marks the elements whose own text the other message does not have.
    const outline = (page, other) => {
      const texts = (root) => {
        const list = [], walker = root.createTreeWalker(root.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const name = walker.currentNode.parentNode.localName;
          const text = walker.currentNode.data.replace(/\s+/g, " ").trim();
          if (text && name !== "style" && name !== "title") list.push([text, walker.currentNode]);
        }
        return list;
      };
      const known = new Map();
      for (const [text] of texts(other)) known.set(text, (known.get(text) || 0) + 1);
      for (const [text, node] of texts(page)) {
        const count = known.get(text) || 0;
        if (count) known.set(text, count - 1);
        else node.parentNode.style.cssText += ";outline:2px dashed #d9730d;outline-offset:2px";
      }
    };
    const harmless = (text, other) => {
      // The parser's page has this page's policy, which would speak of each handler it refuses.
      const parse = (html) => new DOMParser().parseFromString(html.replace(/<[a-z][^>]*>/gi,
        (tag) => tag.replace(/([\s"'\/])on([a-z]+\s*=)/gi, "$1data-on$2")
          .replace(/^<base\b/i, "<meta").replace(/http-equiv/gi, "data-http")), "text/html");
      const page = parse(text);
      page.querySelectorAll("script, base, link, iframe, frame, frameset, object, embed, applet, " +
        "portal, meta[http-equiv], audio, video").forEach((element) => element.remove());
      const clean = (root) => root.querySelectorAll("*").forEach((element) => {
        if (element.localName === "template" && element.content) clean(element.content);
        if (element.localName === "style") element.textContent = blockedStyle(element.textContent);
        const isData = /^\s*data:image\//i.test(element.getAttribute("src") || "");
        if (element.localName === "img" && !isData) element.setAttribute("src", placeholder(element));
        for (const { name, value } of [...element.attributes]) {
          const key = name.toLowerCase();
          if (key === "style") element.setAttribute(name, blockedStyle(value));
          else if (key === "href" || key.endsWith(":href")) {
            element.removeAttribute(name);
            element.setAttribute("title", value);
          } else if (key === "src" && element.localName === "img") continue;
          else if (key.startsWith("on") || key.startsWith("data-on") || ["src", "srcset", "background", "poster", "data", "action",
            "formaction", "ping", "srcdoc", "autofocus", "manifest", "imagesrcset"].includes(key))
            element.removeAttribute(name);
        }
        if (element.title && element.localName === "a") element.style.cursor = "help";
      });
      clean(page);
      if (other !== null) outline(page, parse(other));
      const links = page.createElement("style");
      links.textContent = "a:not(#x){text-decoration:underline}a:not([style]){color:#06c}";
      page.head.prepend(links);
      return "<!doctype html>" + page.documentElement.outerHTML;
    };

    // The envelope that stands in the first comment of a stored message.
    const envelope = (text) => {
      const match = /^\x3c!--galley 1\n([\s\S]*?)-->\n?/.exec(text);
      if (!match) return { fields: [], body: text };
      const fields = [];
      for (const line of match[1].split("\n")) {
        const at = line.indexOf(": ");
        if (at < 0) continue;
        let value = line.slice(at + 2);
        try { value = JSON.parse(value); } catch { /* shown as it stands */ }
        fields.push([line.slice(0, at), String(value)]);
      }
      return { fields, body: text.slice(match[0].length) };
    };

    const side = (title, text, other, kind, path) => {
      const box = make("div", "side");
      box.append(make("h3", "", title));
      if (text === null) { box.append(make("pre", "", "nothing")); return box; }
      const { fields, body } = envelope(text);
      if (fields.length) {
        const list = make("dl"), known = other === null ? null : new Map(envelope(other).fields);
        for (const [name, value] of fields) {
          list.append(make("dt", "", name));
          const before = known && known.get(name);
          const field = make("dd");
          if (known && before !== undefined && before !== value)
            marked(field, kind === "del" ? compare(value, before) : compare(before, value), kind);
          else show(field, value);
          list.append(field);
        }
        box.append(list);
      }
      if (/\.html$/.test(path)) {
        const frame = make("iframe");
        frame.setAttribute("sandbox", "");
        frame.setAttribute("referrerpolicy", "no-referrer");
        frame.title = title + ": " + path;
        frame.srcdoc = harmless(body, other === null ? null : envelope(other).body);
        const holder = make("div", "frame");
        holder.append(frame);
        box.append(holder);
      } else {
        const content = make(/\.sms\.txt$/.test(path) ? "div" : "pre",
          /\.sms\.txt$/.test(path) ? "bubble" : "");
        if (other === null) show(content, body);
        else marked(content, kind === "del" ? compare(body, envelope(other).body)
          : compare(envelope(other).body, body), kind);
        box.append(content);
      }
      return box;
    };

    const rendered = (change) => {
      const [, path, oldRuns, newRuns] = change;
      const old = textOf(oldRuns), now = textOf(newRuns);
      const box = make("div", "sides" + (old === null || now === null ? " single" : ""));
      if (old !== null) box.append(side("stored", old, now, "del", path));
      if (now !== null) box.append(side("rendered now", now, old, "ins", path));
      return box;
    };

    const differences = (change) => {
      const old = numbers(change[2] || []), now = numbers(change[3] || []), edits = change[4];
      const table = make("div", "diff");
      const text = (number) => data.pieces[number].replace(/\n$/, "");
      const row = (left, right, className) => {
        const line = make("div", "row" + (className || ""));
        line.append(left, right);
        table.append(line);
      };
      const same = (from, to) => {
        for (let i = from; i < to; i++)
          row(show(make("div"), text(old[i])), show(make("div"), text(old[i])), " same");
      };
      let at = 0;
      for (let i = 0; i < edits.length; i += 4) {
        const [a, b, c, d] = edits.slice(i, i + 4), start = Math.max(at, a - 2);
        if (start > at) table.append(make("div", "gap", "… " + (start - at) + " lines"));
        same(start, a);
        const before = old.slice(a, b).map(text), after = now.slice(c, d).map(text);
        if (before.length === after.length) {
          before.forEach((line, k) => {
            const parts = compare(line, after[k]);
            row(marked(make("div", "was"), parts, "del"), marked(make("div", "is"), parts, "ins"));
          });
        } else {
          const parts = compare(before.join("\n"), after.join("\n"));
          row(before.length ? marked(make("div", "was"), parts, "del") : make("div"),
            after.length ? marked(make("div", "is"), parts, "ins") : make("div"));
        }
        at = b;
        const end = Math.min(old.length, b + 2, i + 4 < edits.length ? edits[i + 4] : old.length);
        same(at, end);
        at = end;
      }
      if (at < old.length) table.append(make("div", "gap", "… " + (old.length - at) + " lines"));
      return table;
    };

    // One state for each card; its body is made when it comes near the view.
    const states = data.clusters.map((cluster, index) => ({
      cluster, card: cards[index], body: cards[index].querySelector(".body"),
      members: cluster.changes, at: 0, view: "rendered", isNear: false }));
    const draw = (state) => {
      const members = state.members, body = state.body;
      body.replaceChildren();
      if (!members.length || !state.isNear) return;
      state.at = Math.min(Math.max(state.at, 0), members.length - 1);
      const change = data.changes[members[state.at]];
      const bar = make("div", "bar");
      const button = (text, label, action, pressed) => {
        const element = make("button", "", text);
        element.type = "button";
        if (label) element.setAttribute("aria-label", label);
        if (pressed !== undefined) element.setAttribute("aria-pressed", String(pressed));
        element.addEventListener("click", action);
        bar.append(element);
        return element;
      };
      const again = (name) => { draw(state); body.querySelector(name)?.focus(); };
      if (members.length > 1) button("‹", "previous output", () => { state.at--; again("button"); })
        .disabled = state.at === 0;
      const list = make("select");
      list.setAttribute("aria-label", "output");
      members.forEach((number, index) => {
        const option = make("option", "", data.changes[number][1].replace(/^snapshots\//, ""));
        option.selected = index === state.at;
        list.append(option);
      });
      list.addEventListener("change", () => { state.at = list.selectedIndex; again("select"); });
      bar.append(list);
      if (members.length > 1) button("›", "next output", () => { state.at++; again("button + select + button"); })
        .disabled = state.at === members.length - 1;
      bar.append(make("span", "place", (state.at + 1) + " of " + members.length));
      if (change[5]) bar.append(make("span", "place", change[5]));
      for (const [view, text] of [["rendered", "Messages"], ["difference", "Differences"]])
        button(text, "", () => { state.view = view; again("[aria-pressed=true]"); }, state.view === view);
      body.append(bar, state.view === "rendered" ? rendered(change) : differences(change));
    };
    const observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        const state = states[cards.indexOf(entry.target)];
        if (state.isNear === entry.isIntersecting) continue;
        state.isNear = entry.isIntersecting;
        // Far away the space is kept and the frames are let go.
        state.body.style.minHeight = state.isNear ? "0" : state.body.offsetHeight + "px";
        draw(state);
      }
    }, { rootMargin: "800px" });
    states.forEach((state) => observer.observe(state.card));

    // Filters.
    const fields = ["template", "locale", "channel", "cause"].map(byId);
    const query = byId("query");
    const apply = () => {
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      const [template, locale, channel, cause] = fields.map((field) => field.value);
      // An output with two edits is a member of both.
      const outputs = new Set();
      let edits = 0;
      for (const state of states) {
        const isCause = !cause || state.cluster.causes.includes(cause);
        const edit = ("edit:" + state.cluster.id + " " + state.cluster.words + " " +
          state.cluster.causes.join(" ")).toLowerCase();
        const members = !isCause ? [] : state.cluster.changes.filter((number) => {
          const change = data.changes[number], about = data.cases[change[0]];
          if (template && about[1] !== template || locale && about[2] !== locale ||
            channel && about[3] !== channel) return false;
          const name = (change[1] + " " + about[0]).toLowerCase();
          return words.every((word) => name.includes(word) || edit.includes(word));
        });
        const isOther = members.length !== state.members.length;
        state.members = members;
        state.card.hidden = !members.length;
        members.forEach((number) => outputs.add(number));
        if (members.length) edits++;
        if (isOther) { state.at = 0; draw(state); }
      }
      byId("shown").textContent = outputs.size + (outputs.size === 1 ? " output" : " outputs") +
        " in " +
        edits + (edits === 1 ? " edit" : " edits");
      byId("nothing").hidden = edits > 0 || !states.length;
    };
    [query, ...fields].forEach((field) => field.addEventListener("input", apply));
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    byId("filters").addEventListener("reset", () => setTimeout(apply));
    byId("keys").addEventListener("click", () => byId("help").showModal());
    document.addEventListener("click", (event) => {
      const copy = event.target.closest(".copy");
      if (!copy) return;
      const done = () => { copy.textContent = "Copied"; };
      navigator.clipboard?.writeText(copy.dataset.text).then(done, () => {});
    });

    // Keys.
    const current = () => states.find((state) => state.card.contains(document.activeElement));
    const focus = (state) => {
      if (!state) return;
      state.card.scrollIntoView({ block: "start" });
      state.card.focus({ preventScroll: true });
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape" && event.target === query) {
        byId("filters").reset();
        query.blur();
      }
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || byId("help").open) return;
      const shown = states.filter((state) => !state.card.hidden), state = current();
      const index = shown.indexOf(state);
      const actions = {
        j: () => focus(shown[Math.min(index + 1, shown.length - 1)]),
        k: () => focus(shown[Math.max(index - 1, 0)]),
        n: () => { if (state) { state.at++; draw(state); focus(state); } },
        p: () => { if (state) { state.at--; draw(state); focus(state); } },
        v: () => { if (state) { state.view = state.view === "rendered" ? "difference" : "rendered";
          draw(state); focus(state); } },
        "/": () => query.focus(), "?": () => byId("help").showModal() };
      const action = actions[event.key];
      if (action) { event.preventDefault(); action(); }
    });
    apply();
    document.documentElement.dataset.ready = "true";
    })();

    """#
}
