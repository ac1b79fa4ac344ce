#!/usr/bin/env python3
"""Writes a synthetic content repository: TEMPLATES x PROFILES cases over shared fragments.

The same arguments give the same bytes. Liquid is the subset that galley and python-liquid share;
`--engine hbs` writes the same messages in Handlebars, for the comparison with handlebars.js.
Of five templates three are emails (HTML and text), one is an in-app message and one an SMS. Every
template uses the fragment `sender`; each tenth one uses `promo`. `--edited` writes the same repository
with five edits: the address of the footer, the greeting, the format of prices, a parameter of links,
and no word for customers without a name.
"""
import argparse
import json
import pathlib
import random

WORDS = (
    "trail ridge summit valley meadow river forest glacier harbour lantern compass canvas ember "
    "granite juniper cedar maple willow alder birch linen cotton wool copper timber anchor sail "
    "tide north south winter spring summer autumn morning evening weekend journey shelter campfire"
).split()
TIERS = ["bronze", "silver", "gold"]
# What an email has besides its texts: as its snapshot shows it, and as template.yaml says it.
FIELDS = {
    "from": "Harbour Outfitters <hello@harbour.example>",
    "header List-Unsubscribe": "<https://api.harbour.example/unsubscribe>",
    "header List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
}
HEADERS = (
    "from: Harbour Outfitters <hello@harbour.example>\nheaders:\n"
    '  List-Unsubscribe: "<https://api.harbour.example/unsubscribe>"\n'
    "  List-Unsubscribe-Post: List-Unsubscribe=One-Click\n")


def sentence(rng, low=8, high=18):
    words = [rng.choice(WORDS) for _ in range(rng.randint(low, high))]
    return " ".join(words).capitalize() + "."


class Language:
    # Whether the five edits are made.
    edited = False

    def greeting(self):
        if self.edited:
            return "Good morning " + self.value("profile.firstName") + "! "
        return "Hello " + self.given("profile.firstName", self.value("profile.firstName"), "friend") + ", "

    def price(self, path):
        return self.money(path) if self.edited else self.value(path) + " EUR"


class Liquid(Language):
    suffix = "liquid"

    def value(self, path, upper=False):
        return "{{ " + path + (" | upcase" if upper else "") + " | escape }}"

    def money(self, path):
        return "{{ " + path + " | money: 'EUR' | escape }}"

    def loop(self, path, name, body):
        return "{% for " + name + " in " + path + " %}" + body(name + ".") + "{% endfor %}"

    def branch(self, path, tier, then, other):
        return "{% if " + path + " == '" + tier + "' %}" + then + "{% else %}" + other + "{% endif %}"

    def given(self, path, then, other):
        # An empty text is true in Liquid.
        return "{% if " + path + " != '' %}" + then + "{% else %}" + other + "{% endif %}"

    def fragment(self, name):
        return "{% render '" + name + "' %}"

    def fragment_of(self, name, argument, item):
        return "{% render '" + name + "', " + argument + ": " + item + " %}"


class Handlebars(Language):
    suffix = "hbs"

    def value(self, path, upper=False):
        return "{{" + path + "}}"

    def money(self, path):
        return "{{money " + path + " 'EUR'}}"

    def loop(self, path, name, body):
        return "{{#each " + path + "}}" + body("this.") + "{{/each}}"

    def branch(self, path, tier, then, other):
        return "{{#if " + path.replace("tier", "is_" + tier) + "}}" + then + "{{else}}" + other + "{{/if}}"

    def given(self, path, then, other):
        return "{{#if " + path + "}}" + then + "{{else}}" + other + "{{/if}}"

    def fragment(self, name):
        return "{{> " + name + "}}"

    def fragment_of(self, name, argument, item):
        return "{{> " + name + " " + argument + "=this}}"


