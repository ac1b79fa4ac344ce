import ArgumentParser

/// The CI servers for which `galley init` writes a configuration.
enum CIServer: String, ExpressibleByArgument, CaseIterable {
  case github
  case gitlab

  /// The configuration: check and test on every change, problems shown where the server shows them.
  var file: RepositorySkeleton.File {
    switch self {
    case .github:
      RepositorySkeleton.File(
        path: ".github/workflows/galley.yaml",
        text: """
          name: galley
          on: [push, pull_request]
          jobs:
            content:
              runs-on: ubuntu-latest
              steps:
                - uses: actions/checkout@v4
                - run: galley check --format github
                - run: galley test --format github

          """)
    case .gitlab:
      RepositorySkeleton.File(
        path: ".gitlab-ci.yml",
        text: """
          content:
            script:
              - galley check --format gitlab > gl-code-quality-report.json
              - galley test --format junit > galley-tests.xml
            artifacts:
              when: always
              reports:
                codequality: gl-code-quality-report.json
                junit: galley-tests.xml

          """)
    }
  }
}
