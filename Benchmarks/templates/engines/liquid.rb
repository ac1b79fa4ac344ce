# Liquid for Ruby: obeys the commands of compare.py on standard input. usage: [LIQUID_C=1] ruby liquid.rb FOLDER PROFILES
require "json"
require "liquid"
require "liquid/c" if ENV["LIQUID_C"]

folder, file = ARGV
profiles = JSON.parse(File.read(file))
files = Object.new
files.define_singleton_method(:read_template_file) { |name| File.read("#{folder}/liquid/#{name}.liquid") }
Liquid::Template.file_system = files
$stdout.sync = true

def cpu = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
def wall = Process.clock_gettime(Process::CLOCK_MONOTONIC)

templates = Hash.new do |all, name|
  all[name] = Liquid::Template.parse(File.read("#{folder}/liquid/#{name}.liquid"))
end
partials = {} # Parsed once, as in production.
render = ->(name, profile) { templates[name].render!(profile, registers: { cached_partials: partials }) }

while (line = $stdin.gets)
  command, name, argument = line.split
  case command
  when "version"
    puts "Liquid for Ruby #{Liquid::VERSION}#{" with liquid-c #{Liquid::C::VERSION}" if ENV["LIQUID_C"]}, Ruby #{RUBY_VERSION}"
  when "output"
    File.binwrite(argument, profiles.map { |profile| render.(name, profile) }.join("\0"))
    puts "ok"
  when "time"
    batches = []
    stop = wall + argument.to_f
    while wall < stop
      start = cpu
      renders = 0
      while (used = cpu - start) < 0.005
        profiles.each { |profile| render.(name, profile) }
        renders += profiles.size
      end
      batches << used / renders
    end
    puts batches.join(" ")
  end
end
