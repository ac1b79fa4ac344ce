"""Writes profiles of about 8 KB, the same every time: profiles.json, and plain.json with every value worked out.

usage: profiles.py FOLDER [--items N] [--profiles N]
"""
import argparse
import json
import pathlib
import random
from urllib.parse import quote

asked = argparse.ArgumentParser()
asked.add_argument("folder", type=pathlib.Path)
asked.add_argument("--items", type=int, default=12)
asked.add_argument("--profiles", type=int, default=100)
asked = asked.parse_args()

made = random.Random(20240229)
FIRST = ["mara", "JONAS", "", None, "Eleni Παππά", "Nguyễn", "d'Arcy", "Zoë", "Ola"]
THINGS = ["tent", "stove <small>", "sleeping bag", '12" pan', "lamp", "jacket & hood", "rope", "Käsemesser"]
KINDS = ["Light", "Robust", "Alpine", "Everyday", "Folding", "Handmade"]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


def thing(number):
    title = " ".join(made.sample(KINDS, made.randint(1, 3))) + " " + made.choice(THINGS)
    price = made.randint(490, 21000)
    handle = "".join(c if c.isascii() and c.isalnum() else "-" for c in title.lower())
    return {
        "id": number, "title": title, "handle": handle, "image": f"https://img.example/goods/{handle}/large.jpg",
        "price": price, "before": price + made.choice([0, 0, 900]), "quantity": made.randint(1, 3),
        "stock": made.randint(1, 20), "note": made.choice([None, 'for "Mum" & Dad', "leave at the door"]),
        "choices": [{"name": "Size", "value": made.choice("SML")},
                    {"name": "Colour", "value": made.choice(["Black & white", "Grün", "Red"])}],
        "description": "A thing that lasts, made from what grows back; care for it and it will stay. " * 3,
    }


def profile(number):
    items = [thing(number * 100 + index) for index in range(asked.items)]
    return {
        "customer": {"id": f"p{number:05}", "first_name": made.choice(FIRST), "email": f"reader+{number}@mail.example",
                     "tier": made.choice(["gold", "silver", "plain", None]), "points": made.choice([None, 90, 5100]),
                     "locale": made.choice(["en", "de", "pt"])},
        "cart": {"items": items, "currency": made.choice(["EUR", "GBP", "USD"]),
                 "url": f"https://goods.example/basket/{made.getrandbits(40):x}",
                 "kept_until": f"2026-{made.randint(1, 12):02}-{made.randint(1, 28):02} 12:00:00",
                 "scarce": sum(1 for item in items if item["stock"] < 4),
                 "subtotal": sum(item["price"] * item["quantity"] for item in items),
                 "saved": sum((item["before"] - item["price"]) * item["quantity"] for item in items),
                 "code": made.choice([None, "spring"]), "discount": made.choice([0, 500])},
        "store": {"name": "Bell & Sons", "url": "https://goods.example", "logo": "https://img.example/logo.png",
                  "free_from": 5000, "street": "Lane 4", "zip": "20095", "city": "Hamburg",
                  "links": [{"path": "new", "label": "New"}, {"path": "sale", "label": "Sale & more"}]},
        "picks": [thing(90000 + index) for index in range(3)],
    }


def cents(amount):
    return f"{amount // 100}.{amount % 100:02}"


def shorten(text, most):
    return text if len(text) <= most else text[:most - 3] + "..."


def plain(given):
    """The profile with every value that templates without helpers cannot work out."""
    customer, cart, store = given["customer"], given["cart"], given["store"]
    year, month, day = cart["kept_until"][:10].split("-")
    rows = [{**item, "number": number, "shade": number % 2 == 0, "short": shorten(item["title"], 40),
             "few": item["stock"] < 4, "line": cents(item["price"] * item["quantity"]),
             "was": cents(item["before"]) if item["before"] > item["price"] else None}
            for number, item in enumerate(cart["items"], 1)]
    picks = [{**item, "short": shorten(item["title"], 22), "cost": cents(item["price"]), "place": place}
             for item, place in zip(given["picks"], ["left", "middle", "right"])]
    first = cart["items"][0]
    shown = {"name": (customer["first_name"] or "friend").capitalize(), "count": len(rows), "single": len(rows) == 1,
             "first36": shorten(first["title"], 36), "first28": shorten(first["title"], 28),
             "first_price": cents(first["price"]), "gold": customer["tier"] == "gold",
             "silver": customer["tier"] == "silver", "free_from": cents(store["free_from"]),
             "kept_until": f"{day} {MONTHS[int(month) - 1]} {year}", "scarce": cart["scarce"] > 0,
             "subtotal": cents(cart["subtotal"]), "saved": cents(cart["saved"]) if cart["saved"] > 0 else None,
             "code": cart["code"] and cart["code"].upper(), "discount": cents(cart["discount"]),
             "total": cents(cart["subtotal"] - cart["discount"]), "email": quote(customer["email"], safe=""),
             "foreign": customer["locale"] != "en", "locale": customer["locale"].upper(),
             "campaign": quote("basket&more", safe=""), "euro": cart["currency"] == "EUR",
             "pound": cart["currency"] == "GBP"}
    return {**given, "cart": {**cart, "items": rows}, "picks": picks, "shown": shown}


profiles = [profile(number) for number in range(asked.profiles)]
for name, list_ in [("profiles", profiles), ("plain", [plain(given) for given in profiles])]:
    with open(asked.folder / f"{name}.json", "w", encoding="utf8") as file:
        json.dump(list_, file, ensure_ascii=False)
