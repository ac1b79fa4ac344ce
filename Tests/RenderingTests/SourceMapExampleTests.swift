import Content
import Templates
import Testing

@testable import Rendering

/// The source map over a whole repository of messages.
@Suite struct SourceMapExampleTests {
  @Test func coversEveryPartOfTheExampleExactly() throws {
    let root = String(#filePath.dropLast("Tests/RenderingTests/SourceMapExampleTests.swift".count))
    let reading = try Project.load(from: WorkTreeSource(root: root + "templates-example"))
    let project = try #require(reading.project)
    let compiled = CompiledProject(project)
    var outputs = 0
    var runsWithData = 0
    for template in project.templates {
      let defaults = CaseDefaults(project: project, template: template)
      for profile in project.profiles {
        let testCase = Case(
          template: template, profile: profile, locale: defaults.locale(of: profile),
          clock: try #require(defaults.clock), variant: defaults.variant,
          environment: try #require(defaults.environment), recordingSet: defaults.recordingSet,
          name: profile.id)
        let data = CaseData(testCase, in: compiled)
        guard data.problems.isEmpty else { continue }
        var options = RenderOptions()
        options.clock = testCase.clock.instant.seconds
        options.timeZone = data.regional
        options.formatter = data.regional
        options.translator = compiled.translations(testCase.locale)
        for program in compiled.programs(of: template.id) {
          var plain = OutputBuffer()
          try program.render(data.globals, options: options, into: &plain)
          var mapped = OutputBuffer()
          let map = try program.renderWithMap(data.globals, options: options, into: &mapped).map
          #expect(mapped.bytes == plain.bytes)
          var end = 0
          for entry in map.entries {
            #expect(entry.output.lowerBound == end && !entry.output.isEmpty)
            end = entry.output.upperBound
            if let path = map.path(of: entry) {
              runsWithData += 1
              #expect(path.first?.isLetter == true, "\(path)")
            }
          }
          #expect(end == mapped.count)
          outputs += 1
        }
      }
    }
    #expect(outputs > 50)
    #expect(runsWithData > outputs)
  }
}
