/// The style sheet of the report's page: light and dark, wide and narrow, no file besides.
enum HTMLReportStyle {
  static let text = #"""

    :root { color-scheme: light dark; --paper: #f5f6f8; --card: #fff; --ink: #1b1f24; --soft: #5b6472;
      --line: #d8dde4; --accent: #0b5cad; --old: #ffe3e0; --old-ink: #8a1c12; --new: #d9f5e0;
      --new-ink: #115c2b; --warn: #fff1cc; --warn-ink: #6b4a00; --code: #eef1f5; }
    @media (prefers-color-scheme: dark) { :root { --paper: #14171b; --card: #1d2127; --ink: #e6e9ee;
      --soft: #a0a9b6; --line: #343b45; --accent: #7cb8ff; --old: #4a1f1c; --old-ink: #ffc4bd;
      --new: #173d25; --new-ink: #b6f0c8; --warn: #453508; --warn-ink: #ffe09a; --code: #282e36; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink);
      font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
    code, pre, kbd, .diff { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas,
      "DejaVu Sans Mono", monospace; }
    code { background: var(--code); padding: 1px 5px; border-radius: 4px; overflow-wrap: anywhere; }
    .skip { position: absolute; left: -9999px; }
    .skip:focus { left: 8px; top: 8px; background: var(--card); padding: 8px; z-index: 5; }
    .only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .top { max-width: 1400px; margin: 0 auto; padding: 20px 20px 4px; }
    h1 { margin: 0; font-size: 22px; line-height: 1.3; }
    .brand { color: var(--soft); font-weight: 500; }
    .sentence { margin: 2px 0 12px; color: var(--soft); }
    .counts { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 0; }
    .counts li { border-radius: 8px; padding: 6px 12px; background: var(--card);
      border: 1px solid var(--line); color: var(--soft); }
    .counts b { color: var(--ink); font-size: 18px; margin-right: 2px; }
    .counts .failed b, .counts .changed b { color: var(--old-ink); }
    .counts .new b { color: var(--new-ink); }
    .filters { position: sticky; top: 0; z-index: 3; display: flex; flex-wrap: wrap; gap: 8px 12px;
      align-items: end; max-width: 1400px; margin: 0 auto; padding: 10px 20px;
      background: var(--paper); border-bottom: 1px solid var(--line); }
    .filters label { display: grid; font-size: 12px; color: var(--soft); }
    .filters .wide { flex: 1 1 220px; }
    .filters output { color: var(--soft); padding: 6px 0; min-width: 9em; }
    input, select, button { font: inherit; color: inherit; background: var(--card);
      border: 1px solid var(--line); border-radius: 6px; padding: 5px 8px; min-height: 34px; }
    select { max-width: 210px; }
    input { width: 100%; }
    button { cursor: pointer; }
    button:hover { border-color: var(--accent); }
    button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent);
      color: var(--card); }
    :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    main { max-width: 1400px; margin: 0 auto; padding: 16px 20px 60px; outline: none; }
    .card, .list { background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      margin: 0 0 18px; scroll-margin-top: 130px; }
    .card:focus { outline: 2px solid var(--accent); outline-offset: 0; }
    .head { padding: 14px 16px 10px; }
    .list { padding: 14px 16px; }
    .list ul { margin: 6px 0 0; padding-left: 20px; }
    h2 { margin: 0 0 6px; font-size: 17px; font-weight: 600; line-height: 1.4; }
    .kind { display: inline-block; font-size: 12px; font-weight: 600; padding: 1px 8px;
      border-radius: 10px; background: var(--code); vertical-align: 2px; }
    .kind.changed, .kind.failed, .kind.broken, .kind.removed { background: var(--old);
      color: var(--old-ink); }
    .kind.added, .kind.mended { background: var(--new); color: var(--new-ink); }
    .kind.stale { background: var(--warn); color: var(--warn-ink); }
    .outlier { margin: 4px 0; padding: 4px 10px; border-radius: 6px; background: var(--warn);
      color: var(--warn-ink); }
    .words { list-style: none; margin: 4px 0; padding: 0; }
    .words li { white-space: pre-wrap; overflow-wrap: anywhere; margin: 2px 0; }
    del, ins { text-decoration: none; padding: 0 3px; border-radius: 3px; white-space: pre-wrap; }
    del { background: var(--old); color: var(--old-ink); text-decoration: line-through;
      text-decoration-thickness: 1px; }
    ins { background: var(--new); color: var(--new-ink); }
    .facts { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 6px 0 0; color: var(--soft);
      align-items: center; }
    .accept { display: inline-flex; gap: 6px; align-items: center; }
    .accept button { min-height: 0; padding: 0 8px; font-size: 12px; }
    .body { border-top: 1px solid var(--line); min-height: 560px; padding: 10px 16px 16px; }
    .bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-bottom: 10px; }
    .bar select { flex: 1 1 200px; max-width: 480px; min-width: 0; }
    .bar .place { color: var(--soft); }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
    .sides.single { grid-template-columns: 1fr; }
    .side { min-width: 0; border: 1px solid var(--line); border-radius: 8px; overflow: hidden;
      display: flex; flex-direction: column; }
    .side h3 { margin: 0; padding: 5px 10px; font-size: 12px; font-weight: 600; color: var(--soft);
      background: var(--code); }
    .side dl { margin: 0; padding: 8px 10px; border-bottom: 1px solid var(--line); display: grid;
      grid-template-columns: auto 1fr; gap: 2px 10px; font-size: 14px; }
    .side dt { color: var(--soft); }
    .side dd { margin: 0; overflow-wrap: anywhere; }
    .frame { height: 460px; min-height: 120px; resize: vertical; overflow: hidden; background: #fff; }
    .frame iframe { display: block; width: 100%; height: 100%; border: 0; background: #fff;
      color-scheme: light; }
    .side pre { margin: 0; padding: 12px; white-space: pre-wrap; overflow-wrap: anywhere;
      max-height: 520px; overflow: auto; }
    .bubble { margin: 16px; padding: 10px 14px; border-radius: 16px 16px 16px 4px; max-width: 380px;
      background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
    .diff { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
    .row { display: grid; grid-template-columns: 1fr 1fr; }
    .row > div { padding: 1px 10px; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
    .row > div + div { border-left: 1px solid var(--line); }
    .row .was { background: color-mix(in srgb, var(--old) 45%, transparent); }
    .row .is { background: color-mix(in srgb, var(--new) 45%, transparent); }
    .gap { padding: 2px 10px; color: var(--soft); background: var(--code); }
    .invisible { font-size: 11px; border: 1px solid currentColor; border-radius: 3px; padding: 0 2px; }
    .none { color: var(--soft); padding: 20px 16px; max-width: 1400px; margin: 0 auto; }
    dialog { border: 1px solid var(--line); border-radius: 10px; background: var(--card);
      color: var(--ink); padding: 18px 22px; }
    dialog dl { margin: 0 0 14px; } dialog dl div { display: flex; gap: 14px; margin: 6px 0; }
    dialog dt { min-width: 60px; } dialog dd { margin: 0; }
    kbd { border: 1px solid var(--line); border-radius: 4px; padding: 1px 6px; background: var(--code); }
    @media (max-width: 720px) {
      .top, main, .filters { padding-left: 10px; padding-right: 10px; }
      .filters { position: static; } .filters label { flex: 1 1 40%; }
      .filters .wide { flex-basis: 100%; } select { max-width: none; width: 100%; }
      .sides { grid-template-columns: 1fr; } .frame { height: 380px; }
      .row { grid-template-columns: 1fr; } .row > div + div { border-left: 0; }
      .row.same > div + div { display: none; } .row > div:empty { display: none; }
      .head, .body { padding-left: 10px; padding-right: 10px; } .card { scroll-margin-top: 8px; }
      #keys { display: none; }
    }

    """#
}
