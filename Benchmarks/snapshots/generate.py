#!/usr/bin/env python3
"""Writes a synthetic content repository: TEMPLATES x PROFILES cases over shared fragments.

The same arguments give the same bytes. Liquid is the subset that galley and python-liquid share;
`--engine hbs` writes the same messages in Handlebars, for the comparison with handlebars.js.
Of five templates three are emails (HTML and text), one is an in-app message and one an SMS. Every
template uses the fragment `sender`; each tenth one uses `promo`.
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


def sentence(rng, low=8, high=18):
    words = [rng.choice(WORDS) for _ in range(rng.randint(low, high))]
    return " ".join(words).capitalize() + "."


class Liquid:
    suffix = "liquid"

    def value(self, path, upper=False):
        return "{{ " + path + (" | upcase" if upper else "") + " | escape }}"

    def loop(self, path, name, body):
        return "{% for " + name + " in " + path + " %}" + body(name + ".") + "{% endfor %}"

    def branch(self, path, tier, then, other):
        return "{% if " + path + " == '" + tier + "' %}" + then + "{% else %}" + other + "{% endif %}"

    def given(self, path, then, other):
        return "{% if " + path + " %}" + then + "{% else %}" + other + "{% endif %}"

    def fragment(self, name):
        return "{% render '" + name + "' %}"

    def fragment_of(self, name, argument, item):
        return "{% render '" + name + "', " + argument + ": " + item + " %}"


class Handlebars:
    suffix = "hbs"

    def value(self, path, upper=False):
        return "{{" + path + "}}"

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
    yield "sender", "Harbour Outfitters, Northport\n"
    yield "product", (
        '<tr><td style="padding:12px 40px"><a href="https://www.harbour.example' + e.value("item.url")
        + '"><img src="https://assets.harbour.example' + e.value("item.image") + '" alt="'
        + e.value("item.name") + '" width="120" height="120"></a>\n<p class="ink"><b>'
        + e.value("item.name") + "</b><br>" + e.value("item.price") + " EUR</p></td></tr>\n"
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
    return ("Hello " + e.given("profile.firstName", e.value("profile.firstName"), "friend") + ", "
            + sentence(rng, low, high) + " " + e.fragment("sender"))


def body(e, rng, number, whole=True):
    parts = [e.fragment("head" if whole else "frame")]
    parts.append(
        '<tr><td style="padding:24px 40px"><h1 class="ink">' + sentence(rng, 3, 6) + "</h1>\n<p>Hello "
        + e.given("profile.firstName", e.value("profile.firstName"), "friend") + ", " + sentence(rng)
        + "</p></td></tr>\n")
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
    options = parser.parse_args()
    e = Liquid() if options.engine == "liquid" else Handlebars()
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
    for number in range(options.templates):
        rng = random.Random(f"{options.seed} template {number}")
        folder = f"templates/message-{number:04}"
        description = f"description: {sentence(rng, 4, 8)[:-1]}\n"
        title = sentence(rng, 3, 6)[:-1] + " " + e.value("profile.tier") + "\n"
        if number % 5 == 4:
            write(folder + "/template.yaml", "channel: sms\n" + description)
            write(f"{folder}/body.txt.{e.suffix}", plain(e, rng, 4, 8))
        elif number % 5 == 3:
            write(folder + "/template.yaml", "channel: in-app\n" + description)
            write(f"{folder}/title.{e.suffix}", title)
            write(f"{folder}/body.html.{e.suffix}", body(e, rng, number, whole=False))
        else:
            write(folder + "/template.yaml", (
                "channel: email\n" + description
                + "from: Harbour Outfitters <hello@harbour.example>\nheaders:\n"
                '  List-Unsubscribe: "<https://api.harbour.example/unsubscribe>"\n'
                "  List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"))
            write(f"{folder}/subject.{e.suffix}", title)
            write(f"{folder}/preheader.{e.suffix}", sentence(rng, 4, 7))
            write(f"{folder}/body.html.{e.suffix}", body(e, rng, number))
            write(f"{folder}/body.txt.{e.suffix}", plain(e, rng, 20, 40))
    print(f"{options.templates} templates x {options.profiles} profiles = "
          f"{options.templates * options.profiles} cases")


if __name__ == "__main__":
    main()
