package import Diagnostics

/// Checks what the files of a project say about each other.
package enum ProjectValidation {
  /// Returns every problem between files: names that nothing defines, journeys that do not hang
  /// together, data that does not meet its schema; ordered by path and place.
  ///
  /// - Parameters:
  ///   - project: The project as it was loaded.
  ///   - schemas: Its compiled schemas, where the caller needs them anyway.
  /// - Returns: The problems; none where the project hangs together.
  package static func problems(
    of project: Project, schemas: ProjectSchemas? = nil
  ) -> [Diagnostic] {
    var references = ReferenceCheck(project)
    references.run()
    var findings = references.findings
    for journey in project.journeys {
      var graph = JourneyGraphCheck(journey)
      graph.run()
      findings.add(graph.findings.sorted)
    }
    var data = DataCheck(project, schemas ?? ProjectSchemas(project))
    data.run()
    findings.add(data.findings.sorted)
    return findings.sorted
  }
}
