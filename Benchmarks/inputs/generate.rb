# Writes profiles.json: 100 profiles, the same every time. usage: ruby generate.rb FILE
require "json"
random = Random.new(11)
names = ["Anna", "ben", "Zoë", "O'Neil & Sons", "健太郎", "ليلى", nil]
titles = ["Trail \"Dawn\" tent", "Rain jacket & hood", "Gas stove", "Sleeping bag <warm>", "Hiking boots"]
profiles = Array.new(100) do |number|
  items = Array.new(3 + random.rand(8)) do |index|
    title = titles[random.rand(titles.size)]
    { "id" => index, "title" => title, "handle" => "p-#{random.rand(10_000)}",
      "price" => 500 + random.rand(30_000), "quantity" => 1 + random.rand(3), "stock" => random.rand(9),
      "options" => [{ "name" => "Size", "value" => %w[S M L][random.rand(3)] },
                    { "name" => "Colour", "value" => "Black & white" }] }
  end
  { "customer" => { "id" => format("c%06d", number), "first_name" => names[random.rand(names.size)],
                    "tier" => %w[gold silver none][random.rand(3)] },
    "cart" => { "items" => items, "currency" => "EUR", "code" => number.even? ? "spring" : "",
                "url" => "https://shop.example/cart/#{number}" },
    "store" => { "name" => "Tents & more", "url" => "https://shop.example", "free_shipping" => 5000 } }
end
File.write(ARGV.fetch(0), JSON.generate(profiles))
