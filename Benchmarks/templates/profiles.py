"""Writes 100 profiles of about 8 KB, the same every time. usage: profiles.py FILE"""
import json
import random
import sys

made = random.Random(20240229)
FIRST = ["mara", "JONAS", "", None, "Eleni Παππά", "Nguyễn", "d'Arcy", "Zoë", "Ola"]
THINGS = ["tent", "stove <small>", "sleeping bag", '12" pan', "lamp", "jacket & hood", "rope", "Käsemesser"]
KINDS = ["Light", "Robust", "Alpine", "Everyday", "Folding", "Handmade"]


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
    items = [thing(number * 100 + index) for index in range(12)]
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


with open(sys.argv[1], "w", encoding="utf8") as file:
    json.dump([profile(number) for number in range(100)], file, ensure_ascii=False)
