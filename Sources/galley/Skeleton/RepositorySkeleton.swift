/// The files of a new content repository: one template, one profile, everything valid.
enum RepositorySkeleton {
  /// One file to write.
  struct File {
    /// Path below the content root.
    let path: String
    /// The whole text.
    let text: String
  }

  /// Returns the files of a repository called `name`.
  static func files(name: String) -> [File] {
    [
      File(path: "galley.yaml", text: settings(name: name)),
      File(path: "schemas/profile.schema.json", text: profileSchema),
      File(path: "profiles/anna.yaml", text: profile),
      File(path: "fragments/footer.liquid", text: footer),
      File(path: "templates/welcome/template.yaml", text: template),
      File(path: "templates/welcome/subject.liquid", text: subject),
      File(path: "templates/welcome/preheader.liquid", text: preheader),
      File(path: "templates/welcome/body.html.liquid", text: html),
      File(path: "templates/welcome/body.txt.liquid", text: text),
      File(path: ".editorconfig", text: editorSettings),
    ] + gitFiles
  }

  /// What git is told: nothing local is committed, snapshots have the same line ends everywhere.
  static let gitFiles = [
    File(path: ".gitignore", text: ".galley/\n*.galley/\n*.galley.tar\n"),
    File(path: ".gitattributes", text: "* text=auto eol=lf\nsnapshots/** text eol=lf\n"),
  ]

  /// What editors are told: snapshots hold blanks at the ends of lines that are part of a message.
  private static let editorSettings = """
    [snapshots/**]
    charset = utf-8
    end_of_line = lf
    insert_final_newline = true
    trim_trailing_whitespace = false

    """

  private static func settings(name: String) -> String {
    // A name of digits alone, or `true`, would be no text in YAML.
    let isPlain = name.first?.isLetter == true && !["true", "false", "null"].contains(name)
    let name = isPlain ? name : "\"\(name)\""
    return """
      galley: 1
      name: \(name)
      locales:
        default: en
        supported: [en]
      timeZone: UTC
      clocks:
        # The instant at which messages are rendered in tests: nothing reads the machine's clock.
        default: 2026-01-15T09:00:00Z
      environments:
        prod: { shopUrl: "https://shop.example" }

      """
  }

  private static let profileSchema = """
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Profile",
      "description": "What is known about a recipient; templates may read what stands here.",
      "type": "object",
      "additionalProperties": false,
      "required": ["id", "email"],
      "properties": {
        "id": { "type": "string" },
        "email": { "type": "string", "format": "email" },
        "firstName": { "type": "string" },
        "locale": { "type": "string" },
        "timeZone": { "type": "string" }
      }
    }

    """

  private static let profile = """
    # A customer with everything filled in.
    id: c-1001
    email: anna@example.com
    firstName: Anna
    locale: en
    timeZone: Europe/Berlin

    """

  private static let template = """
    channel: email
    description: First message after signing up
    from: Your shop <hello@shop.example>

    """

  private static let subject = """
    Welcome{% if profile.firstName %}, {{ profile.firstName }}{% endif %}!

    """

  private static let preheader = """
    Three things to try first

    """

  private static let html = """
    <!doctype html>
    <html lang="{{ locale }}">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Welcome</title>
    </head>
    <body>
      <h1>Hello {{ profile.firstName | default: "there" | escape }},</h1>
      <p>Good to have you here. Start with <a href="{{ environment.shopUrl }}/new">what is new</a>.</p>
      {% render 'footer' %}
    </body>
    </html>

    """

  private static let text = """
    Hello {{ profile.firstName | default: "there" }},

    Good to have you here. Start with what is new: {{ environment.shopUrl }}/new

    """

  private static let footer = """
    <p>You get this message at {{ profile.email | escape }} because you signed up.</p>

    """
}
