# Renders cases with the system's Liquid for Ruby, in strict mode: a JSON object a line in, one a line out.
# In: template, data, fragments. Out: {"output": text} or {"error": message}.
require "json"
require "liquid"
require "timeout"

Fragments = Struct.new(:sources) do
  def read_template_file(name)
    sources.fetch(name) { raise Liquid::FileSystemError, "no fragment #{name}" }
  end
end

Liquid::Template.error_mode = :strict
$stdout.sync = true
puts JSON.generate("version" => Liquid::VERSION)
$stdin.each_line do |line|
  wanted = JSON.parse(line)
  answer =
    begin
      template = Liquid::Template.parse(wanted["template"], error_mode: :strict)
      files = Fragments.new(wanted["fragments"])
      text = Timeout.timeout(5) do
        template.render!(wanted["data"], registers: { file_system: files }, strict_filters: true)
      end
      raise Liquid::ArgumentError, "not UTF-8" unless text.valid_encoding?
      { "output" => text }
    rescue Liquid::Error => e
      { "error" => e.message }
    rescue StandardError => e
      { "error" => "#{e.class}: #{e.message}" }
    end
  puts JSON.generate(answer)
end