def fragments(e, rng):
    yield "head", (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="color-scheme" content="light dark">\n<title>Harbour Outfitters</title>\n'
        "<style>body{margin:0;background:#f4f6f4}.ink{color:#1c2b25}.dim{color:#5d6d65}</style>\n"
        '</head>\n<body>\n<table role="presentation" width="100%" cellpadding="0" cellspacing="0">\n'
    )
    yield "foot", (
        '<tr><td class="dim" style="padding:16px 40px 32px;font-size:12px">\n'
        "<p>Sent to " + e.value("profile.email") + " because you asked for it.</p>\n"
        '<p><a href="https://www.harbour.example/unsubscribe?c=' + e.value("profile.id")
        + '">Unsubscribe</a> · <a href="https://www.harbour.example/account">Settings</a></p>\n'
        "<p>" + e.fragment("sender") + "1 Quay Road</p>\n</td></tr>\n</table>\n</body>\n</html>\n"
    )
    yield "frame", '<table role="presentation" width="100%" cellpadding="0" cellspacing="0">\n'
    yield "sender", "Harbour Outfitters, " + ("4 Pier Street, " if e.edited else "") + "Northport\n"
    yield "product", (
        '<tr><td style="padding:12px 40px"><a href="https://www.harbour.example' + e.value("item.url")
        + ("?utm_campaign=spring" if e.edited else "") + '"><img src="https://assets.harbour.example' + e.value("item.image") + '" alt="'
        + e.value("item.name") + '" width="120" height="120"></a>\n<p class="ink"><b>'
        + e.value("item.name") + "</b><br>" + e.price("item.price") + "</p></td></tr>\n"
    )
    yield "promo", (
        '<tr><td style="padding:12px 40px"><p class="ink">'
        + e.branch("profile.tier", "gold", "Gold members save 20 percent today.",
                   e.branch("profile.tier", "silver", "Silver members save 10 percent today.",
                            "Members save 5 percent today."))
        + "</p></td></tr>\n"
    )
    yield "points", (
        '<tr><td style="padding:12px 40px"><p class="dim">You have ' + e.value("profile.points")
        + " points.</p></td></tr>\n"
    )
    for number in range(15):
        yield f"story-{number:02}", (
            '<tr><td style="padding:12px 40px"><h2 class="ink">' + sentence(rng, 3, 5) + "</h2>\n<p>"
            + sentence(rng) + " " + sentence(rng) + "</p></td></tr>\n"
        )


def plain(e, rng, low, high):
    return e.greeting() + sentence(rng, low, high) + " " + e.fragment("sender")


def body(e, rng, number, whole=True):
    parts = [e.fragment("head" if whole else "frame")]
    parts.append(
        '<tr><td style="padding:24px 40px"><h1 class="ink">' + sentence(rng, 3, 6) + "</h1>\n<p>"
        + e.greeting() + sentence(rng) + "</p></td></tr>\n")
    if number % 10 == 0:
        parts.append(e.fragment("promo"))
    for _ in range(rng.randint(2, 4)):
        tier = rng.choice(TIERS)
        parts.append(
            '<tr><td style="padding:12px 40px"><p>'
            + e.branch("profile.tier", tier, sentence(rng), sentence(rng)) + " "
            + e.value("profile.address.city", upper=True) + ".</p></td></tr>\n")
        parts.append(e.fragment(f"story-{rng.randrange(15):02}"))
    parts.append(e.loop("profile.browsing", "item", lambda name: e.fragment_of("product", "item", "item")))
    parts.append(e.fragment("points"))
    parts.append(e.fragment("foot") if whole else "</table>")
    parts.append(e.fragment("sender") if not whole else "")
    return "\n".join(parts)


