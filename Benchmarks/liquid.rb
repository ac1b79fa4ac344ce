# Renders cart.liquid and sms.liquid of FOLDER/liquid for the profiles of FOLDER/profiles.json with the
# reference implementation of Liquid. usage: [LIQUID_C=1] ruby liquid.rb FOLDER [SECONDS]
# Templates are parsed before the clock starts; the best batch of all profiles counts, in CPU time of one thread.
require "json"
require "liquid"
require "liquid/c" if ENV["LIQUID_C"]

folder = ARGV.fetch(0)
seconds = (ARGV[1] || 3).to_f
profiles = JSON.parse(File.read("#{folder}/profiles.json"))
files = Object.new
files.define_singleton_method(:read_template_file) { |name| File.read("#{folder}/liquid/#{name}.liquid") }
Liquid::Template.file_system = files

def cpu = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)

%w[cart sms].each do |name|
  template = Liquid::Template.parse(File.read("#{folder}/liquid/#{name}.liquid"))
  partials = {}
  best = Float::INFINITY
  stop = cpu + seconds
  while cpu < stop
    start = cpu
    profiles.each { |profile| template.render!(profile, registers: { cached_partials: partials }) }
    best = [best, cpu - start].min
  end
  puts "#{name}: #{(profiles.size / best).to_i} renders/s"
end