def profile(rng, number):
    tier = TIERS[number % 3]
    first = rng.choice(["Anna", "Ben", "Claire", "Walter", "Nadia", "Zoë", "Kentaro", "Layla", "Grace"])
    return {
        "id": f"c-{10000 + number}",
        "firstName": "" if number % 11 == 7 else f"{first} {rng.choice(WORDS).capitalize()}",
        "email": f"customer-{number}@example.com",
        "locale": ["en", "de"][number % 2],
        "timeZone": "Europe/Berlin",
        "tier": tier, "is_gold": tier == "gold", "is_silver": tier == "silver", "is_bronze": tier == "bronze",
        "points": rng.randint(0, 9000),
        "address": {"city": rng.choice(["Berlin", "München", "Lyon", "Porto", "Ålesund"])},
        "browsing": [
            {"sku": f"SKU-{rng.randint(1000, 9999)}",
             "name": f"{rng.choice(WORDS)} {rng.choice(WORDS)} {rng.randint(20, 60)}",
             "price": rng.randint(900, 39900) / 100, "url": f"/p/{rng.choice(WORDS)}",
             "image": f"/products/{rng.choice(WORDS)}.jpg"}
            for _ in range(rng.randint(2, 6))],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--templates", type=int, default=500)
    parser.add_argument("--profiles", type=int, default=20)
    parser.add_argument("--engine", choices=["liquid", "hbs"], default="liquid")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--html", action="store_true", help="nothing but in-app messages: one snapshot a case")
    parser.add_argument("--edited", action="store_true", help="the same with five edits made")
    parser.add_argument("--index", type=pathlib.Path, help="writes the list of templates for the peers")
    options = parser.parse_args()
    e = Liquid() if options.engine == "liquid" else Handlebars()
    e.edited = options.edited
    root = pathlib.Path(options.folder)

    def write(path, text):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    write("galley.yaml", (
        "galley: 1\nname: synthetic\nlocales: { default: en, supported: [en, de] }\n"
        "timeZone: Europe/Berlin\nclocks:\n  default: 2026-03-02T09:00:00+01:00\n"
        "environments:\n  live: { shopUrl: https://www.harbour.example }\nmatrix: { strategy: each }\n"))
    write("locales/en.yaml", "greeting: Hello\n")
    write("locales/de.yaml", "greeting: Hallo\n")
    item = {"type": "object", "properties": {key: {"type": "string"} for key in
                                             ("sku", "name", "url", "image")}}
    item["required"] = ["sku", "name", "url", "image", "price"]
    item["properties"]["price"] = {"type": "number"}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
        "required": ["id", "email", "tier", "address", "points"],
        "properties": {
            **{key: {"type": "string"} for key in ("id", "firstName", "email", "locale", "timeZone")},
            "tier": {"enum": TIERS}, "points": {"type": "integer"},
            **{"is_" + tier: {"type": "boolean"} for tier in TIERS},
            "address": {"type": "object", "required": ["city"],
                        "properties": {"city": {"type": "string"}}},
            "browsing": {"type": "array", "items": item}}}
    write("schemas/profile.schema.json", json.dumps(schema, indent=2) + "\n")
    rng = random.Random(options.seed)
    for name, text in fragments(e, rng):
        write(f"fragments/{name}.{e.suffix}", text)
    for number in range(options.profiles):
        rng = random.Random(f"{options.seed} profile {number}")
        write(f"profiles/customer-{number:02}.json",
              json.dumps(profile(rng, number), indent=2, ensure_ascii=False) + "\n")
    index = {}
    for number in range(options.templates):
        rng = random.Random(f"{options.seed} template {number}")
        name = f"message-{number:04}"
        folder = f"templates/{name}"
        description = f"description: {sentence(rng, 4, 8)[:-1]}\n"
        title = sentence(rng, 3, 6)[:-1] + " " + e.value("profile.tier") + "\n"
        texts, fields = {}, {}
        if options.html or number % 5 == 3:
            channel = "in-app"
            texts["title"], texts["body.html"] = title, body(e, rng, number, whole=False)
        elif number % 5 == 4:
            channel = "sms"
            texts["body.txt"] = plain(e, rng, 4, 8)
        else:
            channel = "email"
            fields = FIELDS
            texts["subject"], texts["preheader"] = title, sentence(rng, 4, 7)
            texts["body.html"], texts["body.txt"] = body(e, rng, number), plain(e, rng, 20, 40)
        write(folder + "/template.yaml", f"channel: {channel}\n{description}" + (HEADERS if fields else ""))
        for part, text in texts.items():
            write(f"{folder}/{part}.{e.suffix}", text)
        index[name] = {"channel": channel, "parts": list(texts), "fields": fields}
    if options.index:
        options.index.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    print(f"{options.templates} templates x {options.profiles} profiles = "
          f"{options.templates * options.profiles} cases")


if __name__ == "__main__":
    main()
